#include "algo/crypto/pem.h"

#include <algorithm>

#include "algo/base64.h"
#include "base/error.h"

namespace chartrender::crypto {

namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kEnd = "\n-----END ";
constexpr std::string_view kDashes = "-----";

// Takes a line, without its end and trailing blanks.
std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  const size_t last = line.find_last_not_of(" \t");
  return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

std::optional<PemBlock> DecodeBetween(std::string_view type, std::string_view body,
                                      std::string_view behind_end) {
  // The type and five dashes again, then nothing more on the line.
  if (!behind_end.starts_with(type) || !behind_end.substr(type.size()).starts_with(kDashes))
    return std::nullopt;
  std::string_view rest_of_line = behind_end.substr(type.size() + kDashes.size());
  if (!TakeLine(rest_of_line).empty()) return std::nullopt;
  std::string base64(body);
  base64.erase(
      std::remove_if(base64.begin(), base64.end(), [](char c) { return c == ' ' || c == '\t'; }),
      base64.end());
  PemBlock block;
  block.type = type;
  if (DecodeBase64(base64, block.bytes)) return std::nullopt;
  return block;
}

}  // namespace

std::optional<PemBlock> DecodePem(std::string_view text) {
  for (size_t from = 0; from <= text.size();) {
    // The last BEGIN before the first END.
    const size_t end = text.find(kEnd, from);
    if (end == std::string_view::npos) return std::nullopt;
    const size_t behind_end = end + kEnd.size();
    const size_t begin = text.substr(0, end).rfind(kBegin);
    const size_t start = from;
    from = behind_end;
    if (begin == std::string_view::npos || begin < start ||
        (begin > start && text[begin - 1] != '\n'))
      continue;
    std::string_view rest = text.substr(begin + kBegin.size());
    std::string_view type = TakeLine(rest);
    if (!type.ends_with(kDashes)) continue;
    type.remove_suffix(kDashes.size());
    bool has_headers = false;
    for (;;) {
      if (rest.empty()) return std::nullopt;
      std::string_view next = rest;
      if (TakeLine(next).find(':') == std::string_view::npos) break;
      has_headers = true;
      rest = next;
    }
    const size_t body = text.size() - rest.size();
    if (has_headers && body > end) continue;
    const std::string_view content =
        body < end ? text.substr(body, end - body) : std::string_view();
    if (std::optional<PemBlock> block = DecodeBetween(type, content, text.substr(behind_end)))
      return block;
  }
  return std::nullopt;
}

std::string EncodePem(std::string_view type, std::string_view bytes) {
  constexpr size_t line_length = 64;
  const std::string base64 = EncodeBase64(bytes);
  std::string text = StrCat(kBegin, type, kDashes, "\n");
  for (size_t at = 0; at < base64.size(); at += line_length) {
    text.append(base64, at, line_length).push_back('\n');
  }
  return text.append(StrCat(kEnd.substr(1), type, kDashes, "\n"));
}

}  // namespace chartrender::crypto

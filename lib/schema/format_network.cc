// Formats of addresses: IPv4, IPv6, host names, e-mail.
#include <algorithm>

#include "algo/go_ip.h"
#include "base/error.h"
#include "base/utf8.h"
#include "schema/format.h"

namespace chartrender::schema {

namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr std::string_view kIpv6Prefix = "IPv6:";
// What an unquoted local part may hold besides letters and digits.
constexpr std::string_view kLocalMarks = ".!#$%&'*+-/=?^_`{|}~";

bool IsDigit(uint32_t c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(uint32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

FormatError CheckLabel(std::string_view label) {
  if (label.empty() || label.size() > 63) return "label must be 1 to 63 characters long";
  if (label.front() == '-') return "label starts with hyphen";
  if (label.back() == '-') return "label ends with hyphen";
  while (!label.empty()) {
    const Rune rune = DecodeRune(label);
    if (!IsAlphanumeric(rune.code) && rune.code != '-') {
      return "invalid character " + QuoteRune(rune.code);
    }
    label.remove_prefix(rune.width);
  }
  return std::nullopt;
}

FormatError CheckLocalPart(std::string_view local) {
  if (local.size() > 1 && local.front() == '"' && local.back() == '"') {
    if (local.substr(1, local.size() - 2).find_first_of("\\\"") != kNone) {
      return "backslash and quote are not allowed within quoted local part";
    }
    return std::nullopt;
  }
  if (!local.empty() && local.front() == '.') return "starts with dot";
  if (!local.empty() && local.back() == '.') return "ends with dot";
  if (local.find("..") != kNone) return "consecutive dots";
  while (!local.empty()) {
    const Rune rune = DecodeRune(local);
    const bool mark = rune.code < 0x80 && kLocalMarks.find(static_cast<char>(rune.code)) != kNone;
    if (!IsAlphanumeric(rune.code) && !mark) return "invalid character " + QuoteRune(rune.code);
    local.remove_prefix(rune.width);
  }
  return std::nullopt;
}

}  // namespace

FormatError CheckIpv4(std::string_view text) {
  if (std::count(text.begin(), text.end(), '.') != 3) return "expected four decimals";
  Pieces groups(text, '.');
  while (const auto group = groups.Next()) {
    if (group->size() > 1 && (*group)[0] == '0') return "leading zeros";
    int64_t number = 0;
    if (auto error = ParseDecimal(*group, number)) return error;
    if (number < 0 || number > 255) return "decimal must be between 0 and 255";
  }
  return std::nullopt;
}

FormatError CheckIpv6(std::string_view text) {
  if (text.find(':') == kNone) return "missing colon";
  try {
    if (!ParseIpAddress(text).zone.empty()) return "zone id is not a part of ipv6 address";
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return std::nullopt;
}

FormatError CheckHostname(std::string_view text) {
  if (!text.empty() && text.back() == '.') text.remove_suffix(1);
  if (text.size() > 253) return "more than 253 characters long";
  Pieces labels(text, '.');
  while (const auto label = labels.Next()) {
    if (auto error = CheckLabel(*label)) return error;
  }
  return std::nullopt;
}

FormatError CheckEmail(std::string_view text) {
  if (text.size() > 254) return "more than 255 characters long";
  const size_t at = text.rfind('@');
  if (at == kNone) return "missing @";
  const std::string_view local = text.substr(0, at);
  std::string_view domain = text.substr(at + 1);
  if (local.size() > 64) return "local part more than 64 characters long";
  if (auto error = CheckLocalPart(local)) return error;
  if (!domain.empty() && domain.front() == '[' && domain.back() == ']') {
    domain = domain.substr(1, domain.size() < 2 ? 0 : domain.size() - 2);
    if (domain.substr(0, kIpv6Prefix.size()) == kIpv6Prefix) {
      if (auto error = CheckIpv6(domain.substr(kIpv6Prefix.size()))) {
        return "invalid ipv6 address: " + *error;
      }
      return std::nullopt;
    }
    if (auto error = CheckIpv4(domain)) return "invalid ipv4 address: " + *error;
    return std::nullopt;
  }
  if (auto error = CheckHostname(domain)) return "invalid domain: " + *error;
  return std::nullopt;
}

}  // namespace chartrender::schema

#include "schema/format.h"

#include <charconv>

#include "base/utf8.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

struct Row {
  std::string_view name;
  FormatCheck check;
};

constexpr Row kFormats[] = {
    {"date", CheckDate},
    {"date-time", CheckDateTime},
    {"duration", CheckDuration},
    {"email", CheckEmail},
    {"hostname", CheckHostname},
    {"ipv4", CheckIpv4},
    {"ipv6", CheckIpv6},
    {"iri", CheckUri},
    {"iri-reference", CheckUriReference},
    {"json-pointer", CheckJsonPointer},
    {"period", CheckPeriod},
    {"regex", CheckRegex},
    {"relative-json-pointer", CheckRelativeJsonPointer},
    {"semver", CheckSemver},
    {"time", CheckTime},
    {"uri", CheckUri},
    {"uri-reference", CheckUriReference},
    {"uri-template", CheckUriTemplate},
    {"uuid", CheckUuid},
};

}  // namespace

FormatCheck FindFormat(std::string_view name) {
  for (const Row& row : kFormats) {
    if (row.name == name) return row.check;
  }
  return nullptr;
}

std::string QuoteRune(uint32_t rune) {
  if (rune == '\'') return "'\\''";
  if (rune == '"') return "'\"'";
  std::string raw;
  AppendRune(raw, rune);
  std::string quoted = Quoted(raw);
  quoted.front() = quoted.back() = '\'';
  return quoted;
}

FormatError ParseDecimal(std::string_view text, int64_t& number) {
  std::string_view digits = text;
  if (!digits.empty() && digits[0] == '+') digits.remove_prefix(1);
  const bool sign_twice = digits.size() != text.size() && !digits.empty() && digits[0] == '-';
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error == std::errc::result_out_of_range && end == digits.data() + digits.size()) {
    return "strconv.Atoi: parsing " + Quoted(text) + ": value out of range";
  }
  if (sign_twice || error != std::errc() || end != digits.data() + digits.size()) {
    return "strconv.Atoi: parsing " + Quoted(text) + ": invalid syntax";
  }
  return std::nullopt;
}

std::optional<std::string_view> Pieces::Next() {
  if (done_) return std::nullopt;
  const size_t end = rest_.find(separator_);
  const std::string_view piece = rest_.substr(0, end);
  done_ = end == std::string_view::npos;
  if (!done_) rest_.remove_prefix(end + 1);
  return piece;
}

}  // namespace chartrender::schema

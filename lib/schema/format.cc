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
  const bool sign = !text.empty() && (text[0] == '+' || text[0] == '-');
  const std::string_view digits = text.substr(sign ? 1 : 0);
  uint64_t magnitude = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), magnitude);
  const bool all = end == digits.data() + digits.size();
  // Go looks no further than the digit that makes the number too great.
  const bool range = error == std::errc::result_out_of_range ||
                     (all && error == std::errc() &&
                      magnitude > static_cast<uint64_t>(INT64_MAX) + (text[0] == '-' ? 1 : 0));
  if (range) return "strconv.Atoi: parsing " + Quoted(text) + ": value out of range";
  if (!all || error != std::errc()) {
    return "strconv.Atoi: parsing " + Quoted(text) + ": invalid syntax";
  }
  number = static_cast<int64_t>(text[0] == '-' ? 0 - magnitude : magnitude);
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

// Formats of addresses: IPv4, IPv6, host names, e-mail.
#include <algorithm>

#include "base/utf8.h"
#include "schema/format.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

constexpr size_t kNone = std::string_view::npos;

bool IsDigit(uint32_t c) { return c >= '0' && c <= '9'; }
bool IsAlphanumeric(uint32_t c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool IsHexDigit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The errors of Go's net/netip. Source: net/netip/netip.go, Go 1.26.
class AddressParser {
 public:
  explicit AddressParser(std::string_view text) : text_(text) {}

  // ParseAddr; `zone` is set when there is one.
  FormatError Parse(bool& zone) const {
    const size_t at = text_.find_first_of(".:%");
    if (at == kNone) return Error("unable to parse IP");
    if (text_[at] == '%') return Error("missing IPv6 address");
    return text_[at] == '.' ? ParseFour(text_) : ParseSix(zone);
  }

 private:
  FormatError Error(std::string_view message, std::string_view at = {}) const {
    std::string error = "ParseAddr(" + Quoted(text_) + "): " + std::string(message);
    if (!at.empty()) error += " (at " + Quoted(at) + ")";
    return error;
  }

  FormatError ParseFour(std::string_view s) const {
    int value = 0;
    int position = 0;
    int digits = 0;
    for (size_t i = 0; i < s.size(); ++i) {
      if (IsDigit(static_cast<unsigned char>(s[i]))) {
        if (digits == 1 && value == 0) return Error("IPv4 field has octet with leading zero");
        value = value * 10 + (s[i] - '0');
        ++digits;
        if (value > 255) return Error("IPv4 field has value >255");
        continue;
      }
      if (s[i] != '.') return Error("unexpected character", s.substr(i));
      if (i == 0 || i == s.size() - 1 || s[i - 1] == '.') {
        return Error("IPv4 field must have at least one digit", s.substr(i));
      }
      if (position == 3) return Error("IPv4 address too long");
      ++position;
      value = digits = 0;
    }
    if (position < 3) return Error("IPv4 address too short");
    return std::nullopt;
  }

  // One group of hexadecimal digits at the start of `s`.
  FormatError CheckGroup(std::string_view s, size_t& size) const {
    for (size = 0; size < s.size() && IsHexDigit(s[size]); ++size) {
      if (size > 3) return Error("each group must have 4 or less digits", s);
    }
    if (size == 0) return Error("each colon-separated field must have at least one digit", s);
    return std::nullopt;
  }

  FormatError ParseSix(bool& zone) const {
    std::string_view s = text_;
    const size_t percent = s.find('%');
    if (percent != kNone) {
      if (percent + 1 == s.size()) return Error("zone must be a non-empty string");
      zone = true;
      s = s.substr(0, percent);
    }
    bool ellipsis = false;
    if (s.substr(0, 2) == "::") {
      ellipsis = true;
      s.remove_prefix(2);
      if (s.empty()) return std::nullopt;
    }
    int bytes = 0;
    while (bytes < 16) {
      size_t size = 0;
      if (auto error = CheckGroup(s, size)) return error;
      if (size < s.size() && s[size] == '.') {
        if (!ellipsis && bytes != 12) {
          return Error("embedded IPv4 address must replace the final 2 fields of the address", s);
        }
        if (bytes + 4 > 16) {
          return Error(
              "too many hex fields to fit an embedded IPv4 at the end of the address", s);
        }
        if (auto error = ParseFour(s)) return error;
        s = {};
        bytes += 4;
        break;
      }
      bytes += 2;
      s.remove_prefix(size);
      if (s.empty()) break;
      if (auto error = SkipColon(s, ellipsis)) return error;
      if (s.empty()) break;
    }
    if (!s.empty()) return Error("trailing garbage after address", s);
    if (bytes < 16 && !ellipsis) return Error("address string too short");
    if (bytes == 16 && ellipsis) {
      return Error("the :: must expand to at least one field of zeros");
    }
    return std::nullopt;
  }

  FormatError SkipColon(std::string_view& s, bool& ellipsis) const {
    if (s[0] != ':') return Error("unexpected character, want colon", s);
    if (s.size() == 1) return Error("colon must be followed by more characters", s);
    s.remove_prefix(1);
    if (s[0] != ':') return std::nullopt;
    if (ellipsis) return Error("multiple :: in address", s);
    ellipsis = true;
    s.remove_prefix(1);
    return std::nullopt;
  }

  std::string_view text_;
};

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
  constexpr std::string_view kMarks = ".!#$%&'*+-/=?^_`{|}~";
  while (!local.empty()) {
    const Rune rune = DecodeRune(local);
    const bool mark = rune.code < 0x80 && kMarks.find(static_cast<char>(rune.code)) != kNone;
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
  bool zone = false;
  if (auto error = AddressParser(text).Parse(zone)) return error;
  if (zone) return "zone id is not a part of ipv6 address";
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
    constexpr std::string_view kSix = "IPv6:";
    if (domain.substr(0, kSix.size()) == kSix) {
      if (auto error = CheckIpv6(domain.substr(kSix.size()))) {
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

#include "algo/go_ip.h"

#include <algorithm>
#include <span>

#include "base/error.h"
#include "base/quote.h"

namespace chartrender {

namespace {

constexpr size_t kBytes = 16;

[[noreturn]] void Fail(std::string_view text, std::string_view what, std::string_view at = {}) {
  std::string message = "ParseAddr(";
  AppendQuote(message, text);
  message.append("): ").append(what);
  if (!at.empty()) {
    message.append(" (at ");
    AppendQuote(message, at);
    message.append(")");
  }
  throw Failure(ErrorCode::kTemplate, std::move(message));
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// `part` is the dotted part of `text`.
void ParseV4(std::string_view text, std::string_view part, std::span<uint8_t> fields) {
  size_t field = 0;
  int value = 0;
  int digits = 0;
  for (size_t i = 0; i < part.size(); ++i) {
    const char c = part[i];
    if (c >= '0' && c <= '9') {
      if (digits == 1 && value == 0) Fail(text, "IPv4 field has octet with leading zero");
      value = value * 10 + (c - '0');
      ++digits;
      if (value > 255) Fail(text, "IPv4 field has value >255");
      continue;
    }
    if (c != '.') Fail(text, "unexpected character", part.substr(i));
    if (i == 0 || i == part.size() - 1 || part[i - 1] == '.') {
      Fail(text, "IPv4 field must have at least one digit", part.substr(i));
    }
    if (field == 3) Fail(text, "IPv4 address too long");
    fields[field++] = static_cast<uint8_t>(value);
    value = 0;
    digits = 0;
  }
  if (field < 3) Fail(text, "IPv4 address too short");
  fields[3] = static_cast<uint8_t>(value);
}

// A group of hexadecimal digits at the start of `rest`: its length in digits and its value.
size_t ReadGroup(std::string_view text, std::string_view rest, uint32_t& value) {
  size_t digits = 0;
  value = 0;
  while (digits < rest.size() && HexDigit(rest[digits]) >= 0) {
    value = value << 4 | static_cast<uint32_t>(HexDigit(rest[digits]));
    if (digits > 3) Fail(text, "each group must have 4 or less digits", rest);
    ++digits;
  }
  if (digits == 0) Fail(text, "each colon-separated field must have at least one digit", rest);
  return digits;
}

// Fills the bytes that "::" stands for.
void Expand(std::string_view text, std::array<uint8_t, kBytes>& bytes, size_t filled,
            size_t ellipsis, bool has_ellipsis) {
  if (filled < kBytes) {
    if (!has_ellipsis) Fail(text, "address string too short");
    const auto from = bytes.begin() + static_cast<std::ptrdiff_t>(ellipsis);
    std::move_backward(from, bytes.begin() + static_cast<std::ptrdiff_t>(filled), bytes.end());
    std::fill_n(from, kBytes - filled, uint8_t{0});
  } else if (has_ellipsis) {
    Fail(text, "the :: must expand to at least one field of zeros");
  }
}

IpAddress ParseV6(std::string_view text) {
  IpAddress address;
  std::string_view rest = text;
  if (const size_t percent = text.find('%'); percent != std::string_view::npos) {
    rest = text.substr(0, percent);
    address.zone = text.substr(percent + 1);
    if (address.zone.empty()) Fail(text, "zone must be a non-empty string");
  }
  bool has_ellipsis = rest.starts_with("::");
  size_t ellipsis = 0;
  if (has_ellipsis) {
    rest.remove_prefix(2);
    if (rest.empty()) return address;
  }
  size_t filled = 0;
  while (filled < kBytes) {
    uint32_t value = 0;
    const size_t digits = ReadGroup(text, rest, value);
    if (digits < rest.size() && rest[digits] == '.') {
      if (!has_ellipsis && filled != 12) {
        Fail(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
      }
      if (filled + 4 > kBytes) {
        Fail(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
      }
      ParseV4(text, rest, std::span(address.bytes).subspan(filled, 4));
      rest = {};
      filled += 4;
      break;
    }
    address.bytes[filled++] = static_cast<uint8_t>(value >> 8);
    address.bytes[filled++] = static_cast<uint8_t>(value & 0xFF);
    rest.remove_prefix(digits);
    if (rest.empty()) break;
    if (rest[0] != ':') Fail(text, "unexpected character, want colon", rest);
    if (rest.size() == 1) Fail(text, "colon must be followed by more characters", rest);
    rest.remove_prefix(1);
    if (rest[0] != ':') continue;
    if (has_ellipsis) Fail(text, "multiple :: in address", rest);
    has_ellipsis = true;
    ellipsis = filled;
    rest.remove_prefix(1);
    if (rest.empty()) break;
  }
  if (!rest.empty()) Fail(text, "trailing garbage after address", rest);
  Expand(text, address.bytes, filled, ellipsis, has_ellipsis);
  return address;
}

}  // namespace

IpAddress ParseIpAddress(std::string_view text) {
  const size_t sign = text.find_first_of(".:%");
  if (sign == std::string_view::npos) Fail(text, "unable to parse IP");
  if (text[sign] == '%') Fail(text, "missing IPv6 address");
  if (text[sign] == ':') return ParseV6(text);
  IpAddress address;
  address.is_v4 = true;
  ParseV4(text, text, std::span(address.bytes).first(4));
  return address;
}

std::optional<IpAddress> TryParseIp(std::string_view text) {
  try {
    IpAddress address = ParseIpAddress(text);
    if (!address.zone.empty()) return std::nullopt;
    return address;
  } catch (const Failure&) {
    return std::nullopt;
  }
}

}  // namespace chartrender

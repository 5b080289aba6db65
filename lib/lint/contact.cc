#include "lint/contact.h"

#include <algorithm>
#include <string>

#include "algo/go_url.h"
#include "algo/regex.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/utf8.h"

namespace chartrender::lint {

namespace {

// Letters beyond ASCII, as ranges of a character class.
constexpr std::string_view kWide = R"(\x{00A0}-\x{D7FF}\x{F900}-\x{FDCF}\x{FDF0}-\x{FFEF})";

// local@domain: dot-separated words or a quoted text, then labels of which the last starts and ends
// with a letter.
std::string EmailPattern() {
  const std::string word = StrCat("[a-zA-Z\\d!#$%&'*+\\-/=?^_`{|}~", kWide, "]+");
  constexpr std::string_view fold = R"(((\x20|\x09)*\x0d\x0a)?(\x20|\x09)+)";
  const std::string quoted_char =
      StrCat(R"(([\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x21\x23-\x5b\x5d-\x7e)", kWide,
             R"(]|\([\x01-\x09\x0b\x0c\x0d-\x7f]))");
  // govalidator repeats the opening quote with each character: `"a"` passes, `"ab"` does not.
  const std::string quoted = StrCat("(\\x22(", fold, ")?", quoted_char, ")*(", fold, ")?\\x22");
  const std::string edge = StrCat("[a-zA-Z\\d", kWide, "]");
  const std::string label = StrCat(edge, "([a-zA-Z\\d\\-._~", kWide, "]*", edge, ")?");
  const std::string last_edge = StrCat("[a-zA-Z", kWide, "]");
  const std::string last_label =
      StrCat(last_edge, "([a-zA-Z\\d\\-_~", kWide, "]*", last_edge, ")?");
  return StrCat("^((", word, "(\\.", word, ")*)|(", quoted, "))@(", label, "\\.)+", last_label,
                "\\.?$");
}

std::string Ipv6Pattern() {
  const std::string h = "[0-9a-fA-F]{1,4}";
  const std::string v4 =
      R"((25[0-5]|(2[0-4]|1?[0-9])?[0-9])(\.(25[0-5]|(2[0-4]|1?[0-9])?[0-9])){3})";
  std::string pattern = StrCat("((", h, ":){7}", h, "|(", h, ":){1,7}:");
  // Groups before and after the "::".
  for (int before = 6; before >= 1; --before) {
    pattern += StrCat("|(", h, ":){1,", std::to_string(before), "}(:", h, "){1,",
                      std::to_string(7 - before), "}");
  }
  return StrCat(pattern, "|:((:", h, "){1,7}|:)|fe80:(:[0-9a-fA-F]{0,4}){0,4}%[0-9a-zA-Z]+",
                "|::(ffff(:0{1,4})?:)?", v4, "|(", h, ":){1,4}:", v4, ")");
}

std::string UrlPattern() {
  constexpr std::string_view ipv4 =
      R"(([1-9]\d?|1\d\d|2[01]\d|22[0-3]|24\d|25[0-5]))"
      R"((\.(\d{1,2}|1\d\d|2[0-4]\d|25[0-5])){2}\.([0-9]\d?|1\d\d|2[0-4]\d|25[0-5]))";
  constexpr std::string_view subdomain =
      R"(((www\.)|([a-zA-Z0-9]+([-_.]?[a-zA-Z0-9])*[a-zA-Z0-9]\.[a-zA-Z0-9]+)))";
  constexpr std::string_view prefix =
      R"([a-zA-Z0-9]([a-zA-Z0-9\-_]+)?[a-zA-Z0-9]([-.][a-zA-Z0-9]+)*)";
  constexpr std::string_view name = R"([a-zA-Z\x{00a1}-\x{ffff}0-9])";
  constexpr std::string_view top = R"((\.[a-zA-Z\x{00a1}-\x{ffff}]+)?)";
  return StrCat(R"(^((ftp|tcp|udp|wss?|https?)://)?(\S+(:\S*)?@)?)", "(", ipv4, "|\\[",
                Ipv6Pattern(), "\\]|((", prefix, ")|(", subdomain, "?))?(", name, "+-?-?)*", name,
                "+", top, R"()\.?(:\d{1,5})?([/?#]\S*)?$)");
}

bool HasUrlHost(std::string_view text) {
  std::string parsed(text);
  if (text.find(':') != std::string_view::npos && text.find("://") == std::string_view::npos) {
    parsed.insert(0, "http://");
  }
  try {
    const Url url = Url::Parse(parsed);
    if (!url.host.empty()) return url.host[0] != '.';
    return url.path.empty() || url.path.find('.') != std::string::npos;
  } catch (const Failure&) {
    return false;
  }
}

// Whether this is an address as most are: of http or https, a host of two or more labels with two
// or more letters or digits each, the last all letters, then nothing or a path in ASCII. UrlPattern
// takes them all; it is long, and to build it costs a third of a small chart's render.
bool IsPlainWebAddress(std::string_view text) {
  const auto is_letter = [](char c) { return LowerAscii(c) >= 'a' && LowerAscii(c) <= 'z'; };
  const size_t scheme = text.starts_with("https://") ? 8 : text.starts_with("http://") ? 7 : 0;
  text.remove_prefix(scheme);
  const size_t slash = std::min(text.find('/'), text.size());
  const std::string_view path = text.substr(slash);
  if (!std::all_of(path.begin(), path.end(), [](char c) { return c > ' ' && c < '\x7f'; }))
    return false;
  std::string_view host = text.substr(0, slash);
  for (bool first = true;; first = false) {
    const size_t dot = host.find('.');
    const std::string_view label = host.substr(0, dot);
    const bool last = dot == std::string_view::npos;
    const bool good = std::all_of(label.begin(), label.end(), [&](char c) {
      return is_letter(c) || (!last && c >= '0' && c <= '9');
    });
    if (!good || label.size() < 2) return false;
    if (last) return !first;
    host.remove_prefix(dot + 1);
  }
}

}  // namespace

bool IsEmail(std::string_view text) {
  static const Regex pattern(EmailPattern());
  return pattern.Matches(text);
}

bool IsUrl(std::string_view text) {
  constexpr size_t max_runes = 2083;
  constexpr size_t min_bytes = 3;
  if (text.size() <= min_bytes || CountRunes(text) >= max_runes || text[0] == '.') return false;
  if (!HasUrlHost(text)) return false;
  if (IsPlainWebAddress(text)) return true;
  static const Regex pattern(UrlPattern());
  return pattern.Matches(text);
}

bool IsRequestUrl(std::string_view text) {
  // Of a request URI '#' starts no fragment: it is a character like others.
  std::string escaped;
  for (const char c : text) {
    if (c == '#') {
      escaped += "%23";
    } else {
      escaped += c;
    }
  }
  try {
    return !Url::Parse(escaped).scheme.empty();
  } catch (const Failure&) {
    return false;
  }
}

}  // namespace chartrender::lint

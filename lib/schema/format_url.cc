// Formats of URLs.
#include "algo/go_url.h"
#include "base/error.h"
#include "schema/format.h"

namespace chartrender::schema {

namespace {

FormatError ParseUrl(std::string_view text, Url& url) {
  try {
    url = Url::Parse(text);
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  const std::string_view name = url.Hostname();
  if (name.find(':') == std::string_view::npos) return std::nullopt;
  if (url.host.find('[') == std::string::npos || url.host.find(']') == std::string::npos) {
    return "ipv6 address not enclosed in brackets";
  }
  if (auto error = CheckIpv6(name)) return "invalid ipv6 address: " + *error;
  return std::nullopt;
}

FormatError CheckBraces(std::string_view segment) {
  bool open = false;
  for (const char c : segment) {
    if (c != '{' && c != '}') continue;
    if ((c == '{') == open) return "nested curly braces";
    open = !open;
  }
  if (open) return "no matching closing brace";
  return std::nullopt;
}

}  // namespace

FormatError CheckUri(std::string_view text) {
  Url url;
  if (auto error = ParseUrl(text, url)) return error;
  if (url.scheme.empty()) return "relative url";
  return std::nullopt;
}

FormatError CheckUriReference(std::string_view text) {
  if (text.find('\\') != std::string_view::npos) return "contains \\";
  Url url;
  return ParseUrl(text, url);
}

FormatError CheckUriTemplate(std::string_view text) {
  Url url;
  if (auto error = ParseUrl(text, url)) return error;
  Pieces segments(url.raw_path, '/');
  while (const auto segment = segments.Next()) {
    std::string plain;
    try {
      plain = PathUnescape(*segment);
    } catch (const Failure& failure) {
      return "percent decode failed: " + failure.error().message;
    }
    if (auto error = CheckBraces(plain)) return error;
  }
  return std::nullopt;
}

}  // namespace chartrender::schema

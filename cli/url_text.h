// What Go's net/url makes of a text: whether it parses, its scheme, and how it reads when printed
// again. File names and chart references go through this in Helm, so some of them fail here.
// Source: Go 1.26 net/url Parse and URL.String; hosts and ports are not checked.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::cli {

struct UrlText {
  std::string fault;   // `parse "a%zz": invalid URL escape "%zz"`; empty: the rest is valid
  std::string scheme;  // in lower case
  bool has_host = false;
  std::string path;  // without escapes
  std::string text;  // as Go prints it
};

UrlText ReadUrl(std::string_view text);

}  // namespace chartrender::cli

// Splitting identifiers into words: FirstName, HTTPServer, http2xx. Pure functions.
// Source: huandu/xstrings 1.5.0 convert.go.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::functions {

// "some_words" and "some-words" become "SomeWords". Source: ToPascalCase.
std::string PascalCase(std::string_view text);

// "HTTPServer" becomes "http_server" with '_' as connector. Source: ToSnakeCase, ToKebabCase.
std::string JoinWords(std::string_view text, char connector);

}  // namespace chartrender::functions

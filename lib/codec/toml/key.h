// A dotted key of TOML and how its parts are written.
// Source: github.com/BurntSushi/toml 1.6.0 meta.go Key, encode.go dblQuotedReplacer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chartrender::toml {

class Key : public std::vector<std::string> {
 public:
  using std::vector<std::string>::vector;

  // Its parts, quoted where they must be, with dots between them.
  [[nodiscard]] std::string ToText() const;
  // This key and one more part.
  [[nodiscard]] Key With(std::string_view part) const;
  // All parts but the last one.
  [[nodiscard]] Key Parent() const;
};

// Appends one part of a key, in double quotes unless it is bare.
void AppendKeyPart(std::string& out, std::string_view part);
// Appends a text as it stands between double quotes.
void AppendEscaped(std::string& out, std::string_view text);

}  // namespace chartrender::toml

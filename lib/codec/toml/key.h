// A dotted key of TOML and how its parts are written.
// Source: github.com/BurntSushi/toml 1.6.0 meta.go Key, encode.go dblQuotedReplacer.
#pragma once

#include <cstddef>
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

// A key that is made longer and shorter part by part, with its text at hand.
class OpenKey {
 public:
  [[nodiscard]] size_t size() const { return ends_.size(); }
  // As Key::ToText().
  [[nodiscard]] const std::string& text() const { return text_; }
  // The text of this key and one more part.
  [[nodiscard]] std::string TextWith(std::string_view part) const;
  void Push(std::string_view part);
  // Leaves the first `count` parts.
  void Shorten(size_t count);

 private:
  std::string text_;
  std::vector<size_t> ends_;  // of the parts in the text
};

// Appends one part of a key, in double quotes unless it is bare.
void AppendKeyPart(std::string& out, std::string_view part);
// Appends a text as it stands between double quotes.
void AppendEscaped(std::string& out, std::string_view text);

}  // namespace chartrender::toml

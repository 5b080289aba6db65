#include "codec/toml/key.h"

#include <algorithm>

namespace chartrender::toml {

namespace {

bool IsBare(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '-';
}

}  // namespace

std::string Key::ToText() const {
  std::string text;
  for (const std::string& part : *this) {
    if (&part != &front()) text += '.';
    AppendKeyPart(text, part);
  }
  return text;
}

Key Key::With(std::string_view part) const {
  Key key = *this;
  key.emplace_back(part);
  return key;
}

Key Key::Parent() const {
  Key key = *this;
  key.pop_back();
  return key;
}

std::string OpenKey::TextWith(std::string_view part) const {
  std::string text = text_;
  if (size() > 0) text += '.';
  AppendKeyPart(text, part);
  return text;
}

void OpenKey::Push(std::string_view part) {
  if (size() > 0) text_ += '.';
  AppendKeyPart(text_, part);
  ends_.push_back(text_.size());
}

void OpenKey::Shorten(size_t count) {
  ends_.resize(count);
  text_.resize(count == 0 ? 0 : ends_.back());
}

void AppendKeyPart(std::string& out, std::string_view part) {
  if (!part.empty() && std::all_of(part.begin(), part.end(), IsBare)) {
    out += part;
    return;
  }
  out += '"';
  AppendEscaped(out, part);
  out += '"';
}

void AppendEscaped(std::string& out, std::string_view text) {
  constexpr char kHex[] = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte >= 0x20 && byte != 0x7F) {
      out += c;
    } else if (const auto at = std::string_view("\b\t\n\f\r").find(c);
               at != std::string_view::npos) {
      out += '\\';
      out += "btnfr"[at];
    } else {
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 0xFU];
    }
  }
}

}  // namespace chartrender::toml

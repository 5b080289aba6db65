#include "engine/text_replace.h"

namespace chartrender::engine {

namespace {

constexpr std::string_view kNoValue = "<no value>";

}  // namespace

void RemoveNoValue(std::string& text) {
  size_t at = text.find(kNoValue);
  if (at == std::string::npos) return;
  size_t end = at;
  while (at != std::string::npos) {
    const size_t from = at + kNoValue.size();
    at = text.find(kNoValue, from);
    const size_t part = (at == std::string::npos ? text.size() : at) - from;
    text.replace(end, part, text, from, part);
    end += part;
  }
  text.resize(end);
}

std::string_view RemoveNoValue(std::string_view text, Arena& arena) {
  if (text.find(kNoValue) == std::string_view::npos) return text;
  std::string copy(text);
  RemoveNoValue(copy);
  return arena.Copy(copy);
}

}  // namespace chartrender::engine

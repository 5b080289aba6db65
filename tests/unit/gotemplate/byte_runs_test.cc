#include "gotemplate/byte_runs.h"

#include <doctest/doctest.h>

#include <string>

namespace chartrender::gotemplate {

namespace {

// The ends of a run, byte by byte.
size_t RunEnd(const std::string& text, unsigned classes) {
  size_t at = 0;
  while (at < text.size() && IsByte(text[at], classes)) ++at;
  return at;
}
size_t BlanksStart(const std::string& text) {
  size_t at = text.size();
  while (at > 0 && IsByte(text[at - 1], kBlankByte)) --at;
  return at;
}

}  // namespace

TEST_CASE("runs end where their bytes do, wherever that is") {
  for (const std::string_view inside : {"aZ09_zA5", " \t\n\r", "a b{c}~!"}) {
    for (size_t size = 0; size < 40; ++size) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string text;
        while (text.size() < 40) text += inside[text.size() % inside.size()];
        text[size] = static_cast<char>(byte);
        const char* const first = text.data();
        const char* const last = first + text.size();
        CAPTURE(text);
        REQUIRE(WordEnd(first, last) - first == RunEnd(text, kLetterByte | kDigitByte));
        REQUIRE(PlainEnd(first, last) - first == RunEnd(text, kPlainByte));
        REQUIRE(BlankEnd(first, last) - first == RunEnd(text, kBlankByte));
        REQUIRE(BlankStart(first, last) - first == BlanksStart(text));
      }
    }
  }
}

}  // namespace chartrender::gotemplate

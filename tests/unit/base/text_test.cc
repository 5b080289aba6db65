#include <doctest/doctest.h>

#include <string>

#include "base/ascii.h"
#include "base/json_pointer.h"
#include "base/line_starts.h"

namespace chartrender {

TEST_CASE("letters of ASCII in lower case") {
  CHECK(LowerAscii("AZaz09 @[\xC3\x84\xFF") == "azaz09 @[\xC3\x84\xFF");
  CHECK(EqualsIgnoringCase("KiND", "kind"));
  CHECK_FALSE(EqualsIgnoringCase("kinds", "kind"));
  CHECK_FALSE(EqualsIgnoringCase("Kin@", "kin`"));
}

TEST_CASE("tokens of JSON pointers") {
  std::string pointer = "/a";
  AppendPointerToken(pointer += '/', "x~/~1");
  CHECK(pointer == "/a/x~0~1~01");
  std::string_view rest = pointer;
  CHECK(TakePointerToken(rest) == "a");
  CHECK(PointerTokenText(TakePointerToken(rest)) == "x~/~1");
  CHECK(rest.empty());
  rest = "//b";
  CHECK(TakePointerToken(rest).empty());
  CHECK(rest == "/b");
  CHECK_FALSE(PointerTokenText("a~").has_value());
  CHECK_FALSE(PointerTokenText("~2").has_value());
}

TEST_CASE("lines by offset") {
  const LineStarts lines("a\nbc\n\nd");
  constexpr uint32_t kWant[] = {0, 0, 1, 1, 1, 2, 3, 3};
  for (size_t offset = 0; offset < std::size(kWant); ++offset) {
    CAPTURE(offset);
    CHECK(lines.LineAt(offset) == kWant[offset]);
  }
  for (uint32_t near = 0; near < 5; ++near) {
    for (size_t offset = 0; offset < 7; ++offset)
      CHECK(lines.LineAt(offset, near) == lines.LineAt(offset));
  }
  CHECK(LineStarts("").LineAt(0) == 0);
  CHECK(LineStarts("\n").LineAt(1) == 1);
  CHECK(LineEndsIn(std::string(1000, '\n')) == 1000);
  CHECK(LineEndsIn("a\n" + std::string(300, 'b') + "\nc") == 2);
}

}  // namespace chartrender

#include "base/unicode.h"

#include <doctest/doctest.h>

using namespace chartrender;  // NOLINT(google-build-using-namespace): test

TEST_CASE("classes of runes") {
  CHECK(IsLetterRune('a'));
  CHECK(IsLetterRune(0x4E16));
  CHECK_FALSE(IsLetterRune('1'));
  CHECK(IsDigitRune(0x0660));
  CHECK(IsNumberRune(0xBD));
  CHECK_FALSE(IsDigitRune(0xBD));
  CHECK(IsPunctRune('_'));
  CHECK_FALSE(IsPunctRune('$'));
  CHECK(IsUpperRune(0xC9));
  CHECK(IsLowerRune(0xE9));
  CHECK(IsTitleRune(0x1C5));
  CHECK(IsPrintRune(' '));
  CHECK_FALSE(IsPrintRune(0xA0));
  CHECK_FALSE(IsPrintRune(0x110000));
}

TEST_CASE("case mapping") {
  CHECK(UpperRune('z') == 'Z');
  CHECK(UpperRune(0xFF) == 0x178);
  CHECK(UpperRune(0xDF) == 0xDF);
  CHECK(LowerRune(0x130) == 'i');
  CHECK(LowerRune(0x100) == 0x101);
  CHECK(UpperRune(0x101) == 0x100);
  CHECK(LowerRune(0x1C5) == 0x1C6);
  CHECK(UpperRune(0x1C6) == 0x1C4);
  CHECK(TitleRune(0x1C6) == 0x1C5);
  CHECK(LowerRune(0x10400) == 0x10428);
}

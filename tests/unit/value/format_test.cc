#include "value/format.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "value/map.h"
#include "value/print.h"

namespace chartrender {

namespace {

struct Case {
  const char* format;
  std::vector<Value> args;
  const char* want;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& test : cases) {
    CAPTURE(std::string(test.format));
    CHECK(Sprintf(test.format, test.args) == test.want);
  }
}

}  // namespace

TEST_CASE("integers") {
  Check({
      {"%d|%5d|%-5d|%05d|%+d|% d",
       {Value::Int(7), Value::Int(7), Value::Int(7), Value::Int(-7), Value::Int(7), Value::Int(7)},
       "7|    7|7    |-0007|+7| 7"},
      {"%x %X %#x %o %#o %O %b %#b", std::vector<Value>(8, Value::Int(30)),
       "1e 1E 0x1e 36 036 0o36 11110 0b11110"},
      {"%c %q %U %#U", std::vector<Value>(4, Value::Int(0x65E5)), "日 '日' U+65E5 U+65E5 '日'"},
      {"%.3d|%6.3d|%.0d|", {Value::Int(7), Value::Int(7), Value::Int(0)}, "007|   007||"},
      {"%d", {Value::Uint(18446744073709551615ULL)}, "18446744073709551615"},
      {"%c", {Value::Int(-1)}, "\xEF\xBF\xBD"},
  });
}

TEST_CASE("floats") {
  Check({
      {"%v %v %v %v",
       {Value::Float(1e6), Value::Float(123456), Value::Float(1e-5), Value::Float(2.5)},
       "1e+06 123456 1e-05 2.5"},
      {"%f %.2f %8.3f %-8.1f| %+.1e %G", std::vector<Value>(6, Value::Float(3.14159)),
       "3.141590 3.14    3.142 3.1     | +3.1e+00 3.14159"},
      {"%x %.2x %X %b", std::vector<Value>(4, Value::Float(1.5)),
       "0x1.8p+00 0x1.80p+00 0X1.8P+00 6755399441055744p-52"},
      {"%#g %#.3g %#f", std::vector<Value>(3, Value::Float(2)), "2.00000 2.00 2.000000"},
      {"%08.2f %+08.2f", std::vector<Value>(2, Value::Float(-1.5)), "-0001.50 -0001.50"},
  });
}

TEST_CASE("texts, bytes and truth") {
  Check({
      {"%s|%6s|%-6s|%.2s|%q|%x|% x|%#q", std::vector<Value>(8, Value::String("añb")),
       "añb|   añb|añb   |añ|\"añb\"|61c3b162|61 c3 b1 62|`añb`"},
      {"%+q %q", {Value::String("é"), Value::String("\xFF\n")}, R"("\u00e9" "\xff\n")"},
      {"%v %s %x %q", std::vector<Value>(4, Value::Bytes("ab")), "[97 98] ab 6162 \"ab\""},
      {"%t %v %5t", std::vector<Value>(3, Value::Bool(true)), "true true  true"},
  });
}

TEST_CASE("lists and maps") {
  Arena arena;
  const std::vector<Value> items = {Value::Int(1), Value::String("a"), Value::Nil()};
  Map* map = Map::New(arena);
  map->Set("b", Value::Float(2));
  map->Set("a", Value::List(items));
  const Value list = Value::List(items);
  Check({
      {"%v %d %s", {list, list, list}, "[1 a <nil>] [1 %!d(string=a) <nil>] [%!s(int=1) a <nil>]"},
      {"%#v", {list}, "[]interface {}{1, \"a\", interface {}(nil)}"},
      {"%v %T", {Value::Of(map), Value::Of(map)}, "map[a:[1 a <nil>] b:2] map[string]interface {}"},
      {"%#v %#v",
       {Value::NilList(GoType::kStringList), Value::Of(static_cast<Map*>(nullptr))},
       "[]string(nil) map[string]interface {}(nil)"},
      {"%5v|%-5v|%05d",
       {list, list, list},
       "[    1     a <nil>]|[1     a     <nil>]|[00001 %!d(string=0000a) <nil>]"},
  });
}

TEST_CASE("misuse says what is wrong") {
  const Value one = Value::Int(1);
  Check({
      {"%d", {Value::String("x")}, "%!d(string=x)"},
      {"%s", {Value::Float(1e6)}, "%!s(float64=1e+06)"},
      {"%d %d", {one}, "1 %!d(MISSING)"},
      {"%d", {one, Value::String("x"), Value::Nil()}, "1%!(EXTRA string=x, <nil>)"},
      {"%d %s", {Value::Nil(), Value::Missing()}, "%!d(<nil>) %!s(<nil>)"},
      {"%v|%6v", {Value::Nil(), Value::Nil()}, "<nil>| <nil>"},
      {"%", {}, "%!(NOVERB)"},
      {"%z %!", {one}, "%!z(int=1) %!!(MISSING)"},
      {"%[2]d %[1]d", {one, Value::Int(2)}, "2 1"},
      {"%[3]d", {one}, "%!d(BADINDEX)"},
      {"%[x]d", {one}, "%!d(BADINDEX)"},
      {"%*d|%-*d|%.*f",
       {Value::Int(4), one, Value::Int(4), one, Value::Int(1), Value::Float(2)},
       "   1|1   |2.0"},
      {"%*d", {Value::String("x"), one}, "%!(BADWIDTH)1"},
      {"%.*d", {Value::Int(-1), one}, "%!(BADPREC)1"},
      {"%99999999d", {one}, "%!(NOVERB)%!(EXTRA int=1)"},
      {"100%%", {}, "100%"},
  });
}

TEST_CASE("a width that does not fit the memory limit fails before it is built") {
  Limits limits;
  limits.memory_bytes = 100'000;
  Budget budget(limits);
  const std::vector<Value> args = {Value::Int(1)};
  CHECK_THROWS(Sprintf("%900000d", args, &budget));
  CHECK(Sprintf("%9000d", args, &budget).size() == 9000);
}

TEST_CASE("Sprint and Sprintln place blanks as Go does") {
  const std::vector<Value> args = {Value::Int(1), Value::Int(2), Value::String("a"), Value::Nil()};
  std::string text;
  AppendSprint(text, args);
  CHECK(text == "1 2a<nil>");
  text.clear();
  AppendSprintln(text, args);
  CHECK(text == "1 2 a <nil>\n");
}

}  // namespace chartrender

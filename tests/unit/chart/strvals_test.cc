// The --set grammars; what is wanted was printed by pkg/strvals of Helm 4.3.1.
#include "chart/strvals.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "codec/json/json.h"

namespace chartrender {

namespace {

enum class Mode : uint8_t { kSet, kString, kJson, kFile, kLiteral };

struct Case {
  Mode mode;
  std::string_view text;
  std::string_view base;  // JSON of the map that is written
  std::string_view want;  // JSON of the map afterwards, or "error: " and the text
};

const Case kCases[] = {
    {Mode::kSet, "a=1", "{}", R"({"a":1})"},
    {Mode::kSet, "a=1,b=two,c=true,d=null,e=,f=007,g=0,h=-5,i=+7,j=1.5,k=9223372036854775808", "{}",
     R"({"a":1,"b":"two","c":true,"d":null,"e":"","f":"007","g":0,"h":-5,"i":7,"j":"1.5","k":"9223372036854775808"})"},
    {Mode::kSet, "a.b.c=1,a.b.d=2", "{}", R"({"a":{"b":{"c":1,"d":2}}})"},
    {Mode::kSet, "a[0]=x,a[2]=y", "{}", R"({"a":["x",null,"y"]})"},
    {Mode::kSet, "a[0].b=x,a[0].c=y,a[1].b=z", "{}", R"({"a":[{"b":"x","c":"y"},{"b":"z"}]})"},
    {Mode::kSet, "a[0][1]=x", "{}", R"({"a":[[null,"x"]]})"},
    {Mode::kSet, "a={x,y,1}", "{}", R"({"a":["x","y",1]})"},
    {Mode::kSet, "a={},b={x", "{}", "error: list must terminate with '}'"},
    {Mode::kSet, "a={x,y},b=1", "{}", R"({"a":["x","y"],"b":1})"},
    {Mode::kSet, "a={x}y=1", "{}", R"({"a":["x"],"y":1})"},
    {Mode::kSet, R"(a\.b=1\,2)", "{}", R"({"a.b":"1,2"})"},
    {Mode::kSet, R"(a=b\)", "{}", R"({"a":"b"})"},
    {Mode::kSet, "a", "{}", R"(error: key "a" has no value)"},
    {Mode::kSet, "a,b=1", "{}", R"(error: key "a" has no value (cannot end with ,))"},
    {Mode::kSet, "a=", "{}", R"({"a":""})"},
    {Mode::kSet, "a=,b=1", "{}", R"({"a":"","b":1})"},
    {Mode::kSet, "=1", "{}", "{}"},
    {Mode::kSet, ".a=1", "{}", "{}"},
    {Mode::kSet, "a.=1", "{}", R"(error: key map "a" has no value)"},
    {Mode::kSet, "a.", "{}", "{}"},
    {Mode::kSet, "a[=1", "{}", "{}"},
    {Mode::kSet, "a[x]=1", "{}",
     R"(error: error parsing index: strconv.Atoi: parsing "x": invalid syntax)"},
    {Mode::kSet, "a[-1]=1", "{}", "error: negative -1 index not allowed"},
    {Mode::kSet, "a[99999999999999999999]=1", "{}",
     R"(error: error parsing index: strconv.Atoi: parsing "99999999999999999999": value out of range)"},
    {Mode::kSet, "a[65537]=1", "{}",
     "error: index of 65537 is greater than maximum supported index of 65536"},
    {Mode::kSet, "a[0]b'c=1", "{}",
     R"(error: unexpected data at end of array index: ['b' '\'' 'c'])"},
    {Mode::kSet, "a[0]", "{}", R"({"a":[]})"},
    {Mode::kSet, "a[0", "{}", "{}"},
    {Mode::kSet, "a[0]=", "{}", R"({"a":[""]})"},
    {Mode::kSet, "a[0][0", "{}", R"({"a":[]})"},
    {Mode::kSet, "a=1,a.b=2", "{}",
     "error: unable to parse key: interface conversion: interface {} is int64, not "
     "map[string]interface {}"},
    {Mode::kSet, "a=null,a[0]=2", "{}",
     "error: unable to parse key: interface conversion: interface {} is nil, not []interface {}"},
    {Mode::kSet, "a=1,a[0]=2", "{}",
     "error: unable to parse key: interface conversion: interface {} is int64, not []interface {}"},
    {Mode::kSet, "a[0]=1,a[0][1]=2", "{}",
     "error: unable to parse key: interface conversion: interface {} is int64, not []interface {}"},
    {Mode::kSet, "a[0]=1,a[0].x=2", "{}", R"({"a":[{"x":2}]})"},
    {Mode::kSet, "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.A.B.C.D.E=1", "{}",
     R"({"a":{"b":{"c":{"d":{"e":{"f":{"g":{"h":{"i":{"j":{"k":{"l":{"m":{"n":{"o":{"p":{"q":{"r":{"s":{"t":{"u":{"v":{"w":{"x":{"y":{"z":{"A":{"B":{"C":{"D":{"E":1}}}}}}}}}}}}}}}}}}}}}}}}}}}}}}})"},
    {Mode::kSet, "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p.q.r.s.t.u.v.w.x.y.z.A.B.C.D.E.F=1", "{}",
     "error: value name nested level is greater than maximum supported nested level of 30"},
    {Mode::kSet,
     "a=TRUE,b=False,c=NULL,d=fal\xC5\xBF"
     "e",
     "{}", R"({"a":true,"b":false,"c":null,"d":false})"},
    {Mode::kSet,
     "\xC3\xA9"
     ".\xC3\xBC"
     "=\xE4\xB8\x96"
     "",
     "{}",
     "{\"\xC3\xA9"
     "\":{\"\xC3\xBC"
     "\":\"\xE4\xB8\x96"
     R"("}})"},
    {Mode::kSet, "a.b={x,y},a.b[1]=z", R"({"a":{"k":1}})", R"({"a":{"b":["x","z"],"k":1}})"},
    {Mode::kSet, "l[1].x=1", R"({"l":[{"x":0},{"y":2},3]})", R"({"l":[{"x":0},{"x":1,"y":2},3]})"},
    {Mode::kString, "a=1,b=true,c={1,null}", "{}", R"({"a":"1","b":"true","c":["1","null"]})"},
    {Mode::kJson, R"(a={"x":[1,2.5,null]},b="s",c= ,d=true e=1)", "{}",
     R"({"a":{"x":[1,2.5,null]},"b":"s","c":null,"d":true,"e":1})"},
    {Mode::kJson, R"(a=1,b[1]={"k":1},c.d=[])", "{}", R"({"a":1,"b":[null,{"k":1}],"c":{"d":[]}})"},
    {Mode::kJson, "a=  [1] , b=2", "{}", R"({" b":2,"a":[1]})"},
    {Mode::kLiteral, R"(a.b[1]={x,y}\,=z)", "{}", R"({"a":{"b":[null,"{x,y}\\,=z"]}})"},
    {Mode::kLiteral, "a=", "{}", R"({"a":""})"},
    {Mode::kLiteral, "a", "{}", R"(error: key "a" has no value)"},
    {Mode::kLiteral, "a,b=c,d=e", "{}", R"({"a,b":"c,d=e"})"},
    {Mode::kFile, "a=p,b={q,r},c[0]=s,d=", "{}",
     R"({"a":"\u003cp\u003e","b":["\u003cq\u003e","\u003cr\u003e"],"c":["\u003cs\u003e"],"d":""})"},
    {Mode::kSet, "a[0]=,b=1", "{}", R"({"a":[""],"b":1})"},
    {Mode::kSet, "a[1", "{}", "{}"},
    {Mode::kSet, "", "{}", "{}"},
    {Mode::kSet, "a=1,", "{}", R"({"a":1})"},
    {Mode::kSet, "a={x,}", "{}", R"({"a":["x",""]})"},
    {Mode::kSet, R"(a={x,\,y\}})", "{}", R"({"a":["x",",y}"]})"},
    {Mode::kSet, "a={{x}", "{}", R"({"a":["{x"]})"},
    {Mode::kSet, "a[0]={x,y},a[1].b={z}", "{}", R"({"a":[["x","y"],{"b":["z"]}]})"},
    {Mode::kSet, "a[0].b,c=1", "{}", R"(error: key "b" has no value (cannot end with ,))"},
    {Mode::kSet, "a[0].=1", "{}", R"({"a":[{}]})"},
    {Mode::kSet, "a b = c d ", "{}", R"({"a b ":" c d "})"},
    {Mode::kSet, "a==b=c", "{}", R"({"a":"=b=c"})"},
};

void Parse(const Case& test, Map& map, Arena& arena) {
  switch (test.mode) {
    case Mode::kSet:
      return ParseSet(test.text, map, arena);
    case Mode::kString:
      return ParseSetString(test.text, map, arena);
    case Mode::kJson:
      return ParseSetJson(test.text, map, arena);
    case Mode::kLiteral:
      return ParseSetLiteral(test.text, map, arena);
    case Mode::kFile:
      return ParseSetFile(test.text, map, arena,
                          [](const std::string& path) { return "<" + path + ">"; });
  }
}

std::string Run(const Case& test) {
  Arena arena;
  Map* map = ReadJson(test.base, arena).AsMap();
  try {
    Parse(test, *map, arena);
  } catch (const Failure& failure) {
    return "error: " + failure.error().message;
  }
  std::string json;
  WriteJson(json, Value::Of(map));
  return json;
}

}  // namespace

TEST_CASE("strvals: flags write what Helm writes") {
  for (const Case& test : kCases) {
    CAPTURE(test.text);
    CHECK(Run(test) == test.want);
  }
}

TEST_CASE("strvals: ints of --set are int64, numbers of --set-json float64") {
  Arena arena;
  Map map(arena);
  ParseSet("a=1", map, arena);
  ParseSetJson("b=1", map, arena);
  CHECK(map.Get("a").type() == GoType::kInt64);
  CHECK(map.Get("b").type() == GoType::kFloat64);
}

TEST_CASE("strvals: Helm 3 reports an index that does not end") {
  Arena arena;
  Map map(arena);
  CHECK_THROWS_WITH(ParseSet("a[0", map, arena, Dialect::kHelm3), "error parsing index: EOF");
}

TEST_CASE("strvals: a list that grows leaves its old views alone") {
  Arena arena;
  Map map(arena);
  ParseSet("a[0]=x", map, arena);
  const Value before = map.Get("a");
  ParseSet("a[1]=y", map, arena);
  CHECK(before.AsList().size() == 1);
  CHECK(map.Get("a").AsList().size() == 2);
  CHECK(map.Get("a").AsList()[0].AsString() == "x");
}

}  // namespace chartrender

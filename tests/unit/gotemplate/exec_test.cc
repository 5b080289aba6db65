#include "gotemplate/exec.h"

#include <doctest/doctest.h>

#include <string>

#include "base/stack.h"
#include "run_template.h"

namespace chartrender {

namespace {

struct Case {
  const char* text;
  const char* want;
};

void Check(std::span<const Case> cases, ExecOptions options = {}) {
  for (const Case& test : cases) {
    CAPTURE(std::string(test.text));
    CHECK(RunTemplate(test.text, options) == test.want);
  }
}

}  // namespace

TEST_CASE("templates print what Go prints") {
  const Case cases[] = {
      {"{{.s}} {{.n}} {{.list}} {{.map}} {{.yes}}", "text 42 [a b] map[k:v nil:<nil>] true"},
      {"{{.none}}|{{.map.nil}}", "<no value>|<no value>"},
      {"a {{- 1 }} {{ 2 -}} b", "a1 2b"},
      {"{{$x := 1}}{{if true}}{{$x = 2}}{{$x := 3}}{{$x}}{{end}}{{$x}}", "32"},
      {"{{range $i, $e := .list}}{{$i}}{{$e}};{{end}}", "0a;1b;"},
      {"{{range $k, $v := .map}}{{$k}}={{$v}};{{end}}", "k=v;nil=<no value>;"},
      {"{{range 3}}{{.}}{{end}}{{range 0}}x{{else}}none{{end}}", "012none"},
      {"{{range .list}}{{if eq . \"b\"}}{{break}}{{end}}{{.}}{{end}}", "a"},
      {"{{range .list}}{{if eq . \"a\"}}{{continue}}{{end}}{{.}}{{end}}", "b"},
      {"{{range 2}}{{range $.none}}{{else}}x{{continue}}{{end}}y{{end}}", "xx"},
      {"{{range 2}}{{range $.none}}{{else}}x{{break}}{{end}}y{{end}}", "xyxy"},
      {"{{with .map}}{{.k}}{{$.s}}{{else with .s}}{{.}}{{end}}", "vtext"},
      {"{{with .none}}a{{else with .s}}{{.}}{{else}}b{{end}}", "text"},
      {"{{define \"d\"}}[{{.}}{{$}}]{{end}}{{template \"d\" 1}}{{template \"d\"}}",
       "[11][<no value><no value>]"},
      {"{{block \"b\" .s}}<{{.}}>{{end}}", "<text>"},
      {"{{1 | print 2 | print}}", "2 1"},
      {"{{$ := 5}}{{$}}", "5"},
      {"{{1i}} {{'a'}} {{0x1F}} {{1_000}} {{1e3}} {{.5}}", "(0+1i) 97 31 1000 1000 0.5"},
  };
  Check(cases);
}

TEST_CASE("execution errors name place and node") {
  const Case cases[] = {
      {"{{.s.x}}",
       "error: template: t:1:4: executing \"t\" at <.s.x>: can't evaluate field x in type "
       "interface {}"},
      {"{{$v := .s}}{{$v.x}}",
       "error: template: t:1:16: executing \"t\" at <$v.x>: can't evaluate field x in type string"},
      {"\n{{.map.nil.x}}",
       "error: template: t:2:6: executing \"t\" at <.map.nil.x>: nil pointer evaluating interface "
       "{}.x"},
      {"{{range .list}}{{.x}}{{end}}",
       "error: template: t:1:17: executing \"t\" at <.x>: can't evaluate field x in type interface "
       "{}"},
      {"{{range .s}}{{end}}",
       "error: template: t:1:8: executing \"t\" at <.s>: range can't iterate over text"},
      {"{{range $a, $b := 3}}{{end}}",
       "error: template: t:1:18: executing \"t\" at <3>: can't use 3 to iterate over more than one "
       "variable"},
      {"{{template \"none\"}}",
       "error: template: t:1:11: executing \"t\" at <{{template \"none\"}}>: template \"none\" not "
       "defined"},
      {"{{len 1}}",
       "error: template: t:1:2: executing \"t\" at <len 1>: error calling len: len of type int"},
      {"{{len .map.nil}}",
       "error: template: t:1:2: executing \"t\" at <len .map.nil>: error calling len: len of nil "
       "pointer"},
      {"{{printf 1}}", "error: template: t:1:9: executing \"t\" at <1>: expected string; found 1"},
      {"{{printf .n}}",
       "error: template: t:1:9: executing \"t\" at <.n>: wrong type for value; expected string; "
       "got float64"},
      {"{{printf .none}}",
       "error: template: t:1:9: executing \"t\" at <.none>: invalid value; expected string"},
      {"{{printf nil}}",
       "error: template: t:1:9: executing \"t\" at <nil>: cannot assign nil to string"},
      {"{{not}}",
       "error: template: t:1:2: executing \"t\" at <not>: wrong number of args for not: want 1 got "
       "0"},
      {"{{index}}",
       "error: template: t:1:2: executing \"t\" at <index>: wrong number of args for index: want "
       "at least 1 got 0"},
      {"{{nil}}", "error: template: t:1:2: executing \"t\" at <nil>: nil is not a command"},
      {"{{.s 1}}",
       "error: template: t:1:2: executing \"t\" at <.s>: s is not a method but has arguments"},
      {"{{1 2}}",
       "error: template: t:1:2: executing \"t\" at <1>: can't give argument to non-function 1"},
      {"{{call .s}}",
       "error: template: t:1:2: executing \"t\" at <call .s>: error calling call: non-function .s "
       "of type string"},
      {"{{if false}}{{$x := 1}}{{else}}{{$x}}{{end}}",
       "error: template: t:1:33: executing \"t\" at <$x>: undefined variable: $x"},
      {"{{18446744073709551615}}",
       "error: template: t:1:2: executing \"t\" at <18446744073709551615>: "
       "18446744073709551615 overflows int"},
      {"{{define \"d\"}}\n {{.s.x}}{{end}}{{template \"d\" .}}",
       "error: template: t:2:5: executing \"d\" at <.s.x>: can't evaluate field x in type "
       "interface {}"},
  };
  Check(cases);
}

TEST_CASE("missing keys follow the option") {
  ExecOptions zero;
  zero.missing_key = MissingKey::kZero;
  const Case zero_cases[] = {
      {"{{.none}}", "<no value>"},
      {"{{.none.x}}",
       "error: template: t:1:7: executing \"t\" at <.none.x>: nil pointer evaluating interface "
       "{}.x"},
  };
  Check(zero_cases, zero);
  ExecOptions error;
  error.missing_key = MissingKey::kError;
  const Case error_cases[] = {
      {"{{.none}}",
       "error: template: t:1:2: executing \"t\" at <.none>: map has no entry for key \"none\""},
      {"{{$x := index .map \"none\"}}{{$x.y}}",
       "error: template: t:1:31: executing \"t\" at <$x.y>: nil data; no entry for key \"y\""},
  };
  Check(error_cases, error);
  const Case default_cases[] = {{"{{.none.x}}", "<no value>"}};
  Check(default_cases);
}

TEST_CASE("and, or stop at the argument that decides") {
  const Case cases[] = {
      {"{{and 0 (len 1)}}", "0"},
      {"{{or 1 (len 1)}}", "1"},
      {"{{and 1 2}} {{or 0 \"\"}}| {{0 | and 1}}", "2 | 0"},
      {"{{or nil}}", "<no value>"},
  };
  Check(cases);
}

TEST_CASE("limits end endless templates") {
  Limits limits;
  limits.template_depth = 50;
  CHECK(RunTemplate("{{define \"r\"}}{{template \"r\"}}{{end}}{{template \"r\"}}", {}, limits) ==
        "error: template: t:1:25: executing \"r\" at <{{template \"r\"}}>: "
        "exceeded maximum template depth (50)");
  limits.steps = 1000;
  CHECK(RunTemplate("{{range 1000000}}{{end}}", {}, limits) ==
        "error: limit reached: steps (1000 steps)");
  limits = {};
  limits.output_bytes = 10;
  CHECK(RunTemplate("12345678901", {}, limits) == "error: limit reached: output (10 bytes)");
}

TEST_CASE("a map that changes while it is ranged over keeps its order of that moment") {
  Arena arena;
  Limits limits;
  Budget budget(limits);
  const Environment environment;
  static constexpr auto kAdd = +[](Call& call, std::span<const Value> args) {
    args[0].AsMap()->SetCopy(std::string(args[1].AsString()) + "x", Value::Int(1));
    return call.Text("");
  };
  static constexpr Param kParams[] = {{ParamKind::kAnyMap, nullptr}, {ParamKind::kString, nullptr}};
  static constexpr FunctionDef kRows[] = {{"grow", {kAdd, kParams, false}, "", ""}};
  const std::span<const FunctionDef> families[] = {kRows};
  const FunctionTable table(families, Dialect::kHelm4);
  const auto program = ParseTemplate("t", "{{range $k, $v := .}}{{$k}}{{grow $ $k}}{{end}}", table);
  TemplateSet templates;
  const Template entry = templates.Add(*program);
  Map* dot = Map::New(arena);
  dot->Set("b", Value::Int(1));
  dot->Set("a", Value::Int(1));
  Interpreter interpreter(arena, budget, environment, nullptr, {});
  std::string out;
  interpreter.Execute(templates, entry, Value::Of(dot), out);
  CHECK(out == "ab");
  CHECK(dot->size() == 4);
}

TEST_CASE("a failure inside nested executions keeps one frame a level") {
  Arena arena;
  Limits limits;
  Budget budget(limits);
  const Environment environment;
  static constexpr auto kInclude = +[](Call& call, std::span<const Value> args) {
    const Template* found = call.templates->Find(args[0].AsString());
    return Value::String(call.interpreter->ExecuteToText(*call.templates, *found, args[1]));
  };
  static constexpr Param kParams[] = {{ParamKind::kString, nullptr}, {ParamKind::kAny, nullptr}};
  static constexpr FunctionDef kRows[] = {{"include", {kInclude, kParams, false}, "", ""}};
  const std::span<const FunctionDef> families[] = {kRows};
  const FunctionTable table(families, Dialect::kHelm4);
  const auto program =
      ParseTemplate("t",
                    "{{define \"a\"}}{{.s.x}}{{end}}{{define \"b\"}}<{{.s}}>{{end}}{{include \"b\" "
                    ".}} {{include \"a\" .}}",
                    table);
  TemplateSet templates;
  const Template entry = templates.Add(*program);
  Interpreter interpreter(arena, budget, environment, nullptr, {});
  std::string out;
  try {
    interpreter.Execute(templates, entry, TestDot(arena), out);
    FAIL("no failure");
  } catch (const Failure& failure) {
    const Error& error = failure.error();
    CHECK(error.message ==
          "template: t:1:78: executing \"t\" at <include \"a\" .>: error calling include: "
          "template: t:1:18: "
          "executing \"a\" at <.s.x>: can't evaluate field x in type interface {}");
    REQUIRE(error.frames.size() == 2);
    CHECK(error.frames[0].template_name == "t");
    CHECK(error.frames[0].text == "error calling include: ");
    CHECK(error.frames[1].node == ".s.x");
    CHECK(error.where.column == 18);
  }
  CHECK(out == "<text> ");
}

}  // namespace chartrender

#include "gotemplate/parser.h"

#include <doctest/doctest.h>

#include <string>

#include "base/stack.h"
#include "gotemplate/node_text.h"
#include "run_template.h"

namespace chartrender {

namespace {

std::string ParseError(std::string_view text) {
  try {
    ParseTemplate("t", text, TestFunctions());
    return "";
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

std::string Printed(std::string_view text) {
  const auto program = ParseTemplate("t", text, TestFunctions());
  return NodeText(*program, program->trees[program->main].root);
}

struct Case {
  const char* text;
  const char* want;
};

}  // namespace

TEST_CASE("parse errors have Go's texts") {
  const Case cases[] = {
      {"{{}}", "template: t:1: missing value for command"},
      {"{{if}}", "template: t:1: missing value for if"},
      {"{{end}}", "template: t:1: unexpected {{end}}"},
      {"{{else}}", "template: t:1: unexpected {{else}}"},
      {"{{if .x}}", "template: t:1: unexpected EOF"},
      {"{{if .x}}{{else}}{{else}}{{end}}", "template: t:1: expected end; found {{else}}"},
      {"{{nope}}", "template: t:1: function \"nope\" not defined"},
      {"{{$x}}", "template: t:1: undefined variable \"$x\""},
      {"{{1 | 2}}", "template: t:1: non executable command in pipeline stage 2"},
      {"{{|}}", "template: t:1: unexpected \"|\" in command"},
      {"{{print 1 |}}", ""},
      {"{{break}}", "template: t:1: {{break}} outside {{range}}"},
      {"{{range .}}{{define \"x\"}}{{end}}{{end}}",
       "template: t:1: unexpected <define> in command"},
      {"{{define \"x\"}}a{{end}}{{define \"x\"}}b{{end}}",
       "template: t:1: template: multiple definition of template \"x\""},
      {"{{define 1}}{{end}}", "template: t:1: unexpected \"1\" in define clause"},
      {"{{template .x}}", "template: t:1: unexpected \".x\" in template clause"},
      {"{{range $a, $b, $c := .}}{{end}}", "template: t:1: too many declarations in range"},
      {"{{range $a, 1 := .}}{{end}}", "template: t:1: range can only initialize variables"},
      {"{{\"a\".b}}", "template: t:1: unexpected . after term \"\\\"a\\\"\""},
      {"{{\"\\q\"}}", "template: t:1: invalid syntax"},
      {"{{99999999999999999999}}", "template: t:1: integer overflow: \"99999999999999999999\""},
      {"{{0x}}", "template: t:1: illegal number syntax: \"0x\""},
      {"{{'ab'}}", "template: t:1: malformed character constant: 'ab'"},
      {"a\n{{ .x\n", "template: t:3: unclosed action started at t:2"},
      {"a\n{{ .x\n\"", "template: t:3: unterminated quoted string in action started at t:2"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.text));
    CHECK(ParseError(test.text) == test.want);
  }
}

TEST_CASE("parentheses nest as deep as Go allows") {
  RunOnLargeStack([] {
    const std::string open(10'000, '(');
    const std::string close(10'000, ')');
    CHECK(ParseError("{{" + open + "1" + close + "}}").empty());
    CHECK(ParseError("{{(" + open + "1" + close + ")}}") ==
          "template: t:1: max expression depth exceeded");
  });
}

TEST_CASE("nodes are printed as Go prints them") {
  const Case cases[] = {
      {"{{ .a.b | printf  \"%v\" 1e3 }}", "{{.a.b | printf \"%v\" 1e3}}"},
      {"{{- (index . `r` 'c').x -}}", "{{(index . `r` 'c').x}}"},
      {"{{ $x := nil | print }}{{ $x = true }}", "{{$x := nil | print}}{{$x = true}}"},
      {"{{if $x := .}}a{{else if .b}}c{{end}}", "{{if $x := .}}a{{else}}{{if .b}}c{{end}}{{end}}"},
      {"{{range $i, $e := .}}{{break}}{{continue}}{{else}}n{{end}}",
       "{{range $i, $e := .}}{{break}}{{continue}}{{else}}n{{end}}"},
      {"{{with .}}{{template \"é\\n\" .x}}{{end}}{{/* c */}}",
       "{{with .}}{{template \"é\\n\" .x}}{{end}}"},
      {"{{ $.a.b }}{{ and (not .) 0x1F }}", "{{$.a.b}}{{and (not .) 0x1F}}"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.text));
    CHECK(Printed(test.text) == test.want);
  }
}

TEST_CASE("a program under another name is what parsing under that name gives") {
  const std::string text = "{{ define \"x\" }}1{{ end }}\n{{ .a.b }}{{ template \"x\" }}";
  const auto program = ParseTemplate("a/t.yaml", text, TestFunctions());
  const auto other = UnderName(*program, "b/t.yaml");
  const auto third = UnderName(*other, "c/t.yaml");
  REQUIRE(other != nullptr);
  REQUIRE(third != nullptr);
  CHECK(other->name == "b/t.yaml");
  CHECK(other->trees[other->main].name == "b/t.yaml");
  CHECK(third->trees[third->main].name == "c/t.yaml");
  CHECK(program->trees[program->main].name == "a/t.yaml");
  CHECK(third->trees.size() == program->trees.size());
  CHECK(third->code == program.get());
  CHECK(third->text == program->text);
}

TEST_CASE("a file that defines a template of its name is parsed for each name") {
  const char* text = "{{ define \"a\" }}1{{ end }}";
  CHECK(UnderName(*ParseTemplate("a", text, TestFunctions()), "b") == nullptr);
  CHECK(UnderName(*ParseTemplate("b", text, TestFunctions()), "a") == nullptr);
  CHECK(UnderName(*ParseTemplate("b", text, TestFunctions()), "c") != nullptr);
  ParseOptions by_tokens;
  by_tokens.by_tokens = true;
  CHECK(UnderName(*ParseTemplate("a", text, TestFunctions(), by_tokens), "b") == nullptr);
}

TEST_CASE("of two definitions the later wins unless it is empty") {
  const auto first =
      ParseTemplate("a", "{{define \"x\"}}one{{end}}{{define \"e\"}} {{end}}", TestFunctions());
  const auto second = ParseTemplate(
      "b", "{{define \"x\"}} {{/* c */}}{{end}}{{define \"e\"}}two{{end}}", TestFunctions());
  const auto third = ParseTemplate("c", "{{define \"x\"}}three{{end}}", TestFunctions());
  TemplateSet set;
  set.Add(*first);
  set.Add(*second);
  CHECK(set.Find("x")->program == first.get());
  CHECK(set.Find("e")->program == second.get());
  TemplateSet inner(&set);
  inner.Add(*third);
  CHECK(inner.Find("x")->program == third.get());
  CHECK(inner.Find("e")->program == second.get());
  CHECK(set.Find("x")->program == first.get());
  CHECK(inner.Find("none") == nullptr);
}

}  // namespace chartrender

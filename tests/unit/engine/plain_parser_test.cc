// The short way for plain templates against the tokens: on the templates of the charts here, on
// damaged ones, and on what each of the two is for.
#include "gotemplate/plain_parser.h"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "engine/functions.h"
#include "same_program.h"

namespace chartrender {

namespace {

const FunctionTable& Functions() { return engine::ChartFunctions(Dialect::kHelm4); }

bool IsPlain(std::string_view text) {
  Program program;
  program.name = "t";
  program.text = text;
  ParseBuffers arrays;
  return gotemplate::PlainParser(program, arrays, Functions(), {}).ParseFile();
}

std::vector<std::string> ChartTemplates() {
  std::vector<std::string> texts;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(CHARTRENDER_SOURCE_DIR "/charts")) {
    if (!entry.is_regular_file()) continue;
    if (entry.path().string().find("/templates/") == std::string::npos) continue;
    std::ifstream file(entry.path());
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return texts;
}

class Random {
 public:
  size_t Below(size_t n) {
    state_ = state_ * 6364136223846793005U + 1442695040888963407U;
    return static_cast<size_t>(state_ >> 33U) % n;
  }

 private:
  uint64_t state_ = 1;
};

std::string Damage(std::string text, Random& random) {
  constexpr std::string_view pieces[] = {"{{",
                                         "}}",
                                         "{{-",
                                         " -}}",
                                         "-",
                                         " ",
                                         "\n",
                                         "|",
                                         "(",
                                         ")",
                                         "$",
                                         "$x",
                                         ".",
                                         ".a",
                                         "\"",
                                         "`",
                                         ":=",
                                         "=",
                                         ",",
                                         "/*",
                                         "*/",
                                         "if ",
                                         "else",
                                         " else",
                                         "{{end}}",
                                         "{{else}}",
                                         "range ",
                                         "with ",
                                         "define",
                                         "break",
                                         "true",
                                         "nil",
                                         "1",
                                         "-1",
                                         "01",
                                         "1.5",
                                         "\\",
                                         "'a'",
                                         "\r",
                                         "\xC3\xA9",
                                         "\t",
                                         "{{else if .a}}",
                                         "{{template \"x\" .}}",
                                         "{{/* c */}}",
                                         "{{ $x := 1 }}",
                                         "{{if(.a)}}"};
  for (size_t changes = 1 + random.Below(2); changes > 0; --changes) {
    const size_t at = random.Below(text.size() + 1);
    const size_t span = std::min(random.Below(3), text.size() - at);
    const bool erases = random.Below(4) == 0;
    text.replace(at, span, erases ? std::string_view() : pieces[random.Below(std::size(pieces))]);
  }
  return text;
}

}  // namespace

TEST_CASE("the templates of charts are plain, and mean the same") {
  ParseBuffers buffers;
  const std::vector<std::string> texts = ChartTemplates();
  CHECK(texts.size() > 50);
  size_t plain = 0;
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK(DifferenceOfParsers(text, Functions(), buffers) == "");
    if (IsPlain(text)) ++plain;
  }
  CHECK(plain * 100 > texts.size() * 95);
}

TEST_CASE("damaged templates are left to the tokens or mean the same") {
  ParseBuffers buffers;
  const std::vector<std::string> texts = ChartTemplates();
  Random random;
  for (size_t run = 0; run < 6000; ++run) {
    const std::string& whole = texts[run % texts.size()];
    const size_t start = whole.size() < 400 ? 0 : random.Below(whole.size() - 300);
    const std::string text = Damage(whole.substr(start, 300 + random.Below(400)), random);
    CAPTURE(text);
    CHECK(DifferenceOfParsers(text, Functions(), buffers) == "");
  }
}

TEST_CASE("plain texts") {
  ParseBuffers buffers;
  for (const std::string_view text :
       {"", "a", "a { b }", "{{ . }}", "{{.a.b.c}}", "{{$}}", "{{$.a.b}}", "{{- /* x */ -}} a",
        "{{/* x */}}{{define \"a\"}} b {{end}}", "{{if(eq 1 2)}}a{{else if .b}}c{{else}}d{{end}}",
        "{{with .a}}b{{else with .c}}d{{end}}",
        "{{range $i, $x := .a}}{{break}}{{continue}}{{end}}",
        "{{$x := 1}}{{$x = 2}}{{(index .a 0).b}}", "{{template \"x\" dict \"a\" `b`}}",
        "{{ \"a\\n\" | quote | upper }}", "{{ print true nil -1 0 }}", "{{print 1 |}}",
        "{{"
        "print\n\t.a\n}}"}) {
    CAPTURE(text);
    CHECK(IsPlain(text));
    CHECK(DifferenceOfParsers(text, Functions(), buffers) == "");
  }
}

TEST_CASE("what is not plain is left to the tokens") {
  ParseBuffers buffers;
  for (const std::string_view text : {"{{",
                                      "{{}}",
                                      "{{a",
                                      "{{/* x",
                                      "{{/* x */ }}",
                                      "{{.a.}}",
                                      "{{1.5}}",
                                      "{{0x1}}",
                                      "{{'a'}}",
                                      "{{$x}}",
                                      "{{nope}}",
                                      "{{end}}",
                                      "{{else}}",
                                      "{{if .a}}",
                                      "{{if .a}}{{else with .b}}{{end}}",
                                      "{{block \"a\" .}}{{end}}",
                                      "{{break}}",
                                      "{{define \"a\"}}{{define \"b\"}}{{end}}{{end}}",
                                      "{{define \"a\"}}x{{end}}{{define \"a\"}}y{{end}}",
                                      "{{.é}}",
                                      "{{1 | 2}}",
                                      "{{(1}}",
                                      "{{1)}}",
                                      "{{print \"a\"\"b\"}}",
                                      "{{\"a\".b}}",
                                      "{{range $a, $b, $c := .}}{{end}}",
                                      "{{$x, $y := .}}",
                                      "{{.a -1}}b{{.a-}}",
                                      "{{\"a\nb\"}}"}) {
    CAPTURE(text);
    CHECK_FALSE(IsPlain(text));
    CHECK(DifferenceOfParsers(text, Functions(), buffers) == "");
  }
}

TEST_CASE("what lies deep or holds many variables is left to the tokens") {
  ParseBuffers buffers;
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "{{if .a}}";
  for (int i = 0; i < 300; ++i) deep += "{{end}}";
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "{{$v" + std::to_string(i) + " := 1}}";
  for (const std::string& text : {deep, many}) {
    CHECK_FALSE(IsPlain(text));
    CHECK(DifferenceOfParsers(text, Functions(), buffers) == "");
  }
}

TEST_CASE("of many definitions each is found by its name") {
  ParseBuffers buffers;
  std::string text;
  for (int i = 0; i < 40; ++i) text += "{{define \"d" + std::to_string(i) + "\"}}a{{end}}";
  for (const std::string_view more :
       {"", "{{define \"d1\"}} {{end}}", "{{define \"d1\"}}b{{end}}", "{{define \"d30\"}}b{{end}}",
        "{{define \"e\"}} {{end}}{{define \"e\"}}b{{end}}", "{{define \"t\"}}{{end}}b"}) {
    CAPTURE(more);
    const std::string whole = text + std::string(more);
    CHECK(DifferenceOfParsers(whole, Functions(), buffers) == "");
    const bool twice = more.find("}}b{{end}}") != std::string_view::npos && more[10] == 'd';
    CHECK(IsPlain(whole) == !twice);
  }
}

}  // namespace chartrender

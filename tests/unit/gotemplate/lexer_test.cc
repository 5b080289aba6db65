#include "gotemplate/lexer.h"

#include <doctest/doctest.h>

#include <string>

namespace chartrender::gotemplate {

namespace {

// The tokens, each described as errors do, with its line.
std::string Tokens(std::string_view text) {
  Lexer lexer(text, true, true);
  std::string tokens;
  while (true) {
    const Token token = lexer.Next();
    if (!tokens.empty()) tokens += ' ';
    tokens += DescribeToken(token) + "@" + std::to_string(token.line);
    if (token.kind == TokenKind::kEof || token.kind == TokenKind::kError) return tokens;
  }
}

struct Case {
  const char* text;
  const char* want;
};

}  // namespace

TEST_CASE("texts and actions become tokens with their lines") {
  const Case cases[] = {
      {"", "EOF@1"},
      {"a\nb", R"("a\nb"@1 EOF@2)"},
      {"a\n{{.x}}", R"("a\n"@1 "{{"@2 ".x"@2 "}}"@2 EOF@2)"},
      {"a \n {{- 1 -}} \n b", R"("a"@1 "{{"@2 "1"@2 "}}"@2 "b"@3 EOF@3)"},
      {"{{/* c\n */}}x", R"("x"@2 EOF@2)"},
      {"{{$x := .}}", R"("{{"@1 "$x"@1 " "@1 ":="@1 " "@1 <.>@1 "}}"@1 EOF@1)"},
      {"{{if break}}", R"("{{"@1 <if>@1 " "@1 <break>@1 "}}"@1 EOF@1)"},
      {"{{\"abcdefghijk\"}}", R"("{{"@1 "\"abcdefghi"...@1 "}}"@1 EOF@1)"},
      {"{{.a.b|f}}", R"("{{"@1 ".a"@1 ".b"@1 "|"@1 "f"@1 "}}"@1 EOF@1)"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.text));
    CHECK(Tokens(test.text) == test.want);
  }
}

TEST_CASE("damaged actions become error tokens") {
  const Case cases[] = {
      {"{{", R"("{{"@1 unclosed action@1)"},
      {"{{\n", R"("{{"@1 "\n"@1 unclosed action@2)"},
      {"{{/* x", "unclosed comment@1"},
      {"{{/* x */ y}}", "comment ends before closing delimiter@1"},
      {"{{(}}", R"("{{"@1 "("@1 unclosed left paren@1)"},
      {"{{)}}", R"("{{"@1 unexpected right paren@1)"},
      {"{{\"a\n\"}}", R"("{{"@1 unterminated quoted string@1)"},
      {"{{`a", R"("{{"@1 unterminated raw quoted string@1)"},
      {"{{'a", R"("{{"@1 unterminated character constant@1)"},
      {"{{1a}}", R"("{{"@1 bad number syntax: "1a"@1)"},
      {"{{1+2}}", R"("{{"@1 bad number syntax: "1+2"@1)"},
      {"{{x+y}}", R"("{{"@1 bad character U+002B '+'@1)"},
      {"{{⌘}}", R"("{{"@1 unrecognized character in action: U+2318 '⌘'@1)"},
      {"{{a:b}}", R"("{{"@1 "a"@1 expected :=@1)"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.text));
    CHECK(Tokens(test.text) == test.want);
  }
}

}  // namespace chartrender::gotemplate

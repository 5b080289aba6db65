// What yamllint finds in wrong texts (findings.txt, written by yamllint itself), configurations,
// patterns of paths, encodings.
#include "yamllint/lint.h"

#include <doctest/doctest.h>

#include <fstream>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/error.h"
#include "yamllint/config.h"

namespace chartrender::yamllint {

namespace {

std::string NoFile(const std::string& name) {
  throw Failure(ErrorCode::kIo, "open " + name + ": no such file or directory");
}

std::string FoundIn(const std::string& text, const Config& config,
                    const std::string& path = "x.yaml") {
  Budget budget{Limits()};
  std::string found;
  for (const Problem& problem : Lint(text, path, config, budget)) {
    found += std::to_string(problem.line) + ":" + std::to_string(problem.column);
    found += problem.level == Severity::kError ? " error " : " warning ";
    found += std::string(problem.rule) + " " + problem.message + "\n";
  }
  return found;
}

std::string Unescaped(const std::string& text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      plain += text[i];
      continue;
    }
    const char c = text[++i];
    plain += c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c;
  }
  return plain;
}

Config Configured(const std::string& text) { return ReadConfig(text, "config", NoFile); }

std::string ErrorOf(const std::string& config) {
  try {
    (void)Configured(config);
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return "";
}

}  // namespace

TEST_CASE("yamllint: what yamllint finds") {
  std::ifstream file(CHARTRENDER_SOURCE_DIR "/tests/unit/yamllint/findings.txt");
  std::string line, config, text, wanted;
  size_t cases = 0;
  const auto check = [&] {
    if (config.empty()) return;
    ++cases;
    INFO(config, "\n", text);
    CHECK(FoundIn(text, Configured(config)) == wanted);
  };
  while (std::getline(file, line)) {
    if (line.starts_with("=== ")) {
      check();
      config = line.substr(4);
      wanted.clear();
    } else if (line.starts_with("$ ")) {
      text = Unescaped(line.substr(2));
    } else if (!line.empty() && line[0] != '#') {
      wanted += line + "\n";
    }
  }
  check();
  CHECK(cases > 80);
}

TEST_CASE("yamllint: a configuration extends another") {
  const std::string text = "a:  1\nb: yes\n";
  CHECK(FoundIn(text, Configured("extends: default")) ==
        "1:1 warning document-start missing document start \"---\"\n"
        "1:4 error colons too many spaces after colon\n"
        "2:4 warning truthy truthy value should be one of [false, true]\n");
  CHECK(FoundIn(text, Configured("extends: relaxed")) ==
        "1:4 warning colons too many spaces after colon\n");
  // What is given adds to the rule of the base; what was off begins with its presets.
  CHECK(FoundIn(text, Configured("{extends: relaxed, rules: {colons: {max-spaces-after: 0}}}")) ==
        "1:4 warning colons too many spaces after colon\n"
        "2:3 warning colons too many spaces after colon\n");
  CHECK(FoundIn(text, Configured("{extends: relaxed, rules: {truthy: enable, colons: false}}")) ==
        "2:4 error truthy truthy value should be one of [false, true]\n");
  const FileReader reader = [](const std::string& name) {
    return name == "a.yml" ? std::string("rules: {hyphens: enable}")
                           : std::string("b/\n# comment\n!b/c.yaml\n");
  };
  const Config other = ReadConfig("{extends: a.yml, ignore-from-file: .ignore}", "config", reader);
  CHECK(FoundIn("-   a\n", other) == "1:4 error hyphens too many spaces after hyphen\n");
  CHECK(other.IsIgnored("b/d.yaml"));
  CHECK_FALSE(other.IsIgnored("c.yaml"));
}

TEST_CASE("yamllint: a rule is not for all files") {
  const Config config =
      Configured("rules: {colons: {ignore: \"/top.yaml\\n*.gen.yaml\\nvendor/\"}}");
  const std::string found = "1:4 error colons too many spaces after colon\n";
  CHECK(FoundIn("a:  1\n", config, "top.yaml").empty());
  CHECK(FoundIn("a:  1\n", config, "x/top.yaml") == found);
  CHECK(FoundIn("a:  1\n", config, "x/y.gen.yaml").empty());
  CHECK(FoundIn("a:  1\n", config, "x/vendor/y.yaml").empty());
  CHECK(FoundIn("a:  1\n", config, "x/vendor") == found);
}

TEST_CASE("yamllint: patterns of paths") {
  struct Case {
    std::vector<std::string> patterns;
    std::string path;
    bool matches;
  };
  for (const Case& c : std::vector<Case>{
           {{"*.yaml"}, "a/b.yaml", true},
           {{"*.yaml", "!b.yaml"}, "a/b.yaml", false},
           {{"a/*.yaml"}, "a/b.yaml", true},
           {{"a/*.yaml"}, "x/a/b.yaml", false},
           {{"a/**/c"}, "a/x/y/c", true},
           {{"a/**/c"}, "a/c", true},
           {{"**/c"}, "a/c", true},
           {{"a/**"}, "a/b/c", true},
           {{"a/**"}, "a", false},
           {{"[!a]b"}, "cb", true},
           {{"[!a]b"}, "ab", false},
           {{"a?c"}, "abc", true},
           {{"a?c"}, "a/c", false},
           {{"\\#a"}, "#a", true},
           {{"# a", "", "/"}, "a", false},
           {{"a "}, "a", true},
           {{"a/", "!a/b"}, "a/b", false},
           {{"[a"}, "[a", false},
       }) {
    INFO(c.patterns[0], " ", c.path);
    bool matches = false;
    try {
      matches = IgnorePatterns(c.patterns).Matches(c.path);
    } catch (const Failure&) {
      matches = false;
    }
    CHECK(matches == c.matches);
  }
}

TEST_CASE("yamllint: configurations that are refused") {
  CHECK(ErrorOf("rules:\n  colonz: enable") == "config:2: there is no rule colonz");
  CHECK(ErrorOf("rules:\n  colons: on") == "config:2: rule colons is enable, disable or a mapping");
  CHECK(ErrorOf("rules:\n  colons:\n    max: 1") ==
        "config:3: unknown option \"max\" of rule colons");
  CHECK(ErrorOf("rules: {line-length: {max: long}}") ==
        "config:1: option max of rule line-length is a whole number");
  CHECK(ErrorOf("rules: {new-lines: {type: mac}}") ==
        "config:1: option type of rule new-lines is one of unix, dos, platform");
  CHECK(ErrorOf("rules: {quoted-strings: {required: true, extra-allowed: [a]}}") ==
        "config:1: quoted-strings: cannot use both \"required: true\" and \"extra-allowed\"");
  CHECK(ErrorOf("rules: {key-ordering: {ignored-keys: [\"(\"]}}") ==
        "config:1: option ignored-keys: error parsing regexp: missing closing ): `(`");
  CHECK(ErrorOf("- a") == "config:1: the configuration is a mapping");
  CHECK(ErrorOf("{ignore: a, ignore-from-file: b}") ==
        "config:1: ignore and ignore-from-file cannot be used together");
  CHECK(ErrorOf("{locale: en_US.UTF-8, rules: {key-ordering: enable}}") ==
        "config:1: locale en_US.UTF-8 is not supported: key-ordering compares keys by code points, "
        "as in the locale C; remove `locale` or disable key-ordering");
  CHECK(ErrorOf("{locale: en_US.UTF-8, extends: default}").empty());
}

TEST_CASE("yamllint: encodings") {
  using namespace std::string_literals;
  const Config config = Configured("rules: {colons: enable}");
  const std::string found = "1:4 error colons too many spaces after colon\n";
  CHECK(FoundIn("\xEF\xBB\xBF"
                "a:  1\n",
                config) == found);
  CHECK(FoundIn("\xFF\xFE"
                "a\0:\0 \0 \0001\0\n\0"s,
                config) == found);
  CHECK(FoundIn("\0a\0:\0 \0 \0001\0\n"s, config) == found);
  CHECK(FoundIn("\xC3\xA4:  1\n", config) == found);  // columns count characters
  CHECK(FoundIn("a: \xFF\n", config) ==
        "1:4 error syntax syntax error: the text is not valid UTF-8\n");
  CHECK(FoundIn("a: b\nc: \x07\n", config) ==
        "2:4 error syntax syntax error: the character '\\x07' is not allowed\n");
}

TEST_CASE("yamllint: characters at every place of what is read together") {
  constexpr size_t kSize = 200;
  for (size_t at = 0; at < kSize; ++at) {
    std::string bytes(kSize, 'a');
    bytes.replace(at, 1, "\xE2\x82\xAC");
    std::u32string text(kSize, U'a');
    text[at] = 0x20AC;
    CHECK(DecodeText(bytes) == text);
    CHECK(FindCharacter(text, 0x20AC) == at);
    CHECK(FindCharacter(text, 0x20AC, at) == at);
    CHECK(FindCharacter(text, 0x20AC, at + 1) == std::u32string_view::npos);
    CHECK(FindCharacter(text, U'a', at) == (at + 1 < kSize ? at + 1 : std::u32string_view::npos));
  }
  CHECK(DecodeText("").empty());
  CHECK(FindCharacter(U"", U'a') == std::u32string_view::npos);
  for (int c = 1; c < 0x80; ++c) {
    std::string bytes(100, 'a');
    bytes[70] = static_cast<char>(c);
    std::string problem;
    try {
      (void)DecodeText(bytes);
    } catch (const SyntaxFault& fault) {
      problem = fault.problem;
    }
    CHECK(problem.empty() == IsPrintable(static_cast<char32_t>(c)));
  }
}

TEST_CASE("yamllint: deep texts take no more than their share") {
  const Config config = Configured("{extends: default, rules: {key-ordering: enable}}");
  Budget budget{Limits()};
  const std::string text = std::string(200'000, '[') + "\n" + std::string(100'000, '{') + "\n";
  CHECK_FALSE(Lint(text, "x.yaml", config, budget).empty());
}

}  // namespace chartrender::yamllint

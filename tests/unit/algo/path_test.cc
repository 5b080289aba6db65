#include <doctest/doctest.h>

#include <string>

#include "algo/glob.h"
#include "algo/go_path.h"

namespace chartrender {

namespace {

struct PathCase {
  std::string path, clean, base, dir, ext;
};

// Measured with Go 1.26.
const PathCase kPaths[] = {
    {"", ".", ".", ".", ""},
    {"/", "/", "/", "/", ""},
    {"//a//b/../c/.", "/a/c", ".", "/a/c", "."},
    {"a/b/..", "a", "..", "a/b", "."},
    {"../a/../..", "../..", "..", "..", "."},
    {"/../x", "/x", "x", "/", ""},
    {"a.tar.gz", "a.tar.gz", "a.tar.gz", ".", ".gz"},
    {".bashrc", ".bashrc", ".bashrc", ".", ".bashrc"},
    {"a/b.", "a/b.", "b.", "a", "."},
    {"./a", "a", "a", ".", ""},
    {"///", "/", "/", "/", ""},
};

struct GlobCase {
  std::string pattern, text;
  std::string glob, path_match;  // true, false or error
};

// Measured with gobwas/glob 0.2.3 and the separator '/', and with path.Match of Go 1.26.
const GlobCase kGlobs[] = {
    {"*.yaml", "a.yaml", "true", "true"},
    {"*.yaml", "d/a.yaml", "false", "false"},
    {"**.yaml", "d/a.yaml", "true", "false"},
    {"**/*.yaml", "d/e/a.yaml", "true", "false"},
    {"{a,b}/*", "b/x", "true", "false"},
    {"{a,b}/*", "c/x", "false", "false"},
    {"[a-c]x", "bx", "true", "true"},
    {"[!a]x", "ax", "false", "true"},
    {"[abc]", "b", "true", "true"},
    {"a?c", "abc", "true", "true"},
    {"a?c", "a/c", "false", "false"},
    {"\\*", "*", "true", "true"},
    {"[a", "a", "error", "error"},
    {"a\\", "a", "true", "error"},
    {"config/**", "config/a/b", "true", "false"},
    {"files/*/x", "files/\303\251/x", "true", "true"},
    {"[^a]b", "ab", "true", "false"},
    {"", "", "true", "true"},
    {"[z-a]", "b", "error", "false"},
};

std::string Text(std::optional<bool> result) {
  if (!result) return "error";
  return *result ? "true" : "false";
}

}  // namespace

TEST_CASE("paths are cut and cleaned as Go does") {
  for (const PathCase& test : kPaths) {
    CAPTURE(test.path);
    CHECK(PathClean(test.path) == test.clean);
    CHECK(PathBase(test.path) == test.base);
    CHECK(PathDir(test.path) == test.dir);
    CHECK(PathExt(test.path) == test.ext);
  }
}

TEST_CASE("globs match as the modules do") {
  for (const GlobCase& test : kGlobs) {
    CAPTURE(test.pattern);
    CAPTURE(test.text);
    const std::optional<Glob> glob = Glob::Compile(test.pattern);
    CHECK(Text(glob ? std::optional(glob->Matches(test.text)) : std::nullopt) == test.glob);
    CHECK(Text(PathMatch(test.pattern, test.text)) == test.path_match);
  }
}

}  // namespace chartrender

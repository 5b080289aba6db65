#include "golden/text_patch.h"

#include <doctest/doctest.h>

#include "base/error.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace {

std::string Try(const FileTexts& files, const std::string& patch,
                const HunkPlace* left_out = nullptr) {
  try {
    std::string text;
    for (const auto& [name, content] : ApplyPatch(files, ParsePatch("p", patch), left_out)) {
      text += StrCat(name, "=", content, ";");
    }
    return text;
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

const FileTexts kFiles = {{"a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n"}, {"b", "x"}};
const std::string kTwoHunks =
    "title\n--- a/a\n+++ b/a\n@@ -1,3 +1,4 @@\n 1\n+new\n 2\n 3\n@@ -7,3 +8,2 @@\n 7\n-8\n 9\n";

}  // namespace

TEST_CASE("patches apply exactly or not at all") {
  struct Case {
    const char* name;
    std::string patch;
    const char* want;
  };
  const Case cases[] = {
      {"two hunks", kTwoHunks, "a=1\nnew\n2\n3\n4\n5\n6\n7\n9\n;b=x;"},
      {"create", "--- /dev/null\n+++ b/c/d\n@@ -0,0 +1 @@\n+y\n",
       "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;b=x;c/d=y\n;"},
      {"delete without end of line",
       "--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\\ No newline at end of file\n",
       "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;"},
      {"end of line added", "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+x\n",
       "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;b=x\n;"},
      {"end of line differs", "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n+y\n",
       "p:4: the patch does not apply: line 1 of b is \"x\", the patch has \"x\" with another end "
       "of line"},
      {"git's lines",
       "diff --git a/b b/b\nindex 1..2 100644\n--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n\\ No newline at "
       "end of file\n+y\n",
       "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;b=y\n;"},
      {"dates",
       "--- a/b\t2020-01-01\n+++ b/b\t2020-01-02\n@@ -1 +1 @@\n-x\n\\ No newline at end of "
       "file\n+y\n",
       "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;b=y\n;"},
      {"another place", "--- a/a\n+++ b/a\n@@ -2,2 +2,2 @@\n 3\n-4\n+5\n",
       "p:4: the patch does not apply: line 2 of a is \"2\", the patch has \"3\""},
      {"behind the end", "--- a/a\n+++ b/a\n@@ -9,2 +9,1 @@\n 9\n-10\n",
       "p:5: the patch does not apply: there is no line 10 of a, the patch has \"10\""},
      {"wrong new line", "--- a/a\n+++ b/a\n@@ -2 +3 @@\n-2\n+x\n",
       "p:3: the hunk becomes line 2 of a, its head says 3"},
      {"hunks out of order", "--- a/a\n+++ b/a\n@@ -5 +5 @@\n-5\n+x\n@@ -2 +2 @@\n-2\n+x\n",
       "p:6: the patch does not apply: a has 9 lines, the hunk starts at line 2, inside the hunk "
       "before"},
      {"no such file", "--- a/z\n+++ b/z\n@@ -1 +1 @@\n-x\n+y\n",
       "p:1: the patch does not apply: there is no z"},
      {"file is there", "--- /dev/null\n+++ b/b\n@@ -0,0 +1 @@\n+y\n",
       "p:1: the patch does not apply: there is already a b"},
      {"delete keeps lines", "--- a/a\n+++ /dev/null\n@@ -1 +0,0 @@\n-1\n",
       "p:1: the patch does not apply: it deletes a but keeps lines of it"},
      {"counts", "--- a/b\n+++ b/b\n@@ -1,2 +1 @@\n-x\n+y\n", "p:6: the patch ends inside a hunk"},
      {"bad head", "--- a/b\n+++ b/b\n@@ -1,x +1 @@\n-x\n",
       "p:3: expected `@@ -LINE,COUNT +LINE,COUNT @@`"},
      {"bad line", "--- a/b\n+++ b/b\n@@ -1,2 +1 @@\n?\n",
       "p:4: a line inside a hunk starts with ' ', '-' or '+', got \"?\""},
      {"no hunk", "--- a/b\n+++ b/b\n", "p:3: no hunks for b"},
      {"rename", "--- a/b\n+++ b/c\n@@ -1 +1 @@\n-x\n",
       "p:2: a file that is renamed: write it as one deleted and one created"},
      {"prefix", "--- b\n+++ b\n@@ -1 +1 @@\n-x\n", "p:1: the path \"b\" does not start with `a/`"},
      {"leaves", "--- a/x/../../b\n+++ b/x/../../b\n@@ -1 +1 @@\n-x\n",
       "p:1: the path leaves the chart"},
      {"text behind a hunk",
       "--- a/b\n+++ b/b\n@@ -1 +1 @@\n-x\n\\ No newline at end of file\n+y\nmore\n",
       "p:7: expected `--- a/FILE` or `@@`, got \"more\""},
      {"no diff", "text\n", "p:2: no `--- a/FILE` line: this is no unified diff"},
  };
  for (const Case& entry : cases) {
    CAPTURE(entry.name);
    CHECK(Try(kFiles, entry.patch) == entry.want);
  }
}

TEST_CASE("a hunk can be left out") {
  const HunkPlace first{0, 0};
  const HunkPlace second{0, 1};
  CHECK(Try(kFiles, kTwoHunks, &first) == "a=1\n2\n3\n4\n5\n6\n7\n9\n;b=x;");
  CHECK(Try(kFiles, kTwoHunks, &second) == "a=1\nnew\n2\n3\n4\n5\n6\n7\n8\n9\n;b=x;");
  CHECK(Try(kFiles, "--- a/b\n+++ /dev/null\n@@ -1 +0,0 @@\n-x\n\\ No newline at end of file\n",
            &first) == "a=1\n2\n3\n4\n5\n6\n7\n8\n9\n;b=x;");
}

TEST_CASE("a unified diff applies as a patch") {
  uint32_t state = 11;
  const auto random = [&](uint32_t n) {
    state = state * 1664525 + 1013904223;
    return (state >> 10) % n;
  };
  const auto text = [&] {
    std::string made;
    for (uint32_t lines = random(14); lines > 0; --lines)
      made += StrCat(std::to_string(random(5)), "\n");
    if (!made.empty() && random(3) == 0) made.pop_back();
    return made;
  };
  for (int round = 0; round < 500; ++round) {
    const std::string before = text();
    const std::string after = text();
    const std::string diff = UnifiedDiff(before, after, random(4));
    CHECK(diff.empty() == (before == after));
    if (diff.empty()) continue;
    CHECK(Try({{"f", before}}, StrCat("--- a/f\n+++ b/f\n", diff)) == StrCat("f=", after, ";"));
  }
}

}  // namespace chartrender::golden

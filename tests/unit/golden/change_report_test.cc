#include "golden/change_report.h"

#include <doctest/doctest.h>

#include "base/arena.h"
#include "base/error.h"
#include "golden/rendered_case.h"
#include "golden/resource_path.h"

namespace chartrender::golden {

namespace {

std::vector<Change> Diff(std::string_view before, std::string_view after) {
  Arena arena;
  const auto old_ones = ReadResources(before, arena);
  const auto new_ones = ReadResources(after, arena);
  return DiffResources(old_ones, new_ones);
}

std::string Document(std::string_view name, std::string_view rest) {
  return StrCat("---\nkind: A\nmetadata: {name: ", name, "}\n", rest, "\n");
}

// Each change of one document as a line.
std::string Changes(std::string_view before, std::string_view after) {
  std::string text;
  for (const Change& change : Diff(Document("a", before), Document("a", after))) {
    text +=
        StrCat(change.path, " ", ChangeName(change.kind), " ", change.from, " ", change.to, "\n");
  }
  return text;
}

}  // namespace

TEST_CASE("fields are compared by path") {
  CHECK(Changes("x: 1", "x: 1").empty());
  CHECK(Changes("x: 1\nz: 'a'", "z: \"a\"  # same\nx: 1").empty());
  CHECK(Changes("x: 1", "x: '1'") == "x changed 1 \"1\"\n");
  CHECK(Changes("x: 1", "x: {a: 1}") == "x changed 1 {\"a\":1}\n");
  CHECK(Changes("x: {a.b: 1}", "x: {a.b: 2}") == "x[\"a.b\"] changed 1 2\n");
  CHECK(Changes("x: {}", "x: {a: null}") == "x.a added  null\n");
}

TEST_CASE("items of lists are matched by name, key or containerPort") {
  CHECK(Changes("l: [{name: a, v: 1}, {name: b}]", "l: [{name: c}, {name: b}, {name: a, v: 2}]") ==
        "l[a].v changed 1 2\nl[c] added  {\"name\":\"c\"}\n");
  CHECK(Changes("l: [{key: a, v: 1}]", "l: [{key: a, v: 2}]") == "l[a].v changed 1 2\n");
  CHECK(Changes("l: [{containerPort: 80}]", "l: [{containerPort: 80, p: x}]") ==
        "l[80].p added  \"x\"\n");
  // Two of the same name: by position.
  CHECK(Changes("l: [{name: a}, {name: a, v: 1}]", "l: [{name: a}, {name: a, v: 2}]") ==
        "l[1].v changed 1 2\n");
}

TEST_CASE("other lists keep their longest common subsequence") {
  CHECK(Changes("l: [a, b, c]", "l: [a, x, b, c]") == "l[1] added  \"x\"\n");
  CHECK(Changes("l: [a, b, c]", "l: [a, c]") == "l[1] removed \"b\" \n");
  CHECK(Changes("l: [a, b, c]", "l: [a, d, c]") == "l[1] changed \"b\" \"d\"\n");
}

TEST_CASE("resources are added and removed") {
  const auto changes = Diff(Document("a", ""), Document("b", ""));
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].resource == "A/a");
  CHECK(changes[0].kind == ChangeKind::kRemoved);
  CHECK(changes[1].resource == "A/b");
  CHECK(changes[1].kind == ChangeKind::kAdded);
}

TEST_CASE("equal changes are told once") {
  std::string before;
  std::string after;
  for (const char name : std::string_view("abcdefgh")) {
    before += Document(std::string(1, name), "v: 1");
    after += Document(std::string(1, name), "v: 2");
  }
  after += Document("z", "text: |\n  1");
  const auto changes = Diff(before, after);
  const CaseChanges entry{0, changes};
  CHECK(DescribeFolded(FoldChanges({&entry, 1}), {}) ==
        "A/z: added\n    kind: A\n    metadata:\n      name: z\n    text: |\n      1\n"
        "8 resources v: 1 -> 2\n  # A 8\n");
}

TEST_CASE("cases are named where a change shows") {
  const auto one = Diff(Document("a", "v: 1"), Document("a", "v: 2"));
  const auto other = Diff(Document("b", "v: 1"), Document("b", "v: 2"));
  const CaseChanges entries[] = {{0, one}, {1, one}, {2, other}};
  const ReportOptions options{3, {"x", "y", "z"}, {0, 1, 2}};
  CHECK(DescribeFolded(FoldChanges(entries), options) ==
        "A/a v: 1 -> 2\n  # in 2 of 3 cases: all but z\n  # also A/b in z\n");
  CHECK(DescribeCases({0, 1, 2}, {0, 1, 2}, options.case_names) == "all 3 cases");
  CHECK(DescribeCases({1}, {0, 1, 2}, options.case_names) == "y");
}

TEST_CASE("texts of many lines are told by their lines, digests as such") {
  const auto changes =
      Diff(Document("a", "t: |\n  one\n  two\nsum: 00112233445566778899aabbccddeeff"),
           Document("a", "t: |\n  one\n  three\nsum: 10112233445566778899aabbccddeeff"));
  const CaseChanges entry{0, changes};
  CHECK(DescribeFolded(FoldChanges({&entry, 1}), {}) ==
        "A/a sum: another digest\nA/a t: changed\n    @@ -1,2 +1,2 @@\n     one\n    -two\n    "
        "+three\n");
}

TEST_CASE("scalars keep quotes where they would read as something else") {
  CHECK(ScalarText("\"a b\"") == "a b");
  CHECK(ScalarText("\"true\"") == "\"true\"");
  CHECK(ScalarText("\"1\"") == "\"1\"");
  CHECK(ScalarText("1") == "1");
  CHECK(ScalarText("\"\"") == "\"\"");
  CHECK(ScalarText("null") == "null");
}

TEST_CASE("paths lead to values and become pointers") {
  Arena arena;
  const auto resources = ReadResources(
      Document("a", "l: [{name: x, v: 1}, {name: w, v: [5, 6]}]\nm: {a.b/c: 2}"), arena);
  const Value document = resources[0].document;
  CHECK(JsonText(FollowPath(document, "l[w].v[1]")) == "6");
  CHECK(JsonText(FollowPath(document, "l[0].v")) == "1");
  CHECK(JsonText(FollowPath(document, "m[\"a.b/c\"]")) == "2");
  CHECK(FollowPath(document, "l[z].v").is_missing());
  CHECK(FollowPath(document, "m.q").is_missing());
  CHECK(PointerOf(document, "l[w].v[1]") == "/l/1/v/1");
  CHECK(PointerOf(document, "m[\"a.b/c\"]") == "/m/a.b~1c");
  CHECK(PointerOf(document, "m.q").empty());
}

TEST_CASE("findings of a schema have one order") {
  CHECK(SortedError("Error: x\nc:\n- at '/b': additional properties 'z', 'a' not allowed\n- at "
                    "'/a': y\n  - at '/a': w\n\n") ==
        "Error: x\nc:\n- at '/a': y\n  - at '/a': w\n- at '/b': additional properties 'a', 'z' not "
        "allowed\n\n");
  CHECK(SortedError("Error: nothing to sort\n") == "Error: nothing to sort\n");
}

}  // namespace chartrender::golden

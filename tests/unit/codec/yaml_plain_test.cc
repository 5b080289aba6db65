// The fast reader against the full one: whatever it takes must be what the full one reads.
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "codec/yaml/decode.h"
#include "codec/yaml/node.h"
#include "codec/yaml/plain_reader.h"
#include "value/map.h"

namespace chartrender::yaml {
namespace {

bool Same(Value a, Value b) {
  if (a.kind() != b.kind() || a.type() != b.type()) return false;
  switch (a.kind()) {
    case Kind::kBool:
      return a.AsBool() == b.AsBool();
    case Kind::kInt:
      return a.AsInt() == b.AsInt();
    case Kind::kUint:
      return a.AsUint() == b.AsUint();
    case Kind::kFloat:
      return a.AsFloat() == b.AsFloat();
    case Kind::kString:
      return a.AsString() == b.AsString();
    case Kind::kList: {
      if (a.AsList().size() != b.AsList().size()) return false;
      for (size_t i = 0; i < a.AsList().size(); ++i) {
        if (!Same(a.AsList()[i], b.AsList()[i])) return false;
      }
      return true;
    }
    case Kind::kMap: {
      const auto x = a.AsMap()->Sorted();
      const auto y = b.AsMap()->Sorted();
      if (x.size() != y.size()) return false;
      for (size_t i = 0; i < x.size(); ++i) {
        if (x[i].key() != y[i].key() || !Same(x[i].value, y[i].value)) return false;
      }
      return true;
    }
    default:
      return true;
  }
}

Value ReadFully(std::string_view text, Arena& arena, YamlNumbers numbers) {
  Node* root = Compose(text, arena);
  return root == nullptr ? Value::Nil() : DecodeTree(*root, arena, numbers);
}

bool IsPlain(std::string_view text) {
  Arena arena;
  return ReadPlain(text, arena, YamlNumbers::kKept, nullptr).has_value();
}

bool RepeatsKeys(const std::string& text) {
  try {
    RefuseRepeatedKeys(text);
  } catch (const Failure&) {
    return true;
  }
  return false;
}

// 0 refused, 1 the same, 2 not the same.
int Compare(const std::string& text) {
  Arena arena;
  bool repeats_keys = false;
  const auto plain = ReadPlainInPlace(text, arena, YamlNumbers::kKept, repeats_keys);
  const auto copied = ReadPlain(text, arena, YamlNumbers::kKept, nullptr);
  if (plain.has_value() != copied.has_value()) return 2;
  const auto nothing =
      ReadPlain(text, arena, YamlNumbers::kKept, [](std::string_view) { return false; });
  if (!plain.has_value() && !nothing.has_value()) return 0;
  try {
    const Value full = ReadFully(text, arena, YamlNumbers::kKept);
    if (plain.has_value() && repeats_keys != RepeatsKeys(text)) return 2;
    if (plain.has_value() && !Same(*copied, full)) return 2;
    return !plain.has_value() || Same(*plain, full) ? 1 : 2;
  } catch (const Failure&) {
    return 2;
  }
}

const std::string_view kDocuments[] = {
    "a: 1\nb: two\nc:\n  d: [1, x, \"y z\", 'it''s']\n  e: {f: g, \"h\": 1.5}\n",
    "# comment\napiVersion: v1\nkind: ConfigMap # trailing\nmetadata:\n  name: x-y\n  labels:\n"
    "    app.kubernetes.io/name: \"p\"\n\ndata:\n  k: |\n    line one\n      deeper\n\n    last\n"
    "  l: |-\n    a: b\n  m: |+\n    kept\n\n  last: v\n",
    "items:\n- name: a\n  value: \"1\"\n- name: b\n\n  value: '2'\n-   - x\n    - y\n- - z\n-\n  "
    "k: v\n"
    "-\n- null\nafter: ~\n",
    "spec:\n  args:\n    - --flag=x\n    - -v\n    - :8080\n    - http://x.y/z?a=b#c\n    - "
    "\"a\\nb\\\"c\"\n"
    "  ports: []\n  empty: {}\n  up: true\n",
    "x: yes\ny2: No\nz: 0x1F\no: 0o17\np: 017\nf: 1e3\ng: .5\nh: 1_000\ni: 2001-01-01\nj: "
    "12:30:45\n",
    "spec:\n  empty:\n    {}\n  list:\n      [a, {b: c}]  # d\n  items:\n  -\n    {}\n  - []\nend: "
    "1\n",
    "# head\n\n---\na: &x one\nb: &y-1 \"two\"\nc: [1]\nd: *x\n"
    "e:\n- *y-1\n- &x 3\n- *x  # f\ng: *x\n",
    "a: some words\n  that go on,\n   and on  \n  to the end\n"
    "b:\n- one\n  two\n- c: three\n   four\n  d: &x five\n    six\n",
    "a: 'it''s one\n  of ''two'' # texts: -\n  - that  \n\n  goes on\n  '\nb:\n- \"x\n   y z\"  # "
    "c\n- c: \"\n"
    "    \n\n   d\"\n  e: '\n    f'\n",
    "a: |\n\n# comment\nb: |-\nc:\n  d: |\n\n  # e\n  f: >\n\n  g: 1\nh: >-\ni: 1\n",
    "a: one\n  'two', and\n  `three`\n   \"four\"\nb: one\n  !two\n  &three *four\n  @, %%\n",
    "a:\n  b: one\n   [two]\n   {three |x\n  c: |-\n",
    "a: >-\n  one\n  two  \n  three\n\nb:\n- >\n  # one\n  - two\n- c: >\n    d\n",
    "{a: [1, {}], \"b\": 'c'}  # d\n",
    "\n[]\n",
    "a: b c  d   # e\nkey with space: v\nk : v\n\"q\": 1\n'r': 2\nlong: é ü — …\n",
};

class Random {
 public:
  size_t Below(size_t bound) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<size_t>(state_ >> 33U) % bound;
  }

 private:
  uint64_t state_ = 1;
};

std::string Mutate(std::string text, Random& random) {
  constexpr std::string_view pieces[] = {
      " ", "\n", "  ", ":",  ": ", "-", "- ", "#",   " #",   "\"",   "'",    "|",
      ">", "[",  "]",  "{",  "}",  ",", "\t", "---", "&a",   "*a",   "!",    "\r",
      "%", "?",  "? ", "\\", "~",  "1", "x",  "<<",  "null", "|-\n", "|+\n", "é"};
  for (size_t changes = 1 + random.Below(3); changes > 0; --changes) {
    const size_t at = random.Below(text.size() + 1);
    const size_t span = std::min(random.Below(4), text.size() - at);
    const std::string_view piece =
        random.Below(3) == 0 ? std::string_view() : pieces[random.Below(std::size(pieces))];
    text.replace(at, span, piece);
  }
  return text;
}

TEST_CASE("plain documents are taken, and mean the same") {
  for (const std::string_view document : kDocuments) {
    CAPTURE(document);
    CHECK(Compare(std::string(document)) == 1);
    CHECK(IsPlain(document));
  }
  std::ifstream file(CHARTRENDER_SOURCE_DIR "/charts/prowler/values.yaml");
  const std::string values{std::istreambuf_iterator<char>(file), {}};
  CHECK(Compare(values) == 1);
}

TEST_CASE("keys that stand twice are noted") {
  for (const std::string_view text :
       {"a: 1\nb: 2\na: 3\n", "a:\n- {b: 1, c: 2, b: 1}\n", "\"a\": 1\na: 2\n"}) {
    CAPTURE(text);
    Arena arena;
    bool repeats_keys = false;
    CHECK(ReadPlainInPlace(text, arena, YamlNumbers::kKept, repeats_keys).has_value());
    CHECK(repeats_keys);
    CHECK(Compare(std::string(text)) == 1);
    bool may_repeat_keys = false;
    (void)ReadYamlInPlace(text, arena, YamlNumbers::kKept, may_repeat_keys);
    CHECK(may_repeat_keys);
  }
  Arena arena;
  bool may_repeat_keys = true;
  (void)ReadYamlInPlace("a: {b: 1}\nb: 1\n", arena, YamlNumbers::kKept, may_repeat_keys);
  CHECK_FALSE(may_repeat_keys);
  // Nothing is known of what the plain reader leaves.
  (void)ReadYamlInPlace("a: &x [1]\n", arena, YamlNumbers::kKept, may_repeat_keys);
  CHECK(may_repeat_keys);
}

TEST_CASE("what is not plain is left to the full reader") {
  for (const std::string_view text : {"a: &x",
                                      "a: *x",
                                      "a: &x [1]\nb: *x",
                                      "a: &x\n  b: 1",
                                      "&x a: 1",
                                      "*x : 1",
                                      "a: b\n\n  c",
                                      "a: b # c\n  d",
                                      "a: b\n  c # d\n  e",
                                      "a: b\n  - c",
                                      "---\n---\na: 1",
                                      "--- # a\na: 1",
                                      "{a: 1}: b",
                                      "{a: 1}\nb: 1",
                                      "[a,\nb]",
                                      "a: !!str 1",
                                      "a: 1\n---\nb: 2",
                                      "a:\tb",
                                      "a: b\n  c:",
                                      "a: [1,\n2]",
                                      "a: \"x\\\n  y\"",
                                      "a: \"x\n\ty\"",
                                      "a: 'x\n  # y'",
                                      "a:\n  b: 'x\n  y'",
                                      "a: 'x\n---\ny'",
                                      "a: 'x\n  y",
                                      "? a\n: b",
                                      "<<: {a: 1}",
                                      "1: a",
                                      "true: a",
                                      "a: .inf",
                                      "a: b: c",
                                      "just text",
                                      "a: 1\n b: 2",
                                      "- a\nb: 1",
                                      "\xEF\xBB\xBF"
                                      "a: 1",
                                      "a: 1\r\n",
                                      "%YAML 1.1",
                                      "a: |+\n\nb: 1\n",
                                      "a: >+\n  b",
                                      "a: >\n  b\n\n  c",
                                      "a: >\n  b\n   c\n",
                                      "a: |2\n    b"}) {
    CAPTURE(text);
    CHECK_FALSE(IsPlain(text));
  }
}

TEST_CASE("damaged documents are refused or mean the same") {
  Random random;
  constexpr int rounds = 3000;
  int taken = 0;
  for (int round = 0; round < rounds; ++round) {
    for (const std::string_view document : kDocuments) {
      const std::string text = Mutate(std::string(document), random);
      const int outcome = Compare(text);
      taken += outcome == 1 ? 1 : 0;
      if (outcome == 2) FAIL_CHECK("read differently: " << text);
    }
  }
  CHECK(taken > rounds);
}

}  // namespace
}  // namespace chartrender::yaml

#include "golden/masks.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace chartrender::golden {

namespace {

constexpr std::string_view kText =
    "---\n# Source: c/a.yaml\nkind: ConfigMap\nmetadata: {name: a}\ndata: {password: kept}\n"
    "---\n# Source: c/s.yaml\nkind: Secret\nmetadata:\n  name: x-db\nstringData:\n"
    "  password: \"a\\\"b\"  # random\n  single: 'it''s'\n  plain: é, b # c\n  block: |\n    "
    "one\n\n    two\n  flow: {k: v, l: w}\n"
    "  list:\n    - a\n    - b\n  \"a/b\": last\n";

std::string Masked(const std::string& pointer, std::string_view name = "*-db",
                   std::string_view case_name = "c") {
  const MaskSpec mask{"Secret", std::string(name), pointer, "r", {"fixed"}, 7};
  try {
    const MaskedText masked = ApplyMasks(kText, {&mask, 1}, case_name, "f.yaml");
    if (masked.text == kText) return "";
    // The line that changed, and what was hidden.
    size_t at = 0;
    while (masked.text[at] == kText[at]) ++at;
    const size_t start = masked.text.rfind('\n', at) + 1;
    return StrCat(masked.text.substr(start, masked.text.find('\n', at) - start), " (",
                  masked.values[0], ")");
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

}  // namespace

TEST_CASE("a mask hides one scalar and keeps every other byte") {
  CHECK(Masked("/stringData/password") == "  password: \"<masked>\"  # random (a\"b)");
  CHECK(Masked("/stringData/single") == "  single: '<masked>' (it's)");
  CHECK(Masked("/stringData/plain") == "  plain: <masked> # c (é, b)");
  CHECK(Masked("/stringData/block") == "  block: <masked> (one\n\ntwo\n)");
  CHECK(Masked("/stringData/flow/k") == "  flow: {k: <masked>, l: w} (v)");
  CHECK(Masked("/stringData/list/1") == "    - <masked> (b)");
  CHECK(Masked("/stringData/a~1b") == "  \"a/b\": <masked> (last)");
}

TEST_CASE("a mask that does not match changes nothing") {
  CHECK(Masked("/stringData/other").empty());
  CHECK(Masked("/data/password").empty());
  CHECK(Masked("/stringData/password", "x").empty());
  CHECK(Masked("/stringData/password", "*-db", "fixed").empty());
}

TEST_CASE("a mask of something that is no scalar is an error") {
  CHECK(Masked("/stringData/list") ==
        "f.yaml:7: the mask /stringData/list of Secret/x-db names no scalar");
}

}  // namespace chartrender::golden

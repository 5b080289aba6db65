// The official JSON Schema Test Suite, when it lies beside the clone: every required test of the
// five drafts.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/arena.h"
#include "base/error.h"
#include "codec/json/json.h"
#include "schema/schema.h"
#include "value/map.h"

namespace chartrender {
namespace {

namespace fs = std::filesystem;

struct DraftFolder {
  const char* name;
  SchemaDraft draft;
};

constexpr DraftFolder kDrafts[] = {
    {"draft4", SchemaDraft::k4},          {"draft6", SchemaDraft::k6},
    {"draft7", SchemaDraft::k7},          {"draft2019-09", SchemaDraft::k2019},
    {"draft2020-12", SchemaDraft::k2020},
};

fs::path SuiteFolder() {
  return fs::path(CHARTRENDER_SOURCE_DIR) / "../shared/conformance/json-schema-test-suite";
}

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string ToJson(Value value) {
  std::string text;
  WriteJson(text, value, JsonStyle::kRaw);
  return text;
}

std::optional<std::string> LoadRemote(std::string_view url) {
  constexpr std::string_view kServer = "http://localhost:1234/";
  if (url.substr(0, kServer.size()) != kServer) return std::nullopt;
  const fs::path file = SuiteFolder() / "remotes" / url.substr(kServer.size());
  if (!fs::is_regular_file(file)) return std::nullopt;
  return ReadFile(file);
}

void RunFile(const fs::path& file, SchemaDraft draft, size_t& count) {
  Arena arena;
  const std::string text = ReadFile(file);
  const Value exact = ReadJsonNumbers(text, arena);
  const Value floats = ReadJson(text, arena);
  for (size_t group = 0; group < exact.AsList().size(); ++group) {
    const Map& exact_group = *exact.AsList()[group].AsMap();
    const Map& float_group = *floats.AsList()[group].AsMap();
    SchemaOptions options;
    options.url = "http://testsuites.com/schema.json";
    options.default_draft = draft;
    options.loader = LoadRemote;
    const auto schema = CompileSchema(ToJson(exact_group.Get("schema")), options);
    INFO(file.string(), ": ", std::string(exact_group.Get("description").AsString()));
    CHECK(schema->error() == "");
    const auto tests = exact_group.Get("tests").AsList();
    for (size_t i = 0; i < tests.size(); ++i) {
      const Map& test = *tests[i].AsMap();
      INFO(std::string(test.Get("description").AsString()));
      const bool valid = test.Get("valid").AsBool();
      CHECK(ValidateSchema(*schema, test.Get("data")).valid() == valid);
      const Value with_floats = float_group.Get("tests").AsList()[i].AsMap()->Get("data");
      CHECK(ValidateSchema(*schema, with_floats).valid() == valid);
      ++count;
    }
  }
}

TEST_CASE("the JSON Schema Test Suite") {
  if (!fs::is_directory(SuiteFolder())) {
    MESSAGE("skipped: no test suite at ", SuiteFolder().string());
    return;
  }
  for (const DraftFolder& row : kDrafts) {
    size_t count = 0;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(SuiteFolder() / "tests" / row.name)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) RunFile(file, row.draft, count);
    MESSAGE(std::string(row.name), ": ", count, " tests");
    CHECK(count > 500);
  }
}

}  // namespace
}  // namespace chartrender

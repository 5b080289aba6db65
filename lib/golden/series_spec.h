// A phase series as data: what a series.yaml says, checked. The format stands at the head of
// golden/prowler/series.yaml.
//
// Reading fails with Failure(kUsage) `file:line: ...` for unknown keys, wrong kinds, names that
// stand for nothing and expressions that do not parse, and with kIo for files that cannot be read.
// Plain data, const after reading.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "algo/regex.h"
#include "chartrender/diff.h"
#include "chartrender/golden.h"
#include "golden/masks.h"

namespace chartrender::golden {

using Expression = std::shared_ptr<const Regex>;

inline constexpr size_t kNever = static_cast<size_t>(-1);

struct CaseSpec {
  std::string name;
  bool scenario = false;
  std::vector<GoldenFlag> flags;
  size_t from = 0;    // the first phase that knows the values
  Expression before;  // the refusal in the phases before
  size_t base = 0;    // the case whose manifests of the phase before are compared in phase `from`
  Expression error;   // the refusal from phase error_from on
  size_t error_from = kNever;
  size_t line = 0;

  [[nodiscard]] bool Renders(size_t phase) const { return from <= phase && phase < error_from; }
};

// The changes that a rule speaks of.
struct ChangePattern {
  std::string resource;
  std::optional<std::string> path;  // none: the resource itself
  ChangeKind kind = ChangeKind::kChanged;
  std::string from, to;  // compact JSON; "": any
  size_t line = 0;

  [[nodiscard]] bool Matches(const ManifestChange& change) const;
  [[nodiscard]] std::string Text() const;  // for messages
};

struct Expectation {
  ChangePattern pattern;
  bool everywhere = false;    // `in: [all]`
  std::vector<size_t> cases;  // of `in`
};

struct TextRule {
  std::string file;       // of the chart; "" with `notes`
  size_t notes = kNever;  // a case
  std::string contains;
  std::optional<size_t> count;
  bool absent = false;
  size_t line = 0;
};

struct AssertRule {
  enum class Kind : uint8_t { kPresent, kValue, kContains };
  size_t case_index = 0;
  std::string resource;
  std::optional<std::string> path;
  Kind kind = Kind::kPresent;
  bool present = true;
  std::string text;  // compact JSON of the value, or the text that is contained
  size_t line = 0;
};

struct TestRule {
  std::string name, plan, run;
  int exit_status = 0;
  std::optional<std::string> output;
  std::vector<std::string> contains;
  bool differs_before = true;
  std::vector<AssertRule> asserts;
  size_t line = 0;
};

struct PhaseSpec {
  std::string name, title;
  std::string patch;  // path as shown; "" for none
  std::vector<Expectation> expect;
  std::vector<TextRule> texts;
  std::vector<AssertRule> asserts, holds;
  std::vector<TestRule> tests;
  size_t line = 0;
};

// Values that the schema refuses or takes.
struct ValuesRule {
  std::vector<GoldenFlag> flags;
  size_t from = 0;
  Expression error;  // of refused values
  size_t line = 0;

  [[nodiscard]] std::string Text() const;  // "--set a=b"
};

// A row of the table of breaking changes.
struct BreakingRow {
  size_t phase = 0;
  std::string item, change, migration;
  std::vector<ChangePattern> paths;
  std::string values;  // YAML text; "" when no action is needed
  size_t line = 0;
};

struct SeriesSpec {
  std::string file;  // as given
  std::filesystem::path folder;
  std::string chart, final_chart;  // folders, as shown
  std::string helm;
  GoldenRequest release;  // without flags
  std::vector<MaskSpec> masks;
  std::vector<CaseSpec> cases;
  std::vector<ValuesRule> refused, accepted;
  std::vector<PhaseSpec> phases;
  std::vector<BreakingRow> breaking;
};

SeriesSpec ReadSeries(const std::filesystem::path& file);

}  // namespace chartrender::golden

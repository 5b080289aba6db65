// Golden files: what a chart must render, compared byte for byte, and what each step of a series of
// changes changes.
//
//   GoldenOptions options;
//   auto report = RunGoldenChart("./mychart", options);      // compares, writes nothing
//   if (report.ok() && !report.value().ok()) ...             // report.value().items says what
//   differs
//
// A chart has cases: values and arguments, each with a golden, the text that `helm template` prints
// for them (or the error). A series is a base chart, patches in order, cases rendered in every
// phase, and rules on what each phase may change. Files are written below the golden folder only,
// each by moving a complete file into place, and only in the modes that say so; everything is read
// and checked before anything is written. An Error is bad input (kUsage: `file:line: what is
// wrong`) or a file that cannot be read or written (kIo). What differs is no Error but an item of
// the report. Reports hold no times and no paths but those given, so they repeat exactly. This
// header includes nothing of the project but vocabulary headers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/dialect.h"
#include "chartrender/error.h"
#include "chartrender/limits.h"

namespace chartrender {

// One option of `helm template`: {"--set", "a=1"}, {"-f", "values.yaml"} with the file's text,
// {"--is-upgrade"}.
struct GoldenFlag {
  std::string name;
  std::string argument;
  std::string text;  // of -f: what the file holds
};

// What is rendered.
struct GoldenRequest {
  std::string release_name = "release-name";
  std::string release_namespace = "default";
  std::optional<Dialect> dialect;  // unset: GoldenOptions::dialect
  std::vector<GoldenFlag> flags;
};

// What a render gave. `output` is what `helm template` prints: the manifests, or "Error: ..." with
// its end of line.
struct GoldenRender {
  bool rendered = false;
  std::string output;
  std::string notes;
};

// A chart that a run uses, on disk or (a phase of a series) in memory.
struct GoldenChart {
  std::string id;                // differs for charts that differ
  std::string name;              // as in Chart.yaml
  std::filesystem::path folder;  // empty: in memory
  const std::map<std::string, std::string>* files =
      nullptr;  // by path below the chart; when `folder` is empty
};

struct GoldenAnswer {
  int exit_status = 0;
  std::string output;  // standard output
};

// What a run needs from outside the library; called from several threads at once.
class GoldenTools {
 public:
  virtual ~GoldenTools() = default;
  // Renders with another program, for GoldenOptions::use_oracle.
  virtual Result<GoldenRender> AskOracle(const GoldenChart& chart,
                                         const GoldenRequest& request) = 0;
  // Its version, "4.3.1".
  virtual Result<std::string> OracleVersion() = 0;
  // Runs a shell command where `charts/NAME/` is the chart and `helm` is this program.
  virtual Result<GoldenAnswer> RunShell(const GoldenChart& chart, const std::string& command) = 0;
  // The chart of this id is not used any more.
  virtual void Forget(const std::string& id) = 0;
};

enum class GoldenMode : uint8_t {
  kCompare,  // writes nothing
  kUpdate,   // writes goldens that are missing or differ, removes obsolete ones
  kPending,  // writes what differs beside the golden, as FILE.got
};

struct GoldenOptions {
  Dialect dialect = Dialect::kHelm4;
  Limits limits;  // of each load and each render
  // As LoadOptions::fetch: what a schema names by http or https. Unset: the network is not used.
  std::function<Result<std::string>(const std::string& url)> fetch;
  GoldenMode mode = GoldenMode::kCompare;
  // The goldens that are compared or written: CASE or PHASE/CASE, `*` for any run of characters.
  std::string only = "*";
  std::filesystem::path golden_dir;  // of a chart; empty: the chart's own
  bool use_oracle =
      false;  // renders every case with tools->AskOracle too; goldens written are its bytes
  bool fail_on_obsolete = false;
  size_t context = 3;   // lines around a difference
  unsigned jobs = 1;    // renders at the same time
  std::string command;  // "render golden x", for messages that name the command to run
  GoldenTools* tools =
      nullptr;  // null: shell tests of a series are left out, and no oracle is asked
};

enum class GoldenStatus : uint8_t {
  kPassed,
  kFailed,    // differs, or a rule does not hold
  kMissing,   // there is no golden
  kObsolete,  // a golden that nothing renders; a failure only with fail_on_obsolete
  kWritten,   // mode kUpdate
  kPending,   // mode kPending; a failure
  kNote,      // something to know
};

// One thing that was checked.
struct GoldenItem {
  std::string group;  // the phase; "" outside a series
  std::string name;   // "00-default", "expect: Deployment/* ..."
  GoldenStatus status = GoldenStatus::kPassed;
  std::string message;  // why it did not pass, or what was written; one line
  std::string detail;   // a diff or an output; may be empty
  Location where;       // the golden or the rule
};

// What one phase changes, over all cases.
struct GoldenPhase {
  std::string name, title;
  size_t cases = 0;            // that render in this phase
  size_t changed_cases = 0;    // whose manifests change, of those that rendered in the phase before
  size_t new_cases = 0;        // that this phase makes possible
  size_t refused_cases = 0;    // that rendered before and are refused now
  size_t resources_added = 0;  // distinct resources
  size_t resources_removed = 0;
  size_t resources_changed = 0;
  size_t field_changes =
      0;  // distinct changes of fields, whatever the number of resources and cases that show them
};

struct GoldenReport {
  std::vector<GoldenItem> items;    // in the order they were checked
  std::vector<GoldenPhase> phases;  // of a series
  size_t renders = 0;
  bool fail_on_obsolete = false;
  // Every golden that there could be, CASE or PHASE/CASE, and how many of them
  // GoldenOptions::only names.
  std::vector<std::string> names;
  size_t selected = 0;

  [[nodiscard]] size_t Count(GoldenStatus status) const;
  // Nothing failed, is missing or pending.
  [[nodiscard]] bool ok() const;
};

// The folder of a chart's goldens, there or not: GoldenOptions::golden_dir, else ROOT/golden/NAME
// for a chart ROOT/charts/NAME where ROOT/golden exists, else CHART/golden.
std::filesystem::path GoldenFolderOf(const std::filesystem::path& chart,
                                     const GoldenOptions& options = {});

// The cases of a chart: `default`, every ci/*-values.yaml, tests/values/*.yaml,
// examples/*/values.yaml, and every folder of the golden folder with a case.yaml. A case has its
// folder there: case.yaml (arguments, masks, what made the golden) and want.yaml or want.err.
Result<GoldenReport> RunGoldenChart(const std::filesystem::path& chart,
                                    const GoldenOptions& options);

// A series: every phase of every case, every rule, every diff. The format stands at the head of a
// series.yaml.
Result<GoldenReport> RunGoldenSeries(const std::filesystem::path& series,
                                     const GoldenOptions& options);

// Leaves out one hunk of one patch at a time; each must break a rule of the series (goldens do not
// count). An item for each hunk, failed when nothing noticed.
Result<GoldenReport> MutateGoldenSeries(const std::filesystem::path& series,
                                        const GoldenOptions& options);

// Whether the file is a series: a map with the key `phases`.
bool IsGoldenSeries(const std::filesystem::path& file);

// A file that mode kPending wrote.
struct GoldenPending {
  std::filesystem::path got;
  std::filesystem::path golden;  // that accepting writes
  std::filesystem::path
      displaced;           // that accepting removes (want.yaml, when want.err comes); empty: none
  std::string difference;  // as a unified diff
};

// The pending files below a chart's golden folder or a series' folder, sorted.
Result<std::vector<GoldenPending>> FindPendingGoldens(const std::filesystem::path& chart_or_series,
                                                      const GoldenOptions& options);
Result<bool> AcceptGolden(const GoldenPending& pending);  // true; the golden is replaced
Result<bool> RejectGolden(const GoldenPending& pending);  // true; the .got file is gone

}  // namespace chartrender

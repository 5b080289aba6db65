// Checks of what a chart renders, or of manifests in files: the objects, the findings about them,
// and what takes a finding off.
//
//   auto objects = chartrender::RenderObjects(chart, options);
//   auto images = chartrender::ListImages(objects.value());          // images.h
//   chartrender::CheckedObjects checked{objects.value(), images.value().findings};
//   auto findings = chartrender::ApplyIgnores({&checked, 1}, {});
//
// A chart is rendered once, whatever is checked afterwards. An ObjectSet is a cheap handle; one
// thread at a time may check it. Findings own their texts. Failures are Results, never exceptions.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender {

// What Kubernetes calls an object; parts that it lacks are "".
struct ResourceId {
  std::string api_version, kind, space, name;

  // "Deployment/shop/api", "ClusterRole/reader", "" for no object.
  [[nodiscard]] std::string ToText() const;
};

// Something wrong about an object or a text.
struct Finding {
  std::string rule;  // an id of CheckRules(), or of a rule that the user gave
  Severity severity = Severity::kError;
  std::string message;
  ResourceId resource;  // kind "": about no object
  std::string pointer;  // of the field within the object (RFC 6901), "" for the whole of it
  // Where it stands in what is checked: in the file, or (file "") in the text that `render
  // template` prints for the chart. line 0: not known.
  Location rendered;
  // The line of the template that gave the rendered line, or of the manifest. line 0: not known.
  Location source;
  uint32_t column = 0;  // of `rendered`, in characters from 1; 0: not known
  std::string remedy;   // what to do, "" where the message says it
  std::string ignored;  // why it does not count; "": it counts
};

// A rule as documentation and reports show it.
struct RuleInfo {
  std::string_view id;
  std::string_view family;               // the command that applies it: "images"
  Severity severity = Severity::kError;  // unless configured
  std::string_view summary;              // one sentence: what it finds
  std::string_view remedy;
};
// All built-in rules, sorted by family and id. Lives as long as the program.
std::vector<RuleInfo> CheckRules();

// The objects of one chart's render, or of some files.
class ObjectSet {
 public:
  class Data;
  explicit ObjectSet(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  [[nodiscard]] std::vector<ResourceId> Resources() const;
  // Texts that hold no object: no YAML, no mapping, without kind.
  [[nodiscard]] const std::vector<Finding>& problems() const;
  // Of a chart, what `render template` prints.
  [[nodiscard]] std::string_view RenderedText() const;

  [[nodiscard]] Data& data() const { return *data_; }

 private:
  std::shared_ptr<Data> data_;
};

// Which objects of a render count.
struct ObjectSelection {
  bool hooks = true;
  bool tests = true;
  std::vector<std::string> show_only;  // as `render template --show-only`; empty: all
  // The chart's folder as findings name it ("charts/app"); "": templates are named as Helm names
  // them.
  std::string folder;
  // Told when the text is there and its objects are still to be read: LintYaml() of the set may
  // begin on another thread, everything else waits for RenderObjects(). Not told of a render that
  // fails.
  std::function<void(const ObjectSet& rendered)> on_rendered;
};
// Renders, remembering which template line gave which rendered line. Fails as Render does.
Result<ObjectSet> RenderObjects(const Chart& chart, const RenderOptions& options,
                                const ObjectSelection& selection = {});
// Compiles the chart's own templates, those first that a render wants last: for another thread,
// while the values of a render are composed on this one. What does not compile, the render tells.
void CompileAhead(const Chart& chart);

// The objects of YAML or JSON texts of any number of documents; items of lists count one by one.
// The comment `# Source: chart/templates/x.yaml` names where a document comes from.
Result<ObjectSet> ReadObjects(std::span<const FileView> files, const Limits& limits = {});

// What takes findings off.
struct Ignores {
  struct File {
    std::string name, text;
  };
  // Lines `RULE PATH [until=2030-01-31] # why`: a rule or a pattern of rules, and a pattern of the
  // template's path, the resource ("Deployment/api") or both ends of it.
  std::vector<File> files;
  std::optional<File> baseline;       // what WriteBaseline gave
  std::vector<std::string> families;  // whose rules are applied; lines for others are not missed
  int64_t now = 0;                    // seconds since 1970 UTC, for `until`
};
// What was found about some objects.
struct CheckedObjects {
  ObjectSet objects;
  std::vector<Finding> findings;
};
// All findings, each with the reason why it is ignored where there is one: a line of `files`, a
// comment `render:ignore RULE why` in the template at the line or above it (`render:ignore-file`
// for all of the file), an annotation `render.dev/ignore.RULE: why` or
// `ignore-check.kube-linter.io/RULE: why` of the object, or the baseline. Adds findings about
// ignores without a reason, out of date or unused. kUsage with its place for a line that cannot be
// read.
Result<std::vector<Finding>> ApplyIgnores(std::span<const CheckedObjects> checked,
                                          const Ignores& ignores);
// The same without a copy of the findings.
Result<std::vector<Finding>> ApplyIgnores(std::vector<CheckedObjects>&& checked,
                                          const Ignores& ignores);
// Looks for the ignore comments in the texts of a set before ApplyIgnores() does, which then finds
// them there: for another thread, while this one checks the set.
void FindIgnoresAhead(const ObjectSet& objects);
// A baseline of the findings that count: JSON.
std::string WriteBaseline(std::span<const Finding> findings);

// By file, line and rule, as reports show them; those of equal places keep their order.
void SortFindings(std::vector<Finding>& findings);

}  // namespace chartrender

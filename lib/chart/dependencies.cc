#include "chart/dependencies.h"

#include <algorithm>
#include <set>
#include <string_view>

#include "base/ascii.h"
#include "base/budget.h"
#include "base/dialect.h"
#include "base/error.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "chart/capabilities.h"
#include "chart/import_values.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "chart/values_preview.h"

namespace chartrender {

namespace {

bool Satisfies(const Dependency& wanted, const ChartInstance& chart) {
  return chart.name() == wanted.name &&
         IsCompatibleRange(wanted.version, chart.chart->metadata.version);
}

}  // namespace

bool ChartInstance::is_library() const {
  return EqualsIgnoringCase(chart->metadata.type, "library");
}

std::string ChartInstance::FullPath() const {
  std::vector<const std::string*> names;
  for (const ChartInstance* at = this; at != nullptr; at = at->parent) names.push_back(&at->name());
  std::string path = *names.back();
  for (auto name = names.rbegin() + 1; name != names.rend(); ++name) {
    path.append("/charts/").append(**name);
  }
  return path;
}

ChartTree::ChartTree(const LoadedChart& chart) : root_(Instantiate(chart, nullptr)) {}

ChartInstance* ChartTree::Instantiate(const LoadedChart& chart, const ChartInstance* parent) {
  CheckStack();
  ChartInstance* instance = &instances_.emplace_back();
  instance->chart = &chart;
  instance->metadata = std::make_shared<InstanceMetadata>();
  instance->metadata->name = chart.metadata.name;
  if (chart.metadata.declares_dependencies) {
    auto& declared = instance->metadata->dependencies.emplace();
    for (const auto& dependency : chart.metadata.dependencies) {
      if (dependency) declared.push_back(std::make_shared<Dependency>(*dependency));
    }
  }
  instance->values = chart.values.AsMap();
  instance->parent = parent;
  for (const auto& dependency : chart.dependencies) {
    instance->dependencies.push_back(Instantiate(*dependency, instance));
  }
  return instance;
}

void CheckDependencies(const LoadedChart& chart, const DialectTraits& traits) {
  // Helm 4.3.1 sizes the list of a v3 chart's declared dependencies by the subcharts that it
  // loaded: what is loaded without being declared leaves an empty entry behind, which it refuses.
  // Source: helm pkg/chart/common.go v3Accessor.MetaDependencies.
  const size_t declared = chart.metadata.dependencies.size();
  if (traits.refuses_chart_v3 && chart.metadata.api_version == "v3" &&
      declared < chart.dependencies.size()) {
    throw Failure(ErrorCode::kChart, "unsupported chart dependency type");
  }
  std::string missing;
  for (const auto& wanted : chart.metadata.dependencies) {
    const bool found = std::any_of(chart.dependencies.begin(), chart.dependencies.end(),
                                   [&](const auto& sub) { return sub->name() == wanted->name; });
    if (found) continue;
    missing += missing.empty() ? "found in Chart.yaml, but missing in charts/ directory: " : ", ";
    missing += wanted->name;
  }
  if (!missing.empty()) throw Failure(ErrorCode::kChart, std::move(missing));
}

void CheckApiVersion(const LoadedChart& chart) {
  if (chart.metadata.api_version != "v3") return;
  throw Failure(ErrorCode::kChart, "invalid chart apiVersion");
}

void CheckInstallable(const LoadedChart& chart) {
  const std::string& type = chart.metadata.type;
  if (type.empty() || type == "application") return;
  throw Failure(ErrorCode::kChart, StrCat(type, " charts are not installable"));
}

namespace {

// Switches subcharts on and off and gives them their aliases, from the root down.
class Enabler {
 public:
  Enabler(ChartTree& tree, Arena& arena, Log& log)
      : tree_(tree), arena_(arena), log_(log), preview_(arena, log, false) {}

  // True when no two charts of the tree have a subchart in common.
  bool subcharts_differ() const { return subcharts_differ_; }

  void Process(ChartInstance& chart, const Map* values, const std::string& path) {
    CheckStack();
    if (!chart.metadata->dependencies) return;
    const DependencyList declared = *chart.metadata->dependencies;
    SetDependencies(chart, Chosen(chart, declared));
    for (const auto& dependency : declared) dependency->enabled = true;
    Map* coalesced = preview_.Compose(chart, values);
    ApplyTags(declared, coalesced);
    ApplyConditions(declared, coalesced, path);
    std::set<std::string, std::less<>> disabled;
    for (const auto& dependency : declared) {
      if (!dependency->enabled) disabled.insert(dependency->name);
    }
    std::vector<ChartInstance*> kept = chart.dependencies;
    std::erase_if(kept, [&](const ChartInstance* sub) { return disabled.contains(sub->name()); });
    DependencyList kept_declared = declared;
    std::erase_if(kept_declared, [&](const auto& d) { return disabled.contains(d->name); });
    for (ChartInstance* sub : kept) Process(*sub, coalesced, StrCat(path, sub->name(), "."));
    chart.metadata->dependencies.reset();
    if (!kept_declared.empty()) chart.metadata->dependencies = std::move(kept_declared);
    SetDependencies(chart, std::move(kept));
  }

 private:
  static void SetDependencies(ChartInstance& chart, std::vector<ChartInstance*> dependencies) {
    for (ChartInstance* sub : dependencies) sub->parent = &chart;
    chart.dependencies = std::move(dependencies);
  }

  // Subcharts that Chart.yaml does not name, then one instance for each entry that finds its chart.
  std::vector<ChartInstance*> Chosen(ChartInstance& chart, const DependencyList& declared) {
    std::vector<ChartInstance*> chosen;
    if (Budget* budget = arena_.budget()) {
      budget->ChargeSteps(chart.dependencies.size() * declared.size());
    }
    for (ChartInstance* sub : chart.dependencies) {
      const bool named = std::any_of(declared.begin(), declared.end(),
                                     [&](const auto& d) { return Satisfies(*d, *sub); });
      if (!named) chosen.push_back(sub);
    }
    std::set<const ChartInstance*> taken;
    for (const auto& dependency : declared) {
      const auto found =
          std::find_if(chart.dependencies.begin(), chart.dependencies.end(),
                       [&](const ChartInstance* sub) { return Satisfies(*dependency, *sub); });
      if (found != chart.dependencies.end()) {
        chosen.push_back(Aliased(**found, *dependency));
        // The charts below an alias are those below the others.
        if (!taken.insert(*found).second && !(*found)->dependencies.empty()) {
          subcharts_differ_ = false;
          preview_.Remember(false);
        }
      }
      if (!dependency->alias.empty()) dependency->name = dependency->alias;
    }
    return chosen;
  }

  ChartInstance* Aliased(const ChartInstance& chart, const Dependency& dependency) {
    ChartInstance* copy = tree_.Add(chart);
    copy->metadata = std::make_shared<InstanceMetadata>(*chart.metadata);
    // Helm 3 shares the entries and the subcharts with the chart that was copied.
    if (TraitsOf(log_.dialect()).copies_aliased_entries) {
      if (auto& declared = copy->metadata->dependencies) {
        for (auto& entry : *declared) entry = std::make_shared<Dependency>(*entry);
      }
      std::vector<ChartInstance*> subcharts;
      for (const ChartInstance* sub : chart.dependencies) subcharts.push_back(tree_.Add(*sub));
      SetDependencies(*copy, std::move(subcharts));
    }
    if (!dependency.alias.empty()) copy->metadata->name = dependency.alias;
    return copy;
  }

  void ApplyTags(const DependencyList& declared, Map* values) {
    const Map* tags = FindTable(values, "tags");
    if (tags == nullptr) return;
    for (const auto& dependency : declared) {
      bool has_true = false;
      bool has_false = false;
      for (const std::string& tag : dependency->tags) {
        const Value* found = tags->Find(tag);
        if (found == nullptr) continue;
        if (found->is(Kind::kBool)) {
          (found->AsBool() ? has_true : has_false) = true;
        } else {
          log_.Add(log_events::kNonBoolTag, {{"tag", tag}, {"chart", dependency->name}});
        }
      }
      dependency->enabled = has_true || !has_false;
    }
  }

  void ApplyConditions(const DependencyList& declared, Map* values, const std::string& path) {
    for (const auto& dependency : declared) {
      std::string_view conditions = TrimSpace(dependency->condition);
      while (!conditions.empty()) {
        const size_t comma = std::min(conditions.find(','), conditions.size());
        const std::string_view condition = conditions.substr(0, comma);
        conditions.remove_prefix(std::min(comma + 1, conditions.size()));
        if (condition.empty()) continue;
        const Value found = FindPathValue(values, StrCat(path, condition));
        if (found.is_missing()) continue;
        if (found.is(Kind::kBool)) {
          dependency->enabled = found.AsBool();
          break;
        }
        log_.Add(log_events::kNonBoolCondition,
                 {{"path", std::string(condition)}, {"chart", dependency->name}});
      }
    }
  }

  ChartTree& tree_;
  Arena& arena_;
  Log& log_;
  ValuesPreview preview_;
  bool subcharts_differ_ = true;
};

}  // namespace

void ProcessDependencies(ChartTree& tree, const Map* values, Arena& arena, Log& log) {
  Enabler enabler(tree, arena, log);
  enabler.Process(tree.root(), values, "");
  ValuesPreview preview(arena, log, true);
  preview.Remember(enabler.subcharts_differ());
  ImportValues(tree.root(), preview, arena, log);
}

}  // namespace chartrender

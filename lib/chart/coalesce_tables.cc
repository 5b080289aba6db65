// One table below another, in place. Source: helm.sh/helm/v4@v4.3.1
// pkg/chart/common/util/coalesce.go coalesceTablesFullKey.
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/stack.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "chart/values_path.h"
#include "value/print.h"

namespace chartrender {

namespace {

class TableMerger {
 public:
  TableMerger(Log& log, bool merge) : log_(log), merge_(merge) {}

  Map* Merge(Map* dst, Map* src, const ValuesPath& path) {
    CheckStack();
    if (src == nullptr) return dst;
    if (dst == nullptr) return src;
    // Imported tables may share parts, so that a walk is longer than what is held in memory.
    if (Budget* budget = dst->arena().budget()) budget->ChargeSteps(src->size() + dst->size() + 1);
    const std::vector<Map::Entry> original = Snapshot(*src);
    for (const Map::Entry& entry : Snapshot(*dst)) {
      if (entry.value.is_absent()) src->Set(entry.key(), Value::Nil());
    }
    for (const Map::Entry& entry : original) {
      MergeEntry(*dst, entry, src->Get(entry.key()), {&path, entry.key()});
    }
    return dst;
  }

 private:
  // `original` is the entry of src before nulls of dst were copied, `val` the value now.
  void MergeEntry(Map& dst, const Map::Entry& original, Value val, const ValuesPath& path) {
    const Value* found = dst.Find(original.key());
    if (found == nullptr) {
      dst.Set(original.key(), val);
      return;
    }
    const Value dv = *found;
    if (!merge_ && dv.is_absent() && !original.value.is_absent()) {
      dst.Erase(original.key());
    } else if (val.is_map()) {
      if (dv.is_map()) {
        Merge(dv.AsMap(), val.AsMap(), path);
      } else {
        log_.Add(log_events::kTableKept, {{"key", path.Text()}, {"value", PlainText(val)}});
      }
    } else if (dv.is_map() && !val.is_absent()) {
      log_.Add(log_events::kNonTableIgnored, {{"key", path.Text()}, {"value", PlainText(val)}});
    }
  }

  Log& log_;
  bool merge_;
};

}  // namespace

std::string ValuesPath::Text() const {
  std::vector<std::string_view> names;
  for (const ValuesPath* at = this; at->above != nullptr; at = at->above) names.push_back(at->name);
  std::string text;
  for (auto each = names.rbegin(); each != names.rend(); ++each) {
    if (!text.empty()) text += '.';
    text += *each;
  }
  return text;
}

std::vector<Map::Entry> Snapshot(const Map& map) {
  const auto entries = map.Sorted();
  return {entries.begin(), entries.end()};
}

Map* CoalesceTables(Map* dst, Map* src, Log& log) {
  return TableMerger(log, false).Merge(dst, src, {});
}

Map* MergeTables(Map* dst, Map* src, Log& log) {
  return TableMerger(log, true).Merge(dst, src, {});
}

}  // namespace chartrender

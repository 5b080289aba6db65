// Charts' defaults below the user's values. The maps are references here as they are in Go, and
// Helm shares some of them (the tables of `global`), so every function writes in place exactly
// where Helm does.
#include <algorithm>
#include <string>
#include <vector>

#include "base/budget.h"
#include "base/dialect.h"
#include "base/error.h"
#include "base/stack.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr std::string_view kGlobal = "global";

std::string Joined(std::string_view prefix, std::string_view name) {
  return prefix.empty() ? std::string(name) : StrCat(prefix, ".", name);
}

// Entries in key order that stay valid while the map is written.
std::vector<Map::Entry> Snapshot(const Map& map) {
  const auto entries = map.Sorted();
  return {entries.begin(), entries.end()};
}

// fmt's %t of a value that is no bool.
void AppendBadBool(std::string& text, Value value) {
  CheckStack();
  if (value.is_absent()) {
    text += "<nil>";
  } else if (value.is(Kind::kBool)) {
    text += value.AsBool() ? "true" : "false";
  } else if (value.is_list()) {
    text += '[';
    for (size_t i = 0; i < value.AsList().size(); ++i) {
      if (i != 0) text += ' ';
      AppendBadBool(text, value.AsList()[i]);
    }
    text += ']';
  } else if (value.is_map() && value.AsMap() != nullptr) {
    text += "map[";
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      if (text.back() != '[') text += ' ';
      AppendBadBool(text, Value::String(entry.key()));
      text += ':';
      AppendBadBool(text, entry.value);
    }
    text += ']';
  } else {
    text += StrCat("%!t(", TypeName(value), "=", PlainText(value), ")");
  }
}

void CleanNils(Map& map) {
  CheckStack();
  for (const Map::Entry& entry : Snapshot(map)) {
    if (entry.value.is_absent()) {
      map.Erase(entry.key());
    } else if (entry.value.is_map() && entry.value.AsMap() != nullptr) {
      CleanNils(*entry.value.AsMap());
    }
  }
}

class Coalescer {
 public:
  Coalescer(Arena& arena, Log& log, bool merge) : arena_(arena), log_(log), merge_(merge) {}

  void Chart(const ChartInstance& chart, Map& dest, const std::string& prefix) {
    CheckStack();
    Defaults(chart, dest, prefix);
    Subcharts(chart, dest, prefix);
  }

  static Map* Tables(Log& log, Map* dst, Map* src, const std::string& prefix, bool merge) {
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
      Entry(log, *dst, entry, src->Get(entry.key()), Joined(prefix, entry.key()), merge);
    }
    return dst;
  }

 private:
  // One key of coalesceTablesFullKey: `original` is its entry before nulls of dst were copied,
  // `val` the value now.
  static void Entry(Log& log, Map& dst, const Map::Entry& original, Value val,
                    const std::string& full_key, bool merge) {
    const Value* found = dst.Find(original.key());
    if (found == nullptr) {
      dst.Set(original.key(), val);
      return;
    }
    const Value dv = *found;
    if (!merge && dv.is_absent() && !original.value.is_absent()) {
      dst.Erase(original.key());
    } else if (val.is_map()) {
      if (dv.is_map()) {
        Tables(log, dv.AsMap(), val.AsMap(), full_key, merge);
      } else {
        log.Add(log_events::kTableKept, {{"key", full_key}, {"value", PlainText(val)}});
      }
    } else if (dv.is_map() && !val.is_absent()) {
      log.Add(log_events::kNonTableIgnored, {{"key", full_key}, {"value", PlainText(val)}});
    }
  }

  void Defaults(const ChartInstance& chart, Map& dest, const std::string& prefix) {
    const std::string sub_prefix = Joined(prefix, chart.name());
    Map* defaults = CopyMap(chart.values, arena_);
    for (const Map::Entry& entry : Snapshot(*defaults)) {
      const Value* found = dest.Find(entry.key());
      if (found == nullptr) {
        if (CleansNils(merge_)) {
          if (entry.value.is_absent()) continue;
          if (entry.value.is_map()) CleanNils(*entry.value.AsMap());
        }
        dest.Set(entry.key(), entry.value);
      } else if (found->is_absent() && !merge_) {
        dest.Erase(entry.key());
      } else if (found->is_map()) {
        DefaultTable(chart, *found, entry, sub_prefix);
      }
    }
  }

  void DefaultTable(const ChartInstance& chart, Value dest, const Map::Entry& entry,
                    const std::string& sub_prefix) {
    if (!entry.value.is_map()) {
      if (entry.value.is_absent()) return;
      log_.Add(log_events::kSkippedDefault, {{"key", StrCat(sub_prefix, ".", entry.key())}});
      return;
    }
    const bool subchart =
        std::any_of(chart.dependencies.begin(), chart.dependencies.end(),
                    [&](const ChartInstance* sub) { return sub->name() == entry.key(); });
    const bool merge = merge_ || subchart;
    if (CleansNils(merge)) CleanNils(*entry.value.AsMap());
    Tables(log_, dest.AsMap(), entry.value.AsMap(), Joined(sub_prefix, entry.key()), merge);
  }

  // Helm 4 keeps nulls of the defaults from shadowing globals.
  bool CleansNils(bool merge) const {
    return !merge && TraitsOf(log_.dialect()).drops_default_nulls;
  }

  void Subcharts(const ChartInstance& chart, Map& dest, const std::string& prefix) {
    for (const ChartInstance* sub : chart.dependencies) {
      const Value* found = dest.Find(sub->name());
      if (found == nullptr) {
        dest.SetCopy(sub->name(), Value::Of(Map::New(arena_)));
      } else if (!found->is_map()) {
        std::string text = StrCat("type mismatch on ", sub->name(), ": ");
        if (found->is_absent()) {
          text += "%!t(<nil>)";
        } else {
          AppendBadBool(text, *found);
        }
        throw Failure(ErrorCode::kValues, std::move(text));
      }
      Map* values = dest.Find(sub->name())->AsMap();
      const std::string sub_prefix = Joined(prefix, chart.name());
      Globals(*values, dest, sub_prefix);
      Chart(*sub, *values, sub_prefix);
    }
  }

  // The table `global` of `values`, a new one when there is none, or null when it is something
  // else.
  Map* GlobalTable(const Map& values) {
    const Value* found = values.Find(kGlobal);
    if (found == nullptr) return Map::New(arena_);
    return found->is_map() ? found->AsMap() : nullptr;
  }

  void Globals(Map& dest, const Map& src, const std::string& prefix) {
    Map* dest_globals = GlobalTable(dest);
    if (dest_globals == nullptr) {
      log_.Add(log_events::kGlobalsOfSubchartNoTable);
      return;
    }
    Map* src_globals = GlobalTable(src);
    if (src_globals == nullptr) {
      log_.Add(log_events::kGlobalsNoTable);
      return;
    }
    for (const Map::Entry& entry : Snapshot(*src_globals)) {
      Global(*dest_globals, entry, prefix);
    }
    dest.Set(kGlobal, Value::Of(dest_globals));
  }

  void Global(Map& globals, const Map::Entry& entry, const std::string& prefix) {
    const Value* old = globals.Find(entry.key());
    if (!entry.value.is_map()) {
      if (old != nullptr && old->is_map()) {
        log_.Add(log_events::kGlobalIsTable, {{"key", std::string(entry.key())}});
      } else {
        globals.Set(entry.key(), entry.value);
      }
      return;
    }
    // A shallow copy: inner tables stay shared with the parent chart, as in Helm.
    Map* table = Map::New(arena_, entry.value.AsMap()->size());
    for (const Map::Entry& inner : entry.value.AsMap()->Sorted())
      table->Set(inner.key(), inner.value);
    if (old == nullptr) {
      globals.Set(entry.key(), Value::Of(table));
    } else if (!old->is_map()) {
      log_.Add(log_events::kGlobalConflict, {{"key", std::string(entry.key())}});
    } else {
      Tables(log_, table, old->AsMap(), Joined(prefix, entry.key()), true);
      globals.Set(entry.key(), Value::Of(table));
    }
  }

  Arena& arena_;
  Log& log_;
  bool merge_;
};

Map* Coalesce(const ChartInstance& chart, const Map* values, Arena& arena, Log& log, bool merge) {
  Map* dest = CopyMap(values, arena);
  Coalescer(arena, log, merge).Chart(chart, *dest, "");
  return dest;
}

}  // namespace

Map* CoalesceValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log) {
  return Coalesce(chart, values, arena, log, false);
}

Map* MergeValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log) {
  return Coalesce(chart, values, arena, log, true);
}

Map* CoalesceTables(Map* dst, Map* src, Log& log) {
  return Coalescer::Tables(log, dst, src, "", false);
}

Map* MergeTables(Map* dst, Map* src, Log& log) {
  return Coalescer::Tables(log, dst, src, "", true);
}

}  // namespace chartrender

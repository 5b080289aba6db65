// Charts' defaults below the user's values. To Helm the maps are references, and it shares some of
// them (the tables of `global`). Here a map that is not ours to write is copied before its first
// change and otherwise left where it is; what Helm shares is made ours first, whole, so that one
// change is seen wherever Helm's is.
#include <algorithm>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/budget.h"
#include "base/dialect.h"
#include "base/error.h"
#include "base/stack.h"
#include "chart/log_events.h"
#include "chart/values.h"
#include "chart/values_path.h"
#include "chart/values_preview.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr std::string_view kGlobal = "global";

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

bool IsTable(Value value) { return value.is_map() && value.AsMap() != nullptr; }

bool HasNils(const Map& map) {
  CheckStack();
  const auto entries = map.Sorted();
  return std::any_of(entries.begin(), entries.end(), [](const Map::Entry& entry) {
    return entry.value.is_absent() || (IsTable(entry.value) && HasNils(*entry.value.AsMap()));
  });
}

// The maps and lists that one composition may write.
class Owned {
 public:
  explicit Owned(Arena& arena) : arena_(arena) {}

  bool Has(const Map* map) const { return maps_.contains(map); }

  Map* New() { return Add(Map::New(arena_)); }
  // The map itself when it is ours, else a copy whose values are those of the map.
  Map* ToWrite(const Map* map) {
    if (Has(map)) return const_cast<Map*>(map);
    if (Budget* budget = arena_.budget()) budget->ChargeSteps(map->size() + 1);
    return Add(Map::Copy(*map, arena_, [](Value value) { return value; }));
  }

  // The value with all maps and lists in it ours.
  Value Whole(Value value) {
    if (IsTable(value)) {
      CheckStack();
      Map* map = ToWrite(value.AsMap());
      for (const Map::Entry& entry : Snapshot(*map)) {
        if (entry.value.is_map() || entry.value.is_list())
          map->Set(entry.key(), Whole(entry.value));
      }
      return Value::Of(map, value.type());
    }
    if (!value.is_list() || value.AsList().empty()) return value;
    CheckStack();
    const std::span<const Value> from = value.AsList();
    if (lists_.contains(from.data())) return value;
    const std::span<Value> items = arena_.Array<Value>(from.size());
    std::transform(from.begin(), from.end(), items.begin(),
                   [this](Value item) { return Whole(item); });
    lists_.insert(items.data());
    return Value::List(items, value.type());
  }

  // The value with nothing in it that somebody else holds: what is ours stays, and is shared where
  // it is shared; all else is copied.
  Value Released(Value value) {
    if (value.is_list()) {
      return lists_.contains(value.AsList().data()) ? value : CopyValue(value, arena_);
    }
    if (!IsTable(value)) return value;
    if (!Has(value.AsMap())) return CopyValue(value, arena_);
    if (!released_.insert(value.AsMap()).second) return value;
    CheckStack();
    Map* map = value.AsMap();
    for (const Map::Entry& entry : Snapshot(*map)) {
      if (entry.value.is_map() || entry.value.is_list())
        map->Set(entry.key(), Released(entry.value));
    }
    return value;
  }

  // A map or a part of one, without nulls.
  Value WithoutNils(Value value) {
    if (!IsTable(value) || !HasNils(*value.AsMap())) return value;
    Map* map = Add(Map::Copy(*value.AsMap(), arena_, [this](Value inner) {
      return inner.is_map() ? WithoutNils(inner) : inner;
    }));
    for (const Map::Entry& entry : Snapshot(*map)) {
      if (entry.value.is_absent()) map->Erase(entry.key());
    }
    return Value::Of(map, value.type());
  }

 private:
  Map* Add(Map* map) {
    maps_.insert(map);
    return map;
  }

  Arena& arena_;
  std::unordered_set<const Map*> maps_;
  std::unordered_set<const Value*> lists_;
  std::unordered_set<const Map*> released_;
};

// A map that is copied before its first change unless it is ours. Copying sorts the map that is
// copied: places in it are valid until then.
class Draft {
 public:
  Draft(Owned& owned, const Map* map) : owned_(owned), first_(map), map_(map) {
    if (map_ == nullptr) map_ = owned_.New();
  }

  const Map& Read() const { return *map_; }
  Map& Write() {
    Map* map = owned_.ToWrite(map_);
    map_ = map;
    return *map;
  }
  // True when the place that held the map must be given another.
  bool Moved() const { return map_ != first_; }
  Map* Get() const { return const_cast<Map*>(map_); }

 private:
  Owned& owned_;
  const Map* first_;
  const Map* map_;
};

class Composer {
 public:
  Composer(Arena& arena, Log& log, bool merge, ValuesPreview::Memory* memory)
      : arena_(arena), owned_(arena), log_(log), merge_(merge), memory_(memory) {}

  // The values of the chart; maps in it may be those of `values` and of charts.
  Map* Compose(const ChartInstance& chart, const Map* values) {
    Draft dest(owned_, values);
    Chart(chart, dest, {});
    return dest.Get();
  }

  // The same with nothing that is not ours.
  Map* ComposeFresh(const ChartInstance& chart, const Map* values) {
    Draft dest(owned_, values);
    dest.Write();
    Chart(chart, dest, {});
    return owned_.Released(Value::Of(dest.Get())).AsMap();
  }

 private:
  template <class Event>
  void Warn(const Event& event, Log::Attributes attributes = {}) {
    log_.Add(event, attributes);
    is_silent_ = false;
  }

  void Chart(const ChartInstance& chart, Draft& dest, const ValuesPath& path) {
    CheckStack();
    Defaults(chart, dest, path);
    Subcharts(chart, dest, path);
  }

  // Source: coalesceTablesFullKey. With `clean` the nulls of src count as not there.
  void Tables(Draft& dst, const Map& src, const ValuesPath& path, bool merge, bool clean) {
    CheckStack();
    if (&dst.Read() == &src) return;
    if (Budget* budget = arena_.budget()) {
      budget->ChargeSteps(src.size() + dst.Read().size() + 1);
    }
    for (const Map::Entry& entry : Snapshot(src)) {
      if (!clean || !entry.value.is_absent()) {
        TableEntry(dst, entry, {&path, entry.key()}, merge, clean);
      }
    }
  }

  void TableEntry(Draft& dst, const Map::Entry& entry, const ValuesPath& path, bool merge,
                  bool clean) {
    const auto value = [&] { return clean ? owned_.WithoutNils(entry.value) : entry.value; };
    const Value* found = dst.Read().Find(entry.key());
    if (found == nullptr) {
      dst.Write().Set(entry.key(), value());
      return;
    }
    const Value old = *found;
    if (old.is_absent()) {  // and then stands for what is below it, too
      if (!merge && !entry.value.is_absent()) dst.Write().Erase(entry.key());
    } else if (entry.value.is_map()) {
      if (!old.is_map()) {
        Warn(log_events::kTableKept, {{"key", path.Text()}, {"value", PlainText(value())}});
      } else if (IsTable(old) && IsTable(entry.value)) {
        Draft inner(owned_, old.AsMap());
        Tables(inner, *entry.value.AsMap(), path, merge, clean);
        if (inner.Moved()) dst.Write().Set(entry.key(), Value::Of(inner.Get(), old.type()));
      }
    } else if (old.is_map() && !entry.value.is_absent()) {
      Warn(log_events::kNonTableIgnored, {{"key", path.Text()}, {"value", PlainText(entry.value)}});
    }
  }

  void Defaults(const ChartInstance& chart, Draft& dest, const ValuesPath& path) {
    if (chart.values == nullptr) return;
    const ValuesPath own{&path, chart.name()};
    std::unordered_set<std::string_view> subcharts;
    for (const ChartInstance* sub : chart.dependencies) subcharts.insert(sub->name());
    for (const Map::Entry& entry : chart.values->Sorted()) {
      const Value* found = dest.Read().Find(entry.key());
      if (found == nullptr) {
        const bool clean = CleansNils(merge_);
        if (clean && entry.value.is_absent()) continue;
        dest.Write().Set(entry.key(), clean ? owned_.WithoutNils(entry.value) : entry.value);
      } else if (found->is_absent() && !merge_) {
        dest.Write().Erase(entry.key());
      } else if (found->is_map()) {
        DefaultTable(dest, *found, entry, {&own, entry.key()},
                     merge_ || subcharts.contains(entry.key()));
      }
    }
  }

  void DefaultTable(Draft& dest, Value old, const Map::Entry& entry, const ValuesPath& path,
                    bool merge) {
    if (!entry.value.is_map()) {
      if (!entry.value.is_absent()) Warn(log_events::kSkippedDefault, {{"key", path.Text()}});
      return;
    }
    if (!IsTable(old) || !IsTable(entry.value)) return;
    Draft inner(owned_, old.AsMap());
    Tables(inner, *entry.value.AsMap(), path, merge, CleansNils(merge));
    if (inner.Moved()) dest.Write().Set(entry.key(), Value::Of(inner.Get(), old.type()));
  }

  // Helm 4 keeps nulls of the defaults from shadowing globals.
  bool CleansNils(bool merge) const {
    return !merge && TraitsOf(log_.dialect()).drops_default_nulls;
  }

  void Subcharts(const ChartInstance& chart, Draft& dest, const ValuesPath& path) {
    const ValuesPath own{&path, chart.name()};
    for (const ChartInstance* sub : chart.dependencies) {
      const Value* found = dest.Read().Find(sub->name());
      if (found != nullptr && !found->is_map()) {
        std::string text = StrCat("type mismatch on ", sub->name(), ": ");
        if (found->is_absent()) {
          text += "%!t(<nil>)";
        } else {
          AppendBadBool(text, *found);
        }
        throw Failure(ErrorCode::kValues, std::move(text));
      }
      const GoType type = found == nullptr ? GoType::kAnyMap : found->type();
      Map* start = found == nullptr ? nullptr : found->AsMap();
      Map* values = Subchart(*sub, start, dest, own);
      if (values != start) dest.Write().SetCopy(sub->name(), Value::Of(values, type));
    }
  }

  // What the values of a subchart become that start from `start` (null: from nothing).
  Map* Subchart(const ChartInstance& sub, const Map* start, Draft& parent, const ValuesPath& path) {
    if (memory_ == nullptr || HasGlobals(parent.Read())) {
      Draft values(owned_, start);
      Globals(values, parent, path);
      Chart(sub, values, path);
      return values.Get();
    }
    const auto known = memory_->find({&sub, start});
    if (known != memory_->end()) return const_cast<Map*>(known->second);
    Composer composer(arena_, log_, merge_, memory_);
    Draft values(composer.owned_, start);
    Draft no_globals(composer.owned_, nullptr);
    composer.Globals(values, no_globals, path);
    composer.Chart(sub, values, path);
    if (composer.is_silent_) {
      memory_->emplace(ValuesPreview::Key{&sub, start}, values.Get());
    } else {
      is_silent_ = false;
    }
    return values.Get();
  }

  static bool HasGlobals(const Map& values) {
    const Value* found = values.Find(kGlobal);
    return found != nullptr && (!IsTable(*found) || !found->AsMap()->empty());
  }

  void Globals(Draft& dest, Draft& src, const ValuesPath& path) {
    const Value own = dest.Read().Get(kGlobal);
    if (!own.is_missing() && !IsTable(own)) {
      Warn(log_events::kGlobalsOfSubchartNoTable);
      return;
    }
    const Value given = src.Read().Get(kGlobal);
    if (!given.is_missing() && !IsTable(given)) {
      Warn(log_events::kGlobalsNoTable);
      return;
    }
    Draft globals(owned_, own.is_missing() ? nullptr : own.AsMap());
    if (!given.is_missing() && !given.AsMap()->empty()) {
      // Inner tables are shared with the parent chart, as in Helm.
      Map* whole = owned_.Whole(given).AsMap();
      if (whole != given.AsMap()) src.Write().Set(kGlobal, Value::Of(whole, given.type()));
      for (const Map::Entry& entry : Snapshot(*whole)) Global(globals, entry, path);
    }
    if (globals.Moved()) dest.Write().Set(kGlobal, Value::Of(globals.Get()));
  }

  void Global(Draft& globals, const Map::Entry& entry, const ValuesPath& path) {
    const Value* old = globals.Read().Find(entry.key());
    if (!IsTable(entry.value)) {
      if (old != nullptr && old->is_map()) {
        Warn(log_events::kGlobalIsTable, {{"key", std::string(entry.key())}});
      } else {
        globals.Write().Set(entry.key(), entry.value);
      }
      return;
    }
    // A shallow copy.
    Draft table(owned_, nullptr);
    for (const Map::Entry& inner : entry.value.AsMap()->Sorted())
      table.Write().Set(inner.key(), inner.value);
    if (old == nullptr) {
      globals.Write().Set(entry.key(), Value::Of(table.Get()));
    } else if (!old->is_map()) {
      Warn(log_events::kGlobalConflict, {{"key", std::string(entry.key())}});
    } else {
      if (IsTable(*old)) Tables(table, *old->AsMap(), {&path, entry.key()}, true, false);
      globals.Write().Set(entry.key(), Value::Of(table.Get()));
    }
  }

  Arena& arena_;
  Owned owned_;
  Log& log_;
  bool merge_;
  ValuesPreview::Memory* memory_;  // null: nothing is remembered
  bool is_silent_ = true;          // nothing was told yet
};

}  // namespace

Map* CoalesceValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log) {
  return Composer(arena, log, false, nullptr).ComposeFresh(chart, values);
}

Map* MergeValues(const ChartInstance& chart, const Map* values, Arena& arena, Log& log) {
  return Composer(arena, log, true, nullptr).ComposeFresh(chart, values);
}

Map* ValuesPreview::Compose(const ChartInstance& chart, const Map* values) {
  return Composer(arena_, log_, merge_, remembers_ ? &memory_ : nullptr).Compose(chart, values);
}

void ValuesPreview::Remember(bool allowed) {
  remembers_ = allowed;
  memory_.clear();
}

}  // namespace chartrender

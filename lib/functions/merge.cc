#include "functions/merge.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/stack.h"
#include "functions/list_items.h"
#include "functions/raise.h"
#include "value/print.h"
#include "value/truth.h"

namespace chartrender::functions {

namespace {

// Source: mergo.go isEmptyValue.
bool IsEmpty(Value value) { return !value.is(Kind::kComplex) && !IsTrue(value); }

bool IsMap(Value value) { return Underlying(value).is_map(); }

// True when elements of the map have a type of their own instead of interface {}.
bool IsTyped(Value map) { return Info(map.type()).element != GoType::kNone; }

bool HasExportedFields(Value value) {
  if (!value.is_object()) return false;
  const auto fields = value.AsObject()->type->fields;
  return std::any_of(fields.begin(), fields.end(), IsExportedField);
}

class Merger {
 public:
  Merger(Call& call, MergeMode mode) : call_(call), overwrite_(mode == MergeMode::kOverwrite) {}

  // Nil when all went well, else Go's error.
  std::string_view MergeInto(Value target, Value source) {
    const Nested nested(&call_.budget);
    switch (KindOf(target)) {
      case GoKind::kMap:
        return MergeIntoMap(Underlying(target), source);
      case GoKind::kStruct:
        CheckStruct(target, source);
        return {};
      case GoKind::kPtr: {
        // Overwriting changes nothing here: the caller replaces the value.
        const bool other = KindOf(source) != GoKind::kPtr && !source.is_nil_reference();
        return other && !overwrite_ ? "src and dst must be of same type" : std::string_view();
      }
      default:
        return {};
    }
  }

 private:
  std::string_view MergeIntoMap(Value target, Value source) {
    if (target.AsMap() == nullptr) {
      if (!source.is_absent() && !IsMap(source) && KindOf(source) == GoKind::kStruct) {
        Raise("reflect: call of reflect.Value.IsNil on struct Value");
      }
      return {};
    }
    if (!IsMap(source)) return {};
    const Value from = Underlying(source);
    if (from.AsMap() == nullptr) return {};
    const auto sorted = from.AsMap()->Sorted();
    call_.budget.ChargeSteps(sorted.size());
    const std::vector<Map::Entry> entries(sorted.begin(), sorted.end());
    for (const Map::Entry& entry : entries) {
      const Value* value = from.AsMap()->Find(entry.key());
      if (value == nullptr) continue;
      const std::string_view error = MergeKey(target, from, entry.key(), *value);
      if (!error.empty()) return error;
    }
    return {};
  }

  std::string_view MergeKey(Value target, Value source_map, std::string_view key, Value source) {
    const bool typed = IsTyped(source_map);
    if (source.is_absent()) {
      if (overwrite_) Assign(target, key, source, typed);
      return {};
    }
    const Value* found = target.AsMap()->Find(key);
    const bool has = found != nullptr;
    const Value old = has ? *found : Value();
    const GoKind kind = KindOf(source);
    if (kind == GoKind::kStruct || kind == GoKind::kPtr || kind == GoKind::kMap) {
      const std::string_view error = MergeInto(old, source);
      if (!error.empty()) return error;
    } else if (kind == GoKind::kSlice) {
      AssignSlice(target, key, has, old, source);
    }
    if (has && !IsEmpty(old)) {
      if (kind == GoKind::kSlice) return {};
      if (kind == GoKind::kMap && KindOf(old) == GoKind::kMap) return {};
    }
    if (overwrite_ || !has || IsEmpty(old)) Assign(target, key, source, typed);
    return {};
  }

  void AssignSlice(Value target, std::string_view key, bool has, Value old, Value source) {
    if (has && IsTyped(target) && KindOf(old) != GoKind::kSlice) {
      Raise(StrCat("reflect: call of reflect.Value.IsNil on ", KindName(KindOf(old)), " Value"));
    }
    const bool take = overwrite_ || target.AsMap()->empty();
    // Without overwriting the old value stays; a missing one is set by the caller.
    if (take || !has || old.is_absent()) Assign(target, key, source, true);
  }

  // reflect.Value.SetMapIndex. `typed`: the value's static type is its own, not interface {}.
  static void Assign(Value target, std::string_view key, Value value, bool typed) {
    if (IsTyped(target)) {
      const GoType element = Info(target.type()).element;
      if (!typed || value.type() != element) {
        Raise(StrCat("reflect.Value.SetMapIndex: value of type ",
                     typed ? TypeName(value) : std::string("interface {}"),
                     " is not assignable to type ", Info(element).name));
      }
    }
    target.AsMap()->Set(key, value);
  }

  // Fields of a struct inside a map cannot be set, but mergo looks at them.
  static void CheckStruct(Value target, Value source) {
    const GoKind kind = KindOf(source);
    if (HasExportedFields(target) && kind != GoKind::kStruct) {
      Raise(StrCat("reflect: call of reflect.Value.Field on ", KindName(kind), " Value"));
    }
  }

  Call& call_;
  bool overwrite_;
};

}  // namespace

Map* MergeMaps(Call& call, Map* target, Map* source, MergeMode mode, std::string_view& error) {
  if (target == nullptr && source != nullptr) target = Map::New(call.arena, source->size());
  if (source != nullptr) error = Merger(call, mode).MergeInto(Value::Of(target), Value::Of(source));
  return target;
}

}  // namespace chartrender::functions

#include "base/stack.h"
#include "functions/functions.h"
#include "functions/merge.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::MergeMode;

// Merges each of `sources` in turn; false, with Go's text in `error`, when one cannot be merged.
bool MergeAll(Call& call, Map*& target, Rest<Map*> sources, MergeMode mode,
              std::string_view& error) {
  for (const Value source : sources.items) {
    target =
        functions::MergeMaps(call, target, source.is_map() ? source.AsMap() : nullptr, mode, error);
    if (!error.empty()) return false;
  }
  return true;
}

template <MergeMode kMode>
Value Merge(Call& call, Map* target, Rest<Map*> sources) {
  std::string_view error;
  return MergeAll(call, target, sources, kMode, error) ? Value::Of(target) : Value::String("");
}

template <MergeMode kMode>
Value MustMerge(Call& call, Map* target, Rest<Map*> sources) {
  std::string_view error;
  if (!MergeAll(call, target, sources, kMode, error)) functions::Raise(std::string(error));
  return Value::Of(target);
}

Value CopyDeep(Call& call, Value value);

Value CopyMap(Call& call, Value value) {
  if (value.AsMap() == nullptr) return value;
  const NestedMap nested(&call.budget, value.AsMap());
  const std::span<const Map::Entry> entries = value.AsMap()->Sorted();
  call.budget.ChargeSteps(entries.size());
  Map* copy = Map::New(call.arena, entries.size());
  for (const Map::Entry& entry : entries) copy->Set(entry.key(), CopyDeep(call, entry.value));
  return Value::Of(copy, value.type());
}

Value CopyItems(Call& call, Value value) {
  if (value.is_nil_reference()) return value;
  const Nested nested(&call.budget);
  const std::span<const Value> items = value.AsList();
  call.budget.ChargeSteps(items.size());
  const std::span<Value> copy = call.arena.Array<Value>(items.size());
  for (size_t i = 0; i < items.size(); ++i) copy[i] = CopyDeep(call, items[i]);
  return Value::List(copy, value.type());
}

// Texts, lists of bytes and most objects never change, so they may be shared.
Value CopyDeep(Call& call, Value value) {
  call.budget.ChargeSteps(1);
  if (value.is_map()) return CopyMap(call, value);
  if (value.is_list()) return CopyItems(call, value);
  if (value.is_object() && value.AsObject()->type->deep_copy != nullptr) {
    return value.AsObject()->type->deep_copy(*value.AsObject(), call.arena);
  }
  return value;
}

Value DeepCopy(Call& call, Value value) {
  if (value.is_absent()) functions::Raise("reflect: call of reflect.Value.Type on zero Value");
  return CopyDeep(call, value);
}

constexpr std::string_view kMergo = "sprig 3.3 dict.go, mergo 1.0.1";
constexpr std::string_view kCopy = "sprig 3.3 dict.go, copystructure 1.2.0";

constexpr FunctionDef kRows[] = {
    {"merge", Fn<&Merge<MergeMode::kFill>>,
     "merge DICT SOURCE...: fills what is missing or empty in DICT itself from the SOURCEs.",
     kMergo},
    {"mustMerge", Fn<&MustMerge<MergeMode::kFill>>,
     "As merge; fails where merge gives an empty text.", kMergo},
    {"mergeOverwrite", Fn<&Merge<MergeMode::kOverwrite>>,
     "mergeOverwrite DICT SOURCE...: sets in DICT itself what the SOURCEs have.", kMergo},
    {"mustMergeOverwrite", Fn<&MustMerge<MergeMode::kOverwrite>>,
     "As mergeOverwrite; fails where it gives an empty text.", kMergo},
    {"deepCopy", Fn<&DeepCopy>, "A copy of the value that shares no dict or list with it.", kCopy},
    {"mustDeepCopy", Fn<&DeepCopy>, "As deepCopy.", kCopy},
};

}  // namespace

std::span<const FunctionDef> DictMergeFunctions() { return kRows; }

}  // namespace chartrender

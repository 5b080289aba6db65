#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "functions/cast.h"
#include "functions/functions.h"
#include "functions/list_items.h"
#include "functions/raise.h"
#include "value/equal.h"
#include "value/truth.h"

namespace chartrender {

namespace {

using functions::RequireItems;
using Items = std::span<const Value>;

bool Holds(Call& call, Items items, Value wanted) {
  for (const Value item : items) {
    if (DeepEqual(wanted, item, &call.budget)) return true;
  }
  return false;
}

// The elements that `keep` wants, in a new list.
template <class Keep>
Value Filter(Call& call, Items items, Keep keep) {
  const std::span<Value> kept = call.arena.Array<Value>(items.size());
  size_t count = 0;
  for (const Value item : items) {
    if (keep(Items(kept.first(count)), item)) kept[count++] = item;
  }
  return Value::List(kept.first(count));
}

Value Compact(Call& call, Value list) {
  return Filter(call, RequireItems(call, list, "Cannot compact on type "),
                [](Items, Value item) { return IsTrue(item); });
}

// Equal values of these kinds have equal hashes. Other values are compared with one another.
std::optional<size_t> HashOf(Value value) {
  switch (value.kind()) {
    case Kind::kString:
      return std::hash<std::string_view>()(value.AsString());
    case Kind::kInt:
      return std::hash<int64_t>()(value.AsInt());
    case Kind::kFloat:
      return std::hash<double>()(value.AsFloat());
    default:
      return std::nullopt;
  }
}

Value Uniq(Call& call, Value list) {
  std::unordered_multimap<size_t, Value> hashed;
  std::vector<Value> others;
  return Filter(
      call, RequireItems(call, list, "Cannot find uniq on type "), [&](Items, Value item) {
        const std::optional<size_t> hash = HashOf(item);
        if (!hash) {
          if (Holds(call, others, item)) return false;
          others.push_back(item);
          return true;
        }
        const auto [first, last] = hashed.equal_range(*hash);
        const bool known = std::any_of(
            first, last, [item](const auto& entry) { return DeepEqual(item, entry.second); });
        if (!known) hashed.emplace(*hash, item);
        return !known;
      });
}

Value Without(Call& call, Value list, Rest<Value> unwanted) {
  return Filter(call, RequireItems(call, list, "Cannot find without on type "),
                [&](Items, Value item) { return !Holds(call, unwanted.items, item); });
}

bool Has(Call& call, Value wanted, Value list) {
  if (list.is_absent()) return false;
  return Holds(call, RequireItems(call, list, "Cannot find has on type "), wanted);
}

[[noreturn]] void RaiseLength() { functions::Raise("runtime error: makeslice: len out of range"); }

// The floating point steps are sprig's: sizes below 1 give its results and its panics.
Value Chunk(Call& call, GoInt size, Value list) {
  const Items items = RequireItems(call, list, "Cannot chunk type ");
  const auto length = static_cast<double>(items.size());
  const auto width = static_cast<double>(size.value);
  const int64_t count = functions::TruncateFloat(std::floor((length - 1) / width) + 1);
  if (count < 0) RaiseLength();
  call.budget.ExpectMemory(static_cast<uint64_t>(count));
  const std::span<Value> chunks = call.arena.Array<Value>(static_cast<size_t>(count));
  size_t at = 0;
  for (size_t i = 0; i < chunks.size(); ++i) {
    int64_t part = size.value;
    if (i + 1 == chunks.size()) {
      part = functions::TruncateFloat(std::floor(std::fmod(length, width)));
      if (part == 0) part = size.value;
    }
    if (part < 0) RaiseLength();
    chunks[i] = Value::List(items.subspan(at, static_cast<size_t>(part)));
    at += static_cast<size_t>(part);
  }
  return Value::List(chunks, GoType::kAnyLists);
}

constexpr std::string_view kSource = "sprig 3.3 list.go";

constexpr FunctionDef kRows[] = {
    {"compact", Fn<&Compact>, "The elements of LIST that are not empty.", kSource},
    {"mustCompact", Fn<&Compact>, "As compact.", kSource},
    {"uniq", Fn<&Uniq>, "The elements of LIST, each once.", kSource},
    {"mustUniq", Fn<&Uniq>, "As uniq.", kSource},
    {"without", Fn<&Without>,
     "without LIST ITEM...: the elements of LIST that are none of the ITEMs.", kSource},
    {"mustWithout", Fn<&Without>, "As without.", kSource},
    {"has", Fn<&Has>, "has ITEM LIST: whether ITEM is in LIST.", kSource},
    {"mustHas", Fn<&Has>, "As has.", kSource},
    {"chunk", Fn<&Chunk>, "chunk SIZE LIST: LIST cut into lists of SIZE elements.", kSource},
    {"mustChunk", Fn<&Chunk>, "As chunk.", kSource},
};

}  // namespace

std::span<const FunctionDef> ListFilterFunctions() { return kRows; }

}  // namespace chartrender

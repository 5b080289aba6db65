#include <algorithm>

#include "functions/cast.h"
#include "functions/functions.h"
#include "functions/list_items.h"
#include "functions/raise.h"
#include "value/print.h"

namespace chartrender {

namespace {

using functions::CopyList;
using functions::RequireItems;
using functions::RequireView;
using Items = std::span<const Value>;

Value List(Call& call, Rest<Value> values) { return CopyList(call, values.items); }

Value Append(Call& call, Value list, Value item) {
  const Items items = RequireView(call, list, "Cannot push on type ");
  // Who holds the shorter list does not see what is written behind it.
  auto* grown = static_cast<Value*>(call.arena.Grow(
      items.data(), items.size_bytes(), items.size_bytes() + sizeof(Value), alignof(Value)));
  grown[items.size()] = item;
  return Value::List(std::span<const Value>(grown, items.size() + 1));
}

Value Prepend(Call& call, Value list, Value item) {
  const Items items = RequireItems(call, list, "Cannot prepend on type ");
  const std::span<Value> grown = call.arena.Array<Value>(items.size() + 1);
  grown[0] = item;
  for (size_t i = 0; i < items.size(); ++i) grown[i + 1] = items[i];
  return Value::List(grown);
}

Value First(Call& call, Value list) {
  const Items items = RequireView(call, list, "Cannot find first on type ");
  return items.empty() ? Value::Nil() : items.front();
}

Value Last(Call& call, Value list) {
  const Items items = RequireView(call, list, "Cannot find last on type ");
  return items.empty() ? Value::Nil() : items.back();
}

// Lists never change, so a part of one shares its elements.
Value AllButFirst(Call& call, Value list) {
  const Items items = RequireView(call, list, "Cannot find rest on type ");
  return items.empty() ? Value::NilList() : Value::List(items.subspan(1));
}

Value Initial(Call& call, Value list) {
  const Items items = RequireView(call, list, "Cannot find initial on type ");
  return items.empty() ? Value::NilList() : Value::List(items.first(items.size() - 1));
}

Value Reverse(Call& call, Value list) {
  const Items items = RequireItems(call, list, "Cannot find reverse on type ");
  const std::span<Value> reversed = call.arena.Array<Value>(items.size());
  std::reverse_copy(items.begin(), items.end(), reversed.begin());
  return Value::List(reversed);
}

// A part of a slice has the slice's own type.
Value SameTypePart(Value list, size_t start, size_t end) {
  const Value base = Underlying(list);
  if (base.is(Kind::kBytes)) return Value::Bytes(base.AsString().substr(start, end - start));
  return Value::List(base.AsList().subspan(start, end - start), base.type());
}

Value Slice(Call& call, Value list, Rest<Value> bounds) {
  const Items items = RequireView(call, list, "list should be type of slice or array but ");
  const auto size = static_cast<int64_t>(items.size());
  if (size == 0) return Value::Nil();
  const int64_t start = bounds.size() > 0 ? functions::ToInt64(bounds.items[0]) : 0;
  const int64_t end = bounds.size() > 1 ? functions::ToInt64(bounds.items[1]) : size;
  if (start < 0 || end < start || end > size) {
    functions::Raise("reflect.Value.Slice: slice index out of bounds");
  }
  return SameTypePart(list, static_cast<size_t>(start), static_cast<size_t>(end));
}

Value Concat(Call& call, Rest<Value> lists) {
  size_t size = 0;
  for (const Value list : lists.items) {
    size += RequireItems(call, list, "Cannot concat type ", " as list").size();
  }
  if (size == 0) return Value::NilList();
  const std::span<Value> joined = call.arena.Array<Value>(size);
  auto next = joined.begin();
  for (const Value list : lists.items) {
    const Items items = functions::ItemsOf(call, list);
    next = std::copy(items.begin(), items.end(), next);
  }
  return Value::List(joined);
}

constexpr std::string_view kSource = "sprig 3.3 list.go";

constexpr FunctionDef kRows[] = {
    LooksAtFew({"list", Fn<&List>, "A list of the arguments.", kSource}),
    {"tuple", Fn<&List>, "The old name of list.", kSource},
    LooksAtFew(
        {"append", Fn<&Append>, "append LIST ITEM: a new list with ITEM at its end.", kSource}),
    LooksAtFew({"mustAppend", Fn<&Append>, "As append.", kSource}),
    LooksAtFew({"push", Fn<&Append>, "As append.", kSource}),
    LooksAtFew({"mustPush", Fn<&Append>, "As append.", kSource}),
    {"prepend", Fn<&Prepend>, "prepend LIST ITEM: a new list with ITEM in front.", kSource},
    {"mustPrepend", Fn<&Prepend>, "As prepend.", kSource},
    LooksAtFew({"first", Fn<&First>, "The first element of LIST, nil when it is empty.", kSource}),
    LooksAtFew({"mustFirst", Fn<&First>, "As first.", kSource}),
    LooksAtFew({"last", Fn<&Last>, "The last element of LIST, nil when it is empty.", kSource}),
    LooksAtFew({"mustLast", Fn<&Last>, "As last.", kSource}),
    LooksAtFew({"rest", Fn<&AllButFirst>, "All elements of LIST but the first.", kSource}),
    LooksAtFew({"mustRest", Fn<&AllButFirst>, "As rest.", kSource}),
    LooksAtFew({"initial", Fn<&Initial>, "All elements of LIST but the last.", kSource}),
    LooksAtFew({"mustInitial", Fn<&Initial>, "As initial.", kSource}),
    {"reverse", Fn<&Reverse>, "The elements of LIST in reverse order.", kSource},
    {"mustReverse", Fn<&Reverse>, "As reverse.", kSource},
    LooksAtFew(
        {"slice", Fn<&Slice>, "slice LIST START END: the elements from START up to END.", kSource}),
    LooksAtFew({"mustSlice", Fn<&Slice>, "As slice.", kSource}),
    {"concat", Fn<&Concat>, "The elements of all LISTs as one list.", kSource},
};

}  // namespace

std::span<const FunctionDef> ListFunctions() { return kRows; }

}  // namespace chartrender

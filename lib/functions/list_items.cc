#include "functions/list_items.h"

#include <algorithm>

#include "functions/raise.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender::functions {

bool IsSliceKind(Value value) {
  const Value base = Underlying(value);
  return base.is_list() || base.is(Kind::kBytes);
}

std::span<const Value> ItemsOf(Call& call, Value list) {
  const Value base = Underlying(list);
  if (base.is_list()) {
    call.budget.ChargeSteps(base.AsList().size());
    return base.AsList();
  }
  const std::string_view bytes = base.AsString();
  const std::span<Value> items = call.arena.Array<Value>(bytes.size());
  for (size_t i = 0; i < bytes.size(); ++i) {
    items[i] = Value::Uint(static_cast<unsigned char>(bytes[i]), GoType::kUint8);
  }
  return items;
}

std::span<const Value> RequireItems(Call& call, Value list, std::string_view complaint,
                                    std::string_view tail) {
  if (list.is_absent()) RaiseNilDereference();
  if (!IsSliceKind(list)) Raise(StrCat(complaint, KindName(KindOf(list)), tail));
  return ItemsOf(call, list);
}

std::span<const Value> RequireView(Call& call, Value list, std::string_view complaint) {
  const Value base = Underlying(list);
  return base.is_list() ? base.AsList() : RequireItems(call, list, complaint);
}

Value CopyList(Call& call, std::span<const Value> items, GoType type) {
  const std::span<Value> copy = call.arena.Array<Value>(items.size());
  std::copy(items.begin(), items.end(), copy.begin());
  return Value::List(copy, type);
}

}  // namespace chartrender::functions

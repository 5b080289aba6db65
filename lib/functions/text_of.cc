#include "functions/text_of.h"

#include "functions/list_items.h"
#include "value/print.h"

namespace chartrender::functions {

std::string_view TextOf(Call& call, Value value) {
  if (value.is_string() || value.is(Kind::kBytes)) return value.AsString();
  return call.arena.Copy(PlainText(value, &call.budget));
}

Value TextsOf(Call& call, Value value) {
  if (value.is_list() && value.type() == GoType::kStringList) return value;
  if (!IsSliceKind(value)) {
    if (value.is_absent()) return Value::List({}, GoType::kStringList);
    const std::span<Value> one = call.arena.Array<Value>(1);
    one[0] = Value::String(TextOf(call, value));
    return Value::List(one, GoType::kStringList);
  }
  const std::span<const Value> items = ItemsOf(call, value);
  const std::span<Value> texts = call.arena.Array<Value>(items.size());
  size_t count = 0;
  for (const Value item : items) {
    if (!item.is_absent()) texts[count++] = Value::String(TextOf(call, item));
  }
  return Value::List(texts.first(count), GoType::kStringList);
}

}  // namespace chartrender::functions

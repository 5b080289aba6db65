#include "codec/go_object.h"

namespace chartrender {

bool IsTextMarshaler(const Object& object) {
  return object.type->to_json != nullptr && object.type->to_string != nullptr;
}

std::string_view MarshaledText(const Object& object, Arena& arena) {
  const Value json = object.type->to_json(object, arena);
  return json.is_string() ? json.AsString() : std::string_view();
}

bool IsGoTime(const Object& object) { return object.type->name == "time.Time"; }

bool IsGoDuration(const Object& object) {
  return object.type->name == "time.Duration" && object.type->to_string != nullptr;
}

}  // namespace chartrender

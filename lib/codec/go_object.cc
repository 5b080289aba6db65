#include "codec/go_object.h"

#include "value/truth.h"

namespace chartrender {

std::string_view JsonKey(const Object& object, size_t index) {
  const ObjectType& type = *object.type;
  if (!IsExportedField(type.fields[index])) return {};
  if (type.json_tags.empty()) return type.fields[index];
  const JsonTag& tag = type.json_tags[index];
  return !tag.omits_empty || IsTrue(object.fields[index]) ? tag.name : std::string_view();
}

bool IsTextMarshaler(const Object& object) {
  return object.type->to_json != nullptr && object.type->to_string != nullptr;
}

std::string_view MarshaledText(const Object& object, Arena& arena) {
  if (object.type->to_timestamp != nullptr)
    return arena.Copy(object.type->to_timestamp(object, false));
  const Value json = object.type->to_json(object, arena);
  return json.is_string() ? json.AsString() : std::string_view();
}

bool IsGoTime(const Object& object) { return object.type->name == "time.Time"; }

bool IsGoDuration(const Object& object) {
  return object.type->name == "time.Duration" && object.type->to_string != nullptr;
}

}  // namespace chartrender

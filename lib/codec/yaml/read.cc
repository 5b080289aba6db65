#include "codec/yaml/read.h"

#include "base/budget.h"
#include "base/error.h"
#include "base/scratch_arena.h"
#include "codec/yaml/decode.h"
#include "codec/yaml/node.h"
#include "codec/yaml/plain_reader.h"
#include "value/map.h"

namespace chartrender {

namespace {

constexpr std::string_view kConvertPrefix = "error converting YAML to JSON: ";

std::string_view NameOfJsonKind(Value value) {
  switch (value.kind()) {
    case Kind::kBool:
      return "bool";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "array";
    case Kind::kMap:
      return "object";
    default:
      return "number";
  }
}

[[noreturn]] void FailTarget(Value value, GoType target) {
  throw Failure(ErrorCode::kValues,
                StrCat("error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ",
                       NameOfJsonKind(value), " into Go value of type ", Info(target).name));
}

Value MapOf(Value value, Arena& arena) {
  if (value.is_nil()) return Value::Of(Map::New(arena));
  if (!value.is_map()) FailTarget(value, GoType::kAnyMap);
  return value;
}

// Any YAML.
Value ReadTree(std::string_view text, Arena& arena, YamlNumbers numbers) {
  const ScratchArena scratch(arena.budget());
  try {
    yaml::Node* root = yaml::Compose(text, scratch.arena());
    return root == nullptr ? Value::Nil() : yaml::DecodeTree(*root, arena, numbers);
  } catch (const Failure& failure) {
    const bool converting = !failure.error().message.starts_with("error unmarshaling JSON: ");
    if (failure.error().code != ErrorCode::kValues || !converting) throw;
    throw failure.WithPrefix(kConvertPrefix);
  }
}

}  // namespace

Value ReadYaml(std::string_view text, Arena& arena, YamlNumbers numbers, WantedKey wanted) {
  if (const auto plain = yaml::ReadPlain(text, arena, numbers, wanted)) return *plain;
  return ReadTree(text, arena, numbers);
}

Value ReadYamlInPlace(std::string_view text, Arena& arena, YamlNumbers numbers,
                      bool& may_repeat_keys) {
  if (const auto plain = yaml::ReadPlainInPlace(text, arena, numbers, may_repeat_keys))
    return *plain;
  may_repeat_keys = true;
  return ReadTree(text, arena, numbers);
}

Value ReadYamlMap(std::string_view text, Arena& arena) {
  return MapOf(ReadYaml(text, arena), arena);
}

Value ReadYamlMapInFull(std::string_view text, Arena& arena) {
  return MapOf(ReadTree(text, arena, YamlNumbers::kFloat64), arena);
}

Value ReadYamlList(std::string_view text, Arena& arena) {
  const Value value = ReadYaml(text, arena);
  if (value.is_nil()) return Value::List({});
  if (!value.is_list()) FailTarget(value, GoType::kAnyList);
  return value;
}

std::string_view ScalarAsText(Value value, Arena& arena) {
  switch (value.kind()) {
    case Kind::kBool:
      return value.AsBool() ? "true" : "false";
    case Kind::kInt:
      return arena.Copy(std::to_string(value.AsInt()));
    case Kind::kUint:
      return arena.Copy(std::to_string(value.AsUint()));
    default:
      return arena.Copy(yaml::FloatText32(value.AsFloat()));
  }
}

}  // namespace chartrender

// Values of named Go types with fields or methods: .Files, .Capabilities, time.Time, time.Duration,
// *semver.Version, certificates. Each type is one const table; an object is const and lives in an
// arena.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "value/value.h"

namespace chartrender {

struct FunctionDef;  // lib/gotemplate/function.h
struct Object;

// A field's tag of encoding/json.
struct JsonTag {
  std::string_view name;
  bool omits_empty = true;
};

struct ObjectType {
  std::string_view name;  // as %T prints it: "time.Time", "*semver.Version"
  GoKind kind = GoKind::kStruct;
  // Fields of a struct, in Go's order. Those with a lower-case first letter are unexported: fmt
  // prints them, templates and JSON don't see them.
  std::span<const std::string_view> fields = {};
  // One per field, or none: then JSON writes Go's names. YAML as it is written by go-yaml v3
  // follows them only with `tags_yaml`.
  std::span<const JsonTag> json_tags = {};
  bool tags_yaml = false;
  // The first field is an embedded struct: its fields are those of this type too.
  bool embeds_first = false;
  // Methods that templates may call; the receiver is args[0] of their call. `method_count` rows.
  const FunctionDef* methods = nullptr;
  size_t method_count = 0;
  // What String() or Error() gives, for fmt; null: printed by its underlying value or its fields.
  std::string (*to_string)(const Object&) = nullptr;
  // As to_string, but only a pointer has the method: an action prints the addressable value through
  // it, while fmt functions, which get a copy, print the fields. Source: text/template/exec.go
  // printableValue.
  std::string (*to_string_addressed)(const Object&) = nullptr;
  // The type once a function took the object as an `interface {}`: a copy without an address, and
  // without the methods that need one. Null: the same.
  const ObjectType* copied = nullptr;
  // What GoString() gives, for %#v; null: by its fields.
  std::string (*to_go_string)(const Object&) = nullptr;
  // What encoding/json writes for it, as a value; null: the underlying value, or a map of its
  // fields.
  Value (*to_json)(const Object&, Arena&) = nullptr;
  // What YAML v3 and TOML write for it as a time of their own, with any year, in its zone or in
  // UTC; null: they write what to_json gives.
  std::string (*to_timestamp)(const Object&, bool in_utc) = nullptr;
  // == of Go on two objects of this type; null: not comparable.
  bool (*equal)(const Object&, const Object&) = nullptr;
  // reflect.DeepEqual on two objects without fields of this type; null: as `equal`.
  bool (*deep_equal)(const Object&, const Object&) = nullptr;
  // What `deepCopy` makes of it; null: the object itself, which never changes.
  Value (*deep_copy)(const Object&, Arena&) = nullptr;
};

struct Object {
  const ObjectType* type = nullptr;
  // For named types over a list, map, string or integer (time.Duration, VersionSet, Files): that
  // value.
  Value underlying;
  // For structs: one value per ObjectType::fields.
  std::span<const Value> fields = {};
};

inline bool EmbedsField(const ObjectType& type, size_t field) {
  return type.embeds_first && field == 0;
}

// True for a field of a struct that templates and encoders see.
inline bool IsExportedField(std::string_view name) { return name[0] >= 'A' && name[0] <= 'Z'; }

// The value a named type stands on (for Object with `underlying`), else the value itself.
inline Value Underlying(Value value) {
  if (value.is_object() && !value.AsObject()->underlying.is_missing())
    return value.AsObject()->underlying;
  return value;
}

}  // namespace chartrender

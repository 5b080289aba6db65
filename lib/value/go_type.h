// Which Go type a value would have in Helm. Templates can see it (typeOf, kindOf, printf "%T", eq,
// error texts), so every Value carries it: one byte, whose facts stand in one table.
#pragma once

#include <cstdint>
#include <string_view>

#include "chartrender/dialect.h"

namespace chartrender {

enum class GoType : uint8_t {
  kNone,  // of Missing and Nil: the nil interface
  kBool,
  kInt,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kUintptr,
  kFloat32,
  kFloat64,
  kComplex128,
  kString,
  kBytes,        // []uint8
  kAnyList,      // []interface {}
  kStringList,   // []string
  kIntList,      // []int
  kMapList,      // []map[string]interface {}
  kStringLists,  // [][]string
  kAnyLists,     // [][]interface {}
  kAnyMap,       // map[string]interface {}
  kStringMap,    // map[string]string
  kBoolMap,      // map[string]bool
  kBytesMap,     // map[string][]uint8
  kValues,       // common.Values of Helm 4
  kHelm3Values,  // chartutil.Values of Helm 3
  kObject,       // the type is the object's ObjectType
  kCount,
};

// Go's reflect.Kind, by its name.
enum class GoKind : uint8_t {
  kInvalid,
  kBool,
  kInt,
  kInt8,
  kInt16,
  kInt32,
  kInt64,
  kUint,
  kUint8,
  kUint16,
  kUint32,
  kUint64,
  kUintptr,
  kFloat32,
  kFloat64,
  kComplex128,
  kString,
  kSlice,
  kArray,
  kMap,
  kStruct,
  kPtr,
  kInterface,
  kFunc,
};

struct GoTypeInfo {
  std::string_view name;  // as %T prints it
  GoKind kind;
  GoType element;  // of lists and maps; kNone: interface {}
};

const GoTypeInfo& Info(GoType type);
// The named map types of .Values, whose underlying type is map[string]interface {}.
inline bool IsValuesType(GoType type) {
  return type == GoType::kValues || type == GoType::kHelm3Values;
}
// The one of a dialect.
inline GoType ValuesType(Dialect dialect) {
  return dialect == Dialect::kHelm3 ? GoType::kHelm3Values : GoType::kValues;
}
// reflect.Kind.String(): "slice", "map", "ptr", ...
std::string_view KindName(GoKind kind);

}  // namespace chartrender

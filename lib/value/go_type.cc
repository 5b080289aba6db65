#include "value/go_type.h"

#include <array>

namespace chartrender {

namespace {

constexpr std::array<GoTypeInfo, static_cast<size_t>(GoType::kCount)> kTypes = {{
    {"<nil>", GoKind::kInvalid, GoType::kNone},
    {"bool", GoKind::kBool, GoType::kNone},
    {"int", GoKind::kInt, GoType::kNone},
    {"int8", GoKind::kInt8, GoType::kNone},
    {"int16", GoKind::kInt16, GoType::kNone},
    {"int32", GoKind::kInt32, GoType::kNone},
    {"int64", GoKind::kInt64, GoType::kNone},
    {"uint", GoKind::kUint, GoType::kNone},
    {"uint8", GoKind::kUint8, GoType::kNone},
    {"uint16", GoKind::kUint16, GoType::kNone},
    {"uint32", GoKind::kUint32, GoType::kNone},
    {"uint64", GoKind::kUint64, GoType::kNone},
    {"uintptr", GoKind::kUintptr, GoType::kNone},
    {"float32", GoKind::kFloat32, GoType::kNone},
    {"float64", GoKind::kFloat64, GoType::kNone},
    {"complex128", GoKind::kComplex128, GoType::kNone},
    {"string", GoKind::kString, GoType::kNone},
    {"[]uint8", GoKind::kSlice, GoType::kUint8},
    {"[]interface {}", GoKind::kSlice, GoType::kNone},
    {"[]string", GoKind::kSlice, GoType::kString},
    {"[]int", GoKind::kSlice, GoType::kInt},
    {"[]map[string]interface {}", GoKind::kSlice, GoType::kAnyMap},
    {"[][]string", GoKind::kSlice, GoType::kStringList},
    {"[][]interface {}", GoKind::kSlice, GoType::kAnyList},
    {"map[string]interface {}", GoKind::kMap, GoType::kNone},
    {"map[string]string", GoKind::kMap, GoType::kString},
    {"map[string]bool", GoKind::kMap, GoType::kBool},
    {"map[string][]uint8", GoKind::kMap, GoType::kBytes},
    {"common.Values", GoKind::kMap, GoType::kNone},
    {"chartutil.Values", GoKind::kMap, GoType::kNone},
    {"", GoKind::kStruct, GoType::kNone},
}};

constexpr std::array<std::string_view, 24> kKindNames = {
    "invalid", "bool",   "int",    "int8",   "int16",   "int32",   "int64",     "uint",
    "uint8",   "uint16", "uint32", "uint64", "uintptr", "float32", "float64",   "complex128",
    "string",  "slice",  "array",  "map",    "struct",  "ptr",     "interface", "func"};

}  // namespace

const GoTypeInfo& Info(GoType type) { return kTypes[static_cast<size_t>(type)]; }

std::string_view KindName(GoKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

}  // namespace chartrender

// The dynamic value that templates work on: 16 bytes, trivially copyable, a kind plus the Go type
// it would have.
//
// Strings and lists never change; a Map is a reference to a mutable map (as Go's is). Texts, lists,
// maps and objects live in an arena, in a file buffer or in static storage, and must outlive the
// values that point to them. Missing is Go's invalid reflect.Value (`<no value>`), Nil a nil
// interface (a null of YAML). A typed nil slice or map has its type and a null pointer. Not
// synchronised; values of a Chart are const and may be shared.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/arena.h"
#include "value/go_type.h"

namespace chartrender {

class Map;
struct Object;

enum class Kind : uint8_t {
  kMissing,
  kNil,
  kBool,
  kInt,   // every signed Go integer
  kUint,  // every unsigned one
  kFloat,
  kComplex,
  kString,
  kBytes,  // []uint8
  kList,
  kMap,
  kObject,
};

class Value {
 public:
  constexpr Value() = default;  // Missing

  static constexpr Value Missing() { return {}; }
  static constexpr Value Nil() { return Value(Kind::kNil, GoType::kNone, 0); }
  static constexpr Value Bool(bool b) {
    Value v(Kind::kBool, GoType::kBool, 0);
    v.payload_.integer = b ? 1 : 0;
    return v;
  }
  static constexpr Value Int(int64_t i, GoType type = GoType::kInt) {
    Value v(Kind::kInt, type, 0);
    v.payload_.integer = i;
    return v;
  }
  static constexpr Value Int64(int64_t i) { return Int(i, GoType::kInt64); }
  static constexpr Value Uint(uint64_t u, GoType type = GoType::kUint64) {
    Value v(Kind::kUint, type, 0);
    v.payload_.integer = static_cast<int64_t>(u);
    return v;
  }
  static constexpr Value Float(double d, GoType type = GoType::kFloat64) {
    Value v(Kind::kFloat, type, 0);
    v.payload_.real = d;
    return v;
  }
  // {real, imaginary}; the pair must outlive the value.
  static Value Complex(const double* pair) {
    Value v(Kind::kComplex, GoType::kComplex128, 0);
    v.payload_.pair = pair;
    return v;
  }
  // A view: `text` must outlive the value. Fails above 2^31-1 bytes (Failure kLimit).
  static Value String(std::string_view text) {
    Value v(Kind::kString, GoType::kString, CheckedLength(text.size()));
    v.payload_.text = text.data();
    return v;
  }
  static Value String(Arena& arena, std::string_view text) { return String(arena.Copy(text)); }
  static Value Bytes(std::string_view bytes) {
    Value v(Kind::kBytes, GoType::kBytes, CheckedLength(bytes.size()));
    v.payload_.text = bytes.data();
    return v;
  }
  // A view of `items`. A list without items is not nil: use NilList for a nil slice.
  static Value List(std::span<const Value> items, GoType type = GoType::kAnyList) {
    Value v(Kind::kList, type, CheckedLength(items.size()));
    v.payload_.items = items.empty() ? &kNoItems : items.data();
    return v;
  }
  static Value NilList(GoType type = GoType::kAnyList) {
    Value v(Kind::kList, type, 0);
    v.payload_.items = nullptr;
    return v;
  }
  static Value NilBytes() {
    Value v(Kind::kBytes, GoType::kBytes, 0);
    v.payload_.text = nullptr;
    return v;
  }
  // `map` may be null: a nil map of that type.
  static Value Of(Map* map, GoType type = GoType::kAnyMap) {
    Value v(Kind::kMap, type, 0);
    v.payload_.map = map;
    return v;
  }
  static Value Of(const Object* object) {
    Value v(Kind::kObject, GoType::kObject, 0);
    v.payload_.object = object;
    return v;
  }

  constexpr Kind kind() const { return kind_; }
  constexpr GoType type() const { return type_; }
  constexpr bool is(Kind kind) const { return kind_ == kind; }
  constexpr bool is_missing() const { return kind_ == Kind::kMissing; }
  constexpr bool is_nil() const { return kind_ == Kind::kNil; }
  // Missing or Nil: what Go hands to a function as a nil interface.
  constexpr bool is_absent() const { return kind_ <= Kind::kNil; }
  constexpr bool is_string() const { return kind_ == Kind::kString; }
  constexpr bool is_list() const { return kind_ == Kind::kList; }
  constexpr bool is_map() const { return kind_ == Kind::kMap; }
  constexpr bool is_object() const { return kind_ == Kind::kObject; }

  // Each is valid only for its kind.
  constexpr bool AsBool() const { return payload_.integer != 0; }
  constexpr int64_t AsInt() const { return payload_.integer; }
  constexpr uint64_t AsUint() const { return static_cast<uint64_t>(payload_.integer); }
  constexpr double AsFloat() const { return payload_.real; }
  const double* AsComplex() const { return payload_.pair; }
  std::string_view AsString() const { return {payload_.text, length_}; }  // String and Bytes
  std::span<const Value> AsList() const { return {payload_.items, length_}; }
  Map* AsMap() const { return payload_.map; }
  const Object* AsObject() const { return payload_.object; }

  // True for a nil slice, nil bytes or nil map.
  bool is_nil_reference() const {
    return (is_list() && payload_.items == nullptr) || (is_map() && payload_.map == nullptr) ||
           (is(Kind::kBytes) && payload_.text == nullptr);
  }

  // The same value under another type of the same kind, e.g. []string as []interface {}.
  constexpr Value WithType(GoType type) const {
    Value v = *this;
    v.type_ = type;
    return v;
  }

 private:
  constexpr Value(Kind kind, GoType type, uint32_t length)
      : kind_(kind), type_(type), length_(length) {}
  static uint32_t CheckedLength(size_t length);
  static const Value kNoItems;

  Kind kind_ = Kind::kMissing;
  GoType type_ = GoType::kNone;
  uint32_t length_ = 0;
  union Payload {
    int64_t integer = 0;
    double real;
    const double* pair;
    const char* text;
    const Value* items;
    Map* map;
    const Object* object;
  } payload_;
};

static_assert(sizeof(Value) == 16);

}  // namespace chartrender

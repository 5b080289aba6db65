#include "gotemplate/comparison.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "value/format.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace {

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kTemplate, std::move(message));
}

// The kinds that are compared by value; Missing for all others.
Kind BasicKind(Value value) {
  switch (value.kind()) {
    case Kind::kBool:
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kFloat:
    case Kind::kComplex:
    case Kind::kString:
      return value.kind();
    default:
      return Kind::kMissing;
  }
}

bool IsNil(Value value) { return value.is_absent() || value.is_nil_reference(); }

bool SameInteger(int64_t a, uint64_t b) { return a >= 0 && static_cast<uint64_t>(a) == b; }

bool EqualBasic(Value a, Value b) {
  switch (a.kind()) {
    case Kind::kFloat:
      return a.AsFloat() == b.AsFloat();
    case Kind::kComplex:
      return a.AsComplex()[0] == b.AsComplex()[0] && a.AsComplex()[1] == b.AsComplex()[1];
    case Kind::kString:
      return a.AsString() == b.AsString();
    default:
      return a.AsInt() == b.AsInt();
  }
}

// A struct whose fields are all texts: Go compares such structs field by field.
bool IsStructOfTexts(const Object& object) {
  return object.type->kind == GoKind::kStruct && !object.fields.empty() &&
         std::all_of(object.fields.begin(), object.fields.end(),
                     [](const Value& field) { return field.is_string(); });
}

bool EqualTexts(const Object& a, const Object& b) {
  return std::equal(a.fields.begin(), a.fields.end(), b.fields.begin(), b.fields.end(),
                    [](const Value& x, const Value& y) { return x.AsString() == y.AsString(); });
}

// Values without a basic kind: nil, lists, maps, structs and pointers.
bool EqualOther(Value a, Value b, Budget& budget) {
  if (!a.is_absent() && !b.is_absent() && KindOf(a) != KindOf(b)) {
    const std::array<Value, 2> values = {a, b};
    std::string text =
        Sprintf("%s", {&values[0], 1}, &budget) + ": " + TypeName(a) + ", " + TypeName(b) + ": ";
    Fail("non-comparable types " + text + Sprintf("%v", {&values[1], 1}, &budget));
  }
  if (IsNil(a) || IsNil(b)) return IsNil(a) == IsNil(b);
  const bool comparable =
      b.is_object() && (b.AsObject()->type->equal != nullptr || KindOf(b) == GoKind::kPtr ||
                        IsStructOfTexts(*b.AsObject()));
  if (!comparable)
    Fail("non-comparable type " + Sprintf("%s", {&b, 1}, &budget) + ": " + TypeName(b));
  if (!a.is_object() || TypeName(a) != TypeName(b)) return false;
  if (b.AsObject()->type->equal != nullptr)
    return b.AsObject()->type->equal(*a.AsObject(), *b.AsObject());
  if (KindOf(b) == GoKind::kPtr) return a.AsObject() == b.AsObject();
  return EqualTexts(*a.AsObject(), *b.AsObject());
}

bool Equal(Value first, Value second, Budget& budget) {
  const Value a = Underlying(first);
  const Value b = Underlying(second);
  const Kind kind_a = BasicKind(a);
  const Kind kind_b = BasicKind(b);
  if (kind_a == kind_b)
    return kind_a == Kind::kMissing ? EqualOther(first, second, budget) : EqualBasic(a, b);
  if (kind_a == Kind::kInt && kind_b == Kind::kUint) return SameInteger(a.AsInt(), b.AsUint());
  if (kind_a == Kind::kUint && kind_b == Kind::kInt) return SameInteger(b.AsInt(), a.AsUint());
  if (!first.is_absent() && !second.is_absent()) {
    Fail("incompatible types for comparison: " + TypeName(first) + " and " + TypeName(second));
  }
  return false;
}

}  // namespace

bool EqualToAny(Value value, std::span<const Value> others, Budget& budget) {
  if (others.empty()) Fail("missing argument for comparison");
  for (const Value other : others) {
    if (Equal(value, other, budget)) return true;
  }
  return false;
}

bool LessThan(Value first, Value second) {
  const Value a = Underlying(first);
  const Value b = Underlying(second);
  const Kind kind_a = BasicKind(a);
  const Kind kind_b = BasicKind(b);
  if (kind_a == Kind::kMissing || kind_b == Kind::kMissing) Fail("invalid type for comparison");
  if (kind_a == Kind::kInt && kind_b == Kind::kUint) {
    return a.AsInt() < 0 || static_cast<uint64_t>(a.AsInt()) < b.AsUint();
  }
  if (kind_a == Kind::kUint && kind_b == Kind::kInt) {
    return b.AsInt() >= 0 && a.AsUint() < static_cast<uint64_t>(b.AsInt());
  }
  if (kind_a != kind_b) {
    Fail("incompatible types for comparison: " + TypeName(first) + " and " + TypeName(second));
  }
  switch (kind_a) {
    case Kind::kInt:
      return a.AsInt() < b.AsInt();
    case Kind::kUint:
      return a.AsUint() < b.AsUint();
    case Kind::kFloat:
      return a.AsFloat() < b.AsFloat();
    case Kind::kString:
      return a.AsString() < b.AsString();
    default:
      Fail("invalid type for comparison");
  }
}

bool LessOrEqual(Value a, Value b, Budget& budget) {
  return LessThan(a, b) || EqualToAny(a, {&b, 1}, budget);
}

}  // namespace chartrender

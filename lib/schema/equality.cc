#include "schema/equality.h"

#include <cstdint>
#include <cstring>
#include <vector>

#include "base/budget.h"
#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "value/map.h"

namespace chartrender::schema {

namespace {

uint64_t Mix(uint64_t seed, uint64_t value) {
  const uint64_t mixed = (seed ^ value) * 0xFF51AFD7ED558CCDULL;
  return mixed ^ (mixed >> 32);
}

// Equal numbers have equal nearest doubles; -0 and 0 are told apart by nothing.
uint64_t HashNumber(Value value) {
  double nearest = 0;
  if (value.is(Kind::kFloat)) {
    nearest = value.AsFloat();
  } else if (value.is(Kind::kInt)) {
    nearest = static_cast<double>(value.AsInt());
  } else if (value.is(Kind::kUint)) {
    nearest = static_cast<double>(value.AsUint());
  } else {
    nearest = Decimal::Of(value).value_or(Decimal()).ToDouble();
  }
  uint64_t bits = 0;
  if (nearest != 0) std::memcpy(&bits, &nearest, sizeof(bits));
  return Mix(16, bits);
}

bool NumbersEqual(Value a, Value b) {
  // Different doubles have different shortest texts.
  if (a.type() == GoType::kFloat64 && b.type() == GoType::kFloat64) {
    return a.AsFloat() == b.AsFloat();
  }
  const std::optional<Decimal> left = Decimal::Of(a);
  const std::optional<Decimal> right = Decimal::Of(b);
  return left.has_value() && right.has_value() && left->Compare(*right) == 0;
}

uint64_t HashValue(Value value) {
  CheckStack();
  switch (TypeOf(value)) {
    case kObjectType: {
      uint64_t hash = 11;
      if (value.AsMap() == nullptr) return hash;
      for (const Map::Entry& entry : value.AsMap()->Sorted()) {
        hash = Mix(Mix(hash, entry.hash), HashValue(entry.value));
      }
      return hash;
    }
    case kArrayType: {
      uint64_t hash = 12;
      for (const Value item : value.AsList()) hash = Mix(hash, HashValue(item));
      return hash;
    }
    case kBooleanType:
      return value.AsBool() ? 13 : 14;
    case kStringType:
      return Mix(15, HashKey(value.AsString()));
    case kNumberType:
      return HashNumber(value);
    default:
      return 18;
  }
}

bool MapsEqual(Value a, Value b, Value* stranger) {
  const size_t size = a.AsMap() == nullptr ? 0 : a.AsMap()->size();
  if (size != (b.AsMap() == nullptr ? 0 : b.AsMap()->size())) return false;
  if (size == 0) return true;
  for (const Map::Entry& entry : a.AsMap()->Sorted()) {
    const Value* other = b.AsMap()->Find(entry.key());
    if (other == nullptr || !JsonEqual(entry.value, *other, stranger)) return false;
  }
  return true;
}

}  // namespace

JsonType TypeOf(Value value) {
  switch (value.kind()) {
    case Kind::kMissing:
    case Kind::kNil:
      return kNullType;
    case Kind::kBool:
      return kBooleanType;
    case Kind::kString:
      return kStringType;
    case Kind::kList:
      return value.type() == GoType::kAnyList ? kArrayType : kNoType;
    case Kind::kMap:
      return value.type() == GoType::kAnyMap ? kObjectType : kNoType;
    default:
      return IsNumber(value) ? kNumberType : kNoType;
  }
}

std::string_view TypeText(JsonType type) {
  switch (type) {
    case kNullType:
      return "null";
    case kBooleanType:
      return "boolean";
    case kNumberType:
      return "number";
    case kIntegerType:
      return "integer";
    case kStringType:
      return "string";
    case kArrayType:
      return "array";
    case kObjectType:
      return "object";
    case kNoType:
      break;
  }
  return "";
}

JsonType TypeFromText(std::string_view text) {
  const auto when = [text](JsonType type) { return TypeText(type) == text ? type : kNoType; };
  switch (text.empty() ? '\0' : text[0]) {
    case 'n':
      return when(text.size() == TypeText(kNullType).size() ? kNullType : kNumberType);
    case 'b':
      return when(kBooleanType);
    case 'i':
      return when(kIntegerType);
    case 's':
      return when(kStringType);
    case 'a':
      return when(kArrayType);
    case 'o':
      return when(kObjectType);
    default:
      return kNoType;
  }
}

uint8_t TypesFrom(Value type) {
  if (type.is_string()) return TypeFromText(type.AsString());
  uint8_t types = 0;
  if (!type.is_list()) return types;
  for (const Value name : type.AsList()) {
    if (name.is_string()) types = static_cast<uint8_t>(types | TypeFromText(name.AsString()));
  }
  return types;
}

bool HasProperty(Value object, std::string_view name) {
  return object.AsMap() != nullptr && object.AsMap()->Find(name) != nullptr;
}

bool IsOfTypes(Value value, JsonType type, uint8_t types) {
  if (types == 0 || (types & type) != 0) return true;
  return (types & kIntegerType) != 0 && type == kNumberType && IsIntegral(value);
}

bool JsonEqual(Value a, Value b, Value* stranger) {
  CheckStack();
  const JsonType type = TypeOf(a);
  if (type == kNoType) {
    if (stranger != nullptr) *stranger = a;
    return false;
  }
  if (type != TypeOf(b)) return false;
  switch (type) {
    case kBooleanType:
      return a.AsBool() == b.AsBool();
    case kStringType:
      return a.AsString() == b.AsString();
    case kNumberType:
      return NumbersEqual(a, b);
    case kArrayType: {
      const std::span<const Value> left = a.AsList();
      const std::span<const Value> right = b.AsList();
      if (left.size() != right.size()) return false;
      for (size_t i = 0; i < left.size(); ++i) {
        if (!JsonEqual(left[i], right[i], stranger)) return false;
      }
      return true;
    }
    case kObjectType:
      return MapsEqual(a, b, stranger);
    default:
      return true;
  }
}

std::optional<std::pair<size_t, size_t>> FindDuplicates(std::span<const Value> items,
                                                        Value* stranger, Budget* budget) {
  size_t size = 16;
  while (size < items.size() * 2) size *= 2;
  std::vector<size_t> slots(size, 0);  // index + 1 of an item
  std::vector<uint64_t> hashes(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (budget != nullptr) budget->ChargeSteps(1);
    hashes[i] = HashValue(items[i]);
    size_t slot = hashes[i] & (size - 1);
    for (; slots[slot] != 0; slot = (slot + 1) & (size - 1)) {
      const size_t earlier = slots[slot] - 1;
      if (hashes[earlier] != hashes[i]) continue;
      const bool equal = JsonEqual(items[i], items[earlier], stranger);
      if (equal || (stranger != nullptr && !stranger->is_missing())) return std::pair{earlier, i};
    }
    slots[slot] = i + 1;
  }
  return std::nullopt;
}

}  // namespace chartrender::schema

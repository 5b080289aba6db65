#include "value/equal.h"

#include "base/stack.h"
#include "value/map.h"
#include "value/object.h"

namespace chartrender {

namespace {

bool EqualItems(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return false;
  if (a.data() == b.data()) return true;
  CheckStack();
  for (size_t i = 0; i < a.size(); ++i) {
    if (!DeepEqual(a[i], b[i])) return false;
  }
  return true;
}

bool EqualMaps(const Map* a, const Map* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr || a->size() != b->size()) return false;
  CheckStack();
  for (const Map::Entry& entry : a->Sorted()) {
    Name name;
    name.text = entry.key();
    name.hash = entry.hash;
    const Value* other = b->Find(name);
    if (other == nullptr || !DeepEqual(entry.value, *other)) return false;
  }
  return true;
}

bool EqualObjects(const Object& a, const Object& b) {
  if (&a == &b) return true;
  if (a.type != b.type) return false;
  if (a.type->equal != nullptr) return a.type->equal(a, b);
  return DeepEqual(a.underlying, b.underlying) && EqualItems(a.fields, b.fields);
}

}  // namespace

bool DeepEqual(Value a, Value b) {
  // Missing and Nil are both "no value" to a Go function.
  if (a.is_absent() || b.is_absent()) return a.is_absent() && b.is_absent();
  if (a.kind() != b.kind() || a.type() != b.type()) return false;
  switch (a.kind()) {
    case Kind::kFloat:
      return a.AsFloat() == b.AsFloat();
    case Kind::kComplex:
      return a.AsComplex()[0] == b.AsComplex()[0] && a.AsComplex()[1] == b.AsComplex()[1];
    case Kind::kString:
      return a.AsString() == b.AsString();
    case Kind::kBytes:
      return a.is_nil_reference() == b.is_nil_reference() && a.AsString() == b.AsString();
    case Kind::kList:
      return a.is_nil_reference() == b.is_nil_reference() && EqualItems(a.AsList(), b.AsList());
    case Kind::kMap:
      return EqualMaps(a.AsMap(), b.AsMap());
    case Kind::kObject:
      return EqualObjects(*a.AsObject(), *b.AsObject());
    default:
      return a.AsInt() == b.AsInt();
  }
}

}  // namespace chartrender

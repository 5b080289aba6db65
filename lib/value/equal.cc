#include "value/equal.h"

#include <set>
#include <utility>

#include "base/budget.h"
#include "base/stack.h"
#include "value/map.h"
#include "value/object.h"

namespace chartrender {

namespace {

// Pairs of maps are remembered only when a comparison meets this many: maps that share parts would
// be compared again and again, and maps that contain themselves without end.
constexpr size_t kRememberFrom = 256;

// One comparison. A pair of maps met before counts as equal: either it is, or the answer is no
// anyhow, as in reflect.
class Comparison {
 public:
  explicit Comparison(Budget* budget) : budget_(budget) {}

  bool Equal(Value a, Value b);

 private:
  bool EqualItems(std::span<const Value> a, std::span<const Value> b);
  bool EqualMaps(const Map* a, const Map* b);
  bool EqualObjects(const Object& a, const Object& b);

  Budget* budget_;
  size_t maps_ = 0;
  std::set<std::pair<const Map*, const Map*>> met_;
};

bool Comparison::EqualItems(std::span<const Value> a, std::span<const Value> b) {
  if (a.size() != b.size()) return false;
  if (a.data() == b.data()) return true;
  const Nested nested(budget_);
  for (size_t i = 0; i < a.size(); ++i) {
    if (!Equal(a[i], b[i])) return false;
  }
  return true;
}

bool Comparison::EqualMaps(const Map* a, const Map* b) {
  if (a == b) return true;
  if (a == nullptr || b == nullptr || a->size() != b->size()) return false;
  const Nested nested(budget_);
  if (++maps_ > kRememberFrom && !met_.emplace(a, b).second) return true;
  for (const Map::Entry& entry : a->Sorted()) {
    const Value* other = b->Find(entry.name());
    if (other == nullptr || !Equal(entry.value, *other)) return false;
  }
  return true;
}

bool Comparison::EqualObjects(const Object& a, const Object& b) {
  if (&a == &b) return true;
  if (a.type != b.type) return false;
  if (a.type->deep_equal != nullptr) return a.type->deep_equal(a, b);
  // What == compares by address, reflect.DeepEqual follows.
  if (!a.fields.empty()) return EqualItems(a.fields, b.fields);
  if (a.type->equal != nullptr) return a.type->equal(a, b);
  return Equal(a.underlying, b.underlying);
}

bool Comparison::Equal(Value a, Value b) {
  if (budget_ != nullptr) budget_->ChargeSteps(1);
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

}  // namespace

bool DeepEqual(Value a, Value b, Budget* budget) { return Comparison(budget).Equal(a, b); }

}  // namespace chartrender

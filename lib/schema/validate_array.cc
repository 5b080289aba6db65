// The keywords for arrays.
#include <algorithm>

#include "schema/equality.h"
#include "schema/validator.h"

namespace chartrender::schema {

void Validator::ValidateArray(Frame& frame) {
  const ArrayRules& rules = *frame.node->array;
  const std::span<const Value> items = frame.value.AsList();
  const auto size = static_cast<int64_t>(items.size());
  if (rules.min_items.has_value() && size < *rules.min_items) {
    AddNew(frame, ViolationKind::kMinItems);
  }
  if (rules.max_items.has_value() && size > *rules.max_items) {
    AddNew(frame, ViolationKind::kMaxItems);
  }
  if (frame.failed_enough()) return;
  if (rules.unique && items.size() > 1) {
    Value stranger;
    const auto equal = FindDuplicates(items, &stranger, budget_);
    if (!stranger.is_missing()) {
      AddNew(frame, ViolationKind::kInvalidType)->value = stranger;
    } else if (equal.has_value()) {
      const int64_t indexes[] = {static_cast<int64_t>(equal->first),
                                 static_cast<int64_t>(equal->second)};
      const auto numbers = scratch_.Copy(std::span<const int64_t>(indexes));
      AddNew(frame, ViolationKind::kUniqueItems)->numbers = numbers;
    }
  }
  ValidateItems(frame, items);
  if (rules.contains != nullptr && !frame.failed_enough()) ValidateContains(frame, items);
}

void Validator::ValidateItems(Frame& frame, std::span<const Value> items) {
  const ArrayRules& rules = *frame.node->array;
  const size_t prefix = std::min(rules.prefix.size(), items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    if (frame.failed_enough()) return;
    const Node* node = i < prefix ? rules.prefix[i] : rules.items;
    if (i >= prefix && rules.additional.is == Additional::Is::kSchema) node = rules.additional.node;
    if (node == nullptr) break;
    CheckPart(frame, *node, items[i], {nullptr, i});
  }
  if (rules.additional.is == Additional::Is::kFalse && prefix != items.size()) {
    const int64_t count[] = {static_cast<int64_t>(items.size() - prefix)};
    const auto numbers = scratch_.Copy(std::span<const int64_t>(count));
    AddNew(frame, ViolationKind::kAdditionalItems)->numbers = numbers;
  }
}

void Validator::ValidateContains(Frame& frame, std::span<const Value> items) {
  const ArrayRules& rules = *frame.node->array;
  const Scratch::Mark mark = scratch_.Here();
  ViolationList causes;
  std::vector<int64_t> matched;
  for (size_t i = 0; i < items.size(); ++i) {
    Violation* violation = Part(frame, *rules.contains, items[i], {nullptr, i});
    if (violation != nullptr) {
      causes.Add(violation);
      continue;
    }
    matched.push_back(static_cast<int64_t>(i));
    if (frame.node->version >= 2020) frame.open.Close(i);
  }
  const auto count = static_cast<int64_t>(matched.size());
  const bool too_few = rules.min_contains.has_value() ? count < *rules.min_contains : count == 0;
  if (too_few) {
    const auto numbers = scratch_.Copy(std::span<const int64_t>(matched));
    AddWithCauses(
        frame,
        rules.min_contains.has_value() ? ViolationKind::kMinContains : ViolationKind::kContains,
        causes);
    frame.violations.last->numbers = numbers;
  } else {
    scratch_.Release(mark);
  }
  if (rules.max_contains.has_value() && count > *rules.max_contains) {
    const auto numbers = scratch_.Copy(std::span<const int64_t>(matched));
    AddNew(frame, ViolationKind::kMaxContains)->numbers = numbers;
  }
}

}  // namespace chartrender::schema

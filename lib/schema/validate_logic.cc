// The keywords that apply other schemas to the same value, and what they leave unevaluated.
#include "schema/validator.h"

namespace chartrender::schema {

void Validator::ValidateReferences(Frame& frame) {
  const Node& node = *frame.node;
  if (node.recursive_ref != nullptr) {
    const Node* target = node.recursive_ref;
    if (target->recursive_anchor && frame.scope.recursive != nullptr) {
      target = frame.scope.recursive;
    }
    Add(frame, Reference(frame, *target, "$recursiveRef"));
  }
  if (node.dynamic_ref != nullptr) {
    const Node* target = node.dynamic_ref;
    if (!node.dynamic_ref_anchor.empty() && target->dynamic_anchor == node.dynamic_ref_anchor) {
      for (const Binding* binding = frame.scope.bindings; binding != nullptr;
           binding = binding->next) {
        if (binding->anchor == node.dynamic_ref_anchor) target = binding->node;
      }
    }
    Add(frame, Reference(frame, *target, "$dynamicRef"));
  }
}

void Validator::ValidateCombinations(Frame& frame) {
  const Node& node = *frame.node;
  if (node.negated != nullptr) {
    const Scratch::Mark mark = scratch_.Here();
    const bool holds = Self(frame, *node.negated, {}, true) == nullptr;
    scratch_.Release(mark);
    if (holds) AddNew(frame, ViolationKind::kNot);
  }
  if (!node.all_of.empty()) {
    ViolationList causes;
    for (const Node* part : node.all_of) {
      Violation* violation = Self(frame, *part);
      if (violation == nullptr) continue;
      causes.Add(violation);
      if (frame.boolean) break;
    }
    if (causes.size != 0) AddWithCauses(frame, ViolationKind::kAllOf, causes);
  }
  if (!node.any_of.empty()) ValidateAnyOf(frame);
  if (!node.one_of.empty()) ValidateOneOf(frame);
  if (node.condition != nullptr) ValidateConditions(frame);
}

void Validator::ValidateAnyOf(Frame& frame) {
  const Scratch::Mark mark = scratch_.Here();
  ViolationList causes;
  bool matched = false;
  for (const Node* part : frame.node->any_of) {
    Violation* violation = Self(frame, *part);
    if (violation != nullptr) {
      causes.Add(violation);
      continue;
    }
    matched = true;
    // What is unevaluated depends on every branch that matches.
    if (frame.open.empty()) break;
  }
  if (matched) {
    scratch_.Release(mark);
  } else {
    AddWithCauses(frame, ViolationKind::kAnyOf, causes);
  }
}

void Validator::ValidateOneOf(Frame& frame) {
  const Scratch::Mark mark = scratch_.Here();
  ViolationList causes;
  int64_t matched = -1;
  for (size_t i = 0; i < frame.node->one_of.size(); ++i) {
    Violation* violation = Self(frame, *frame.node->one_of[i], {}, matched != -1);
    if (violation != nullptr) {
      if (matched == -1) causes.Add(violation);
      continue;
    }
    const auto index = static_cast<int64_t>(i);
    if (matched == -1) {
      matched = index;
      continue;
    }
    scratch_.Release(mark);
    const int64_t both[] = {matched, index};
    const auto numbers = scratch_.Copy(std::span<const int64_t>(both));
    AddNew(frame, ViolationKind::kOneOf)->numbers = numbers;
    return;
  }
  if (matched == -1) {
    AddWithCauses(frame, ViolationKind::kOneOf, causes);
  } else {
    scratch_.Release(mark);
  }
}

void Validator::ValidateConditions(Frame& frame) {
  const Node& node = *frame.node;
  const Scratch::Mark mark = scratch_.Here();
  const bool holds = Self(frame, *node.condition, {}, true) == nullptr;
  scratch_.Release(mark);
  const Node* next = holds ? node.consequence : node.alternative;
  if (next != nullptr) Add(frame, Self(frame, *next));
}

void Validator::ValidateUnevaluated(Frame& frame) {
  const Node& node = *frame.node;
  if (node.unevaluated_properties != nullptr && frame.value.is_map()) {
    if (!frame.open.empty()) {
      const auto entries = frame.value.AsMap()->Sorted();
      for (size_t i = 0; i < entries.size(); ++i) {
        if (!frame.open.Has(i)) continue;
        CheckPart(frame, *node.unevaluated_properties, entries[i].value,
                  {entries[i].key_data, entries[i].key_size});
      }
    }
    frame.open.Clear();
  }
  if (node.unevaluated_items != nullptr && frame.value.is_list()) {
    const std::span<const Value> items = frame.value.AsList();
    for (size_t i = 0; i < items.size(); ++i) {
      if (frame.open.Has(i)) CheckPart(frame, *node.unevaluated_items, items[i], {nullptr, i});
    }
    frame.open.Clear();
  }
}

}  // namespace chartrender::schema

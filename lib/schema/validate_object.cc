// The keywords for objects.
#include "schema/equality.h"
#include "schema/validator.h"

namespace chartrender::schema {

namespace {

std::span<const Map::Entry> EntriesOf(Value value) {
  if (value.AsMap() == nullptr) return {};
  return value.AsMap()->Sorted();
}

Token KeyToken(const Map::Entry& entry) { return {entry.key_data, entry.key_size}; }

}  // namespace

void Validator::ValidateObject(Frame& frame) {
  const ObjectRules& rules = *frame.node->object;
  const std::span<const Map::Entry> entries = EntriesOf(frame.value);
  const auto size = static_cast<int64_t>(entries.size());
  if (rules.min_properties.has_value() && size < *rules.min_properties) {
    AddNew(frame, ViolationKind::kMinProperties);
  }
  if (rules.max_properties.has_value() && size > *rules.max_properties) {
    AddNew(frame, ViolationKind::kMaxProperties);
  }
  const auto missing = Missing(frame, rules.required, {});
  if (!missing.empty()) AddNew(frame, ViolationKind::kRequired)->names = missing;
  if (frame.failed_enough()) return;
  ValidateDependencies(frame, rules.dependencies);
  ValidateProperties(frame, entries);
  if (frame.failed_enough()) return;
  if (rules.names != nullptr) ValidatePropertyNames(frame, entries);
  ValidateDependencies(frame, rules.dependent_schemas);
  ValidateDependencies(frame, rules.dependent_required);
}

void Validator::ValidateProperties(Frame& frame, std::span<const Map::Entry> entries) {
  const ObjectRules& rules = *frame.node->object;
  std::vector<std::string_view> refused;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (frame.failed_enough()) return;
    const Map::Entry& entry = entries[i];
    bool evaluated = false;
    if (const Node* node = rules.properties.Find(entry.key(), entry.hash)) {
      evaluated = true;
      CheckPart(frame, *node, entry.value, KeyToken(entry));
    }
    for (const auto& [pattern, node] : rules.patterns) {
      if (!pattern->Matches(entry.key(), budget_)) continue;
      evaluated = true;
      CheckPart(frame, *node, entry.value, KeyToken(entry));
    }
    if (!evaluated && rules.additional.is != Additional::Is::kAbsent) {
      evaluated = true;
      if (rules.additional.is == Additional::Is::kFalse) refused.push_back(entry.key());
      if (rules.additional.is == Additional::Is::kSchema) {
        CheckPart(frame, *rules.additional.node, entry.value, KeyToken(entry));
      }
    }
    if (evaluated) frame.open.Close(i);
  }
  if (refused.empty()) return;
  const auto names = scratch_.Copy(std::span<const std::string_view>(refused));
  AddNew(frame, ViolationKind::kAdditionalProperties)->names = names;
}

void Validator::ValidatePropertyNames(Frame& frame, std::span<const Map::Entry> entries) {
  for (const Map::Entry& entry : entries) {
    const Node* node = frame.node->object->names;
    const Node* meta = frame.meta;
    if (const Resource* resource = MetaResource(frame, node)) {
      node = meta = meta_context_->metaschema_for(resource->dialect);
    }
    const Scratch::Mark mark = scratch_.Here();
    Violation* violation = Run(*node, Value::String(entry.key()), meta);
    if (violation == nullptr) {
      scratch_.Release(mark);
      continue;
    }
    const std::string_view names[] = {entry.key()};
    violation->kind = ViolationKind::kPropertyNames;
    violation->node = frame.node;
    violation->names = scratch_.Copy(std::span<const std::string_view>(names));
    violation->location = {nullptr, frame.path.tokens, frame.path.size};
    Add(frame, violation);
  }
}

void Validator::ValidateDependencies(Frame& frame, std::span<const Dependency> dependencies) {
  for (const Dependency& dependency : dependencies) {
    if (!HasProperty(frame.value, dependency.property)) continue;
    if (dependency.node != nullptr) {
      Add(frame, Self(frame, *dependency.node));
      continue;
    }
    const auto names = Missing(frame, dependency.required, dependency.property);
    if (!names.empty()) AddNew(frame, ViolationKind::kDependency)->names = names;
  }
}

// Those of `required` that the object lacks, with `before` in front of them; empty when it lacks
// none.
std::span<const std::string_view> Validator::Missing(const Frame& frame,
                                                     std::span<const std::string_view> required,
                                                     std::string_view before) {
  std::vector<std::string_view> names;
  if (before.data() != nullptr) names.push_back(before);
  const size_t none = names.size();
  for (const std::string_view name : required) {
    if (!HasProperty(frame.value, name)) names.push_back(name);
  }
  if (names.size() == none) return {};
  return scratch_.Copy(std::span<const std::string_view>(names));
}

}  // namespace chartrender::schema

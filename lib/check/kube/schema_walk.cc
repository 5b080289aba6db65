#include "check/kube/schema_walk.h"

#include <algorithm>

#include "algo/go_duration.h"
#include "base/error.h"
#include "check/objects.h"
#include "schema/decimal.h"
#include "schema/equality.h"
#include "schema/format.h"
#include "schema/pointer.h"
#include "value/map.h"

namespace chartrender::check::kube {

namespace {

constexpr size_t kMostFaults = 1000;  // of one object; each has a pointer as deep as its place

// What every object has, whatever its definition says.
constexpr std::string_view kOfObjects[] = {"apiVersion", "kind", "metadata"};

bool IsOfObjects(std::string_view key) {
  return std::find(std::begin(kOfObjects), std::end(kOfObjects), key) != std::end(kOfObjects);
}

bool HasType(Value value, uint8_t types) {
  const schema::JsonType type = schema::TypeOf(value);
  if ((types & type) != 0) return true;
  return type == schema::kNumberType && (types & schema::kIntegerType) != 0 &&
         schema::IsIntegral(value);
}

std::string TypeMessage(Value value, uint8_t types) {
  std::string want;
  for (int bit = schema::kNullType; bit <= schema::kObjectType; bit *= 2) {
    if ((types & bit) == 0) continue;
    if (!want.empty()) want += " or ";
    want += schema::TypeText(static_cast<schema::JsonType>(bit));
  }
  return StrCat("got ", schema::TypeText(schema::TypeOf(value)), ", want ", want);
}

}  // namespace

std::vector<SchemaFault> SchemaWalk::Check(Value object, const SchemaNode& node) {
  faults_.clear();
  CheckValue(object, node, false);
  return std::move(faults_);
}

std::string SchemaWalk::PointerText() const {
  std::string pointer;
  for (const Step& step : path_) {
    pointer += step.is_index ? Pointer("", step.index) : Pointer("", step.key);
  }
  return pointer;
}

void SchemaWalk::Report(std::string message, bool is_unknown_field, std::string_view below) {
  if (faults_.size() >= kMostFaults) return;
  faults_.push_back({PointerText().append(below), std::move(message), is_unknown_field});
}

void SchemaWalk::CheckValue(Value value, const SchemaNode& node, bool may_be_null) {
  const Nested level(&budget_);
  if (value.is_absent() && (may_be_null || node.nullable || node.types == 0)) return;
  if (node.types != 0 && !HasType(value, node.types)) {
    Report(TypeMessage(value, node.types));
    return;
  }
  if (value.is_map()) {
    CheckMembers(value, node);
  } else if (value.is_list()) {
    CheckItems(value, node);
  }
  CheckRules(value, node);
}

void SchemaWalk::CheckMembers(Value value, const SchemaNode& node) {
  const Map* map = value.AsMap();
  for (const std::string_view name : node.required) {
    if (map != nullptr && map->Find(name) != nullptr) continue;
    const SchemaPart* property = node.Find(name);
    if (property == nullptr || !reader_.Read(*property).has_default) {
      Report("missing property " + schema::QuoteSingle(name));
    }
  }
  if (map == nullptr) return;
  for (const Map::Entry& entry : map->Sorted()) {
    path_.push_back({entry.key(), 0, false});
    CheckMember(entry.key(), entry.value, node);
    path_.pop_back();
  }
}

void SchemaWalk::CheckMember(std::string_view key, Value value, const SchemaNode& node) {
  const bool of_root = path_.size() == 1 && node.is_custom;
  if ((of_root || node.embeds_object) && key == "metadata" && options_.object_meta != nullptr) {
    CheckValue(value, *options_.object_meta, true);
    return;
  }
  const SchemaPart* property = node.Find(key);
  if (property != nullptr) {
    const bool required = std::binary_search(node.required.begin(), node.required.end(), key);
    CheckValue(value, reader_.Read(*property), !required);
  } else if (!node.additional.is_absent()) {
    // A map that a definition describes keeps its nulls, and they have to be wanted.
    CheckValue(value, reader_.Read(node.additional), !node.is_custom);
  } else if (!((of_root || node.embeds_object) && IsOfObjects(key))) {
    CheckUnknown(key, node);
  }
}

void SchemaWalk::CheckUnknown(std::string_view key, const SchemaNode& node) {
  if (node.keeps_unknown) return;
  // A definition prunes what it does not name; a built-in type without fields is a free one.
  const bool closed =
      node.has_properties || (node.is_custom && (node.types & schema::kObjectType) != 0);
  if (!node.refuses_unknown && !(options_.strict && closed)) return;
  Report("additional properties " + schema::QuoteSingle(key) + " not allowed", true);
}

void SchemaWalk::CheckItems(Value value, const SchemaNode& node) {
  if (node.items.is_absent()) return;
  const SchemaNode& item = reader_.Read(node.items);
  const std::span<const Value> items = value.AsList();
  for (size_t i = 0; i < items.size(); ++i) {
    path_.push_back({{}, i, true});
    CheckValue(items[i], item, !node.is_custom);
    path_.pop_back();
  }
}

void SchemaWalk::CheckRules(Value value, const SchemaNode& node) {
  if (node.format == "duration" && value.is_string() &&
      !TryParseDuration(value.AsString()).has_value()) {
    if (const auto reason = schema::CheckDuration(value.AsString())) {
      Report(schema::QuoteSingle(value.AsString()) + " is not valid duration: " + *reason);
    }
  }
  if (node.rules == nullptr) return;
  const SchemaResult result = ValidateSchema(*node.rules, value, &budget_);
  for (const SchemaFinding& finding : result.findings) {
    Report(finding.message, false, finding.pointer);
  }
}

}  // namespace chartrender::check::kube

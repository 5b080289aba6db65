#include "check/kyverno/policies.h"

#include <algorithm>
#include <utility>

#include "base/stack.h"
#include "check/kyverno/rule.h"
#include "check/policies.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

// Without members that are null: the API server drops them.
Value WithoutNulls(Value value, Arena& arena) {
  CheckStack();
  if (value.is_list()) {
    const std::span<Value> made = arena.Array<Value>(value.AsList().size());
    for (size_t i = 0; i < made.size(); ++i) made[i] = WithoutNulls(value.AsList()[i], arena);
    return Value::List(made);
  }
  if (!value.is_map() || value.AsMap() == nullptr) return value;
  Map* made = Map::New(arena, value.AsMap()->size());
  for (const Map::Entry& entry : value.AsMap()->Sorted()) {
    if (!entry.value.is_absent()) made->SetCopy(entry.key(), WithoutNulls(entry.value, arena));
  }
  return Value::Of(made);
}

}  // namespace

std::optional<Refusal> Policies::Add(const ObjectSet::Data& from, const Object& object) {
  Policy policy;
  if (auto refusal = ReadPolicy(from, object, policy)) return refusal;
  const bool known = std::any_of(policies_.begin(), policies_.end(), [&](const Policy& other) {
    return other.name == policy.name && other.space == policy.space;
  });
  if (known) return std::nullopt;
  rules_ += policy.rules.size();
  policies_.push_back(std::move(policy));
  return std::nullopt;
}

void Policies::AddNamespace(const Object& object) {
  space_labels_.emplace(object.id.name, Member(Member(object.value, "metadata"), "labels"));
}

Value Policies::SpaceLabels(const std::string& space, Arena& arena) const {
  const auto known = space_labels_.find(space);
  Map* labels =
      known != space_labels_.end() && known->second.is_map() && known->second.AsMap() != nullptr
          ? Map::Copy(*known->second.AsMap(), arena, [](Value value) { return value; })
          : Map::New(arena);
  labels->SetCopy("kubernetes.io/metadata.name", Value::String(arena, space));
  return Value::Of(labels);
}

std::vector<Finding> Policies::Judge() {
  std::vector<Finding> findings;
  if (rules_ == 0) return findings;
  for (const Object& object : data_.objects) JudgeObject(object, findings);
  return findings;
}

void Policies::JudgeObject(const Object& object, std::vector<Finding>& findings) {
  Arena arena(&data_.budget);
  Scope scope(data_.budget, lasting_);
  Request request;
  request.object = &object;
  request.budget = &data_.budget;
  request.value = WithoutNulls(object.value, arena);
  request.space = SpaceOf(data_, object);
  if (!request.space.empty()) request.space_labels = SpaceLabels(request.space, arena);
  for (Policy& policy : policies_) {
    if (!policy.space.empty() && policy.space != request.space) continue;
    for (const Rule& rule : RulesFor(policy, object.id.kind, lasting_)) {
      data_.budget.ChargeSteps(1);
      if (!IsForRule(Member(rule.value, "match"), Member(rule.value, "exclude"), request)) continue;
      scope.Begin(arena);
      const Verdict verdict = kyverno::Judge(rule, request, scope);
      if (verdict.status == Verdict::Status::kPass || verdict.status == Verdict::Status::kSkip)
        continue;
      Finding finding = data_.Find(object, rule.id, verdict.pointer, verdict.message);
      finding.severity = IsEnforced(policy, rule, request) ? Severity::kError : Severity::kWarning;
      findings.push_back(std::move(finding));
    }
  }
}

}  // namespace chartrender::check::kyverno

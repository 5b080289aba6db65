// Kyverno's policies as they are given: what of them is supported, their rules, and the rules that
// Kyverno makes of rules for pods for the kinds that hold pod templates.
// Source: github.com/kyverno/kyverno v1.19.1 pkg/autogen/v1, api/kyverno/v1.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "check/objects.h"

namespace chartrender::check::kyverno {

struct Rule {
  Value value;  // a map
  std::string name;
  std::string id;  // "POLICY/RULE"
  bool has_variables = false;
};

struct Policy {
  const Object* object = nullptr;
  std::string name;
  std::string space;  // of a Policy; "" for a ClusterPolicy
  Value spec;
  std::vector<Rule> rules;                                     // that validate
  std::set<std::string, std::less<>> controllers;              // kinds that rules are made for
  std::map<std::string, std::vector<Rule>, std::less<>> made;  // by kind, as far as asked for
};

// Why a policy cannot be applied, and where.
struct Refusal {
  std::string pointer, message;
};
std::optional<Refusal> ReadPolicy(const ObjectSet::Data& data, const Object& object,
                                  Policy& policy);

// Whether objects of the API group are policies of Kyverno; those of other kinds than ClusterPolicy
// and Policy are not supported.
bool IsKyvernoPolicy(const Object& object);

// Sets the kinds that rules are made for, from the rules and the annotation of the policy.
void ReadControllers(Value annotations, Policy& policy);

// The rules for objects of a kind. `arena` takes those that are made, and outlives the policy.
const std::vector<Rule>& RulesFor(Policy& policy, std::string_view kind, Arena& arena);

// What is not supported in a rule, with a pointer within it.
std::optional<Refusal> RefusalOf(Value rule);

}  // namespace chartrender::check::kyverno

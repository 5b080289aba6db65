// All of Kyverno's policies about all objects.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "check/kyverno/match.h"
#include "check/kyverno/policy.h"
#include "check/objects.h"

namespace chartrender::check::kyverno {

class Policies {
 public:
  // `data` lends its budget and must outlive this.
  explicit Policies(ObjectSet::Data& data) : data_(data), lasting_(&data.budget) {}

  // Takes a policy that `from` holds. One of a name that is known already is left out.
  std::optional<Refusal> Add(const ObjectSet::Data& from, const Object& object);
  // The labels of a namespace, for selectors.
  void AddNamespace(const Object& object);

  [[nodiscard]] size_t rules() const { return rules_; }
  // What the rules find about the objects of `data`.
  std::vector<Finding> Judge();

 private:
  void JudgeObject(const Object& object, std::vector<Finding>& findings);
  Value SpaceLabels(const std::string& space, Arena& arena) const;

  ObjectSet::Data& data_;
  Arena lasting_;
  std::deque<Policy> policies_;
  std::map<std::string, Value, std::less<>> space_labels_;
  size_t rules_ = 0;
};

}  // namespace chartrender::check::kyverno

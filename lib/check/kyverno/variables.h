// The variables `{{ expression }}` of a rule and what they stand for.
// Source: github.com/kyverno/kyverno v1.19.1 pkg/engine/variables/vars.go, regex/vars.go.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "check/kyverno/jmespath.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

// A variable within a text.
struct Variable {
  size_t begin = 0, end = 0;    // with its braces
  std::string_view expression;  // trimmed
  bool nested = false;          // the expression has variables itself
};
// The outer ones. Throws Failure(kValues) for braces that do not close.
std::vector<Variable> FindVariables(std::string_view text);

// The data that expressions see, and the expressions that were read. One object is judged at a
// time.
class Scope {
 public:
  // Expressions stay as long as the scope, in `lasting`.
  Scope(Budget& budget, Arena& lasting) : budget_(budget), lasting_(lasting) {}

  // Begins anew without data; what is made from now on lies in `arena`.
  void Begin(Arena& arena) {
    arena_ = &arena;
    data_ = Map::New(arena);
  }
  void Set(std::string_view name, Value value) { data_->SetCopy(name, value); }
  // The data as they are, to go back to.
  [[nodiscard]] Map* Keep() {
    Map* kept = data_;
    data_ = Map::Copy(*data_, *arena_, [](Value value) { return value; });
    return kept;
  }
  void Restore(Map* kept) { data_ = kept; }

  // What the expression gives. Throws Failure(kValues) when a field is missing.
  Value Query(std::string_view expression);
  Value QueryIn(std::string_view expression, Value data);
  // A copy with values in place of the variables of all texts and keys.
  Value Substitute(Value value);

  [[nodiscard]] Arena& arena() { return *arena_; }
  [[nodiscard]] Budget& budget() { return budget_; }

 private:
  Value SubstituteText(Value text);
  Value ValueOf(const Variable& variable);

  Budget& budget_;
  Arena& lasting_;
  Arena* arena_ = nullptr;
  Map* data_ = nullptr;
  std::map<std::string, std::unique_ptr<JmesPath>, std::less<>> paths_;
};

}  // namespace chartrender::check::kyverno

// JMESPath as Kyverno's policies use it: the whole language, and those of its functions and of
// Kyverno's own that need nothing but their arguments.
// Source: github.com/kyverno/go-jmespath parser.go, lexer.go, interpreter.go;
// github.com/kyverno/kyverno v1.19.1 pkg/engine/jmespath/functions.go.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "value/value.h"

namespace chartrender::check::kyverno {

enum class JmesNodeKind : uint8_t {
  kField,
  kIndex,
  kSlice,
  kCurrent,
  kLiteral,
  kSub,   // left, right
  kPipe,  // left, right
  kOr,
  kAnd,
  kNot,
  kCompare,     // `text` is the operator
  kProjection,  // list, right
  kValues,      // map, right
  kFilter,      // list, right, condition
  kFlatten,
  kList,       // of expressions
  kHash,       // names in `names`
  kCall,       // `text` is the function
  kReference,  // &expression
};

struct JmesNode {
  JmesNodeKind kind = JmesNodeKind::kCurrent;
  std::string text = {};
  Value literal = {};
  int64_t slice[3] = {};
  bool has_slice[3] = {};
  std::vector<const JmesNode*> parts = {};
  std::vector<std::string> names = {};
};

// A parsed expression. Immutable; literals live in the arena it was made with.
class JmesPath {
 public:
  // Throws Failure(kValues) for what does not parse, and for functions that are not there.
  JmesPath(std::string_view text, Arena& arena);

  [[nodiscard]] const JmesNode& root() const { return *root_; }

 private:
  std::deque<JmesNode> nodes_;
  const JmesNode* root_ = nullptr;
};

// What an expression gives; a field that is not there and that nothing stands in for is `missing`.
struct JmesResult {
  Value value;  // Nil for nothing
  bool missing = false;
  std::string key;  // that is missing
};
// Throws Failure(kValues) for arguments that a function does not take.
JmesResult Search(const JmesPath& path, Value data, Budget& budget, Arena& arena);

// An argument of a function: a value or an expression.
struct JmesArgument {
  Value value;
  const JmesNode* expression = nullptr;
};
// What runs expressions for functions that take them.
class JmesRunner {
 public:
  virtual ~JmesRunner() = default;
  virtual Value Run(const JmesNode& node, Value data) = 0;
  [[nodiscard]] virtual Arena& arena() = 0;
  [[nodiscard]] virtual Budget& budget() = 0;
};
bool IsJmesFunction(std::string_view name);
Value CallJmesFunction(std::string_view name, std::vector<JmesArgument>& arguments,
                       JmesRunner& runner);

// Nil, false, and empty texts, lists and maps.
bool IsJmesFalse(Value value);
// Equality of what both are in JSON.
bool IsJsonEqual(Value a, Value b);

}  // namespace chartrender::check::kyverno

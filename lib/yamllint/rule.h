// What a rule is given, and the table of all rules. Source: yamllint 1.38.0; the rules are those of
// its documentation, and every place and message is compared with it (tests/soak/yaml_lint.py).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "yamllint/token.h"

namespace chartrender::yamllint {

using OptionValue = std::variant<bool, int64_t, std::string, std::vector<std::string>>;

// The options of one rule; all of them are there.
class RuleOptions {
 public:
  void Set(std::string_view name, OptionValue value) {
    values_.insert_or_assign(std::string(name), std::move(value));
  }
  [[nodiscard]] const OptionValue& Get(std::string_view name) const {
    return values_.find(name)->second;
  }
  [[nodiscard]] bool Bool(std::string_view name) const {
    const bool* truth = std::get_if<bool>(&Get(name));
    return truth != nullptr && *truth;
  }
  [[nodiscard]] int64_t Int(std::string_view name) const { return std::get<int64_t>(Get(name)); }
  // "" where it is no text.
  [[nodiscard]] std::string_view Text(std::string_view name) const {
    const std::string* text = std::get_if<std::string>(&Get(name));
    return text == nullptr ? std::string_view() : std::string_view(*text);
  }
  [[nodiscard]] const std::vector<std::string>& Texts(std::string_view name) const {
    return std::get<std::vector<std::string>>(Get(name));
  }

 private:
  std::map<std::string, OptionValue, std::less<>> values_;
};

// A token and its neighbours; null where there is none.
struct Window {
  const Token* previous = nullptr;
  const Token* token = nullptr;
  const Token* next = nullptr;
  const Token* after_next = nullptr;
};

struct Comment {
  int64_t line = 0, column = 0;  // from 1
  int64_t pointer = 0;           // of its `#`
  const Token* before = nullptr;
  const Token* after = nullptr;
  bool is_inline = false;           // behind something in the same line
  int64_t block_column_before = 0;  // of the block comment before it, from 1; 0: none
};

struct Line {
  int64_t number = 1;
  int64_t start = 0, end = 0;  // without its end of line
};

// Where a rule puts what it finds. Lines and columns from 1.
class Findings {
 public:
  virtual ~Findings() = default;
  virtual void Add(int64_t line, int64_t column, std::string message) = 0;
  // At the start of the token.
  void AddAt(const Token& token, std::string message) {
    Add(token.start.line + 1, token.start.column + 1, std::move(message));
  }
};

// One rule at work on one text. What it does not look at it leaves out.
class Rule {
 public:
  virtual ~Rule() = default;
  // The tokens that it looks at; it is not asked about others.
  [[nodiscard]] virtual TokenSet Tokens() const { return kAllTokens; }
  virtual void OnToken(const Window& /*window*/, Findings& /*findings*/) {}
  virtual void OnComment(const Comment& /*comment*/, Findings& /*findings*/) {}
  virtual void OnLine(const Line& /*line*/, Findings& /*findings*/) {}
};

enum class RuleKind : uint8_t { kToken, kComment, kLine };

enum class OptionKind : uint8_t {
  kBool,
  kInt,
  kBoolOrWord,
  kIntOrWord,
  kWord,
  kWords,  // any number of them
  kTexts,
};

struct OptionSpec {
  std::string_view name;
  OptionKind kind = OptionKind::kBool;
  std::string_view preset;      // "true", "80", "consistent", "true|false" for a list
  std::string_view words = {};  // that it may be: "single|double"
};

// `text` ends with a NUL that is not part of it and outlives the rule.
using RuleMaker = std::unique_ptr<Rule> (*)(const RuleOptions& options, const std::u32string& text);

struct RuleSpec {
  std::string_view id;
  RuleKind kind = RuleKind::kToken;
  RuleMaker make = nullptr;
  std::span<const OptionSpec> options;
  std::string_view summary;
  std::string_view remedy;
  // Why options do not go together, "" when they do.
  std::string (*check)(const RuleOptions& options) = nullptr;
};

// All rules, sorted by id.
std::span<const RuleSpec> AllRules();

// The rules by file.
std::span<const RuleSpec> SpacingRules();   // braces, brackets, colons, commas, hyphens
std::span<const RuleSpec> DocumentRules();  // document-start, document-end, anchors, empty-values
std::span<const RuleSpec> KeyRules();       // key-duplicates, key-ordering
std::span<const RuleSpec> ScalarRules();    // float-values, octal-values, truthy
std::span<const RuleSpec> QuotingRules();   // quoted-strings
std::span<const RuleSpec> IndentRules();    // indentation
std::span<const RuleSpec> CommentRules();   // comments, comments-indentation
std::span<const RuleSpec> LineRules();      // empty-lines, line-length, new-lines, ...

// Whether the key stands behind a `?`.
bool IsExplicitKey(const Token& token, const std::u32string& text);

}  // namespace chartrender::yamllint

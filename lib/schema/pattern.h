// A regular expression of a schema. Its syntax is checked at once; RE2, which costs far more, is
// built at the first match that needs it: most patterns of a chart's schema are small, or never
// meet a value. Safe to share between threads.
#pragma once

#include <mutex>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "algo/regex.h"
#include "algo/small_regex.h"

namespace chartrender::schema {

class Pattern {
 public:
  // `text` must outlive the pattern. Throws Failure with Go's text.
  explicit Pattern(std::string_view text);
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  std::string_view text() const { return text_; }
  // True when some part of `subject` matches. Throws Failure(kLimit) when the expression is too
  // big.
  bool Matches(std::string_view subject, Budget* budget) const;

 private:
  std::string_view text_;
  std::optional<SmallRegex> small_;
  mutable std::once_flag built_;
  mutable std::optional<Regex> regex_;
};

// The expressions of one compilation, each once.
class Patterns {
 public:
  // `text` must outlive this. Throws Failure with Go's text.
  const Pattern& Get(std::string_view text) {
    return patterns_.try_emplace(text, text).first->second;
  }

 private:
  std::unordered_map<std::string_view, Pattern> patterns_;
};

}  // namespace chartrender::schema

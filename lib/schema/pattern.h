// A regular expression of a schema. Its syntax is checked at once; the matcher, which costs far
// more, is built at the first match: most patterns of a chart's schema never meet a value. Safe to
// share between threads.
#pragma once

#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "algo/regex.h"

namespace chartrender::schema {

class Pattern {
 public:
  // Throws Failure with Go's text.
  explicit Pattern(std::string_view text);
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  const std::string& text() const { return text_; }
  // True when some part of `subject` matches. Throws Failure(kLimit) when the expression is too
  // big.
  bool Matches(std::string_view subject, Budget* budget) const;

 private:
  std::string text_;
  mutable std::once_flag built_;
  mutable std::optional<Regex> regex_;
};

}  // namespace chartrender::schema

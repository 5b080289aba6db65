#include "schema/pattern.h"

#include "algo/regex_syntax.h"
#include "base/budget.h"

namespace chartrender::schema {

Pattern::Pattern(std::string_view text) : text_(text), small_(SmallRegex::Compile(text)) {
  if (!small_) ParseRegexSyntax(text);
}

bool Pattern::Matches(std::string_view subject, Budget* budget) const {
  if (small_) {
    if (const std::optional<bool> matches = small_->Matches(subject)) return *matches;
  }
  std::call_once(built_, [&] {
    if (budget == nullptr) {
      regex_.emplace(text_);
    } else {
      regex_.emplace(text_, budget->limits().regex_bytes);
    }
  });
  return regex_->Matches(subject, budget);
}

}  // namespace chartrender::schema

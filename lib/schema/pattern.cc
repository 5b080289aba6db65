#include "schema/pattern.h"

#include "algo/regex_syntax.h"

namespace chartrender::schema {

Pattern::Pattern(std::string_view text) : text_(text) { ParseRegexSyntax(text); }

bool Pattern::Matches(std::string_view subject) const {
  std::call_once(built_, [this] { regex_.emplace(text_); });
  return regex_->Matches(subject);
}

}  // namespace chartrender::schema

// The syntax of Go's regexp: finds the first error with Go's text and translates what RE2 does not
// know. Only Regex uses it. Pure function.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

struct RegexSyntax {
  // The same expression for RE2: groups without names, \Q...\E spelt out, Unicode classes by RE2's
  // names.
  std::string re2_pattern;
  // Names of the groups from 1 on; "" for a group without a name. Go allows one name for several
  // groups.
  std::vector<std::string> group_names;
};

// Throws Failure "error parsing regexp: <what>: `<where>`".
// Source: regexp/syntax/parse.go, Go 1.26.
RegexSyntax ParseRegexSyntax(std::string_view pattern);

// What stands for \p{name} (or its complement) in RE2, outside of brackets and inside of them; ""
// when Go does not know the name. `negated` asks for the complement.
std::string UnicodeClass(std::string_view name, bool negated, bool in_brackets);

}  // namespace chartrender

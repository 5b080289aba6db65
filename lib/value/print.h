// Values as Go's fmt prints them. Source: fmt/print.go printValue, Go 1.26.
#pragma once

#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender {

class Budget;

// %v: `<nil>` for absent values, maps with sorted keys, `[a b]` for lists.
// With a budget, a text that would not fit the memory limit fails: shared maps make much from
// little.
void AppendPlain(std::string& text, Value value, Budget* budget = nullptr);
std::string PlainText(Value value, Budget* budget = nullptr);
// %#v, Go syntax.
void AppendGoSyntax(std::string& text, Value value);
// %T: the Go type's name; "<nil>" for absent values.
std::string TypeName(Value value);
// reflect.Kind of the value.
GoKind KindOf(Value value);
// strconv.Quote (%q).
void AppendQuoted(std::string& text, std::string_view raw);
std::string Quoted(std::string_view raw);
// fmt's %v of a value as text/template prints an action's result: `<no value>` for Missing and Nil.
void AppendPrinted(std::string& text, Value value, Budget* budget = nullptr);

}  // namespace chartrender

// Values as Go's fmt prints them. Source: fmt/print.go printValue, Go 1.26.
#pragma once

#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender {

// %v: `<nil>` for absent values, maps with sorted keys, `[a b]` for lists.
void AppendPlain(std::string& text, Value value);
std::string PlainText(Value value);
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
void AppendPrinted(std::string& text, Value value);

}  // namespace chartrender

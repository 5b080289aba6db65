// The functions that Go's text/template has of its own. Source: text/template/funcs.go, Go 1.26.
#pragma once

#include <cstdint>
#include <span>

#include "gotemplate/function.h"

namespace chartrender {

std::span<const FunctionDef> BuiltinFunctions();

// Built-ins that the interpreter evaluates itself: `and` and `or` stop at the first argument that
// decides, `call` names its first argument in errors.
enum class SpecialForm : uint8_t { kNone, kAnd, kOr, kCall };
SpecialForm FormOf(const FunctionDef& function);

}  // namespace chartrender

// Go's fmt.Sprintf, Sprint and Sprintln over Values: all verbs, flags, widths, argument indexes and
// the texts of misuse (`%!d(string=x)`). Missing and Nil are nil interfaces. Source: fmt/print.go
// and fmt/format.go, Go 1.26. With a budget, a result that would not fit the memory limit fails
// before it is built.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "value/value.h"

namespace chartrender {

// What stands for the address of a pointer, list or map: Go's differ from run to run, ours must
// not.
constexpr uint64_t kPrintedAddress = 0xc000000000;

void AppendSprintf(std::string& text, std::string_view format, std::span<const Value> args,
                   Budget* budget = nullptr);
std::string Sprintf(std::string_view format, std::span<const Value> args, Budget* budget = nullptr);

// Spaces between operands when neither is a string.
void AppendSprint(std::string& text, std::span<const Value> args, Budget* budget = nullptr);
// Always spaces between operands, and a newline at the end.
void AppendSprintln(std::string& text, std::span<const Value> args, Budget* budget = nullptr);

}  // namespace chartrender

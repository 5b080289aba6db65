// The template functions of a chart: the language's own, sprig's and Helm's families, and those
// that need the engine.
#pragma once

#include <span>

#include "chartrender/dialect.h"
#include "gotemplate/function.h"
#include "gotemplate/function_table.h"

namespace chartrender::engine {

// include, tpl, required, fail, lookup: rows that call back into a render (host.h).
std::span<const FunctionDef> EngineFunctions();

// All functions of a dialect. Lives as long as the program; safe from any thread.
const FunctionTable& ChartFunctions(Dialect dialect);

// Those without the engine's: what `--name-template` sees.
const FunctionTable& PlainFunctions(Dialect dialect);

}  // namespace chartrender::engine

// Template functions that the caller adds to a chart (LoadOptions::functions). They get their
// arguments and give their result as JSON; a failure reads like that of any other function.
// Immutable, shared by threads as the chart is.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "chartrender/chartrender.h"
#include "gotemplate/function_table.h"

namespace chartrender::engine {

class CustomFunctions {
 public:
  // Throws Failure(kUsage) for a name that is no identifier, or that is taken.
  CustomFunctions(Dialect dialect, std::vector<TemplateFunction> functions);
  CustomFunctions(const CustomFunctions&) = delete;
  CustomFunctions& operator=(const CustomFunctions&) = delete;

  // Helm's functions and these.
  const FunctionTable& table() const { return *table_; }

 private:
  struct Row : FunctionDef {
    TemplateFunction function;
  };
  static Value Invoke(Call& call, std::span<const Value> args);

  std::vector<Row> rows_;
  std::unique_ptr<const FunctionTable> own_;
  const FunctionTable* table_;
};

}  // namespace chartrender::engine

// `render functions`: the template functions, or the names of those Helm has and the library lacks.
#include <algorithm>

#include "commands.h"
#include "helm_functions.h"
#include "json_text.h"

namespace chartrender::cli {
namespace {

std::string AsText(const std::vector<FunctionInfo>& functions) {
  size_t width = 0;
  for (const FunctionInfo& function : functions) width = std::max(width, function.name.size());
  std::string text;
  for (const FunctionInfo& function : functions) {
    text += std::string(function.name) + std::string(width - function.name.size() + 2, ' ') +
            std::string(function.doc) + '\n';
  }
  return text;
}

std::string AsJson(const std::vector<FunctionInfo>& functions) {
  Json list = Json::array();
  for (const FunctionInfo& function : functions) {
    list.push_back({{"name", function.name}, {"doc", function.doc}, {"source", function.source}});
  }
  return WriteJsonText({{"version", 1}, {"functions", std::move(list)}});
}

}  // namespace

ExitCode RunFunctions(const Session& session, const Arguments& arguments) {
  const auto functions = ListFunctions(session.settings.dialect);
  if (!arguments.Flag("missing")) {
    session.terminal.Print(arguments.Text("output") == "json" ? AsJson(functions)
                                                              : AsText(functions));
    return ExitCode::kDone;
  }
  const auto every = ListFunctions();
  for (const std::string_view name : kHelmFunctions) {
    const bool known = std::any_of(every.begin(), every.end(),
                                   [&](const FunctionInfo& f) { return f.name == name; });
    if (!known) session.terminal.Print(std::string(name) + '\n');
  }
  return ExitCode::kDone;
}

}  // namespace chartrender::cli

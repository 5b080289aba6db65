// `render functions`: the template functions, or the names of those Helm has and the library lacks.
#include <algorithm>

#include "commands.h"
#include "go_text.h"
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

std::string AsParagraphs(const std::vector<FunctionInfo>& functions) {
  std::string text;
  for (const FunctionInfo& function : functions) {
    if (!text.empty()) text += '\n';
    text += std::string(function.name) + "\n  " + std::string(function.doc) +
            "\n  Source: " + std::string(function.source) + '\n';
  }
  return text;
}

// Those functions, in the order asked for.
std::vector<FunctionInfo> Named(const std::vector<FunctionInfo>& functions,
                                const std::vector<std::string>& names) {
  std::vector<FunctionInfo> found;
  for (const std::string& name : names) {
    const auto function = std::find_if(functions.begin(), functions.end(),
                                       [&](const FunctionInfo& f) { return f.name == name; });
    if (function == functions.end()) {
      throw UsageError("there is no template function " + GoQuote(name) +
                       "; `render functions` lists all of them");
    }
    found.push_back(*function);
  }
  return found;
}

}  // namespace

ExitCode RunFunctions(const Session& session, const Arguments& arguments) {
  auto functions = ListFunctions(session.settings.dialect);
  const bool named = !arguments.positional().empty();
  if (named) {
    if (arguments.Flag("missing")) throw UsageError("--missing takes no NAME");
    functions = Named(functions, arguments.positional());
    if (arguments.Text("output") != "json") {
      session.terminal.Print(AsParagraphs(functions));
      return ExitCode::kDone;
    }
  }
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

#include "check/values_read.h"

#include <algorithm>

namespace chartrender::check {

namespace {

constexpr std::string_view kValues = ".Values.";
constexpr size_t kLongestAction = 4096;

constexpr bool IsNamePart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.';
}

// The line, and what follows it up to the end of an action that it begins.
std::string_view LineOf(std::string_view text, uint32_t line) {
  size_t start = 0;
  for (uint32_t i = 1; i < line; ++i) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return {};
    ++start;
  }
  size_t end = std::min(text.find('\n', start), text.size());
  const std::string_view whole = text.substr(start, end - start);
  const size_t open = whole.rfind("{{");
  if (open != std::string_view::npos && whole.find("}}", open) == std::string_view::npos) {
    const size_t close = text.find("}}", end);
    if (close != std::string_view::npos && close - start < kLongestAction) end = close;
  }
  return text.substr(start, end - start);
}

// "a.b." for the template a path of "top/charts/a/charts/b/templates/x.yaml".
std::string SubchartPrefix(std::string_view path) {
  constexpr std::string_view kCharts = "/charts/";
  std::string prefix;
  const size_t templates = path.find("/templates/");
  for (size_t at = path.find(kCharts); at < templates; at = path.find(kCharts, at + 1)) {
    const size_t name = at + kCharts.size();
    prefix += std::string(path.substr(name, path.find('/', name) - name)) + '.';
  }
  return prefix;
}

void AddPaths(const ObjectSet::Data& objects, std::string_view file, uint32_t number,
              const std::string& prefix, std::vector<std::string>& paths) {
  const auto source = objects.sources.find(file);
  if (number == 0 || source == objects.sources.end()) return;
  const std::string_view line = LineOf(source->second, number);
  for (size_t at = line.find(kValues); at != std::string_view::npos;
       at = line.find(kValues, at + 1)) {
    const size_t start = at + kValues.size();
    size_t end = start;
    while (end < line.size() && IsNamePart(line[end])) ++end;
    std::string path(line.substr(start, end - start));
    if (path.empty()) continue;
    if (!path.starts_with("global.") && path != "global") path.insert(0, prefix);
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(path);
  }
}

}  // namespace

std::vector<std::string> ValuesReadAt(const ObjectSet::Data& objects, const Object& object,
                                      std::string_view pointer) {
  const Origin origin = objects.OriginOf(object, pointer);
  const std::string prefix = SubchartPrefix(object.document->source);
  std::vector<std::string> paths;
  AddPaths(objects, origin.caller_file, origin.caller_line, prefix, paths);
  AddPaths(objects, origin.file, origin.line, prefix, paths);
  return paths;
}

}  // namespace chartrender::check

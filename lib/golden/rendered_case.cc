#include "golden/rendered_case.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace {

constexpr std::string_view kFinding = "- at ";
constexpr std::string_view kNames = "additional properties ";

// "additional properties 'b', 'a' not allowed" with sorted names.
std::string SortedNames(std::string_view line) {
  const size_t start = line.find(kNames);
  const size_t end = line.rfind(" not allowed");
  if (start == std::string_view::npos || end == std::string_view::npos ||
      end < start + kNames.size()) {
    return std::string(line);
  }
  std::string_view rest = line.substr(start + kNames.size(), end - start - kNames.size());
  std::vector<std::string_view> names;
  while (!rest.empty()) {
    const size_t comma = rest.find("', '");
    const size_t size = comma == std::string_view::npos ? rest.size() : comma + 1;
    names.push_back(rest.substr(0, size));
    rest.remove_prefix(std::min(rest.size(), size + (comma == std::string_view::npos ? 0 : 2)));
  }
  std::sort(names.begin(), names.end());
  std::string sorted(line.substr(0, start + kNames.size()));
  for (size_t i = 0; i < names.size(); ++i) sorted += StrCat(i == 0 ? "" : ", ", names[i]);
  return sorted.append(line.substr(end));
}

bool IsFinding(std::string_view line) { return line.substr(0, kFinding.size()) == kFinding; }

}  // namespace

std::string SortedError(std::string_view text) {
  // A finding owns the indented lines below it.
  std::string sorted;
  std::vector<std::string> findings;
  const auto flush = [&] {
    std::sort(findings.begin(), findings.end());
    for (const std::string& finding : findings) sorted += finding;
    findings.clear();
  };
  for (const std::string_view line : SplitLines(text)) {
    if (IsFinding(line)) {
      findings.push_back(SortedNames(line));
    } else if (!findings.empty() && line[0] == ' ') {
      findings.back() += SortedNames(line);
    } else {
      flush();
      sorted += line;
    }
  }
  flush();
  return sorted;
}

RenderedCase::RenderedCase(GoldenRender render, std::span<const MaskSpec> masks,
                           std::string_view case_name, const std::string& masks_file)
    : rendered_(render.rendered), notes_(std::move(render.notes)) {
  if (!rendered_) {
    text_ = SortedError(render.output);
    masked_values_.resize(masks.size());
    return;
  }
  MaskedText masked = ApplyMasks(render.output, masks, case_name, masks_file);
  text_ = std::move(masked.text);
  masked_values_ = std::move(masked.values);
}

const std::vector<Resource>& RenderedCase::Resources() const {
  std::call_once(read_, [&] {
    if (rendered_) resources_ = ReadResources(text_, arena_);
  });
  return resources_;
}

Value RenderedCase::FindResource(std::string_view title) const {
  for (const Resource& resource : Resources()) {
    if (StrCat(resource.kind, "/", resource.name) == title ||
        StrCat(resource.kind, "/", resource.space, "/", resource.name) == title) {
      return resource.document;
    }
  }
  return {};
}

}  // namespace chartrender::golden

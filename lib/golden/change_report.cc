#include "golden/change_report.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/arena.h"
#include "base/error.h"
#include "codec/yaml/read.h"
#include "codec/yaml/write.h"
#include "golden/text_lines.h"
#include "manifest/split.h"

namespace chartrender::golden {

namespace {

constexpr size_t kNamedResources = 3;  // more are counted
constexpr size_t kShortLine = 100;
constexpr size_t kDigestDigits = 32;

bool IsDigest(const std::string& json) {
  if (json.size() < kDigestDigits + 2 || json[0] != '"') return false;
  return std::all_of(json.begin() + 1, json.end() - 1,
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// The value in compact JSON; JSON is YAML, and numbers keep their kind.
Value Parse(const std::string& json, Arena& arena) {
  return json.empty() ? Value() : ReadYaml(json, arena, YamlNumbers::kKept);
}

bool IsContainer(const std::string& json) { return !json.empty() && (json[0] == '{' || json[0] == '['); }

// A text of several lines or a scalar as text; anything else as YAML. Ends with an end of line.
std::string BlockText(const std::string& json) {
  Arena arena;
  const Value value = Parse(json, arena);
  std::string text;
  if (value.is_string() && value.AsString().find('\n') != std::string_view::npos) {
    text = value.AsString();
  } else if (IsContainer(json)) {
    WriteYaml(text, value);
  } else {
    text = ScalarText(json);
  }
  if (text.empty() || text.back() != '\n') text += '\n';
  return text;
}

bool IsLong(const std::string& json) {
  return IsContainer(json) || json.find("\\n") != std::string::npos || json.size() > kShortLine;
}

// What follows "resource path".
std::string ChangeText(const FoldedChange& folded, size_t context) {
  const Change& change = folded.change;
  if (change.kind == ChangeKind::kChanged && folded.hashes) return ": another digest\n";
  if (change.kind == ChangeKind::kChanged && !IsLong(change.from) && !IsLong(change.to)) {
    return StrCat(": ", ScalarText(change.from), " -> ", ScalarText(change.to), "\n");
  }
  std::string text = StrCat(": ", ChangeName(change.kind), "\n");
  if (change.kind == ChangeKind::kChanged) {
    return text + IndentLines(UnifiedDiff(BlockText(change.from), BlockText(change.to), context), "    ");
  }
  // A resource that is gone needs no text.
  if (change.kind == ChangeKind::kRemoved && change.path.empty()) return text;
  return text + IndentLines(BlockText(change.kind == ChangeKind::kAdded ? change.to : change.from), "    ");
}

std::string KindCounts(const FoldedChange& folded) {
  std::map<std::string, size_t> kinds;
  for (const auto& [resource, cases] : folded.where) ++kinds[resource.substr(0, resource.find('/'))];
  std::string text;
  for (const auto& [kind, count] : kinds) {
    text += StrCat(text.empty() ? "" : ", ", kind, " ", std::to_string(count));
  }
  return text;
}

// The resource with the most cases names the change.
std::string MainResource(const FoldedChange& folded) {
  const auto main = std::max_element(folded.where.begin(), folded.where.end(), [](const auto& a, const auto& b) {
    return a.second.size() < b.second.size();
  });
  return main->first;
}

class Describer {
 public:
  explicit Describer(const ReportOptions& options) : options_(options) {}

  std::string Describe(const FoldedChange& folded) const {
    const bool many = folded.where.size() > kNamedResources;
    const std::string main = many ? StrCat(std::to_string(folded.where.size()), " resources") : MainResource(folded);
    std::string text = main;
    if (!folded.change.path.empty()) text += StrCat(" ", folded.change.path);
    const std::string change = ChangeText(folded, options_.context);
    const size_t line_end = change.find('\n') + 1;
    text.append(change, 0, line_end);
    text += many ? CountedPlaces(folded) : NamedPlaces(folded, main);
    return text.append(change, line_end);
  }

 private:
  std::string In(const std::set<size_t>& cases) const {
    return options_.case_names.empty() ? "" : StrCat(" in ", DescribeCases(cases, options_.among, options_.case_names));
  }

  std::string CountedPlaces(const FoldedChange& folded) const {
    std::set<size_t> all;
    for (const auto& [resource, cases] : folded.where) all.insert(cases.begin(), cases.end());
    return StrCat("  # ", KindCounts(folded), In(all), "\n");
  }

  std::string NamedPlaces(const FoldedChange& folded, const std::string& main) const {
    std::string text;
    if (const std::string in = In(folded.where.at(main)); !in.empty()) text = StrCat("  #", in, "\n");
    for (const auto& [resource, cases] : folded.where) {
      if (resource != main) text += StrCat("  # also ", resource, In(cases), "\n");
    }
    return text;
  }

  const ReportOptions& options_;
};

}  // namespace

std::vector<FoldedChange> FoldChanges(std::span<const CaseChanges> cases) {
  using Key = std::tuple<std::string, ChangeKind, std::string, std::string>;
  std::map<Key, FoldedChange> folded;
  for (const CaseChanges& entry : cases) {
    for (const Change& change : entry.changes) {
      const bool hashes = IsDigest(change.from) && IsDigest(change.to);
      Key key{change.path, change.kind, hashes ? "" : change.from, hashes ? "" : change.to};
      FoldedChange& fold = folded.try_emplace(std::move(key), FoldedChange{change, hashes, {}}).first->second;
      fold.where[change.resource].insert(entry.index);
    }
  }
  std::vector<FoldedChange> ordered;
  ordered.reserve(folded.size());
  for (auto& [key, fold] : folded) ordered.push_back(std::move(fold));
  std::stable_sort(ordered.begin(), ordered.end(), [](const FoldedChange& a, const FoldedChange& b) {
    const auto rank = [](const FoldedChange& fold) {
      return std::tuple(fold.where.size() > kNamedResources, fold.where.begin()->first);
    };
    return rank(a) < rank(b);
  });
  return ordered;
}

std::string DescribeFolded(std::span<const FoldedChange> changes, const ReportOptions& options) {
  const Describer describer(options);
  std::string text;
  for (const FoldedChange& folded : changes) text += describer.Describe(folded);
  return text;
}

std::string DescribeCases(const std::set<size_t>& cases, const std::set<size_t>& among,
                          const std::vector<std::string>& names) {
  std::set<size_t> others;
  for (const size_t index : among) {
    if (cases.count(index) == 0) others.insert(index);
  }
  const auto list = [&](const std::set<size_t>& indices) {
    std::string text;
    for (const size_t index : indices) text += StrCat(text.empty() ? "" : ", ", names[index]);
    return text;
  };
  if (others.empty() && cases.size() > 1) return StrCat("all ", std::to_string(cases.size()), " cases");
  if (others.size() >= cases.size()) return list(cases);
  return StrCat(std::to_string(cases.size()), " of ", std::to_string(among.size()), " cases: all but ", list(others));
}

std::string ScalarText(const std::string& json) {
  Arena arena;
  const Value value = Parse(json, arena);
  if (!value.is_string()) return json;
  const std::string text(value.AsString());
  const bool plain = !text.empty() && text.front() != ' ' && text.back() != ' ' &&
                     text.find_first_of("\n\r\t\"") == std::string::npos;
  if (!plain) return json;
  try {  // a text that reads as something else keeps its quotes
    return ReadYaml(text, arena, YamlNumbers::kKept).is_string() ? text : json;
  } catch (const Failure&) {
    return text;
  }
}

}  // namespace chartrender::golden

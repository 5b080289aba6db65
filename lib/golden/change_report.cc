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

constexpr size_t kNamedResources = 6;  // more are counted
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

bool IsContainer(const std::string& json) {
  return !json.empty() && (json[0] == '{' || json[0] == '[');
}

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

// A text of several lines.
bool IsText(const std::string& json) {
  return json[0] == '"' && json.find("\\n") != std::string::npos;
}

bool IsLong(const std::string& json) {
  return IsContainer(json) || json.find("\\n") != std::string::npos || json.size() > kShortLine;
}

// Changes with the same key are told as one: texts of many lines by their difference, removed
// resources whatever they held.
std::pair<std::string, std::string> FoldingKey(const Change& change) {
  constexpr size_t kContext = 3;
  if (change.kind == ChangeKind::kRemoved && change.path.empty()) return {};
  const bool texts =
      change.kind == ChangeKind::kChanged && IsText(change.from) && IsText(change.to);
  if (!texts) return {change.from, change.to};
  return {UnifiedDiff(BlockText(change.from), BlockText(change.to), kContext), ""};
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
    return text +
           IndentLines(UnifiedDiff(BlockText(change.from), BlockText(change.to), context), "    ");
  }
  // A resource that is gone needs no text.
  if (change.kind == ChangeKind::kRemoved && change.path.empty()) return text;
  return text + IndentLines(BlockText(change.kind == ChangeKind::kAdded ? change.to : change.from),
                            "    ");
}

// Resources that show a change in the same cases.
struct Group {
  std::vector<std::string> resources;
  std::set<size_t> cases;
};

// The groups of a change, those with the most cases first.
std::vector<Group> GroupsOf(const FoldedChange& folded) {
  std::map<std::set<size_t>, Group> groups;
  for (const auto& [resource, cases] : folded.where) {
    Group& group = groups[cases];
    group.cases = cases;
    group.resources.push_back(resource);
  }
  std::vector<Group> ordered;
  for (auto& [cases, group] : groups) ordered.push_back(std::move(group));
  std::stable_sort(ordered.begin(), ordered.end(),
                   [](const Group& a, const Group& b) { return a.cases.size() > b.cases.size(); });
  return ordered;
}

// A few resources by name, more by their kinds.
std::string NameResources(const std::vector<std::string>& resources) {
  std::map<std::string, size_t> kinds;
  std::string names;
  for (const std::string& resource : resources) {
    names += StrCat(names.empty() ? "" : ", ", resource);
    ++kinds[resource.substr(0, resource.find('/'))];
  }
  if (resources.size() <= kNamedResources) return names;
  std::string counts;
  for (const auto& [kind, count] : kinds) {
    counts += StrCat(counts.empty() ? "" : ", ", kind, " ", std::to_string(count));
  }
  return counts;
}

class Describer {
 public:
  explicit Describer(const ReportOptions& options) : options_(options) {}

  std::string Describe(const FoldedChange& folded) const {
    const std::vector<Group> groups = GroupsOf(folded);
    const bool one = groups[0].resources.size() == 1;
    std::string text =
        one ? groups[0].resources[0] : StrCat(std::to_string(folded.where.size()), " resources");
    if (!folded.change.path.empty()) text += StrCat(" ", folded.change.path);
    const std::string change = ChangeText(folded, options_.context);
    const size_t line_end = change.find('\n') + 1;
    text.append(change, 0, line_end);
    text += Places(groups, one);
    return text.append(change, line_end);
  }

 private:
  [[nodiscard]] std::string In(const std::set<size_t>& cases) const {
    return options_.case_names.empty()
               ? ""
               : StrCat(" in ", DescribeCases(cases, options_.among, options_.case_names));
  }

  // Where the change shows, a line for each group; the last groups of many are told together.
  [[nodiscard]] std::string Places(const std::vector<Group>& groups, bool first_is_title) const {
    constexpr size_t kMostGroups = 3;
    std::string text;
    for (size_t i = 0; i < std::min(groups.size(), kMostGroups); ++i) {
      const std::string names =
          i == 0 && first_is_title
              ? ""
              : StrCat(i == 0 ? " " : " also ", NameResources(groups[i].resources));
      const std::string line = StrCat(names, In(groups[i].cases));
      if (!line.empty()) text += StrCat("  #", line, "\n");
    }
    Group rest;
    for (size_t i = kMostGroups; i < groups.size(); ++i) {
      rest.resources.insert(rest.resources.end(), groups[i].resources.begin(),
                            groups[i].resources.end());
      rest.cases.insert(groups[i].cases.begin(), groups[i].cases.end());
    }
    if (!rest.resources.empty())
      text += StrCat("  # also ", NameResources(rest.resources), In(rest.cases), "\n");
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
      auto [from, to] = hashes ? std::pair<std::string, std::string>() : FoldingKey(change);
      Key key{change.path, change.kind, std::move(from), std::move(to)};
      FoldedChange& fold =
          folded.try_emplace(std::move(key), FoldedChange{change, hashes, {}}).first->second;
      fold.where[change.resource].insert(entry.index);
    }
  }
  std::vector<FoldedChange> ordered;
  ordered.reserve(folded.size());
  for (auto& [key, fold] : folded) ordered.push_back(std::move(fold));
  std::stable_sort(
      ordered.begin(), ordered.end(), [](const FoldedChange& a, const FoldedChange& b) {
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
  for (const FoldedChange& folded : changes) {
    // Between cases a blank line parts the entries, which have lines of their own about where they
    // show.
    if (!text.empty() && !options.case_names.empty()) text += '\n';
    text += describer.Describe(folded);
  }
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
  if (others.empty() && cases.size() > 1)
    return StrCat("all ", std::to_string(cases.size()), " cases");
  if (others.size() >= cases.size()) return list(cases);
  return StrCat(std::to_string(cases.size()), " of ", std::to_string(among.size()),
                " cases: all but ", list(others));
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

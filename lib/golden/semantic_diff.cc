#include "golden/semantic_diff.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"
#include "golden/sequence_match.h"
#include "manifest/split.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::golden {

namespace {

// A scalar that names something; texts without quotes.
std::string NameText(Value value) {
  return value.is_string() ? std::string(value.AsString()) : JsonText(value);
}

bool IsContainer(Value value) { return value.is_map() || value.is_list(); }

// The name of an item under `key`, or "" when it has none.
std::string ItemName(Value item, std::string_view key) {
  if (!item.is_map()) return "";
  const Value name = item.AsMap()->Get(key);
  return name.is_absent() || IsContainer(name) ? "" : NameText(name);
}

// The names of all items, empty when one has none or two have the same.
std::vector<std::string> UniqueNames(std::span<const Value> items, std::string_view key) {
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  names.reserve(items.size());
  for (const Value& item : items) {
    names.push_back(ItemName(item, key));
    if (names.back().empty() || !seen.insert(names.back()).second) return {};
  }
  return names;
}

// Walks two trees side by side and notes what differs.
class Differ {
 public:
  Differ(std::string resource, std::vector<Change>& changes)
      : resource_(std::move(resource)), changes_(changes) {}

  void Compare(const std::string& path, Value before, Value after) {
    CheckStack();
    if (before.is_map() && after.is_map()) {
      CompareMaps(path, *before.AsMap(), *after.AsMap());
    } else if (before.is_list() && after.is_list()) {
      CompareLists(path, before.AsList(), after.AsList());
    } else if (before.kind() != after.kind() || IsContainer(before) ||
               JsonText(before) != JsonText(after)) {
      Note(path, ChangeKind::kChanged, JsonText(before), JsonText(after));
    }
  }

 private:
  void Note(std::string path, ChangeKind kind, std::string from, std::string to) {
    changes_.push_back({resource_, std::move(path), kind, std::move(from), std::move(to)});
  }
  void Added(std::string path, Value value) {
    Note(std::move(path), ChangeKind::kAdded, "", JsonText(value));
  }
  void Removed(std::string path, Value value) {
    Note(std::move(path), ChangeKind::kRemoved, JsonText(value), "");
  }

  void CompareMaps(const std::string& path, const Map& before, const Map& after) {
    std::set<std::string_view> keys;
    for (const Map::Entry& entry : before.Sorted()) keys.insert(entry.key());
    for (const Map::Entry& entry : after.Sorted()) keys.insert(entry.key());
    for (const std::string_view key : keys) {
      const Value* old_value = before.Find(key);
      const Value* new_value = after.Find(key);
      if (old_value == nullptr) {
        Added(JoinPath(path, key), *new_value);
      } else if (new_value == nullptr) {
        Removed(JoinPath(path, key), *old_value);
      } else {
        Compare(JoinPath(path, key), *old_value, *new_value);
      }
    }
  }

  void CompareLists(const std::string& path, std::span<const Value> before,
                    std::span<const Value> after) {
    for (const std::string_view key : {"name", "key", "containerPort"}) {
      const std::vector<std::string> old_names = UniqueNames(before, key);
      const std::vector<std::string> new_names = UniqueNames(after, key);
      if (old_names.size() == before.size() && new_names.size() == after.size() &&
          before.size() + after.size() > 0) {
        CompareByName(path, before, old_names, after, new_names);
        return;
      }
    }
    CompareInOrder(path, before, after);
  }

  void CompareByName(const std::string& path, std::span<const Value> before,
                     const std::vector<std::string>& old_names, std::span<const Value> after,
                     const std::vector<std::string>& new_names) {
    std::map<std::string_view, size_t> places;
    for (size_t i = 0; i < new_names.size(); ++i) places[new_names[i]] = i;
    std::set<std::string_view> kept;
    for (size_t i = 0; i < old_names.size(); ++i) {
      const auto found = places.find(old_names[i]);
      const std::string item = StrCat(path, "[", old_names[i], "]");
      if (found == places.end()) {
        Removed(item, before[i]);
      } else {
        kept.insert(old_names[i]);
        Compare(item, before[i], after[found->second]);
      }
    }
    for (size_t i = 0; i < new_names.size(); ++i) {
      if (kept.count(new_names[i]) == 0) Added(StrCat(path, "[", new_names[i], "]"), after[i]);
    }
  }

  void CompareInOrder(const std::string& path, std::span<const Value> before,
                      std::span<const Value> after) {
    std::vector<std::string> old_texts;
    std::vector<std::string> new_texts;
    for (const Value& item : before) old_texts.push_back(JsonText(item));
    for (const Value& item : after) new_texts.push_back(JsonText(item));
    for (const Gap& gap : FindGaps(old_texts, new_texts)) {
      const size_t paired =
          std::min(gap.before_end - gap.before_begin, gap.after_end - gap.after_begin);
      for (size_t i = 0; i < paired; ++i) {
        const size_t place = gap.after_begin + i;
        Compare(Indexed(path, place), before[gap.before_begin + i], after[place]);
      }
      for (size_t i = gap.before_begin + paired; i < gap.before_end; ++i) {
        Removed(Indexed(path, i), before[i]);
      }
      for (size_t i = gap.after_begin + paired; i < gap.after_end; ++i)
        Added(Indexed(path, i), after[i]);
    }
  }

  static std::string Indexed(const std::string& path, size_t index) {
    return StrCat(path, "[", std::to_string(index), "]");
  }

  std::string resource_;
  std::vector<Change>& changes_;
};

std::string TextField(Value document, std::string_view key) {
  if (!document.is_map()) return "";
  const Value value = document.AsMap()->Get(key);
  return value.is_absent() || IsContainer(value) ? "" : NameText(value);
}

using Key = std::tuple<std::string, std::string, std::string,
                       size_t>;  // kind, name, space, number among equals

std::map<Key, Value> ByKey(std::span<const Resource> resources) {
  std::map<Key, Value> keyed;
  for (const Resource& resource : resources) {
    size_t number = 0;
    while (
        !keyed.emplace(Key{resource.kind, resource.name, resource.space, number}, resource.document)
             .second) {
      ++number;
    }
  }
  return keyed;
}

// Names that stand in more than one namespace on either side need it in their title.
std::set<std::pair<std::string, std::string>> AmbiguousNames(const std::map<Key, Value>& before,
                                                             const std::map<Key, Value>& after) {
  std::map<std::pair<std::string, std::string>, std::set<std::string>> spaces;
  for (const auto* side : {&before, &after}) {
    for (const auto& [key, value] : *side)
      spaces[{std::get<0>(key), std::get<1>(key)}].insert(std::get<2>(key));
  }
  std::set<std::pair<std::string, std::string>> ambiguous;
  for (const auto& [name, found] : spaces) {
    if (found.size() > 1) ambiguous.insert(name);
  }
  return ambiguous;
}

}  // namespace

std::vector<Resource> ReadResources(std::string_view rendered, Arena& arena) {
  std::vector<Resource> resources;
  size_t number = 0;
  for (const std::string_view text : manifest::SplitDocuments(rendered)) {
    ++number;
    Value document;
    try {
      document = ReadYaml(text, arena, YamlNumbers::kKept);
    } catch (const Failure& failure) {
      throw Failure(ErrorCode::kManifest,
                    StrCat("document ", std::to_string(number), ": ", failure.error().message));
    }
    if (document.is_absent()) continue;  // only comments
    Resource resource;
    resource.kind = TextField(document, "kind");
    const Value metadata = document.is_map() ? document.AsMap()->Get("metadata") : Value();
    resource.name = TextField(metadata, "name");
    resource.space = TextField(metadata, "namespace");
    if (resource.kind.empty() && resource.name.empty()) {
      resource.kind = "?";
      resource.name = std::to_string(resources.size());
    }
    resource.document = document;
    resources.push_back(std::move(resource));
  }
  return resources;
}

std::vector<Change> DiffResources(std::span<const Resource> before,
                                  std::span<const Resource> after) {
  const std::map<Key, Value> old_ones = ByKey(before);
  const std::map<Key, Value> new_ones = ByKey(after);
  const auto ambiguous = AmbiguousNames(old_ones, new_ones);
  std::set<Key> keys;
  for (const auto& [key, value] : old_ones) keys.insert(key);
  for (const auto& [key, value] : new_ones) keys.insert(key);
  std::vector<Change> changes;
  for (const Key& key : keys) {
    const auto& [kind, name, space, number] = key;
    std::string title = ambiguous.count({kind, name}) != 0 ? StrCat(kind, "/", space, "/", name)
                                                           : StrCat(kind, "/", name);
    if (number > 0) title += StrCat(" (", std::to_string(number + 1), ")");
    const auto old_one = old_ones.find(key);
    const auto new_one = new_ones.find(key);
    if (old_one == old_ones.end()) {
      changes.push_back({title, "", ChangeKind::kAdded, "", JsonText(new_one->second)});
    } else if (new_one == new_ones.end()) {
      changes.push_back({title, "", ChangeKind::kRemoved, JsonText(old_one->second), ""});
    } else {
      Differ(title, changes).Compare("", old_one->second, new_one->second);
    }
  }
  return changes;
}

std::string JsonText(Value value) {
  std::string text;
  WriteJson(text, value, JsonStyle::kRaw);
  return text;
}

std::string JoinPath(std::string_view path, std::string_view key) {
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  bool plain = !key.empty() && is_letter(key[0]);
  for (const char c : key) plain = plain && (is_letter(c) || (c >= '0' && c <= '9') || c == '-');
  if (plain) return path.empty() ? std::string(key) : StrCat(path, ".", key);
  std::string quoted;
  AppendJsonString(quoted, key, false);
  return StrCat(path, "[", quoted, "]");
}

std::string_view ChangeName(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::kAdded:
      return "added";
    case ChangeKind::kRemoved:
      return "removed";
    default:
      return "changed";
  }
}

}  // namespace chartrender::golden

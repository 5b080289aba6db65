#include "schema/document.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <vector>

#include "base/json_pointer.h"
#include "schema/pointer.h"

namespace chartrender::schema {

namespace {

// strconv.Atoi of a token as an index into `size` items; `size` when it is none.
size_t ParseIndex(std::string_view token, size_t size) {
  if (!token.empty() && token[0] == '+') {
    token.remove_prefix(1);
    if (!token.empty() && token[0] == '-') return size;
  }
  int64_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size() || index < 0) return size;
  return std::min(static_cast<size_t>(index), size);
}

size_t ChildCount(Value value) {
  return value.is_map() ? value.AsMap()->size() : value.AsList().size();
}

// The member of an object, or null.
const Map::Entry* FindEntry(Value object, std::string_view key) {
  if (!object.is_map()) return nullptr;
  const auto entries = object.AsMap()->Sorted();
  const Value* value = object.AsMap()->Find(key);
  if (value == nullptr) return nullptr;
  const auto bytes =
      reinterpret_cast<const char*>(value) - reinterpret_cast<const char*>(&entries.front().value);
  return &entries[static_cast<size_t>(bytes) / sizeof(Map::Entry)];
}

size_t IndexOf(const Place& parent, const Map::Entry& member) {
  return static_cast<size_t>(&member - parent.value.AsMap()->Sorted().data());
}

}  // namespace

size_t Document::StepHash::operator()(const Step& step) const {
  return HashKey(step.token) ^
         (reinterpret_cast<uintptr_t>(step.parent) / alignof(Place) * 0x9E3779B97F4A7C15ULL);
}

Document::Document(std::string_view url, Value root, Arena& arena) : url_(url), arena_(arena) {
  root_.value = root;
}

// `index` counts what the parent holds.
Place& Document::Child(Place& parent, size_t index, std::string_view token, Value value,
                       bool named) {
  Place* child = arena_.New<Place>();
  child->parent = &parent;
  child->token = token;
  child->named = named;
  child->value = value;
  if (parent.children == nullptr) {
    parent.children = arena_.Array<Place::Slot>(ChildCount(parent.value)).data();
  }
  parent.children[index].place = child;
  return *child;
}

Place& Document::OddChild(Place& parent, std::string_view token, const Value* value) {
  const auto [found, added] = odd_.emplace(Step{&parent, token}, nullptr);
  if (!added) return *found->second;
  Place* place = found->second = arena_.New<Place>();
  place->parent = &parent;
  place->token = token;
  if (value == nullptr) {
    place->lookup = Place::Lookup::kMissing;
  } else {
    place->value = *value;
  }
  return *place;
}

Place& Document::Member(Place& parent, const Map::Entry& member) {
  const size_t index = IndexOf(parent, member);
  if (parent.children != nullptr && parent.children[index].place != nullptr) {
    return *parent.children[index].place;
  }
  return Child(parent, index, member.key(), member.value, true);
}

Place& Document::Member(Place& parent, std::string_view key) {
  if (const Map::Entry* member = FindEntry(parent.value, key)) return Member(parent, *member);
  std::string escaped;
  AppendPointerToken(escaped, key);
  return OddChild(parent, arena_.Copy(escaped), nullptr);
}

Place& Document::Item(Place& parent, size_t index) {
  const bool exists = parent.value.is_list() && index < parent.value.AsList().size();
  if (exists && parent.children != nullptr && parent.children[index].place != nullptr) {
    return *parent.children[index].place;
  }
  char text[24];
  const auto end = std::to_chars(text, text + sizeof(text), index);
  const std::string_view token = arena_.Copy({text, static_cast<size_t>(end.ptr - text)});
  if (exists) return Child(parent, index, token, parent.value.AsList()[index], false);
  return OddChild(parent, token, nullptr);
}

Place& Document::Resolve(Place& parent, std::string_view token) {
  const std::optional<std::string> key = PointerTokenText(token);
  const Value* found = nullptr;
  if (parent.lookup == Place::Lookup::kFound && key.has_value()) {
    if (parent.value.is_map()) {
      const Map::Entry* member = FindEntry(parent.value, *key);
      if (member != nullptr) return Member(parent, *member);
    } else if (parent.value.is_list()) {
      const auto items = parent.value.AsList();
      const size_t index = ParseIndex(*key, items.size());
      if (index < items.size() && std::to_string(index) == token) return Item(parent, index);
      if (index < items.size()) found = &items[index];
    }
  }
  Place& place = OddChild(parent, arena_.Copy(token), found);
  if (parent.lookup != Place::Lookup::kFound) {
    place.lookup = parent.lookup;
  } else if (!key.has_value()) {
    place.lookup = Place::Lookup::kBadPointer;
  }
  return place;
}

Place& Document::Follow(Place& from, std::string_view pointer) {
  Place* at = &from;
  while (!pointer.empty()) at = &Resolve(*at, TakePointerToken(pointer));
  return *at;
}

const Place* Document::FindMember(const Place* parent, std::string_view key) {
  if (parent == nullptr || parent->children == nullptr) return nullptr;
  const Map::Entry* member = FindEntry(parent->value, key);
  return member == nullptr ? nullptr : parent->children[IndexOf(*parent, *member)].place;
}

const Place* Document::FindItem(const Place* parent, size_t index) {
  if (parent == nullptr || parent->children == nullptr || !parent->value.is_list()) return nullptr;
  return index < parent->value.AsList().size() ? parent->children[index].place : nullptr;
}

std::string Document::PointerText(const Place& place) {
  std::vector<const Place*> places;
  for (const Place* at = &place; at->parent != nullptr; at = at->parent) places.push_back(at);
  std::string pointer;
  for (auto at = places.rbegin(); at != places.rend(); ++at) {
    pointer += '/';
    if ((*at)->named) {
      AppendPointerToken(pointer, (*at)->token);
    } else {
      pointer += (*at)->token;
    }
  }
  return pointer;
}

std::string Document::Location(const Place& place) const {
  return url_ + "#" + EncodeFragment(PointerText(place));
}

Resource& Document::NewResource(Place& place, std::string id) {
  Resource& resource = resources_.emplace_back();
  resource.place = &place;
  resource.id = std::move(id);
  place.resource = &resource;
  by_id_.emplace(resource.id, &resource);
  return resource;
}

Resource& Document::ResourceOf(Place& place) {
  const size_t known = resources_.size();
  if (known == 1) return resources_.front();
  Place* at = &place;
  while (at->resource == nullptr && at->known_resources != known) at = at->parent;
  Resource* found = at->resource != nullptr ? at->resource : at->around;
  for (Place* below = &place; below != at; below = below->parent) {
    below->around = found;
    below->known_resources = known;
  }
  return *found;
}

Resource* Document::ResourceById(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace chartrender::schema

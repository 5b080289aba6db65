#include "schema/document.h"

#include <algorithm>
#include <charconv>

#include "base/json_pointer.h"
#include "schema/pointer.h"
#include "value/map.h"

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

}  // namespace

size_t Document::StepHash::operator()(const Step& step) const {
  return HashKey(step.token) ^ (size_t{step.parent} * 0x9E3779B97F4A7C15ULL);
}

Document::Document(std::string_view url, Value root, Arena& arena) : url_(url), arena_(arena) {
  places_.emplace_back().value = root;
}

PlaceId Document::Child(PlaceId parent, std::string_view token, const Value* value) {
  const auto id = static_cast<PlaceId>(places_.size());
  const auto [found, added] = steps_.emplace(Step{parent, token}, id);
  if (!added) return found->second;
  Place& place = places_.emplace_back();
  place.parent = parent;
  place.token = token;
  if (value == nullptr) {
    place.lookup = Place::Lookup::kMissing;
  } else {
    place.value = *value;
  }
  return id;
}

PlaceId Document::Member(PlaceId parent, std::string_view key) {
  const Value& value = places_[parent].value;
  const Value* member = value.is_map() ? value.AsMap()->Find(key) : nullptr;
  if (key.find_first_of("~/") == std::string_view::npos) return Child(parent, key, member);
  std::string escaped;
  AppendPointerToken(escaped, key);
  return Child(parent, arena_.Copy(escaped), member);
}

PlaceId Document::Item(PlaceId parent, size_t index) {
  char text[24];
  const auto end = std::to_chars(text, text + sizeof(text), index);
  const Value& value = places_[parent].value;
  const Value* item =
      value.is_list() && index < value.AsList().size() ? &value.AsList()[index] : nullptr;
  const std::string_view token(text, static_cast<size_t>(end.ptr - text));
  return Child(parent, arena_.Copy(token), item);
}

PlaceId Document::Resolve(PlaceId parent, std::string_view token) {
  const auto known = steps_.find(Step{parent, token});
  if (known != steps_.end()) return known->second;
  const std::string_view kept = arena_.Copy(token);
  const Place::Lookup before = places_[parent].lookup;
  const std::optional<std::string> key = PointerTokenText(token);
  const Value* found = nullptr;
  const Value value = places_[parent].value;
  if (before == Place::Lookup::kFound && key.has_value()) {
    if (value.is_map()) {
      found = value.AsMap()->Find(*key);
    } else if (value.is_list()) {
      const size_t index = ParseIndex(*key, value.AsList().size());
      if (index < value.AsList().size()) found = &value.AsList()[index];
    }
  }
  const PlaceId id = Child(parent, kept, found);
  if (before != Place::Lookup::kFound) {
    places_[id].lookup = before;
  } else if (!key.has_value()) {
    places_[id].lookup = Place::Lookup::kBadPointer;
  }
  return id;
}

PlaceId Document::Follow(PlaceId from, std::string_view pointer) {
  while (!pointer.empty()) {
    const std::string_view token = TakePointerToken(pointer);
    from = Resolve(from, token);
  }
  return from;
}

PlaceId Document::Find(PlaceId parent, std::string_view token) const {
  if (parent == kNowhere) return kNowhere;
  const auto found = steps_.find(Step{parent, token});
  return found == steps_.end() ? kNowhere : found->second;
}

PlaceId Document::FindMember(PlaceId parent, std::string_view key) const {
  if (key.find_first_of("~/") == std::string_view::npos) return Find(parent, key);
  std::string escaped;
  AppendPointerToken(escaped, key);
  return Find(parent, escaped);
}

PlaceId Document::FindItem(PlaceId parent, size_t index) const {
  return Find(parent, std::to_string(index));
}

std::string Document::PointerText(PlaceId id) const {
  std::vector<std::string_view> tokens;
  for (; id != kRoot; id = places_[id].parent) tokens.push_back(places_[id].token);
  std::string pointer;
  for (auto token = tokens.rbegin(); token != tokens.rend(); ++token) {
    pointer.append("/").append(*token);
  }
  return pointer;
}

std::string Document::Location(PlaceId id) const {
  return url_ + "#" + EncodeFragment(PointerText(id));
}

Resource& Document::NewResource(PlaceId place, std::string id) {
  Resource& resource = resources_.emplace_back();
  resource.place = place;
  resource.id = std::move(id);
  places_[place].resource = &resource;
  by_id_.emplace(resource.id, &resource);
  return resource;
}

Resource& Document::ResourceOf(PlaceId id) {
  const size_t known = resources_.size();
  PlaceId at = id;
  while (places_[at].resource == nullptr && places_[at].known_resources != known) {
    at = places_[at].parent;
  }
  Resource* found = places_[at].resource != nullptr ? places_[at].resource : places_[at].around;
  for (; id != at; id = places_[id].parent) {
    places_[id].around = found;
    places_[id].known_resources = known;
  }
  return *found;
}

Resource* Document::ResourceById(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace chartrender::schema

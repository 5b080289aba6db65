// One JSON document that holds schemas, and what is known about its places: each place is a JSON
// pointer into the document, kept as a tree of tokens so that places are small and equal when their
// numbers are. Filled while compiling, const afterwards. Source: santhosh-tekuri/jsonschema 6.0.3
// root.go, util.go.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/arena.h"
#include "schema/draft.h"
#include "value/value.h"

namespace chartrender::schema {

struct Node;

using PlaceId = uint32_t;
constexpr PlaceId kRoot = 0;
constexpr PlaceId kNowhere = UINT32_MAX;

// A part of a document with an address of its own: the root, or a subschema with an id.
struct Resource {
  PlaceId place = kRoot;
  std::string id;           // its absolute address, without fragment
  std::string resolved_id;  // what an empty reference to it gives; "" until asked for
  Dialect dialect;
  std::map<std::string, PlaceId, std::less<>> anchors;
  std::set<std::string, std::less<>> dynamic_anchors;
};

struct Place {
  enum class Lookup : uint8_t { kFound, kMissing, kBadPointer };
  PlaceId parent = kRoot;
  std::string_view token;  // escaped
  Lookup lookup = Lookup::kFound;
  bool processed = false;  // collected as a schema
  Value value;
  Resource* resource = nullptr;  // that starts here
  Resource* around =
      nullptr;  // the innermost one, as of the time when there were `known_resources`
  size_t known_resources = 0;
  Node* node = nullptr;  // compiled
};

class Document {
 public:
  // `arena` keeps tokens and must outlive the document, as must `url`'s copy in it.
  Document(std::string_view url, Value root, Arena& arena);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  const std::string& url() const { return url_; }
  Place& At(PlaceId id) { return places_[id]; }
  const Place& At(PlaceId id) const { return places_[id]; }

  // The place of a member or an item; made when it is new.
  PlaceId Member(PlaceId parent, std::string_view key);
  PlaceId Item(PlaceId parent, size_t index);
  // The place below `from` that an escaped pointer (`/a/b`, or empty) names. The text is kept as
  // written.
  PlaceId Follow(PlaceId from, std::string_view pointer);
  // The place of a member or an item if it is known, else kNowhere; kNowhere has none.
  PlaceId FindMember(PlaceId parent, std::string_view key) const;
  PlaceId FindItem(PlaceId parent, size_t index) const;

  // The pointer of a place, and its URL with the pointer as fragment.
  std::string PointerText(PlaceId id) const;
  std::string Location(PlaceId id) const;

  Resource& NewResource(PlaceId place, std::string id);
  // The innermost resource around a place.
  Resource& ResourceOf(PlaceId id);
  // By its absolute address; null when there is none.
  Resource* ResourceById(std::string_view id);
  size_t resource_count() const { return resources_.size(); }

 private:
  struct Step {
    PlaceId parent;
    std::string_view token;
    bool operator==(const Step&) const = default;
  };
  struct StepHash {
    size_t operator()(const Step& step) const;
  };

  PlaceId Find(PlaceId parent, std::string_view token) const;
  PlaceId Child(PlaceId parent, std::string_view token, const Value* value);
  PlaceId Resolve(PlaceId parent, std::string_view token);

  std::string url_;
  Arena& arena_;
  std::deque<Place> places_;
  std::unordered_map<Step, PlaceId, StepHash> steps_;
  std::deque<Resource> resources_;
  std::unordered_map<std::string_view, Resource*> by_id_;
};

}  // namespace chartrender::schema

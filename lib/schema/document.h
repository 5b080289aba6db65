// One JSON document that holds schemas, and what is known about its places: each place is a JSON
// pointer into the document, kept as a tree, so that equal pointers are one place. Filled while
// compiling, const afterwards; a place never moves, and its pointer never changes. Source:
// santhosh-tekuri/jsonschema 6.0.3 root.go, util.go.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/arena.h"
#include "schema/draft.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::schema {

struct Node;
struct Place;

// A part of a document with an address of its own: the root, or a subschema with an id.
struct Resource {
  Place* place = nullptr;
  std::string id;           // its absolute address, without fragment
  std::string resolved_id;  // what an empty reference to it gives; "" until asked for
  Dialect dialect;
  std::map<std::string, Place*, std::less<>> anchors;
  std::set<std::string, std::less<>> dynamic_anchors;
};

struct Place {
  struct Slot {
    Place* place = nullptr;
  };
  enum class Lookup : uint8_t { kFound, kMissing, kBadPointer };
  Place* parent = nullptr;  // none for the root
  std::string_view token;   // of an existing member its name, else as it stands in pointers
  Lookup lookup = Lookup::kFound;
  bool processed = false;  // collected as a schema
  bool named = false;      // the token is a member's name
  Value value;
  Slot* children = nullptr;      // of an object's members in their order, or of a list's items
  Resource* resource = nullptr;  // that starts here
  Resource* around =
      nullptr;  // the innermost one, as of the time when there were `known_resources`
  size_t known_resources = 0;
  Node* node = nullptr;  // compiled
};

class Document {
 public:
  // `arena` keeps places and must outlive the document.
  Document(std::string_view url, Value root, Arena& arena);
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;

  const std::string& url() const { return url_; }
  Place& root() { return root_; }
  const Place& root() const { return root_; }

  // The place of a member of an object, of any name, and of an item; made when it is new.
  Place& Member(Place& parent, const Map::Entry& member);
  Place& Member(Place& parent, std::string_view key);
  Place& Item(Place& parent, size_t index);
  // The place below `from` that an escaped pointer (`/a/b`, or empty) names. The text is kept as
  // written.
  Place& Follow(Place& from, std::string_view pointer);
  // The place of a member or an item if it is known, else null; null has none.
  static const Place* FindMember(const Place* parent, std::string_view key);
  static const Place* FindItem(const Place* parent, size_t index);

  // The pointer of a place, and its URL with the pointer as fragment.
  static std::string PointerText(const Place& place);
  std::string Location(const Place& place) const;

  Resource& NewResource(Place& place, std::string id);
  // The innermost resource around a place.
  Resource& ResourceOf(Place& place);
  // By its absolute address; null when there is none.
  Resource* ResourceById(std::string_view id);
  size_t resource_count() const { return resources_.size(); }

  // Of a document all of whose schemas are plain and refer to schemas of the same document: the
  // places that its references lead to, by their texts. No other document has any.
  std::unordered_map<std::string_view, Place*> plain_references;
  bool self_contained = false;
  // Likewise: there are no keywords in it but those that IsSurelyValid() knows.
  bool simple = false;

 private:
  struct Step {
    const Place* parent;
    std::string_view token;
    bool operator==(const Step&) const = default;
  };
  struct StepHash {
    size_t operator()(const Step& step) const;
  };

  Place& Child(Place& parent, size_t index, std::string_view token, Value value, bool named);
  Place& OddChild(Place& parent, std::string_view token, const Value* value);
  Place& Resolve(Place& parent, std::string_view token);

  std::string url_;
  Arena& arena_;
  Place root_;
  // Places that do not exist, and items with unusual indexes ("01").
  std::unordered_map<Step, Place*, StepHash> odd_;
  std::deque<Resource> resources_;
  std::unordered_map<std::string_view, Resource*> by_id_;
};

}  // namespace chartrender::schema

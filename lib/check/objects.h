// The objects that checks look at, with the places where they stand. Made once per render or set of
// files by lib/api; every check walks the same values. Field places are looked up by JSON pointer,
// and only for findings: a document's lines are indexed when first asked for. All memory belongs to
// the set. One thread at a time.
#pragma once

#include <atomic>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/budget.h"
#include "chartrender/check.h"
#include "check/line_index.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::check {

// A line of a template or file.
struct Origin {
  std::string_view file;
  uint32_t line = 0;  // from 1; 0: not known
  // The action outside of all included definitions that printed it; the same kind of place.
  std::string_view caller_file = {};
  uint32_t caller_line = 0;
};

struct Document {
  std::string_view text;
  std::string_view file;                        // that it was read from; "" for a render
  uint32_t first_line = 1;                      // of `text` in the file or in the rendered text
  std::string_view source;                      // the template's path, or the file
  std::function<Origin(uint32_t line)> origin;  // of a 0-based line; null: `source`, unknown line
  bool lines_are_source = false;  // the text stands in `source` as it is, from first_source_line on
  uint32_t first_source_line = 1;
  bool may_repeat_keys = true;       // false: reading showed that no mapping has a key twice
  std::unique_ptr<LineIndex> index;  // made when first asked for
};

struct IgnoreComments;  // ignores.h

struct Object {
  ResourceId id;
  Value value;  // a map
  Document* document = nullptr;
  std::string base;                 // pointer of the object in its document: "", "/items/3"
  std::vector<std::string> events;  // of a hook
  bool is_crd_file = false;         // of crds/

  [[nodiscard]] bool is_hook() const { return !events.empty(); }
};

}  // namespace chartrender::check

namespace chartrender {

class ObjectSet::Data {
 public:
  explicit Data(const Limits& limits) : budget(limits), arena(&budget) {}
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  // Parses the document and adds its object, or those of a list, or a problem.
  void Add(check::Document made, const std::vector<std::string>& events = {},
           bool is_crd_file = false);

  // A finding about a field (`pointer` within the object), with both places. `severity` and remedy
  // are the rule's; for a rule that is not registered they are kError and "".
  Finding Find(const check::Object& object, std::string_view rule, std::string_view pointer,
               std::string message) const;
  // The 1-based line of the object's field in its document's file or render, and where it comes
  // from.
  void Locate(const check::Object& object, std::string_view pointer, Finding& finding) const;
  // The same for a 0-based line of the object's document.
  void LocateLine(const check::Object& object, uint32_t line, Finding& finding) const;
  // A template's name as findings show it.
  std::string ShownFile(std::string_view file) const;
  // What gave a 0-based line of the document, named as Helm names templates.
  static check::Origin OriginOfLine(const check::Document& document, uint32_t line);
  // The same of the field's line.
  check::Origin OriginOf(const check::Object& object, std::string_view pointer) const;

  Budget budget;
  Arena arena;
  std::shared_ptr<const void> owner;  // keeps alive what views point to beside the arena
  std::string_view text;              // of a render
  std::string default_namespace = "default";
  std::string folder;  // ObjectSelection::folder
  std::deque<check::Document> documents;
  std::vector<check::Object> objects;
  std::vector<Finding> problems;
  std::map<std::string_view, std::string_view> sources;  // texts of templates and files by name
  // The files of crds/ of the chart and its subcharts, rendered or not.
  struct CrdText {
    std::string_view name, text;
  };
  std::vector<CrdText> crd_texts;
  std::shared_ptr<const check::IgnoreComments> comments;  // of all texts; null: not looked for yet
  // False while the objects of `text` are read on another thread, which then notifies.
  std::atomic<bool> are_objects_read = true;

 private:
  void AddObject(Value value, check::Document* document, std::string base,
                 const std::vector<std::string>& events, bool is_crd_file);
  static uint32_t LineOf(const check::Object& object, std::string_view pointer);
  void AddProblem(const check::Document& document, uint32_t line, std::string_view rule,
                  std::string message);
};

}  // namespace chartrender

namespace chartrender::check {

// The member of a map, Missing where `value` is none or has it not.
inline Value Member(Value value, std::string_view key) {
  return value.is_map() && value.AsMap() != nullptr ? value.AsMap()->Get(key) : Value();
}
// A string member, "" where there is none.
inline std::string_view TextMember(Value value, std::string_view key) {
  const Value member = Member(value, key);
  return member.is_string() ? member.AsString() : std::string_view();
}
// The items of a list, none for anything else.
inline std::span<const Value> Items(Value value) {
  return value.is_list() ? value.AsList() : std::span<const Value>();
}
// `pointer` with one more step; `~` and `/` of a key are escaped.
std::string Pointer(std::string_view pointer, std::string_view key);
std::string Pointer(std::string_view pointer, size_t index);

// The way to a value within an object, for walks that make a pointer only where they find
// something.
struct Step {
  const Step* up = nullptr;
  std::string_view key;  // of a member
  size_t index = 0;      // of an item, where there is no key
};
// "" for null.
std::string PointerOf(const Step* step);

}  // namespace chartrender::check

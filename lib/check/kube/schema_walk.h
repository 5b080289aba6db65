// Holds one object against the schema of its type. The messages are those of the schema room.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "check/kube/schema_node.h"
#include "value/value.h"

namespace chartrender::check::kube {

struct SchemaFault {
  std::string pointer;
  std::string message;
  bool is_unknown_field = false;
};

class SchemaWalk {
 public:
  struct Options {
    bool strict = false;                      // unknown fields are faults
    const SchemaNode* object_meta = nullptr;  // of `metadata` in objects that a definition embeds
  };

  SchemaWalk(SchemaReader& reader, Budget& budget, Options options)
      : reader_(reader), budget_(budget), options_(options) {}

  // In the order of the fields.
  std::vector<SchemaFault> Check(Value object, const SchemaNode& node);

 private:
  // A key, or an index where the key is null.
  struct Step {
    std::string_view key;
    size_t index = 0;
    bool is_index = false;
  };

  void CheckValue(Value value, const SchemaNode& node, bool may_be_null);
  void CheckMembers(Value value, const SchemaNode& node);
  void CheckMember(std::string_view key, Value value, const SchemaNode& node);
  void CheckUnknown(std::string_view key, const SchemaNode& node);
  void CheckItems(Value value, const SchemaNode& node);
  void CheckRules(Value value, const SchemaNode& node);
  // `below` is a pointer from the current place.
  void Report(std::string message, bool is_unknown_field = false, std::string_view below = {});
  [[nodiscard]] std::string PointerText() const;

  SchemaReader& reader_;
  Budget& budget_;
  Options options_;
  std::vector<Step> path_;
  std::vector<SchemaFault> faults_;
};

}  // namespace chartrender::check::kube

// The types that resource definitions (apiextensions.k8s.io/v1) describe: definitions given as
// texts, a chart's crds/, and those among the objects. A text is looked into when a kind of no
// other source is asked for, those first that seem to define it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/arena.h"
#include "check/kube/block_text.h"
#include "check/kube/schema_node.h"
#include "value/value.h"

namespace chartrender::check::kube {

struct CustomType {
  SchemaPart schema;
  bool has_schema = false;
  bool served = true;
  bool namespaced = true;
  bool deprecated = false;
  std::string_view warning;  // of a deprecated one, "" for none of its own
  std::string_view source;   // the file of the definition
};

class CustomTypes {
 public:
  explicit CustomTypes(Arena& arena) : arena_(arena) {}
  CustomTypes(const CustomTypes&) = delete;
  CustomTypes& operator=(const CustomTypes&) = delete;

  // A file of YAML documents; what it says is read when it is needed. `name` is for messages.
  void AddText(std::string_view name, std::string_view text);
  // A definition that is an object.
  void AddObject(Value definition, std::string_view name);

  // The type of "group/version" and kind; null where no definition has it.
  const CustomType* Find(std::string_view api_version, std::string_view kind);
  // The versions that a definition of that group and kind serves; empty: there is none.
  std::vector<std::string> VersionsOf(std::string_view group, std::string_view kind);

 private:
  struct Version {
    std::string_view name;
    CustomType type;
  };
  struct Definition {
    std::string_view group, kind;
    std::vector<Version> versions;
  };
  struct Text {
    std::string_view name, text;
    bool is_document = false;  // else a file that has not been split
    bool is_done = false;      // read or split
  };

  const Definition* FindDefinition(std::string_view group, std::string_view kind);
  const Definition* FindRead(std::string_view group, std::string_view kind) const;
  void Keep(Definition definition, std::string_view name);
  void SplitFile(size_t index);
  void ReadText(Text& text);
  bool ReadBlocks(const Text& text);
  bool ReadSpec(const BlockText& text, BlockText::Block block, Definition& definition);
  bool ReadVersion(const BlockText& text, BlockText::Block block, Definition& definition);
  std::string_view Scalar(const BlockText::Entry& entry);

  Arena& arena_;
  std::vector<Text> texts_;
  std::deque<BlockText> blocks_;
  std::deque<Definition> definitions_;
  std::map<std::pair<std::string_view, std::string_view>, const Definition*> by_name_;
  bool all_read_ = false;
};

}  // namespace chartrender::check::kube

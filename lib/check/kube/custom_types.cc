#include "check/kube/custom_types.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "check/objects.h"
#include "codec/yaml/read.h"
#include "manifest/split.h"

namespace chartrender::check::kube {

namespace {

constexpr std::string_view kKind = "CustomResourceDefinition";
// Definitions tell their names before their schemas, which are long.
constexpr size_t kHead = 8192;

bool MayDefine(std::string_view text, std::string_view kind) {
  return text.find(StrCat("kind: ", kind, "\n")) != std::string_view::npos;
}

}  // namespace

void CustomTypes::AddText(std::string_view name, std::string_view text) {
  all_read_ = false;
  texts_.push_back({name, text, false, false});
}

void CustomTypes::AddObject(Value definition, std::string_view name) {
  const Value spec = Member(definition, "spec");
  Definition made;
  made.group = TextMember(spec, "group");
  made.kind = TextMember(Member(spec, "names"), "kind");
  const bool namespaced = TextMember(spec, "scope") != "Cluster";
  for (const Value entry : Items(Member(spec, "versions"))) {
    Version version;
    version.name = TextMember(entry, "name");
    CustomType& type = version.type;
    type.schema.value = Member(Member(entry, "schema"), "openAPIV3Schema");
    type.schema.is_custom = true;
    type.has_schema = type.schema.value.is_map();
    const Value served = Member(entry, "served");
    type.served = !served.is(Kind::kBool) || served.AsBool();
    const Value deprecated = Member(entry, "deprecated");
    type.deprecated = deprecated.is(Kind::kBool) && deprecated.AsBool();
    type.warning = TextMember(entry, "deprecationWarning");
    type.namespaced = namespaced;
    made.versions.push_back(version);
  }
  Keep(std::move(made), name);
}

void CustomTypes::Keep(Definition definition, std::string_view name) {
  for (Version& version : definition.versions) version.type.source = name;
  const Definition& kept = definitions_.emplace_back(std::move(definition));
  by_name_.try_emplace({kept.group, kept.kind}, &kept);
}

std::string_view CustomTypes::Scalar(const BlockText::Entry& entry) {
  const Value value = Member(ReadYaml(entry.text, arena_), entry.key);
  if (value.is(Kind::kBool)) return value.AsBool() ? "true" : "false";
  return value.is_string() ? value.AsString() : std::string_view();
}

bool CustomTypes::ReadVersion(const BlockText& text, BlockText::Block block,
                              Definition& definition) {
  const auto entries = text.Mapping(block);
  if (!entries) return false;
  Version version;
  for (const BlockText::Entry& entry : *entries) {
    if (entry.key == "name") version.name = Scalar(entry);
    if (entry.key == "served") version.type.served = Scalar(entry) != "false";
    if (entry.key == "deprecated") version.type.deprecated = Scalar(entry) == "true";
    if (entry.key == "deprecationWarning") version.type.warning = Scalar(entry);
    if (entry.key != "schema" || !entry.inlined.empty()) continue;
    const auto schema = text.Mapping(entry.below);
    if (!schema) return false;
    for (const BlockText::Entry& part : *schema) {
      if (part.key != "openAPIV3Schema") continue;
      version.type.schema = {{}, &text, part, true, nullptr};
      version.type.has_schema = true;
    }
  }
  definition.versions.push_back(version);
  return true;
}

bool CustomTypes::ReadSpec(const BlockText& text, BlockText::Block block, Definition& definition) {
  const auto entries = text.Mapping(block);
  if (!entries) return false;
  bool namespaced = true;
  for (const BlockText::Entry& entry : *entries) {
    if (entry.key == "group") definition.group = Scalar(entry);
    if (entry.key == "scope") namespaced = Scalar(entry) != "Cluster";
    if (entry.key == "names") {
      definition.kind = TextMember(Member(ReadYaml(entry.text, arena_), "names"), "kind");
    }
    if (entry.key != "versions" || !entry.inlined.empty()) continue;
    const auto versions = text.Sequence(entry.below);
    if (!versions) return false;
    for (const BlockText::Block& version : *versions) {
      if (!ReadVersion(text, version, definition)) return false;
    }
  }
  for (Version& version : definition.versions) version.type.namespaced = namespaced;
  return true;
}

bool CustomTypes::ReadBlocks(const Text& text) {
  const BlockText& lines = blocks_.emplace_back(text.text);
  const auto entries = lines.Mapping(lines.Whole());
  if (!entries) return false;
  Definition definition;
  bool is_definition = false;
  bool is_read = true;
  for (const BlockText::Entry& entry : *entries) {
    if (entry.key == "kind") is_definition = Scalar(entry) == kKind;
    if (entry.key == "spec") {
      if (!entry.inlined.empty()) return false;
      is_read = ReadSpec(lines, entry.below, definition);
    }
  }
  if (is_definition && is_read) Keep(std::move(definition), text.name);
  return !is_definition || is_read;
}

void CustomTypes::SplitFile(size_t index) {
  const Text file = texts_[index];
  texts_[index].is_done = true;
  for (const std::string_view document : manifest::SplitDocuments(file.text)) {
    texts_.push_back({file.name, document, true, false});
  }
}

void CustomTypes::ReadText(Text& text) {
  text.is_done = true;
  try {
    if (ReadBlocks(text)) return;
    const Value value = ReadYaml(text.text, arena_);
    if (TextMember(value, "kind") == kKind) AddObject(value, text.name);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    throw Failure(ErrorCode::kUsage, StrCat(text.name, ": ", failure.error().message));
  }
}

const CustomTypes::Definition* CustomTypes::FindRead(std::string_view group,
                                                     std::string_view kind) const {
  const auto found = by_name_.find({group, kind});
  return found == by_name_.end() ? nullptr : found->second;
}

const CustomTypes::Definition* CustomTypes::FindDefinition(std::string_view group,
                                                           std::string_view kind) {
  const Definition* found = FindRead(group, kind);
  if (found != nullptr || all_read_) return found;
  // First what seems to define it, then the documents of all files that do, then everything.
  for (int pass = 0; pass < 3; ++pass) {
    for (size_t i = 0; i < texts_.size(); ++i) {  // files add to them
      if (texts_[i].is_done) continue;
      const bool likely = MayDefine(texts_[i].text.substr(0, kHead), kind);
      if (!texts_[i].is_document) {
        if (likely || pass > 0) SplitFile(i);
        continue;
      }
      if (!likely && pass < 2) continue;
      ReadText(texts_[i]);
      found = FindRead(group, kind);
      if (found != nullptr) return found;
    }
  }
  all_read_ = true;
  return nullptr;
}

const CustomType* CustomTypes::Find(std::string_view api_version, std::string_view kind) {
  const size_t slash = api_version.find('/');
  if (slash == std::string_view::npos) return nullptr;
  const Definition* definition = FindDefinition(api_version.substr(0, slash), kind);
  if (definition == nullptr) return nullptr;
  for (const Version& version : definition->versions) {
    if (version.name == api_version.substr(slash + 1)) return &version.type;
  }
  return nullptr;
}

std::vector<std::string> CustomTypes::VersionsOf(std::string_view group, std::string_view kind) {
  std::vector<std::string> names;
  const Definition* definition = FindDefinition(group, kind);
  if (definition == nullptr) return names;
  for (const Version& version : definition->versions) {
    if (version.type.served) names.push_back(StrCat(group, "/", version.name));
  }
  return names;
}

}  // namespace chartrender::check::kube

#include "check/objects.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/error.h"
#include "base/json_pointer.h"
#include "check/registry.h"
#include "codec/yaml/read.h"

namespace chartrender::check {

namespace {

constexpr RuleInfo kRules[] = {
    {"golden-differs", "golden", Severity::kError, "What a chart renders differs from its golden.",
     "See `render golden CHART`; accept it with --update."},
    {"render-failed", "render", Severity::kError, "A chart does not load or render.", ""},
    {"values-schema", "render", Severity::kError,
     "The values do not meet values.schema.json of the chart.", ""},
    {"not-yaml", "objects", Severity::kError, "A document is not valid YAML.",
     "Correct the document at the line that the message names."},
    {"not-an-object", "objects", Severity::kError,
     "A document is no Kubernetes object: not a mapping, or without apiVersion or kind.",
     "Give it apiVersion and kind, or leave it out of what is checked."},
};

}  // namespace

std::span<const RuleInfo> ObjectRules() { return kRules; }

std::string Pointer(std::string_view pointer, std::string_view key) {
  std::string made(pointer);
  made += '/';
  AppendPointerToken(made, key);
  return made;
}

std::string Pointer(std::string_view pointer, size_t index) {
  return std::string(pointer) + '/' + std::to_string(index);
}

std::string PointerOf(const Step* step) {
  if (step == nullptr) return "";
  const std::string above = PointerOf(step->up);
  return step->key.data() == nullptr ? Pointer(above, step->index) : Pointer(above, step->key);
}

}  // namespace chartrender::check

namespace chartrender {

namespace {

ResourceId IdOf(Value object) {
  const Value metadata = check::Member(object, "metadata");
  return {std::string(check::TextMember(object, "apiVersion")),
          std::string(check::TextMember(object, "kind")),
          std::string(check::TextMember(metadata, "namespace")),
          std::string(check::TextMember(metadata, "name"))};
}

bool IsList(Value object) {
  const std::string_view kind = check::TextMember(object, "kind");
  return kind.ends_with("List") && check::Member(object, "items").is_list();
}

}  // namespace

std::string ResourceId::ToText() const {
  std::string text = kind;
  if (!space.empty()) text += '/' + space;
  if (!name.empty()) text += '/' + name;
  return text;
}

void ObjectSet::Data::Add(check::Document made, const std::vector<std::string>& events,
                          bool is_crd_file) {
  documents.push_back(std::move(made));
  check::Document& document = documents.back();
  Value value;
  try {
    value = ReadYamlInPlace(document.text, arena, YamlNumbers::kKept, document.may_repeat_keys);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    const std::string& message = failure.error().message;
    AddProblem(document, check::LineOfYamlError(message) - 1, "not-yaml", message);
    return;
  }
  if (value.is_absent()) return;  // comments alone
  if (!value.is_map()) {
    AddProblem(document, 0, "not-an-object", "the document is no mapping");
    return;
  }
  AddObject(value, &document, "", events, is_crd_file);
}

void ObjectSet::Data::AddObject(Value value, check::Document* document, std::string base,
                                const std::vector<std::string>& events, bool is_crd_file) {
  if (IsList(value)) {
    const std::span<const Value> items = check::Items(check::Member(value, "items"));
    for (size_t i = 0; i < items.size(); ++i) {
      if (!items[i].is_map() || IsList(items[i])) continue;
      AddObject(items[i], document, check::Pointer(check::Pointer(base, "items"), i), events,
                is_crd_file);
    }
    return;
  }
  objects.push_back({IdOf(value), value, document, std::move(base), events, is_crd_file});
}

void ObjectSet::Data::AddProblem(const check::Document& document, uint32_t line,
                                 std::string_view rule, std::string message) {
  const check::Object nothing{{}, {}, const_cast<check::Document*>(&document), "", {}, false};
  Finding finding = Find(nothing, rule, "", std::move(message));
  finding.rendered.line = document.first_line + line;
  problems.push_back(std::move(finding));
}

Finding ObjectSet::Data::Find(const check::Object& object, std::string_view rule,
                              std::string_view pointer, std::string message) const {
  Finding finding;
  finding.rule = rule;
  finding.message = std::move(message);
  finding.resource = object.id;
  finding.pointer = pointer;
  if (const RuleInfo* info = check::FindRule(rule)) {
    finding.severity = info->severity;
    finding.remedy = info->remedy;
  }
  Locate(object, pointer, finding);
  return finding;
}

// 0-based in the document.
uint32_t ObjectSet::Data::LineOf(const check::Object& object, std::string_view pointer) {
  check::Document& document = *object.document;
  if (document.index == nullptr) {
    document.index = std::make_unique<check::LineIndex>(document.text);
  }
  return document.index->LineOf(object.base + std::string(pointer));
}

check::Origin ObjectSet::Data::OriginOf(const check::Object& object,
                                        std::string_view pointer) const {
  return OriginOfLine(*object.document, LineOf(object, pointer));
}

check::Origin ObjectSet::Data::OriginOfLine(const check::Document& document, uint32_t line) {
  if (document.lines_are_source) return {document.source, document.first_source_line + line, {}, 0};
  const check::Origin origin = document.origin ? document.origin(line) : check::Origin();
  return origin.line > 0 ? origin : check::Origin{document.source, 0, {}, 0};
}

void ObjectSet::Data::Locate(const check::Object& object, std::string_view pointer,
                             Finding& finding) const {
  LocateLine(object, LineOf(object, pointer), finding);
}

void ObjectSet::Data::LocateLine(const check::Object& object, uint32_t line,
                                 Finding& finding) const {
  const check::Document& document = *object.document;
  finding.rendered = {std::string(document.file), document.first_line + line, 0};
  const check::Origin origin = OriginOfLine(document, line);
  finding.source = {document.file.empty() ? ShownFile(origin.file) : std::string(origin.file),
                    origin.line, 0};
}

// Helm names templates by the chart's name, whatever its folder is called.
std::string ObjectSet::Data::ShownFile(std::string_view file) const {
  std::string shown(file);
  const size_t slash = shown.find('/');
  if (!folder.empty() && slash != std::string::npos) shown.replace(0, slash, folder);
  return shown;
}

std::vector<ResourceId> ObjectSet::Resources() const {
  std::vector<ResourceId> ids;
  ids.reserve(data_->objects.size());
  for (const check::Object& object : data_->objects) ids.push_back(object.id);
  return ids;
}

const std::vector<Finding>& ObjectSet::problems() const { return data_->problems; }

std::string_view ObjectSet::RenderedText() const { return data_->text; }

namespace {

// What findings are sorted by, beside each other: findings are large.
struct SortKey {
  uint64_t place = 0;  // the number of the file among their names, and the line
  uint32_t rendered_line = 0;
  uint32_t number = 0;
  std::string_view rule;

  bool operator<(const SortKey& other) const {
    if (place != other.place) return place < other.place;
    if (rendered_line != other.rendered_line) return rendered_line < other.rendered_line;
    const int by_rule = rule.compare(other.rule);
    return by_rule != 0 ? by_rule < 0 : number < other.number;
  }
};

const Location& PlaceOf(const Finding& finding) {
  return finding.source.line > 0 ? finding.source : finding.rendered;
}

// The numbers of the findings in their order.
std::vector<uint32_t> OrderOf(const std::vector<Finding>& findings) {
  using Files = std::map<std::string_view, uint32_t>;
  Files files;
  std::vector<Files::iterator> file_of;  // neighbours often have the same one
  file_of.reserve(findings.size());
  for (const Finding& finding : findings) {
    const std::string_view file = PlaceOf(finding).file;
    file_of.push_back(!file_of.empty() && file_of.back()->first == file
                          ? file_of.back()
                          : files.try_emplace(file).first);
  }
  uint32_t count = 0;
  for (auto& [name, number] : files) number = count++;
  std::vector<SortKey> keys;
  keys.reserve(findings.size());
  for (const Finding& finding : findings) {
    const auto number = static_cast<uint32_t>(keys.size());
    const uint64_t file = file_of[number]->second;
    keys.push_back(
        {file << 32U | PlaceOf(finding).line, finding.rendered.line, number, finding.rule});
  }
  std::sort(keys.begin(), keys.end());
  std::vector<uint32_t> order;
  order.reserve(keys.size());
  for (const SortKey& key : keys) order.push_back(key.number);
  return order;
}

}  // namespace

void SortFindings(std::vector<Finding>& findings) {
  std::vector<uint32_t> order = OrderOf(findings);
  // Each circle of places: every finding goes where it belongs.
  for (uint32_t first = 0; first < order.size(); ++first) {
    if (order[first] == first) continue;
    Finding held = std::move(findings[first]);
    uint32_t to = first;
    while (order[to] != first) {
      const uint32_t from = std::exchange(order[to], to);
      findings[to] = std::move(findings[from]);
      to = from;
    }
    order[to] = to;
    findings[to] = std::move(held);
  }
}

}  // namespace chartrender

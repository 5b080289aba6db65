#include "check/kube/schema_node.h"

#include <algorithm>

#include "base/error.h"
#include "check/objects.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"
#include "schema/equality.h"
#include "schema/format.h"
#include "value/map.h"

namespace chartrender::check::kube {

namespace {

// What the schema room checks: keywords that say nothing about which fields there are.
constexpr std::string_view kRules[] = {
    "allOf",    "anyOf",     "enum",          "exclusiveMaximum", "exclusiveMinimum",
    "format",   "maxItems",  "maxLength",     "maxProperties",    "maximum",
    "minItems", "minLength", "minProperties", "minimum",          "multipleOf",
    "not",      "oneOf",     "pattern",       "uniqueItems"};
// What a definition has beside its schema's meaning.
constexpr std::string_view kNotes[] = {"default", "description", "example", "externalDocs",
                                       "title"};

bool IsOneOf(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool IsTrue(Value value) { return value.is(Kind::kBool) && value.AsBool(); }

uint8_t TypesOf(Value type) {
  if (type.is_string()) return schema::TypeFromText(type.AsString());
  uint8_t types = 0;
  for (const Value one : Items(type)) {
    if (one.is_string()) types |= schema::TypeFromText(one.AsString());
  }
  return types;
}

}  // namespace

const SchemaPart* SchemaNode::Find(std::string_view property) const {
  const auto found =
      std::lower_bound(properties.begin(), properties.end(), property,
                       [](const auto& entry, std::string_view key) { return entry.first < key; });
  return found != properties.end() && found->first == property ? &found->second : nullptr;
}

const SchemaNode& SchemaReader::ReadType(std::string_view name) {
  const SchemaNode*& known = types_[name];
  if (known == nullptr) {
    SchemaNode& node = nodes_.emplace_back();
    known = &node;
    ReadValue(find_type_(name), node);
  }
  return *known;
}

const SchemaNode& SchemaReader::Read(const SchemaPart& part) {
  if (part.node != nullptr) return *part.node;
  const std::string_view type = TextMember(part.value, "$ref");
  if (!part.is_custom && !type.empty()) {
    part.node = &ReadType(type);
    return *part.node;
  }
  SchemaNode& node = nodes_.emplace_back();
  node.is_custom = part.is_custom;
  part.node = &node;
  if (part.text == nullptr) {
    ReadValue(part.value, node);
  } else if (!ReadLines(part, node)) {
    ReadValue(Member(ReadYaml(part.entry.text, arena_), part.entry.key), node);
  }
  return node;
}

void SchemaReader::AddProperties(Value properties, SchemaNode& node) {
  if (!properties.is_map() || properties.AsMap() == nullptr) return;
  node.has_properties = true;
  for (const Map::Entry& entry : properties.AsMap()->Sorted()) {
    SchemaPart part;
    part.value = entry.value;
    part.is_custom = node.is_custom;
    node.properties.emplace_back(entry.key(), part);
  }
}

void SchemaReader::ReadValue(Value schema, SchemaNode& node) {
  if (!schema.is_map()) return;  // `true`
  AddProperties(Member(schema, "properties"), node);
  const auto part_of = [&](std::string_view key, SchemaPart& part) {
    part.value = Member(schema, key);
    part.is_custom = node.is_custom;
  };
  node.has_default = !Member(schema, "default").is_absent();
  part_of("items", node.items);
  part_of("additionalProperties", node.additional);
  ReadRest(schema, node);
}

bool SchemaReader::ReadLines(const SchemaPart& part, SchemaNode& node) {
  if (!part.entry.inlined.empty()) return false;
  const auto entries = part.text->Mapping(part.entry.below);
  if (!entries) return false;
  SchemaNode read;
  read.is_custom = node.is_custom;
  std::string rest;
  for (const BlockText::Entry& entry : *entries) {
    const SchemaPart child{{}, part.text, entry, part.is_custom, nullptr};
    if (entry.key == "default") read.has_default = true;
    if (IsOneOf(entry.key, kNotes)) continue;
    if (entry.key == "items") {
      read.items = child;
    } else if (entry.key == "additionalProperties" && entry.inlined.empty()) {
      read.additional = child;
    } else if (entry.key == "properties" && entry.inlined.empty()) {
      const auto properties = part.text->Mapping(entry.below);
      if (!properties) return false;
      read.has_properties = true;
      for (const BlockText::Entry& property : *properties) {
        read.properties.emplace_back(property.key,
                                     SchemaPart{{}, part.text, property, part.is_custom, nullptr});
      }
    } else {
      rest.append(entry.text);
      if (!rest.ends_with('\n')) rest += '\n';
    }
  }
  std::sort(read.properties.begin(), read.properties.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  const Value others = rest.empty() ? Value() : ReadYaml(arena_.Copy(rest), arena_);
  if (!read.has_properties) AddProperties(Member(others, "properties"), read);
  if (read.additional.is_absent()) {
    read.additional.value = Member(others, "additionalProperties");
    read.additional.is_custom = read.is_custom;
  }
  ReadRest(others, read);
  node = std::move(read);
  return true;
}

// All but properties, items and additionalProperties, which are there already.
void SchemaReader::ReadRest(Value rest, SchemaNode& node) {
  if (node.additional.text == nullptr && node.additional.value.is(Kind::kBool)) {
    node.refuses_unknown = !node.additional.value.AsBool();
    if (node.refuses_unknown) node.additional.value = Value();
  }
  node.types = TypesOf(Member(rest, "type"));
  node.nullable = IsTrue(Member(rest, "nullable")) || (node.types & schema::kNullType) != 0;
  node.keeps_unknown = IsTrue(Member(rest, "x-kubernetes-preserve-unknown-fields"));
  node.embeds_object = IsTrue(Member(rest, "x-kubernetes-embedded-resource"));
  const bool int_or_string = IsTrue(Member(rest, "x-kubernetes-int-or-string"));
  if (int_or_string) node.types = schema::kIntegerType | schema::kStringType;
  for (const Value name : Items(Member(rest, "required"))) {
    if (name.is_string()) node.required.push_back(name.AsString());
  }
  std::sort(node.required.begin(), node.required.end());
  if (TextMember(rest, "format") == "duration") node.format = "duration";
  node.rules = Rules(rest, int_or_string);
}

const Schema* SchemaReader::Rules(Value rest, bool int_or_string) {
  if (!rest.is_map() || rest.AsMap() == nullptr) return nullptr;
  Map* rules = nullptr;
  for (const Map::Entry& entry : rest.AsMap()->Sorted()) {
    const std::string_view key = entry.key();
    if (!IsOneOf(key, kRules) || (int_or_string && (key == "anyOf" || key == "allOf"))) continue;
    if (key == "format" && (!entry.value.is_string() || entry.value.AsString() == "duration" ||
                            schema::FindFormat(entry.value.AsString()) == nullptr)) {
      continue;
    }
    if (rules == nullptr) rules = Map::New(arena_);
    rules->Set(key, entry.value);
  }
  if (rules == nullptr) return nullptr;
  std::string text;
  WriteJson(text, Value::Of(rules), JsonStyle::kRaw, arena_.budget());
  std::shared_ptr<const Schema>& made = rules_[text];
  if (made == nullptr) {
    SchemaOptions options;
    options.url = "file:///definition";
    options.default_draft = SchemaDraft::k4;
    options.budget = arena_.budget();
    made = CompileSchema(text, options);
    if (!made->error().empty()) throw Failure(ErrorCode::kUsage, made->error());
  }
  return made.get();
}

}  // namespace chartrender::check::kube

#include "schema/object_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/error.h"
#include "schema/equality.h"
#include "schema/format.h"
#include "schema/pointer.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

using K = Keyword;

// What the parts of Read() look at.
constexpr KeywordSet kApplicators = {
    K::kAllOf,
    K::kAnyOf,
    K::kOneOf,
    K::kNot,
    K::kItems,
    K::kAdditionalItems,
    K::kProperties,
    K::kPatternProperties,
    K::kAdditionalProperties,
    K::kDependencies,
};
constexpr KeywordSet kNumbers = {
    K::kMultipleOf, K::kMaximum, K::kMinimum, K::kExclusiveMaximum, K::kExclusiveMinimum,
};
constexpr KeywordSet kTexts = {K::kMinLength, K::kMaxLength, K::kPattern};
constexpr KeywordSet kCounts = {
    K::kMinItems, K::kMaxItems, K::kUniqueItems, K::kMinProperties, K::kMaxProperties,
};
constexpr KeywordSet kAssertions =
    KeywordSet{K::kType, K::kEnum, K::kRequired} | kNumbers | kTexts | kCounts;
constexpr KeywordSet kAddedIn6 = {K::kContains, K::kPropertyNames, K::kConst};
constexpr KeywordSet kAddedIn2019 = {
    K::kRecursiveRef,     K::kRecursiveAnchor,   K::kMinContains,      K::kMaxContains,
    K::kDependentSchemas, K::kDependentRequired, K::kUnevaluatedItems, K::kUnevaluatedProperties,
};
constexpr KeywordSet kAddedIn2020 = {
    K::kDynamicRef,
    K::kDynamicAnchor,
    K::kPrefixItems,
    K::kItems,
};

// What says nothing about values, and `type`.
constexpr KeywordSet kTypeAtMost = {
    K::kType,     K::kTitle,     K::kDescription, K::kDefault,     K::kExamples, K::kComment,
    K::kReadOnly, K::kWriteOnly, K::kDeprecated,  K::kDefinitions, K::kDefs,     K::kSchema,
};

}  // namespace

// The order is Helm's: it decides which of several errors is found first.
void ObjectReader::Read() {
  if (node_.version < 2019) CheckAnchor();
  node_.ref = Reference(K::kRef);
  // Beside a `$ref` of these drafts only what drafts 6 and 7 added is read, and of that `const`
  // counts.
  if (node_.version >= 2019 || node_.ref == nullptr) {
    if (HasAny(kApplicators) && Has(Vocabulary::kApplicator)) ReadApplicators();
    if (HasAny(kAssertions) && Has(Vocabulary::kValidation)) ReadAssertions();
    ReadFormat();
  }
  if (node_.version >= 6 && HasAny(kAddedIn6)) ReadDraft6();
  if (node_.version >= 7 && HasAny({K::kIf}) && Has(Vocabulary::kApplicator)) ReadConditions();
  if (node_.version >= 2019 && HasAny(kAddedIn2019)) ReadDraft2019();
  if (node_.version >= 2020 && HasAny(kAddedIn2020)) ReadDraft2020();
  MarkEvaluated();
  node_.type_at_most = members_.present().IsWithin(kTypeAtMost);
}

ObjectRules& ObjectReader::object_rules() {
  if (node_.object == nullptr) node_.object = arena().New<ObjectRules>();
  return *node_.object;
}

ArrayRules& ObjectReader::array_rules() {
  if (node_.array == nullptr) node_.array = arena().New<ArrayRules>();
  return *node_.array;
}

StringRules& ObjectReader::string_rules() {
  if (node_.string == nullptr) node_.string = arena().New<StringRules>();
  return *node_.string;
}

// A `$id` may hold an anchor before 2019-09; beside a `$ref` it is not collected, but it must be
// readable.
void ObjectReader::CheckAnchor() const {
  const Value* id = String(node_.version == 4 ? K::kId : K::kDollarId);
  if (id == nullptr) return;
  try {
    DecodeFragment(SplitFragment(id->AsString()).second);
  } catch (const Failure&) {
    throw Failure(ErrorCode::kSchema, "error in parsing anchor at " + Quoted(node_.Location()));
  }
}

void ObjectReader::ReadApplicators() {
  node_.all_of = Schemas(K::kAllOf);
  node_.any_of = Schemas(K::kAnyOf);
  node_.one_of = Schemas(K::kOneOf);
  node_.negated = Schema(K::kNot);
  if (node_.version < 2020) ReadItems();
  ReadProperties();
  ReadPatterns();
  if (Find(K::kAdditionalProperties) != nullptr) {
    object_rules().additional = ReadAdditional(K::kAdditionalProperties);
  }
  ReadDependencies();
}

void ObjectReader::ReadDraft6() {
  if (Has(Vocabulary::kApplicator)) {
    if (const Node* contains = Schema(K::kContains)) array_rules().contains = contains;
    if (const Node* names = Schema(K::kPropertyNames)) object_rules().names = names;
  }
  if (Has(Vocabulary::kValidation) && Find(K::kConst) != nullptr) {
    node_.constant = *Find(K::kConst);
  }
}

// Before 2020-12, where a list in `items` became `prefixItems`.
void ObjectReader::ReadItems() {
  const Value* items = Find(K::kItems);
  if (items == nullptr) return;
  if (!items->is_list()) {
    array_rules().items = Schema(K::kItems);
    return;
  }
  array_rules().prefix = Schemas(K::kItems);
  array_rules().additional = ReadAdditional(K::kAdditionalItems);
}

void ObjectReader::ReadProperties() {
  const Map* properties = Object(K::kProperties);
  if (properties == nullptr) return;
  Place& holder = PlaceOf(K::kProperties);
  const auto members = properties->Sorted();
  const auto rows = arena().Array<PropertyTable::Row>(members.size());
  for (size_t i = 0; i < members.size(); ++i) {
    rows[i] = {members[i].key(), members[i].hash, MemberNode(holder, members[i])};
  }
  object_rules().properties = PropertyTable(rows, arena());
}

void ObjectReader::ReadPatterns() {
  const Map* patterns = Object(K::kPatternProperties);
  if (patterns == nullptr) return;
  Place& holder = PlaceOf(K::kPatternProperties);
  const auto members = patterns->Sorted();
  const auto rules = arena().Array<PatternProperties>(members.size());
  for (size_t i = 0; i < members.size(); ++i) {
    const Node* node = MemberNode(holder, members[i]);
    rules[i] = {ReadPattern(members[i].key(), K::kPatternProperties), node};
  }
  object_rules().patterns = rules;
}

void ObjectReader::ReadDependencies() {
  if (Object(K::kDependencies) == nullptr) return;
  object_rules().dependencies = RequiredLists(K::kDependencies, true);
}

void ObjectReader::ReadDependentSchemas() {
  const Map* schemas = Object(K::kDependentSchemas);
  if (schemas == nullptr) return;
  Place& holder = PlaceOf(K::kDependentSchemas);
  std::vector<Dependency> dependencies;
  for (const Map::Entry& entry : schemas->Sorted()) {
    dependencies.push_back({entry.key(), {}, MemberNode(holder, entry)});
  }
  object_rules().dependent_schemas = Kept(dependencies, arena());
}

std::span<const Dependency> ObjectReader::RequiredLists(Keyword keyword, bool with_schemas) {
  std::vector<Dependency> dependencies;
  Place& holder = PlaceOf(keyword);
  for (const Map::Entry& entry : holder.value.AsMap()->Sorted()) {
    if (entry.value.is_list()) {
      dependencies.push_back({entry.key(), Texts(entry.value), nullptr});
    } else if (with_schemas) {
      dependencies.push_back({entry.key(), {}, MemberNode(holder, entry)});
    }
  }
  return Kept(dependencies, arena());
}

void ObjectReader::ReadConditions() {
  node_.condition = Schema(K::kIf);
  if (node_.condition == nullptr) return;
  const Value& condition = *Find(K::kIf);
  const bool constant = condition.is(Kind::kBool);
  if (!constant || condition.AsBool()) node_.consequence = Schema(K::kThen);
  if (!constant || !condition.AsBool()) node_.alternative = Schema(K::kElse);
}

void ObjectReader::ReadAssertions() {
  if (const Value* type = Find(K::kType)) node_.types = TypesFrom(*type);
  ReadEnum();
  if (HasAny(kNumbers)) ReadNumbers();
  if (HasAny(kTexts)) ReadTexts();
  if (HasAny(kCounts)) ReadCounts();
  const Value* required = Find(K::kRequired);
  if (required != nullptr && required->is_list()) object_rules().required = Texts(*required);
}

void ObjectReader::ReadEnum() {
  const Value* list = Find(K::kEnum);
  if (list == nullptr || !list->is_list()) return;
  auto* rule = arena().New<EnumRule>();
  rule->values = list->AsList();
  for (const Value item : rule->values) {
    rule->types = static_cast<uint8_t>(rule->types | TypeOf(item));
  }
  const std::span<std::string_view> texts = arena().Array<std::string_view>(rule->values.size());
  size_t count = 0;
  for (const Value item : rule->values) {
    if (item.is_string()) texts[count++] = item.AsString();
  }
  std::sort(texts.begin(), texts.begin() + static_cast<ptrdiff_t>(count));
  rule->texts = texts.first(count);
  node_.enumeration = rule;
}

void ObjectReader::ReadNumbers() {
  NumberRules rules;
  rules.multiple_of = Number(K::kMultipleOf);
  // In draft 4 the exclusive forms are true or false and change the meaning of the bound.
  auto& maximum = True(K::kExclusiveMaximum) ? rules.exclusive_maximum : rules.maximum;
  maximum = Number(K::kMaximum);
  if (!True(K::kExclusiveMaximum)) rules.exclusive_maximum = Number(K::kExclusiveMaximum);
  auto& minimum = True(K::kExclusiveMinimum) ? rules.exclusive_minimum : rules.minimum;
  minimum = Number(K::kMinimum);
  if (!True(K::kExclusiveMinimum)) rules.exclusive_minimum = Number(K::kExclusiveMinimum);
  if (rules.multiple_of || rules.maximum || rules.minimum || rules.exclusive_maximum ||
      rules.exclusive_minimum) {
    node_.number = compiler_.Keep(std::move(rules));
  }
}

void ObjectReader::ReadTexts() {
  if (const auto count = Count(K::kMinLength)) string_rules().min_length = count;
  if (const auto count = Count(K::kMaxLength)) string_rules().max_length = count;
  if (const Value* pattern = String(K::kPattern)) {
    string_rules().pattern = ReadPattern(pattern->AsString(), K::kPattern);
  }
}

void ObjectReader::ReadCounts() {
  if (const auto count = Count(K::kMinItems)) array_rules().min_items = count;
  if (const auto count = Count(K::kMaxItems)) array_rules().max_items = count;
  if (True(K::kUniqueItems)) array_rules().unique = true;
  if (const auto count = Count(K::kMinProperties)) object_rules().min_properties = count;
  if (const auto count = Count(K::kMaxProperties)) object_rules().max_properties = count;
}

void ObjectReader::ReadFormat() {
  const Value* format = String(K::kFormat);
  if (format == nullptr) return;
  const bool counts =
      compiler_.assert_format() || node_.version < 2019 ||
      Has(node_.version == 2019 ? Vocabulary::kFormat : Vocabulary::kFormatAssertion);
  if (!counts) return;
  node_.format = FindFormat(format->AsString());
  node_.format_name = format->AsString();
}

void ObjectReader::ReadDraft2019() {
  node_.recursive_ref = Reference(K::kRecursiveRef);
  node_.recursive_anchor = True(K::kRecursiveAnchor);
  if (Has(Vocabulary::kValidation)) {
    if (node_.array != nullptr && node_.array->contains != nullptr) {
      node_.array->min_contains = Count(K::kMinContains);
      node_.array->max_contains = Count(K::kMaxContains);
    }
    if (Object(K::kDependentRequired) != nullptr) {
      object_rules().dependent_required = RequiredLists(K::kDependentRequired, false);
    }
  }
  if (Has(Vocabulary::kApplicator)) ReadDependentSchemas();
  if (Has(node_.version == 2019 ? Vocabulary::kApplicator : Vocabulary::kUnevaluated)) {
    node_.unevaluated_items = Schema(K::kUnevaluatedItems);
    node_.unevaluated_properties = Schema(K::kUnevaluatedProperties);
  }
}

void ObjectReader::ReadDraft2020() {
  node_.dynamic_ref = Reference(K::kDynamicRef);
  if (node_.dynamic_ref != nullptr) {
    const std::string_view reference = Find(K::kDynamicRef)->AsString();
    const std::string fragment = DecodeFragment(SplitFragment(reference).second);
    if (!fragment.empty() && fragment[0] != '/') node_.dynamic_ref_anchor = arena().Copy(fragment);
  }
  if (const Value* anchor = String(K::kDynamicAnchor)) node_.dynamic_anchor = anchor->AsString();
  if (!Has(Vocabulary::kApplicator)) return;
  if (Find(K::kPrefixItems) != nullptr) array_rules().prefix = Schemas(K::kPrefixItems);
  if (const Node* items = Schema(K::kItems)) array_rules().items = items;
}

// What this schema's own keywords look at, whatever the instance.
void ObjectReader::MarkEvaluated() {
  if (node_.object != nullptr) {
    node_.all_properties_evaluated = node_.object->additional.is != Additional::Is::kAbsent;
  }
  if (node_.array != nullptr) {
    node_.all_items_evaluated =
        node_.array->items != nullptr || node_.array->additional.is != Additional::Is::kAbsent;
    node_.items_evaluated = node_.array->prefix.size();
  }
}

const Value* ObjectReader::Find(Keyword keyword) const {
  const Map::Entry* member = members_[keyword];
  return member == nullptr ? nullptr : &member->value;
}

const Value* ObjectReader::String(Keyword keyword) const {
  const Value* value = Find(keyword);
  return value != nullptr && value->is_string() ? value : nullptr;
}

const Map* ObjectReader::Object(Keyword keyword) const {
  const Value* value = Find(keyword);
  return value != nullptr && value->is_map() ? value->AsMap() : nullptr;
}

bool ObjectReader::True(Keyword keyword) const {
  const Value* value = Find(keyword);
  return value != nullptr && value->is(Kind::kBool) && value->AsBool();
}

std::optional<Decimal> ObjectReader::Number(Keyword keyword) const {
  const Value* value = Find(keyword);
  if (value == nullptr || !IsNumber(*value)) return std::nullopt;
  return Decimal::Of(*value);
}

std::optional<int64_t> ObjectReader::Count(Keyword keyword) const {
  const std::optional<Decimal> number = Number(keyword);
  if (!number.has_value() || !number->IsInteger()) return std::nullopt;
  return number->ToInt64();
}

std::span<const std::string_view> ObjectReader::Texts(Value list) const {
  const std::span<std::string_view> texts = arena().Array<std::string_view>(list.AsList().size());
  size_t count = 0;
  for (const Value item : list.AsList()) {
    if (item.is_string()) texts[count++] = item.AsString();
  }
  return texts.first(count);
}

// Only for keywords that the object has.
Place& ObjectReader::PlaceOf(Keyword keyword) {
  return document_.Member(*node_.place, *members_[keyword]);
}

const Node* ObjectReader::MemberNode(Place& holder, const Map::Entry& member) {
  return compiler_.NodeAt(document_, document_.Member(holder, member));
}

const Node* ObjectReader::Schema(Keyword keyword) {
  if (members_[keyword] == nullptr) return nullptr;
  return compiler_.NodeAt(document_, PlaceOf(keyword));
}

std::span<const Node* const> ObjectReader::Schemas(Keyword keyword) {
  const Value* list = Find(keyword);
  if (list == nullptr || !list->is_list()) return {};
  Place& holder = PlaceOf(keyword);
  std::vector<const Node*> nodes(list->AsList().size());
  for (size_t i = 0; i < nodes.size(); ++i) {
    nodes[i] = compiler_.NodeAt(document_, document_.Item(holder, i));
  }
  return compiler_.Keep(std::move(nodes));
}

Additional ObjectReader::ReadAdditional(Keyword keyword) {
  const Value* value = Find(keyword);
  if (value == nullptr) return {};
  if (value->is(Kind::kBool)) {
    return {value->AsBool() ? Additional::Is::kTrue : Additional::Is::kFalse, nullptr};
  }
  return {Additional::Is::kSchema, Schema(keyword)};
}

const Node* ObjectReader::Reference(Keyword keyword) {
  const Value* reference = String(keyword);
  if (reference == nullptr) return nullptr;
  const Library::Target target =
      compiler_.library().Resolve(document_, resource_, reference->AsString());
  return compiler_.NodeAt(*target.document, *target.place);
}

const Pattern* ObjectReader::ReadPattern(std::string_view pattern, Keyword keyword) const {
  try {
    return &compiler_.library().patterns().Get(pattern);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    const std::string url = node_.document->url() + "#" +
                            EncodeFragment(Document::PointerText(*node_.place)) + "/" +
                            std::string(KeywordText(keyword));
    throw Failure(ErrorCode::kSchema, "invalid regex " + Quoted(pattern) + " at " + Quoted(url) +
                                          ": " + failure.error().message);
  }
}

}  // namespace chartrender::schema

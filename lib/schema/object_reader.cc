#include "schema/object_reader.h"

#include "base/error.h"
#include "schema/equality.h"
#include "schema/format.h"
#include "schema/pointer.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

using K = Keyword;

std::vector<std::string_view> Texts(Value list) {
  std::vector<std::string_view> texts;
  for (const Value item : list.AsList()) {
    if (item.is_string()) texts.push_back(item.AsString());
  }
  return texts;
}

template <class T>
T& Made(std::unique_ptr<T>& pointer) {
  if (pointer == nullptr) pointer = std::make_unique<T>();
  return *pointer;
}

}  // namespace

// The order is Helm's: it decides which of several errors is found first.
void ObjectReader::Read() {
  if (node_.version < 2019) CheckAnchor();
  node_.ref = Reference(K::kRef);
  // Beside a `$ref` of these drafts only what drafts 6 and 7 added is read, and of that `const`
  // counts.
  if (node_.version >= 2019 || node_.ref == nullptr) {
    if (Has(Vocabulary::kApplicator)) ReadApplicators();
    if (Has(Vocabulary::kValidation)) ReadAssertions();
    ReadFormat();
  }
  if (node_.version >= 6) ReadDraft6();
  if (node_.version >= 7 && Has(Vocabulary::kApplicator)) ReadConditions();
  if (node_.version >= 2019) ReadDraft2019();
  if (node_.version >= 2020) ReadDraft2020();
  MarkEvaluated();
}

ObjectRules& ObjectReader::object_rules() { return Made(node_.object); }
ArrayRules& ObjectReader::array_rules() { return Made(node_.array); }
StringRules& ObjectReader::string_rules() { return Made(node_.string); }

// A `$id` may hold an anchor before 2019-09; beside a `$ref` it is not collected, but it must be
// readable.
void ObjectReader::CheckAnchor() const {
  const Value* id = object_.Find(context_.resource.dialect.draft->id_keyword);
  if (id == nullptr || !id->is_string()) return;
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
  if (values_[K::kAdditionalProperties] != nullptr) {
    object_rules().additional = ReadAdditional(K::kAdditionalProperties);
  }
  ReadDependencies();
}

void ObjectReader::ReadDraft6() {
  if (Has(Vocabulary::kApplicator)) {
    if (const Node* contains = Schema(K::kContains)) array_rules().contains = contains;
    if (const Node* names = Schema(K::kPropertyNames)) object_rules().names = names;
  }
  if (Has(Vocabulary::kValidation) && values_[K::kConst] != nullptr) {
    node_.constant = *values_[K::kConst];
  }
}

// Before 2020-12, where a list in `items` became `prefixItems`.
void ObjectReader::ReadItems() {
  const Value* items = values_[K::kItems];
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
  const PlaceId holder = PlaceOf(K::kProperties);
  PropertyTable& table = object_rules().properties;
  for (const Map::Entry& entry : properties->Sorted()) {
    const PlaceId place = context_.document.Member(holder, entry.key());
    table.Add(entry.key(), entry.hash, context_.enqueue(context_.document, place));
  }
  table.Seal();
}

void ObjectReader::ReadPatterns() {
  const Map* patterns = Object(K::kPatternProperties);
  if (patterns == nullptr) return;
  const PlaceId holder = PlaceOf(K::kPatternProperties);
  for (const Map::Entry& entry : patterns->Sorted()) {
    const PlaceId place = context_.document.Member(holder, entry.key());
    const Node* node = context_.enqueue(context_.document, place);
    object_rules().patterns.emplace_back(ReadPattern(entry.key(), K::kPatternProperties), node);
  }
}

void ObjectReader::ReadDependencies() {
  if (const Map* lists = Object(K::kDependencies)) {
    object_rules().dependencies = RequiredLists(*lists, PlaceOf(K::kDependencies), true);
  }
}

void ObjectReader::ReadDependentSchemas() {
  const Map* schemas = Object(K::kDependentSchemas);
  if (schemas == nullptr) return;
  const PlaceId holder = PlaceOf(K::kDependentSchemas);
  for (const Map::Entry& entry : schemas->Sorted()) {
    const PlaceId place = context_.document.Member(holder, entry.key());
    const Node* node = context_.enqueue(context_.document, place);
    object_rules().dependent_schemas.push_back({entry.key(), {}, node});
  }
}

std::vector<Dependency> ObjectReader::RequiredLists(const Map& lists, PlaceId holder,
                                                    bool with_schemas) {
  std::vector<Dependency> dependencies;
  for (const Map::Entry& entry : lists.Sorted()) {
    if (entry.value.is_list()) {
      dependencies.push_back({entry.key(), Texts(entry.value), nullptr});
    } else if (with_schemas) {
      const PlaceId place = context_.document.Member(holder, entry.key());
      dependencies.push_back({entry.key(), {}, context_.enqueue(context_.document, place)});
    }
  }
  return dependencies;
}

void ObjectReader::ReadConditions() {
  node_.condition = Schema(K::kIf);
  if (node_.condition == nullptr) return;
  const Value& condition = *values_[K::kIf];
  const bool constant = condition.is(Kind::kBool);
  if (!constant || condition.AsBool()) node_.consequence = Schema(K::kThen);
  if (!constant || !condition.AsBool()) node_.alternative = Schema(K::kElse);
}

void ObjectReader::ReadAssertions() {
  if (const Value* type = values_[K::kType]) {
    if (type->is_string()) node_.types = TypeFromText(type->AsString());
    if (type->is_list()) {
      for (const std::string_view text : Texts(*type)) {
        node_.types = static_cast<uint8_t>(node_.types | TypeFromText(text));
      }
    }
  }
  ReadEnum();
  ReadNumbers();
  ReadTexts();
  ReadCounts();
  const Value* required = values_[K::kRequired];
  if (required != nullptr && required->is_list()) object_rules().required = Texts(*required);
}

void ObjectReader::ReadEnum() {
  const Value* list = values_[K::kEnum];
  if (list == nullptr || !list->is_list()) return;
  node_.enumeration = std::make_unique<EnumRule>();
  node_.enumeration->values = list->AsList();
  for (const Value item : list->AsList()) {
    node_.enumeration->types = static_cast<uint8_t>(node_.enumeration->types | TypeOf(item));
    if (item.is_string()) node_.enumeration->texts.insert(item.AsString());
  }
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
    node_.number = std::make_unique<NumberRules>(std::move(rules));
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
  const bool counts =
      context_.assert_format || node_.version < 2019 ||
      Has(node_.version == 2019 ? Vocabulary::kFormat : Vocabulary::kFormatAssertion);
  const Value* format = String(K::kFormat);
  if (!counts || format == nullptr) return;
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
    if (const Map* lists = Object(K::kDependentRequired)) {
      object_rules().dependent_required = RequiredLists(*lists, kRoot, false);
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
    const std::string_view reference = values_[K::kDynamicRef]->AsString();
    const std::string fragment = DecodeFragment(SplitFragment(reference).second);
    if (!fragment.empty() && fragment[0] != '/') node_.dynamic_ref_anchor = fragment;
  }
  if (const Value* anchor = String(K::kDynamicAnchor)) node_.dynamic_anchor = anchor->AsString();
  if (!Has(Vocabulary::kApplicator)) return;
  if (values_[K::kPrefixItems] != nullptr) array_rules().prefix = Schemas(K::kPrefixItems);
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

const Value* ObjectReader::String(Keyword keyword) const {
  const Value* value = values_[keyword];
  return value != nullptr && value->is_string() ? value : nullptr;
}

const Map* ObjectReader::Object(Keyword keyword) const {
  const Value* value = values_[keyword];
  return value != nullptr && value->is_map() ? value->AsMap() : nullptr;
}

bool ObjectReader::True(Keyword keyword) const {
  const Value* value = values_[keyword];
  return value != nullptr && value->is(Kind::kBool) && value->AsBool();
}

std::optional<Decimal> ObjectReader::Number(Keyword keyword) const {
  const Value* value = values_[keyword];
  if (value == nullptr || !IsNumber(*value)) return std::nullopt;
  return Decimal::Of(*value);
}

std::optional<int64_t> ObjectReader::Count(Keyword keyword) const {
  const std::optional<Decimal> number = Number(keyword);
  if (!number.has_value() || !number->IsInteger()) return std::nullopt;
  return number->ToInt64();
}

PlaceId ObjectReader::PlaceOf(Keyword keyword) {
  return context_.document.Member(node_.place, KeywordText(keyword));
}

const Node* ObjectReader::Schema(Keyword keyword) {
  if (values_[keyword] == nullptr) return nullptr;
  return context_.enqueue(context_.document, PlaceOf(keyword));
}

std::vector<const Node*> ObjectReader::Schemas(Keyword keyword) {
  std::vector<const Node*> nodes;
  const Value* list = values_[keyword];
  if (list == nullptr || !list->is_list()) return nodes;
  const PlaceId holder = PlaceOf(keyword);
  for (size_t i = 0; i < list->AsList().size(); ++i) {
    nodes.push_back(context_.enqueue(context_.document, context_.document.Item(holder, i)));
  }
  return nodes;
}

Additional ObjectReader::ReadAdditional(Keyword keyword) {
  const Value* value = values_[keyword];
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
      context_.library.Resolve(context_.document, context_.resource, reference->AsString());
  return context_.enqueue(*target.document, target.place);
}

const Pattern* ObjectReader::ReadPattern(std::string_view pattern, Keyword keyword) const {
  try {
    return &context_.patterns.try_emplace(std::string(pattern), pattern).first->second;
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    const std::string url = node_.document->url() + "#" +
                            EncodeFragment(node_.document->PointerText(node_.place)) + "/" +
                            std::string(KeywordText(keyword));
    throw Failure(ErrorCode::kSchema, "invalid regex " + Quoted(pattern) + " at " + Quoted(url) +
                                          ": " + failure.error().message);
  }
}

}  // namespace chartrender::schema

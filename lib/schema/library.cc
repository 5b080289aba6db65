#include "schema/library.h"

#include <algorithm>

#include "base/budget.h"
#include "base/error.h"
#include "base/stack.h"
#include "codec/json/json.h"
#include "schema/keyword.h"
#include "schema/metaschema.h"
#include "schema/plain_schema.h"
#include "schema/pointer.h"
#include "schema/unreachable.h"
#include "schema/validator.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

[[noreturn]] void Fail(const std::string& message) { throw Failure(ErrorCode::kSchema, message); }

// A member that is a string, or null.
const Value* StringMember(const Map& object, std::string_view key) {
  const Value* value = object.Find(key);
  return value != nullptr && value->is_string() ? value : nullptr;
}

// The `$id` of a schema without its fragment; "" when it has none.
std::string IdOf(const Map& schema, const Draft& draft) {
  // Before 2019-09 nothing beside a `$ref` counts.
  if (draft.version < 2019 && schema.Find("$ref") != nullptr) return "";
  const Value* id = StringMember(schema, draft.id_keyword);
  return id == nullptr ? "" : std::string(SplitFragment(id->AsString()).first);
}

bool StartsWith(std::string_view text, std::string_view prefix) {
  return text.substr(0, prefix.size()) == prefix;
}

bool IsOfficial(std::string_view url) {
  return StartsWith(url, "http://json-schema.org/") || StartsWith(url, "https://json-schema.org/");
}

// The vocabularies that a metaschema at `url` requires; false when it does not say.
bool ReadVocabularies(Value metaschema, const Draft& draft, const std::string& url,
                      std::vector<Vocabulary>& vocabularies) {
  if (draft.version < 2019 || !metaschema.is_map()) return false;
  const Value* wanted = metaschema.AsMap()->Find("$vocabulary");
  if (wanted == nullptr || !wanted->is_map()) return false;
  for (const Map::Entry& entry : wanted->AsMap()->Sorted()) {
    if (!entry.value.is(Kind::kBool) || !entry.value.AsBool()) continue;
    const auto known = std::find_if(
        draft.vocabularies.begin(), draft.vocabularies.end(), [&](const VocabularyName& row) {
          return StrCat(draft.vocabulary_prefix, row.name) == entry.key();
        });
    if (known == draft.vocabularies.end()) {
      Fail("unsupported vocabulary " + Quoted(entry.key()) + " in " + Quoted(url));
    }
    vocabularies.push_back(known->vocabulary);
  }
  if (std::find(vocabularies.begin(), vocabularies.end(), Vocabulary::kCore) ==
      vocabularies.end()) {
    vocabularies.push_back(Vocabulary::kCore);
  }
  return true;
}

}  // namespace

Value Library::Load(const std::string& url) {
  const auto known = loaded_.find(url);
  if (known != loaded_.end()) return known->second;
  const std::optional<std::string_view> official = MetaschemaText(url);
  const Value document =
      official.has_value() ? ReadJsonNumbers(*official, arena_) : LoadUnlessMeta(url);
  loaded_.emplace(url, document);
  return document;
}

Value Library::LoadUnlessMeta(const std::string& url) {
  try {
    if (options_.loader) {
      const std::optional<std::string> text = options_.loader(url);
      if (text.has_value()) return ReadJsonNumbers(*text, arena_);
    }
    if (IsUrn(url)) {
      unresolved_urns_.push_back(url);
      return Value::Bool(true);
    }
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    Fail("failing loading " + Quoted(url) + ": " + failure.error().message);
  }
  Fail("failing loading " + Quoted(url) + ": " + UnreachableReason(url));
}

Document& Library::Open(const std::string& url) {
  const auto known = documents_.find(url);
  if (known != documents_.end()) return *known->second;
  auto document = std::make_unique<Document>(url, Load(url), arena_);
  Dialect fallback;
  fallback.draft = &DraftOf(options_.default_draft);
  Collect(*document, document->root(), nullptr, fallback);
  if (!IsOfficial(url)) ValidateWithMetaschema(*document, document->root(), document->root().value);
  return *documents_.emplace(url, std::move(document)).first->second;
}

Document* Library::OpenSelfContained(const std::string& url) {
  if (documents_.find(url) != documents_.end() || IsOfficial(url)) return nullptr;
  const Value root = Load(url);
  const Value* named = root.is_map() ? StringMember(*root.AsMap(), "$schema") : nullptr;
  Dialect dialect;
  dialect.draft =
      named == nullptr ? &DraftOf(options_.default_draft) : DraftFromUrl(named->AsString());
  if (dialect.draft == nullptr) return nullptr;
  auto document = std::make_unique<Document>(url, root, arena_);
  const size_t size = ReadSelfContained(*document, *dialect.draft, patterns_);
  if (size == 0) return nullptr;
  // An address may change when it is joined with a reference; then that leads elsewhere.
  if (!document->plain_references.empty() && Join(url, "").url != url) return nullptr;
  if (options_.budget != nullptr) options_.budget->ChargeSteps(size);
  RegisterResource(*document, document->root(), url, dialect);
  document->self_contained = true;
  return documents_.emplace(url, std::move(document)).first->second.get();
}

void Library::Collect(Document& document, Place& place, const Resource* base,
                      const Dialect& fallback) {
  if (place.processed) return;
  CheckStack();
  if (place.value.is_map()) {
    CollectObject(document, place, base, fallback);
  } else if (&place == &document.root()) {
    RegisterResource(document, place, document.url(), fallback);
  }
  place.processed = true;
}

void Library::CollectObject(Document& document, Place& place, const Resource* base,
                            const Dialect& fallback) {
  const Map& schema = *place.value.AsMap();
  bool has_schema = StringMember(schema, "$schema") != nullptr;
  const Draft* draft = FindDraft(document, place, fallback.draft);
  std::string id = IdOf(schema, *draft);
  if (id.empty() && &place != &document.root()) {
    // Only a resource may have a draft of its own.
    draft = fallback.draft;
    has_schema = false;
    id = IdOf(schema, *draft);
  }
  const std::string& base_url = base == nullptr ? document.url() : base->id;
  Resource* resource = document.ResourceById(base_url);
  if (!id.empty() || &place == &document.root()) {
    const std::string address = id.empty() ? base_url : AddressOf(document, place, base_url, id);
    resource = document.ResourceById(address);
    if (resource == nullptr) {
      resource = &RegisterResource(document, place, address,
                                   has_schema ? DialectOfObject(schema, *draft) : fallback);
    } else if (resource->place != &place) {
      Fail("duplicate id " + Quoted(address) + " in " + Quoted(document.url()) + " at " +
           Quoted(Document::PointerText(place)) + " and " +
           Quoted(Document::PointerText(*resource->place)));
    }
  }
  CollectAnchors(document, place, *resource);
  CollectSubschemas(document, place, *draft, *resource);
}

std::string Library::AddressOf(const Document& document, const Place& place,
                               const std::string& base, const std::string& id) {
  try {
    return Join(base, id).url;
  } catch (const Failure&) {
    Fail("error in parsing id at " + Quoted(document.Location(place)));
  }
}

Resource& Library::RegisterResource(Document& document, Place& place, const std::string& address,
                                    const Dialect& dialect) {
  Resource& resource = document.NewResource(place, address);
  resource.dialect = dialect;
  return resource;
}

void Library::CollectSubschemas(Document& document, Place& place, const Draft& draft,
                                const Resource& base) {
  const Map& schema = *place.value.AsMap();
  for (const Map::Entry& entry : schema.Sorted()) {
    const KeywordRow* row = FindKeyword(entry.key());
    const Holds holds = row == nullptr ? Holds::kNothing : row->HoldsIn(draft);
    if (holds == Holds::kNothing) continue;
    Place& holder = document.Member(place, entry);
    if (holds == Holds::kSchema || holds == Holds::kEither) {
      Collect(document, holder, &base, base.dialect);
    }
    if (holds == Holds::kNamed && entry.value.is_map()) {
      for (const Map::Entry& named : entry.value.AsMap()->Sorted()) {
        Collect(document, document.Member(holder, named), &base, base.dialect);
      }
    }
    if ((holds == Holds::kSchemas || holds == Holds::kEither) && entry.value.is_list()) {
      for (size_t i = 0; i < entry.value.AsList().size(); ++i) {
        Collect(document, document.Item(holder, i), &base, base.dialect);
      }
    }
  }
}

void Library::CollectAnchors(Document& document, Place& place, Resource& resource) {
  const Value value = place.value;
  if (!value.is_map()) return;
  const Map& schema = *value.AsMap();
  const auto add = [&](std::string_view anchor) {
    const auto [found, added] = resource.anchors.emplace(anchor, &place);
    if (added || found->second == &place) return;
    Fail("duplicate anchor " + Quoted(anchor) + " in " + Quoted(document.url()) + " at " +
         Quoted(Document::PointerText(*found->second)) + " and " +
         Quoted(Document::PointerText(place)));
  };
  const Draft& draft = *resource.dialect.draft;
  if (draft.version < 2019) {
    if (schema.Find("$ref") != nullptr) return;
    const Value* id = StringMember(schema, draft.id_keyword);
    if (id == nullptr) return;
    std::string anchor;
    try {
      anchor = DecodeFragment(SplitFragment(id->AsString()).second);
    } catch (const Failure&) {
      Fail("error in parsing anchor at " + Quoted(document.Location(place)));
    }
    if (!anchor.empty() && anchor[0] != '/') add(anchor);
    return;
  }
  if (const Value* anchor = StringMember(schema, "$anchor")) add(anchor->AsString());
  if (draft.version < 2020) return;
  if (const Value* anchor = StringMember(schema, "$dynamicAnchor")) {
    add(anchor->AsString());
    resource.dynamic_anchors.emplace(anchor->AsString());
  }
}

// The draft that `$schema` names, directly or through the `$schema` of the metaschema it names.
const Draft* Library::FindDraft(const Document& document, const Place& place,
                                const Draft* fallback) {
  Value schema = place.value;
  std::string own_url = &place == &document.root() ? document.url() : "";
  std::vector<std::string> seen;
  while (schema.is_map()) {
    const Value* named = StringMember(*schema.AsMap(), "$schema");
    if (named == nullptr) return fallback;
    if (const Draft* draft = DraftFromUrl(named->AsString())) return draft;
    const std::string url(SplitFragment(named->AsString()).first);
    try {
      CheckUrl(url);
    } catch (const Failure& failure) {
      const std::string location = seen.empty() ? document.Location(place) : seen.back() + "#";
      Fail("invalid $schema in " + Quoted(location) + ": " + failure.error().message);
    }
    if ((&place == &document.root() || !seen.empty()) && url == own_url) {
      Fail("draft " + Quoted(url) + " is not supported");
    }
    if (std::find(seen.begin(), seen.end(), url) != seen.end()) {
      Fail("cycle in resolving $schema in " + Quoted(url));
    }
    seen.push_back(url);
    schema = Load(url);
    own_url = url;
  }
  return fallback;
}

Dialect Library::DialectOfObject(const Map& schema, const Draft& draft) {
  Dialect dialect;
  dialect.draft = &draft;
  const Value* named = StringMember(schema, "$schema");
  if (named == nullptr || DraftFromUrl(named->AsString()) != nullptr) return dialect;
  const std::string url(SplitFragment(named->AsString()).first);
  dialect.chosen = ReadVocabularies(Load(url), draft, url, dialect.vocabularies);
  return dialect;
}

Library::Target Library::ResolveIn(Document& document, const Resource& resource,
                                   std::string_view fragment) {
  if (fragment.empty() || fragment[0] == '/') {
    return {&document, &document.Follow(*resource.place, fragment)};
  }
  const auto anchor = resource.anchors.find(fragment);
  if (anchor == resource.anchors.end()) {
    Fail("anchor in " + Quoted(resource.id + "#" + EncodeFragment(fragment)) +
         " not found in schema " + Quoted(document.url()));
  }
  return {&document, anchor->second};
}

Library::Target Library::ResolveFragment(Document& document, std::string_view fragment) {
  return ResolveIn(document, document.ResourceOf(document.root()), fragment);
}

Library::Target Library::Resolve(Document& document, Resource& resource,
                                 std::string_view reference) {
  const auto plain = document.plain_references.find(reference);
  if (plain != document.plain_references.end()) return {&document, plain->second};
  Reference target;
  if (!reference.empty() && reference[0] == '#') {
    // By far the most references stay in their resource.
    if (resource.resolved_id.empty()) resource.resolved_id = Join(resource.id, "").url;
    target = {resource.resolved_id, SplitReference(reference).fragment};
  } else {
    target = Join(resource.id, reference);
  }
  if (target.url == document.url()) return ResolveFragment(document, target.fragment);
  if (const Resource* local = document.ResourceById(target.url)) {
    return ResolveIn(document, *local, target.fragment);
  }
  return ResolveFragment(Open(target.url), target.fragment);
}

void Library::EnsureSchema(Document& document, Place& place) {
  if (place.processed) return;
  const std::string location = document.Location(place);
  if (place.lookup == Place::Lookup::kBadPointer) {
    Fail("invalid json-pointer " + Quoted(location));
  }
  if (place.lookup == Place::Lookup::kMissing) {
    Fail("json-pointer in " + Quoted(location) + " not found");
  }
  const Resource& base = document.ResourceOf(place);
  Collect(document, place, &base, base.dialect);
  if (place.resource == nullptr) {
    CollectAnchors(document, place, document.ResourceOf(place));
  }
  ValidateWithMetaschema(document, place, place.value);
}

void Library::ValidateWithMetaschema(Document& document, Place& place, Value schema) {
  const Dialect& dialect = document.ResourceOf(place).dialect;
  if (!dialect.chosen && IsPlainSchema(schema, *dialect.draft, patterns_)) return;
  const Node* metaschema = MetaschemaFor(dialect);
  const MetaContext context{document,
                            [this](const Dialect& wanted) { return MetaschemaFor(wanted); }};
  Validator validator(options_.budget, &context);
  const Violation* violation = validator.Run(*metaschema, schema, metaschema);
  if (violation == nullptr) return;
  Fail(Quoted(document.Location(place)) +
       " is not valid against metaschema: " + PrintViolations(*violation, true, nullptr));
}

const Node* Library::MetaschemaFor(const Dialect& dialect) {
  if (!dialect.chosen) return &MetaschemaOf(dialect.draft->id);
  // A new one each time: schemas of nested resources are compared by identity.
  Node& combined = *arena_.New<Node>();
  combined.version = dialect.draft->version;
  combined.resource = &combined;
  std::vector<const Node*>& parts = combined_parts_.emplace_back();
  for (const Vocabulary vocabulary : dialect.vocabularies) {
    parts.push_back(&MetaschemaOf(dialect.draft->id, vocabulary));
  }
  combined.all_of = parts;
  if (combined.version >= 2020) {
    combined.dynamic_anchor = "meta";
    combined.dynamic_anchors = Kept(std::vector<DynamicAnchor>{{"meta", &combined}}, arena_);
  }
  return &combined;
}

}  // namespace chartrender::schema

// The five drafts of JSON Schema: how an id is written, which vocabularies exist. Constant data.
// Source: santhosh-tekuri/jsonschema 6.0.3 draft.go.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema.h"

namespace chartrender::schema {

// The parts that a metaschema of 2019-09 or 2020-12 can switch on and off.
enum class Vocabulary : uint8_t {
  kCore,
  kApplicator,
  kUnevaluated,
  kValidation,
  kMetaData,
  kFormat,
  kFormatAnnotation,
  kFormatAssertion,
  kContent,
};

struct VocabularyName {
  Vocabulary vocabulary;
  std::string_view name;  // the last part of its URL and of its metaschema's URL
};

struct Draft {
  SchemaDraft id;
  int version;           // 4, 6, 7, 2019, 2020
  std::string_view url;  // of the metaschema, without fragment
  std::string_view id_keyword;
  std::string_view vocabulary_prefix;
  std::span<const VocabularyName> vocabularies;
  std::span<const Vocabulary> default_vocabularies;
};

const Draft& DraftOf(SchemaDraft id);
// The draft that a `$schema` names, or null when it names none of the five.
const Draft* DraftFromUrl(std::string_view schema);

// A draft with the vocabularies that the metaschema of a resource asks for.
struct Dialect {
  const Draft* draft = nullptr;
  // False: the draft's default ones.
  bool chosen = false;
  std::vector<Vocabulary> vocabularies;

  bool Has(Vocabulary vocabulary) const;
};

}  // namespace chartrender::schema

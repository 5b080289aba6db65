#include "schema/draft.h"

#include <algorithm>

namespace chartrender::schema {

namespace {

using V = Vocabulary;

constexpr VocabularyName kVocabularies2019[] = {
    {V::kCore, "core"},          {V::kApplicator, "applicator"}, {V::kValidation, "validation"},
    {V::kMetaData, "meta-data"}, {V::kFormat, "format"},         {V::kContent, "content"},
};
constexpr VocabularyName kVocabularies2020[] = {
    {V::kCore, "core"},
    {V::kApplicator, "applicator"},
    {V::kUnevaluated, "unevaluated"},
    {V::kValidation, "validation"},
    {V::kMetaData, "meta-data"},
    {V::kFormatAnnotation, "format-annotation"},
    {V::kFormatAssertion, "format-assertion"},
    {V::kContent, "content"},
};
constexpr V kDefault2019[] = {V::kCore, V::kApplicator, V::kValidation};
constexpr V kDefault2020[] = {V::kCore, V::kApplicator, V::kUnevaluated, V::kValidation};

constexpr Draft kDrafts[] = {
    {SchemaDraft::k4, 4, "http://json-schema.org/draft-04/schema", "id", "", {}, {}},
    {SchemaDraft::k6, 6, "http://json-schema.org/draft-06/schema", "$id", "", {}, {}},
    {SchemaDraft::k7, 7, "http://json-schema.org/draft-07/schema", "$id", "", {}, {}},
    {SchemaDraft::k2019, 2019, "https://json-schema.org/draft/2019-09/schema", "$id",
     "https://json-schema.org/draft/2019-09/vocab/", kVocabularies2019, kDefault2019},
    {SchemaDraft::k2020, 2020, "https://json-schema.org/draft/2020-12/schema", "$id",
     "https://json-schema.org/draft/2020-12/vocab/", kVocabularies2020, kDefault2020},
};

bool RemovePrefix(std::string_view& text, std::string_view prefix) {
  if (text.substr(0, prefix.size()) != prefix) return false;
  text.remove_prefix(prefix.size());
  return true;
}

}  // namespace

const Draft& DraftOf(SchemaDraft id) { return kDrafts[static_cast<size_t>(id)]; }

const Draft* DraftFromUrl(std::string_view schema) {
  const size_t hash = schema.find('#');
  if (hash != std::string_view::npos && hash + 1 != schema.size()) return nullptr;
  std::string_view url = schema.substr(0, hash);
  if (!RemovePrefix(url, "http://")) RemovePrefix(url, "https://");
  if (url == "json-schema.org/schema") return &DraftOf(SchemaDraft::k2020);
  for (const Draft& draft : kDrafts) {
    if (url == draft.url.substr(draft.url.find("json-schema.org"))) return &draft;
  }
  return nullptr;
}

bool Dialect::Has(Vocabulary vocabulary) const {
  if (vocabulary == Vocabulary::kCore || draft->version < 2019) return true;
  if (chosen) {
    return std::find(vocabularies.begin(), vocabularies.end(), vocabulary) != vocabularies.end();
  }
  const auto& defaults = draft->default_vocabularies;
  return std::find(defaults.begin(), defaults.end(), vocabulary) != defaults.end();
}

}  // namespace chartrender::schema

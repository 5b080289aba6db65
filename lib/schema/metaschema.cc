#include "schema/metaschema.h"

#include <array>
#include <iterator>
#include <memory>
#include <string>

#include "base/error.h"
#include "schema/compiler.h"
#include "schema/metaschema_texts.h"

namespace chartrender::schema {

namespace {

constexpr std::string_view kHosts[] = {"http://json-schema.org/", "https://json-schema.org/"};
constexpr size_t kVocabularyCount = static_cast<size_t>(Vocabulary::kContent) + 1;

template <size_t N>
const MetaschemaDocument* FindIn(const MetaschemaDocument (&documents)[N], std::string_view path) {
  for (const MetaschemaDocument& document : documents) {
    if (document.path == path) return &document;
  }
  return nullptr;
}

const MetaschemaDocument* FindDocument(std::string_view path) {
  if (const auto* found = FindIn(kMetaschemasDraft4To7, path)) return found;
  if (const auto* found = FindIn(kMetaschemas2019, path)) return found;
  return FindIn(kMetaschemas2020, path);
}

bool IsFolder(std::string_view path) {
  const std::string prefix = std::string(path) + "/";
  const auto inside = [&](const MetaschemaDocument& document) {
    return document.path.substr(0, prefix.size()) == prefix;
  };
  for (const auto& document : kMetaschemasDraft4To7) {
    if (inside(document)) return true;
  }
  // The folders of the two newer drafts look alike.
  return inside(kMetaschemas2019[0]) || inside(kMetaschemas2020[0]) ||
         inside(kMetaschemas2019[1]) || inside(kMetaschemas2020[1]);
}

// One draft's metaschema and those of its vocabularies.
struct DraftMetaschemas {
  std::unique_ptr<Compiler> compiler;
  const Node* whole = nullptr;
  std::array<const Node*, kVocabularyCount> parts{};
};

DraftMetaschemas CompileDraft(SchemaDraft id) {
  const Draft& draft = DraftOf(id);
  DraftMetaschemas made;
  CompilerOptions options;
  options.assert_format = true;
  made.compiler = std::make_unique<Compiler>(options);
  made.whole = &made.compiler->Compile(draft.url);
  const std::string folder(
      draft.url.substr(0, draft.url.size() - std::string_view("schema").size()));
  for (const VocabularyName& row : draft.vocabularies) {
    made.parts[static_cast<size_t>(row.vocabulary)] =
        &made.compiler->Compile(folder + "meta/" + std::string(row.name));
  }
  return made;
}

const DraftMetaschemas& Compiled(SchemaDraft draft) {
  switch (draft) {
    case SchemaDraft::k4: {
      static const DraftMetaschemas made = CompileDraft(SchemaDraft::k4);
      return made;
    }
    case SchemaDraft::k6: {
      static const DraftMetaschemas made = CompileDraft(SchemaDraft::k6);
      return made;
    }
    case SchemaDraft::k7: {
      static const DraftMetaschemas made = CompileDraft(SchemaDraft::k7);
      return made;
    }
    case SchemaDraft::k2019: {
      static const DraftMetaschemas made = CompileDraft(SchemaDraft::k2019);
      return made;
    }
    case SchemaDraft::k2020:
      break;
  }
  static const DraftMetaschemas made = CompileDraft(SchemaDraft::k2020);
  return made;
}

}  // namespace

std::optional<std::string_view> MetaschemaText(std::string_view url) {
  for (const std::string_view host : kHosts) {
    if (url.substr(0, host.size()) != host) continue;
    std::string_view path = url.substr(host.size());
    if (path == "schema") path = "draft/2020-12/schema";
    if (const MetaschemaDocument* document = FindDocument(path)) return document->text;
    if (!path.empty() && IsFolder(path)) {
      throw Failure(ErrorCode::kSchema,
                    "read metaschemas/" + std::string(path) + "/: is a directory");
    }
  }
  return std::nullopt;
}

const Node& MetaschemaOf(SchemaDraft draft) { return *Compiled(draft).whole; }

const Node& MetaschemaOf(SchemaDraft draft, Vocabulary vocabulary) {
  return *Compiled(draft).parts[static_cast<size_t>(vocabulary)];
}

}  // namespace chartrender::schema

// The official metaschemas, as texts and compiled. Compiled at the first use in a process and const
// from then on.
#pragma once

#include <optional>
#include <string_view>

#include "schema/draft.h"
#include "schema/node.h"

namespace chartrender::schema {

// The JSON text of the official document at an address of json-schema.org; nothing for any other
// address. Throws Failure with Helm's text for an address that is a folder of Helm's copies.
std::optional<std::string_view> MetaschemaText(std::string_view url);

// The metaschema of a draft, and of one of its vocabularies.
const Node& MetaschemaOf(SchemaDraft draft);
const Node& MetaschemaOf(SchemaDraft draft, Vocabulary vocabulary);

}  // namespace chartrender::schema

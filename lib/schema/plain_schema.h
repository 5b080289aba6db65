// Tells schemas that are surely valid against their metaschema, so that it need not be read and
// run: nearly all schemas of charts. The table of keywords says what each may hold; one that holds
// anything else makes a schema not plain, which says nothing about its validity. A keyword that no
// metaschema names may hold anything. No part of a plain schema has an id, an anchor or a draft of
// its own. Source: the metaschemas of the five drafts.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_set>

#include "schema/draft.h"
#include "schema/pattern.h"
#include "value/value.h"

namespace chartrender::schema {

struct PlainSchema {
  size_t size = 0;  // number of schemas, with those inside
  std::unordered_set<std::string_view> references;
};

// Nothing when `schema`, as ReadJsonNumbers gives it, is not plain. Its expressions are entered in
// `patterns`.
std::optional<PlainSchema> ReadPlainSchema(Value schema, const Draft& draft, Patterns& patterns);

// True when a reference of a plain schema leads from `root`, which is plain, to a schema that
// stands in a keyword: to a plain one.
bool LeadsToPlainSchema(Value root, std::string_view reference);

}  // namespace chartrender::schema

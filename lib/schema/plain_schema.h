// Tells schemas that are surely valid against their metaschema, so that it need not be read and
// run: nearly all schemas of charts. The table of keywords says what each may hold; one that holds
// anything else makes a schema not plain, which says nothing about its validity. A keyword that no
// metaschema names may hold anything. No part of a plain schema has an id, an anchor or a draft of
// its own. Source: the metaschemas of the five drafts.
#pragma once

#include <cstddef>

#include "schema/document.h"
#include "schema/draft.h"
#include "schema/pattern.h"
#include "value/value.h"

namespace chartrender::schema {

// `schema` as ReadJsonNumbers gives it. Its expressions are entered in `patterns`.
bool IsPlainSchema(Value schema, const Draft& draft, Patterns& patterns);

// The number of schemas in a document that is plain and refers to plain schemas in itself only; the
// places of those are entered in its `plain_references`, and whether it is simple. 0 for any other
// document, which is of no use then.
size_t ReadSelfContained(Document& document, const Draft& draft, Patterns& patterns);

}  // namespace chartrender::schema

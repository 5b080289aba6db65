// Tells schemas that are surely valid against their metaschema, so that it need not be read and
// run: nearly all schemas of charts. A table says what each keyword may hold; one that holds
// anything else makes a schema not plain, which says nothing about its validity. A keyword that no
// metaschema names may hold anything. Pure function. Source: the metaschemas of the five drafts.
#pragma once

#include "schema/draft.h"
#include "value/value.h"

namespace chartrender::schema {

// `schema` as ReadJsonNumbers gives it.
bool IsPlainSchema(Value schema, const Draft& draft);

}  // namespace chartrender::schema

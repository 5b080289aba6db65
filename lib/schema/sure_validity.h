// Tells values that surely meet a simple schema, from the document as it was read: most values of
// charts. Nothing of the schema need be compiled for them. The keywords are those that nearly all
// schemas of charts keep to, and that mean the same in all drafts.
#pragma once

#include "schema/keyword.h"
#include "schema/node.h"
#include "value/value.h"

namespace chartrender {
class Budget;
}

namespace chartrender::schema {

// What there is in a simple schema, beside words that are no keywords.
inline constexpr KeywordSet kSimpleKeywords = {
    Keyword::kComment, Keyword::kDefs,        Keyword::kRef,        Keyword::kSchema,
    Keyword::kDefault, Keyword::kDefinitions, Keyword::kDeprecated, Keyword::kDescription,
    Keyword::kEnum,    Keyword::kExamples,    Keyword::kItems,      Keyword::kMaximum,
    Keyword::kMinimum, Keyword::kProperties,  Keyword::kReadOnly,   Keyword::kRequired,
    Keyword::kTitle,   Keyword::kType,        Keyword::kWriteOnly,  Keyword::kAdditionalProperties};

// True: the schema accepts the value. False says nothing. `budget`, when not null, is charged for
// each step; throws only Failure(kLimit) and Failure(kCancelled).
bool IsSurelyValid(const Node& schema, Value value, Budget* budget);

}  // namespace chartrender::schema

// The keywords of JSON Schema: what each may hold, and where subschemas stand. Constant data.
// Source: the metaschemas of the five drafts; santhosh-tekuri/jsonschema 6.0.3 draft.go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "schema/draft.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::schema {

enum class Keyword : uint8_t {
  kAnchor,
  kComment,
  kDefs,
  kDynamicAnchor,
  kDynamicRef,
  kDollarId,
  kRecursiveAnchor,
  kRecursiveRef,
  kRef,
  kSchema,
  kVocabulary,
  kAdditionalItems,
  kAdditionalProperties,
  kAllOf,
  kAnyOf,
  kConst,
  kContains,
  kContentEncoding,
  kContentMediaType,
  kContentSchema,
  kDefault,
  kDefinitions,
  kDependencies,
  kDependentRequired,
  kDependentSchemas,
  kDeprecated,
  kDescription,
  kElse,
  kEnum,
  kExamples,
  kExclusiveMaximum,
  kExclusiveMinimum,
  kFormat,
  kId,
  kIf,
  kItems,
  kMaxContains,
  kMaxItems,
  kMaxLength,
  kMaxProperties,
  kMaximum,
  kMinContains,
  kMinItems,
  kMinLength,
  kMinProperties,
  kMinimum,
  kMultipleOf,
  kNot,
  kOneOf,
  kPattern,
  kPatternProperties,
  kPrefixItems,
  kProperties,
  kPropertyNames,
  kReadOnly,
  kRequired,
  kThen,
  kTitle,
  kType,
  kUnevaluatedItems,
  kUnevaluatedProperties,
  kUniqueItems,
  kWriteOnly,
  kCount,
};

// Where a keyword holds subschemas.
enum class Holds : uint8_t {
  kNothing,
  kSchema,   // the value is one
  kSchemas,  // the value is a list of them
  kEither,   // one, or a list
  kNamed,    // the value is an object of them
};

// What is plain for the value of a keyword: never more than any draft allows.
enum class Shape : uint8_t {
  kUnsure,  // nothing: left to the metaschema
  kAnything,
  kList,
  kBool,
  kText,
  kNumber,
  kCount,         // an integer from 0 on
  kTypes,         // a type's name, or several
  kNames,         // different texts; from draft 6 on maybe none
  kValues,        // different values, at least one; from 2019-09 on any
  kPattern,       // a regular expression
  kReference,     // to a place in the same document
  kSchema,        // a schema
  kBoolOrSchema,  // the same; draft 4 knows bools only here
  kSchemas,       // schemas, at least one
  kNamed,         // schemas by names
  kPatterned,     // schemas by regular expressions
};

struct KeywordRow {
  std::string_view text;
  Shape plain;
  Holds holds = Holds::kNothing;
  int since = 4;  // the first draft in which it holds subschemas

  Holds HoldsIn(const Draft& draft) const {
    return draft.version < since ? Holds::kNothing : holds;
  }
};

// Every keyword that some metaschema names; null for any other word.
const KeywordRow* FindKeyword(std::string_view text);
std::string_view KeywordText(Keyword keyword);
// Of a row that FindKeyword() gave.
Keyword KeywordOf(const KeywordRow& row);

// A set of keywords.
class KeywordSet {
 public:
  constexpr KeywordSet() = default;
  constexpr KeywordSet(std::initializer_list<Keyword> keywords) {
    for (const Keyword keyword : keywords) Add(keyword);
  }
  constexpr void Add(Keyword keyword) { bits_ |= Bit(keyword); }
  constexpr bool Has(Keyword keyword) const { return (bits_ & Bit(keyword)) != 0; }
  constexpr bool HasAny(KeywordSet others) const { return (bits_ & others.bits_) != 0; }
  constexpr bool IsWithin(KeywordSet others) const { return (bits_ & ~others.bits_) == 0; }
  constexpr KeywordSet operator|(KeywordSet other) const {
    KeywordSet both;
    both.bits_ = bits_ | other.bits_;
    return both;
  }

 private:
  static_assert(static_cast<size_t>(Keyword::kCount) <= 64);
  static constexpr uint64_t Bit(Keyword keyword) {
    return uint64_t{1} << static_cast<unsigned>(keyword);
  }
  uint64_t bits_ = 0;
};

// The members of one schema object that are keywords.
class KeywordMembers {
 public:
  explicit KeywordMembers(const Map& object);
  // Null when the object does not have it.
  const Map::Entry* operator[](Keyword keyword) const {
    return present_.Has(keyword) ? members_[static_cast<size_t>(keyword)] : nullptr;
  }
  KeywordSet present() const { return present_; }

 private:
  KeywordSet present_;
  std::array<const Map::Entry*, static_cast<size_t>(Keyword::kCount)> members_;  // of present_
};

}  // namespace chartrender::schema

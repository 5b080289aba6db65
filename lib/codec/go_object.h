// How Go's encoders look at an object: YAML and TOML see a struct where JSON follows its tags.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"
#include "value/object.h"

namespace chartrender {

// The key under which JSON shows field `index` of a struct; empty: it does not show it.
std::string_view JsonKey(const Object& object, size_t index);

// The type writes itself as a text (encoding.TextMarshaler: time.Time, semver versions).
bool IsTextMarshaler(const Object& object);
// That text; it lives in the arena or as long as the object.
std::string_view MarshaledText(const Object& object, Arena& arena);

bool IsGoTime(const Object& object);
// A time.Duration: YAML v3 and TOML write it as `1m30s`, JSON as a number.
bool IsGoDuration(const Object& object);

}  // namespace chartrender

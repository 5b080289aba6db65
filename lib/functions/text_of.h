// The text of any value, as sprig's functions see it.
#pragma once

#include <string_view>

#include "gotemplate/function.h"

namespace chartrender::functions {

// Strings and bytes as they are, everything else as fmt prints it. The text lives in the arena or
// in `value`. Source: sprig 3.3 strings.go strval.
std::string_view TextOf(Call& call, Value value);

// Appends the texts of a list's elements that are not nil; a value that is no list is its own text,
// nil gives none. Source: sprig 3.3 strings.go strslice.
Value TextsOf(Call& call, Value value);

}  // namespace chartrender::functions

// Merging of dicts as dario.cat/mergo does it for map[string]interface{}, with its panics and its
// sharing: a value that the target lacks is taken by reference. Source: dario.cat/mergo 1.0.1
// merge.go deepMerge.
#pragma once

#include "gotemplate/function.h"

namespace chartrender::functions {

enum class MergeMode : uint8_t {
  kFill,       // mergo.Merge: fills what is empty in the target
  kOverwrite,  // mergo.MergeWithOverwrite
};

// Merges `source` into `target`; both have the Go type map[string]interface{} and may be null.
// Returns the target, a new map when it was null. `error` is set to Go's text when the maps cannot
// be merged; the target is then half done.
Map* MergeMaps(Call& call, Map* target, Map* source, MergeMode mode, std::string_view& error);

}  // namespace chartrender::functions

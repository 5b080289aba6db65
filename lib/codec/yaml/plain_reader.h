// A fast reader for the YAML that charts and their manifests are written in: block mappings and
// sequences, scalars, anchors and aliases of scalars, flow collections that end on their line,
// block scalars, folded ones without blank or deeper lines. It takes a text only when it is sure to
// understand all of it as go-yaml does, and never reports an error: whatever else it meets (tabs,
// tags, other anchors, several documents, anything wrong) it leaves to Compose(). No state; safe
// from any thread as long as the arena is not shared.
#pragma once

#include <optional>
#include <string_view>

#include "base/arena.h"
#include "codec/yaml/read.h"
#include "value/value.h"

namespace chartrender::yaml {

// The value that DecodeTree() gives for the text, or nothing. Where `wanted` is set, members of the
// outermost mapping whose key it refuses are checked like the others but left out. After a refusal
// some memory of the arena is lost.
std::optional<Value> ReadPlain(std::string_view text, Arena& arena, YamlNumbers numbers,
                               WantedKey wanted);
// The same for a text that outlives the value, which refers to it. `repeats_keys` tells whether a
// mapping has a key twice.
std::optional<Value> ReadPlainInPlace(std::string_view text, Arena& arena, YamlNumbers numbers,
                                      bool& repeats_keys);

}  // namespace chartrender::yaml

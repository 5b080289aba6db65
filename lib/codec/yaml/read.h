// YAML text to Value as Helm reads it: sigs.k8s.io/yaml over go-yaml v2, that is YAML 1.1 to JSON
// to Go values.
//
// Only the first document of a text is read. Maps are sorted at birth and their keys are strings
// (`y: 1` has the key "true"). Each alias gives a copy of its own. Texts are copied to the arena;
// the result does not refer to the input. Errors are Failure(kValues) with Go's text, e.g. `error
// converting YAML to JSON: yaml: line 2: did not find expected key`; limits (stack, memory) are
// Failure(kLimit). Linear time; the alias limits of go-yaml hold. No state: safe from any thread as
// long as the arena is not shared. Source: sigs.k8s.io/yaml 1.6.0 yaml.go; go.yaml.in/yaml/v2 2.4.4
// decode.go, resolve.go.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/arena.h"
#include "chartrender/dialect.h"
#include "value/value.h"

namespace chartrender {

enum class YamlNumbers : uint8_t {
  kFloat64,  // as values have them: every number is a float64
  kKept,     // int, uint64 and float64 apart, as go-yaml resolved them: for struct targets, see
             // ScalarAsText
};

// Tells which members of the outermost mapping the caller looks at.
using WantedKey = bool (*)(std::string_view key);

// yaml.Unmarshal into interface{}. Nil for an empty text and for null. Members that `wanted`
// refuses may be missing from the result, but their errors are told.
Value ReadYaml(std::string_view text, Arena& arena, YamlNumbers numbers = YamlNumbers::kFloat64,
               WantedKey wanted = nullptr);
// The same with all members, for a text that outlives the value, which may refer to it.
// `may_repeat_keys` is false where reading showed that no mapping has a key twice: there
// RefuseRepeatedKeys() need not read the text again.
Value ReadYamlInPlace(std::string_view text, Arena& arena, YamlNumbers numbers,
                      bool& may_repeat_keys);

// yaml.Unmarshal into an empty map[string]interface{} or []interface{}: an empty text and null
// leave it empty, another kind of value is `error unmarshaling JSON: while decoding JSON: json:
// cannot unmarshal array into Go value of type map[string]interface {}`.
Value ReadYamlMap(std::string_view text, Arena& arena);
// The same for a text that is known not to be plain (plain_reader.h).
Value ReadYamlMapInFull(std::string_view text, Arena& arena);
Value ReadYamlList(std::string_view text, Arena& arena);

// A values file. Helm 4 splits it into documents at lines that start with `---` and merges them
// (maps deep, everything else replaced), with its own error texts (`cannot unmarshal yaml document:
// ...`); Helm 3 reads the first document. Always a map. Source: helm v4.3.1 pkg/chart/v2/loader
// LoadValues; helm v3.22.0 pkg/chartutil ReadValues.
Value ReadValuesYaml(std::string_view text, Arena& arena, Dialect dialect);

// What yaml.UnmarshalStrict refuses beyond what the others do, for a text that they read: `error
// converting YAML to JSON: yaml: unmarshal errors:\n  line 3: key "name" already set in map`.
void RefuseRepeatedKeys(std::string_view text);

// The text that a number or bool of a kKept reading becomes when its Go field is a string: int
// decimal, float shortest at 32 bits (`1.10` is `1.1`), bool true or false. `value` must be one of
// these kinds. Source: sigs.k8s.io/yaml convertToJSONableObject.
std::string_view ScalarAsText(Value value, Arena& arena);

}  // namespace chartrender

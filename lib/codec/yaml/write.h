// Value to YAML text, byte for byte as Helm's toYaml and toYamlPretty write it. No state: safe from
// any thread as long as the values are not written meanwhile. Linear time but for the sorting of
// keys.
#pragma once

#include <string>

#include "value/value.h"

namespace chartrender {

class Budget;

// Appends what sigs.k8s.io/yaml Marshal gives, without its final newline: the value's JSON read by
// go-yaml v2 and written by its emitter (indent 2, lists in maps not indented, folded at width 80,
// keys in natural order). Fails, with `out` as it was, with Go's text: what JSON refuses (`error
// marshaling into JSON: json: unsupported value: +Inf`) and what the reader refuses (`yaml: control
// characters are not allowed`). toYaml turns a failure into "". Source: sigs.k8s.io/yaml 1.6.0
// Marshal; go.yaml.in/yaml/v2 2.4.4 encode.go, emitterc.go, sorter.go.
// `budget`, when not null, is asked whether the text still fits: shared maps can make much from
// little.
void WriteYaml(std::string& out, Value value, Budget* budget = nullptr);

// Appends what a go-yaml v3 Encoder with indent 2 gives, without its final newline (lists in maps
// are indented, no folding, numbers keep their Go type's text). A map that contains itself, at
// which Helm crashes, is a Failure(kLimit). Source: helm v4.3.1 pkg/engine toYAMLPretty;
// go.yaml.in/yaml/v3 3.0.5 encode.go, emitterc.go, sorter.go.
void WriteYamlPretty(std::string& out, Value value, Budget* budget = nullptr);

}  // namespace chartrender

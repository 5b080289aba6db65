// Value to TOML text, as BurntSushi/toml's Encoder writes it. No state: safe from any thread as
// long as the values are not written meanwhile. Source: github.com/BurntSushi/toml 1.6.0 encode.go.
#pragma once

#include <string>

#include "value/value.h"

namespace chartrender {

// Appends the TOML text of a map. Fails, with `out` as it was, with Go's text: a value that is no
// map (`toml: top-level values must be Go maps or structs`), a nil in a list, mixed lists TOML
// cannot hold. toToml returns that text.
void WriteToml(std::string& out, Value value);

}  // namespace chartrender

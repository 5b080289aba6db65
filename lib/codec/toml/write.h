// Value to TOML text, as BurntSushi/toml's Encoder writes it. No state: safe from any thread as
// long as the values are not written meanwhile. Source: github.com/BurntSushi/toml 1.6.0 encode.go.
#pragma once

#include <string>

#include "value/value.h"

namespace chartrender {

class Budget;

// Appends the TOML text of a map; other values are written as they stand behind a key. Fails, with
// `out` as it was: Failure(kValues) with Go's text where Go returns an error, which toToml gives
// out as its result (`toml: cannot encode array with nil element`); Failure(kTemplate) with the
// text of Go's panic for nil; Failure(kLimit) for a map that contains itself, at which Helm
// crashes. `budget`, when not null, is asked whether the text still fits.
void WriteToml(std::string& out, Value value, Budget* budget = nullptr);

}  // namespace chartrender

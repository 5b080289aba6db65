// Strings of TOML. Source: github.com/BurntSushi/toml 1.6.0 parse.go replaceEscapes,
// stripEscapedNewlines.
#pragma once

#include <string>

#include "codec/toml/lexer.h"

namespace chartrender::toml {

// The text of a string item. On a bad escape `problem` is set to Go's text.
std::string DecodeString(const Item& item, std::string& problem);

}  // namespace chartrender::toml

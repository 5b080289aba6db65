// Integers and floats of TOML. Source: github.com/BurntSushi/toml 1.6.0 parse.go valueInteger,
// valueFloat.
#pragma once

#include <string>
#include <string_view>

#include "value/value.h"

namespace chartrender::toml {

// int64 or float64. On bad text `problem` is set to Go's text.
Value ParseInteger(std::string_view text, std::string& problem);
Value ParseTomlFloat(std::string_view text, std::string& problem);

}  // namespace chartrender::toml

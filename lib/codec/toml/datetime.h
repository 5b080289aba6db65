// Dates and times of TOML. Source: github.com/BurntSushi/toml 1.6.0 parse.go valueDatetime;
// time/format.go, Go 1.26.
#pragma once

#include <optional>
#include <string_view>

#include "codec/toml/read.h"

namespace chartrender::toml {

// `text` has upper case T and Z. Nothing when it is no date or time, or one with a digit too few.
std::optional<TomlTime> ParseDatetime(std::string_view text);

}  // namespace chartrender::toml

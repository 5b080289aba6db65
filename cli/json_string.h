// A long text as a JSON string, without a JSON library between.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::cli {

// Appends `text` in quotes. False, and `line` as it was, when the text is not UTF-8.
bool AppendJsonString(std::string& line, std::string_view text);

}  // namespace chartrender::cli

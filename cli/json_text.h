// JSON for the formats of the command line itself. The library that reads and writes it stays
// inside this header's users.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace chartrender::cli {

using Json = nlohmann::ordered_json;

// One line, characters as they are. Bytes that are not UTF-8 become U+FFFD.
std::string WriteJsonLine(const Json& value);
// Indented by two blanks, with an end of line.
std::string WriteJsonText(const Json& value);

}  // namespace chartrender::cli

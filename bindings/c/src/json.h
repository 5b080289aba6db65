// JSON as the C interface reads and writes it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace chartrender::c {

// Objects keep the order of their keys.
using Json = nlohmann::ordered_json;

// One line; bytes that are not UTF-8 become U+FFFD.
std::string JsonText(const Json& value);

}  // namespace chartrender::c

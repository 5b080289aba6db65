// Base64 of RFC 4648 with padding, for texts in JSON that are not UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender::cli {

std::string EncodeBase64(std::string_view data);
// nullopt: not base64. Ends of lines are passed over.
std::optional<std::string> DecodeBase64(std::string_view text);

}  // namespace chartrender::cli

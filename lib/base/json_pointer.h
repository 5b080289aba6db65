// The text of JSON pointers (RFC 6901). Pure functions.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

// Appends `token` as it stands in a pointer: `~` as ~0, `/` as ~1.
void AppendPointerToken(std::string& pointer, std::string_view token);
// The reverse; nothing for a `~` that no 0 or 1 follows.
std::optional<std::string> PointerTokenText(std::string_view token);
// Takes the first token, still escaped, and the `/` before it off a pointer that is not empty.
std::string_view TakePointerToken(std::string_view& pointer);

}  // namespace chartrender

// The fragments of URLs that hold JSON pointers. Pure functions.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace chartrender::schema {

// A pointer or anchor as the fragment of a URL.
std::string EncodeFragment(std::string_view fragment);
// The reverse. Throws Failure with Go's text (`invalid URL escape "%zz"`).
std::string DecodeFragment(std::string_view fragment);
// A reference cut at its first '#'; the fragment is not decoded.
std::pair<std::string_view, std::string_view> SplitFragment(std::string_view reference);
// `text` as messages show it: Go's %q in single quotes.
std::string QuoteSingle(std::string_view text);

}  // namespace chartrender::schema

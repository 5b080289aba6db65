// Guesses what kind of data a text starts with. Pure function.
// Source: net/http/sniff.go DetectContentType, Go 1.26.
#pragma once

#include <string_view>

namespace chartrender {

// A MIME type; "application/octet-stream" when nothing fits. Looks at the first 512 bytes.
std::string_view DetectContentType(std::string_view data);

}  // namespace chartrender

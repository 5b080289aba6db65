// What we say about an error below Helm's own text: the place in the source with its line, how the
// template came to run, which value was missing, and what may help.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender::cli {

enum class Colour : bool { kOff, kOn };

// Lines, each with its end; "" when nothing is known beyond the message.
std::string ErrorFrame(const Error& error, Colour colour);

// What may help, "" where nothing comes to mind.
std::string ErrorHint(const Error& error);

// Text of a chart made safe for a terminal: control characters become U+FFFD, tabs stay.
std::string PlainText(std::string_view text);

}  // namespace chartrender::cli

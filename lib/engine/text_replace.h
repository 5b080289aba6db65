// Go prints `<no value>` for what is missing; Helm takes it out of every result, also where it was
// typed literally. Source: Helm 4.3.1 pkg/engine/engine.go render, tplFun.
#pragma once

#include <string>
#include <string_view>

#include "base/arena.h"

namespace chartrender::engine {

void RemoveNoValue(std::string& text);
// The same for a text that may not change: `text` itself when nothing is in it, else a copy in the
// arena.
std::string_view RemoveNoValue(std::string_view text, Arena& arena);

}  // namespace chartrender::engine

// The grammar of --set and its relatives: `a.b[0].c=v,x={1,2}`, backslash escapes, null deletion by coalescing later.
// Each parser writes into `into`; keys and texts are copied into `arena`. Throws Failure(kValues) with strvals's text;
// `into` is then half written. Lists are replaced, never changed in place.
// Limits of Helm: list index 65536, 30 nested names.
// Source: helm.sh/helm/v4@v4.3.1 pkg/strvals/{parser,literal_parser}.go.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "value/map.h"

namespace chartrender {

void ParseSet(std::string_view text, Map& into, Arena& arena);        // ints, bools and null are recognised
void ParseSetString(std::string_view text, Map& into, Arena& arena);  // every value is a text
void ParseSetJson(std::string_view text, Map& into, Arena& arena);    // values are JSON
// Values are paths; `read` gives their content.
void ParseSetFile(std::string_view text, Map& into, Arena& arena,
                  const std::function<std::string(const std::string& path)>& read);
void ParseSetLiteral(std::string_view text, Map& into, Arena& arena);  // no escapes, no lists, all to the end

}  // namespace chartrender

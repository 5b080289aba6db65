// The grammar of --set and its relatives: `a.b[0].c=v,x={1,2}`, backslash escapes, null deletion by
// coalescing later. Each parser writes into `into`; keys and texts are copied into `arena`. Throws
// Failure(kValues) with strvals's text; `into` is then half written. Lists are replaced, never
// changed in place. Limits of Helm: list index 65536, 30 nested names. Source:
// helm.sh/helm/v4@v4.3.1 pkg/strvals/{parser,literal_parser}.go.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "chartrender/dialect.h"
#include "value/map.h"

namespace chartrender {

// Ints, bools and null are recognised.
void ParseSet(std::string_view text, Map& into, Arena& arena, Dialect dialect = Dialect::kHelm4);
// Every value is a text.
void ParseSetString(std::string_view text, Map& into, Arena& arena,
                    Dialect dialect = Dialect::kHelm4);
// Values are JSON.
void ParseSetJson(std::string_view text, Map& into, Arena& arena,
                  Dialect dialect = Dialect::kHelm4);
// Values are paths; `read` gives their content.
void ParseSetFile(std::string_view text, Map& into, Arena& arena,
                  const std::function<std::string(const std::string& path)>& read,
                  Dialect dialect = Dialect::kHelm4);
// No escapes and no lists: the value is all that follows.
void ParseSetLiteral(std::string_view text, Map& into, Arena& arena,
                     Dialect dialect = Dialect::kHelm4);

}  // namespace chartrender

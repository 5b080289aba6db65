// Reads a numeric literal. Source: text/template/parse/node.go newNumber, Go 1.26.
#pragma once

#include <string>
#include <string_view>

#include "gotemplate/lexer.h"
#include "gotemplate/program.h"

namespace chartrender::gotemplate {

// Fills `number`; `text` must outlive it. Returns Go's error text, or "" when the literal is good.
// `arena` holds the parts of a complex value.
std::string ReadNumberLiteral(std::string_view text, TokenKind kind, Arena& arena,
                              NumberLiteral& number);

}  // namespace chartrender::gotemplate

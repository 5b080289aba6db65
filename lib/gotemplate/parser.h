// Parses one template file. Source: text/template/parse, Go 1.26.
#pragma once

#include <memory>
#include <string_view>

#include "gotemplate/function_table.h"
#include "gotemplate/program.h"

namespace chartrender {

class Budget;
struct ParseBuffers;

struct ParseOptions {
  // Parenthesised expressions inside each other (Go's own limit).
  uint32_t expression_depth = 10'000;
  // Charged for the tokens read and the memory of the program; may be null.
  Budget* budget = nullptr;
  // `text` outlives the program, which then keeps no copy.
  bool borrows_text = false;
  // Without the short way for plain templates (gotemplate/plain_parser.h); the program is the same.
  bool by_tokens = false;
  // Memory that other parses have used; may be null.
  ParseBuffers* buffers = nullptr;
};

// Throws Failure(kTemplate) with Go's text `template: NAME:LINE: MESSAGE`. The program keeps a
// copy of the name and, unless it borrows it, of the text; the rows of `functions` must outlive it.
std::unique_ptr<const Program> ParseTemplate(std::string_view name, std::string_view text,
                                             const FunctionTable& functions,
                                             const ParseOptions& options = {});

// The program that ParseTemplate would make of the text of `program` under another name, which
// runs the code of `program`; that must outlive it. Null: a template of the file has one of the
// two names, and the text must be parsed.
std::unique_ptr<const Program> UnderName(const Program& program, std::string_view name);

}  // namespace chartrender

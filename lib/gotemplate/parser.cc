#include "gotemplate/parser.h"

#include <limits>

#include "base/budget.h"
#include "base/error.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/plain_parser.h"
#include "gotemplate/tree_parser.h"

namespace chartrender {

namespace {

void ParseByTokens(Program& program, ParseBuffers& arrays, const FunctionTable& functions,
                   const ParseOptions& options) {
  arrays.Clear();
  arrays.variables.Add("$");
  const bool has_break = functions.Find("break") != nullptr;
  const bool has_continue = functions.Find("continue") != nullptr;
  gotemplate::ParseState state{
      program,    arrays,  gotemplate::Lexer(program.text, !has_break, !has_continue),
      functions,  options, {},
      {{"$", 0}}, {}};
  state.pending.reserve(64);
  gotemplate::TreeParser(state, program.name).ParseFile();
  program.main = state.trees.IndexOf(program, program.name);
}

}  // namespace

std::unique_ptr<const Program> ParseTemplate(std::string_view name, std::string_view text,
                                             const FunctionTable& functions,
                                             const ParseOptions& options) {
  if (text.size() >= std::numeric_limits<int32_t>::max()) {
    throw Failure(ErrorCode::kLimit, "limit reached: a template is longer than 2147483647 bytes");
  }
  auto program = std::make_unique<Program>();
  program->name = name;
  if (options.borrows_text) {
    program->text = text;
  } else {
    if (options.budget != nullptr) options.budget->ChargeMemory(text.size());
    program->own_text = text;
    program->text = program->own_text;
  }
  ParseBuffers own;
  ParseBuffers& arrays = options.buffers == nullptr ? own : *options.buffers;
  if (options.by_tokens ||
      !gotemplate::PlainParser(*program, arrays, functions, options).ParseFile()) {
    ParseByTokens(*program, arrays, functions, options);
  }
  arrays.KeepIn(*program);
  return program;
}

std::unique_ptr<const Program> UnderName(const Program& program, std::string_view name) {
  if (program.defines_itself) return nullptr;
  for (const TemplateTree& tree : program.trees) {
    if (tree.name == name) return nullptr;
  }
  auto renamed = std::make_unique<Program>();
  renamed->name = name;
  renamed->text = program.text;
  renamed->trees = program.trees;
  renamed->main = program.main;
  renamed->trees[renamed->main].name = renamed->name;
  renamed->code = program.code;
  return renamed;
}

Program::Place Program::PlaceOf(NodeId node) const {
  const std::string_view before = std::string_view(text).substr(0, code->nodes[node].position);
  Place place{1, 0};
  for (const char c : before) {
    if (c == '\n') ++place.line;
  }
  const size_t newline = before.rfind('\n');
  place.column = static_cast<uint32_t>(
      newline == std::string_view::npos ? before.size() : before.size() - newline - 1);
  return place;
}

}  // namespace chartrender

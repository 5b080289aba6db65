// Templates through lexer and parser; every tree that comes of them is printed.
#include <memory>
#include <string>

#include "engine/functions.h"
#include "gotemplate/lexer.h"
#include "gotemplate/node_text.h"
#include "gotemplate/parser.h"
#include "input.h"

namespace chartrender::fuzz {

namespace {

void Lex(std::string_view text) {
  gotemplate::Lexer lexer(text, true, true);
  for (size_t count = 0;; ++count) {
    const gotemplate::Token token = lexer.Next();
    (void)gotemplate::DescribeToken(token);
    if (token.kind == gotemplate::TokenKind::kEof || token.kind == gotemplate::TokenKind::kError) {
      return;
    }
    if (count > 2 * text.size() + 10) Broken("the lexer does not end", text, "");
  }
}

std::unique_ptr<const Program> Parse(std::string_view text) {
  std::unique_ptr<const Program> program;
  Try([&] {
    program = ParseTemplate("fuzz", text, engine::ChartFunctions(Dialect::kHelm4),
                            {.expression_depth = 200});
  });
  return program;
}

void CheckPlaces(const Program& program) {
  for (NodeId node = 0; node < program.nodes.size(); ++node) (void)program.PlaceOf(node);
}

}  // namespace

void Run(std::string_view text) {
  Lex(text);
  const auto program = Parse(text);
  if (program == nullptr) return;
  CheckPlaces(*program);
  for (const TemplateTree& tree : program->trees) {
    if (tree.root != kNoNode) (void)NodeText(*program, tree.root);
  }
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

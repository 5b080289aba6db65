// Tells whether the two ways to parse a template agree: the same program, array by array, or the
// same error.
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/parser.h"

namespace chartrender {

struct ParseAnswer {
  std::unique_ptr<const Program> program;
  std::string error;
};

inline ParseAnswer ParseEitherWay(std::string_view text, const FunctionTable& functions,
                                  bool by_tokens, ParseBuffers* buffers) {
  ParseOptions options;
  options.buffers = buffers;
  options.by_tokens = by_tokens;
  try {
    return {ParseTemplate("t", text, functions, options), ""};
  } catch (const Failure& failure) {
    return {nullptr, failure.error().message};
  }
}

// What differs first, or "".
inline std::string DifferenceOfPrograms(const Program& a, const Program& b) {
  const auto same_nodes = [](const Node& x, const Node& y) {
    return x.kind == y.kind && x.flag == y.flag && x.count == y.count && x.position == y.position &&
           x.a == y.a && x.b == y.b;
  };
  const auto same_trees = [](const TemplateTree& x, const TemplateTree& y) {
    return x.name == y.name && x.root == y.root && x.empty == y.empty;
  };
  const auto same_names = [](const Name& x, const Name& y) {
    return x.text == y.text && x.hash == y.hash;
  };
  const auto same_numbers = [](const NumberLiteral& x, const NumberLiteral& y) {
    return x.text == y.text && x.is_int == y.is_int && x.is_uint == y.is_uint &&
           x.is_float == y.is_float && x.int_value == y.int_value && x.uint_value == y.uint_value &&
           x.float_value == y.float_value;
  };
  const auto same_texts = [](const Value& x, const Value& y) {
    return x.AsString() == y.AsString();
  };
  const auto same = [](const auto& x, const auto& y, const auto& equal) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), equal);
  };
  if (!same(a.nodes, b.nodes, same_nodes)) return "nodes";
  if (!same(a.trees, b.trees, same_trees)) return "trees";
  if (!same(a.names, b.names, same_names)) return "names";
  if (!same(a.numbers, b.numbers, same_numbers)) return "numbers";
  if (!same(a.constants, b.constants, same_texts)) return "constants";
  if (!same(a.links, b.links, std::equal_to())) return "links";
  if (!same(a.variables, b.variables, std::equal_to())) return "variables";
  if (!same(a.functions, b.functions, std::equal_to())) return "functions";
  if (!same(a.texts, b.texts, std::equal_to())) return "texts";
  if (a.main != b.main || a.redeclares_dollar != b.redeclares_dollar) return "flags";
  return "";
}

// Both parses work in `buffers`, which others have used.
inline std::string DifferenceOfParsers(std::string_view text, const FunctionTable& functions,
                                       ParseBuffers& buffers) {
  const ParseAnswer plain = ParseEitherWay(text, functions, false, &buffers);
  const ParseAnswer tokens = ParseEitherWay(text, functions, true, &buffers);
  if (plain.error != tokens.error) return plain.error + " / " + tokens.error;
  return plain.program ? DifferenceOfPrograms(*plain.program, *tokens.program) : "";
}

}  // namespace chartrender

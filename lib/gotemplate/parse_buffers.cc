#include "gotemplate/parse_buffers.h"

#include <span>

namespace chartrender {

namespace {

// Calls `visit` with each array of the program. Those that come first need more alignment.
template <class Visit>
void VisitArrays(Program& program, const Visit& visit) {
  visit(program.names);
  visit(program.variables);
  visit(program.functions);
  visit(program.numbers);
  visit(program.constants);
  visit(program.texts);
  visit(program.nodes);
  visit(program.links);
}

}  // namespace

void ParseBuffers::Clear() {
  nodes.Shrink(0);
  links.Shrink(0);
  names.Shrink(0);
  variables.Shrink(0);
  functions.Shrink(0);
  numbers.Shrink(0);
  constants.Shrink(0);
  texts.Shrink(0);
  pending.Shrink(0);
  scope.Shrink(0);
  name_runs.Clear();
}

void ParseBuffers::ShowIn(Program& program) const {
  const auto all = [](const auto& array) { return std::span(array.data(), array.size()); };
  program.nodes = all(nodes);
  program.links = all(links);
  program.names = all(names);
  program.variables = all(variables);
  program.functions = all(functions);
  program.numbers = all(numbers);
  program.constants = all(constants);
  program.texts = all(texts);
}

void ParseBuffers::KeepIn(Program& program) const {
  ShowIn(program);
  size_t size = 0;
  VisitArrays(program, [&size](const auto& array) { size += array.size_bytes(); });
  program.array_bytes = UnclearedBytes(size);
  std::byte* at = program.array_bytes.get();
  VisitArrays(program, [&at](auto& array) {
    using Array = std::remove_reference_t<decltype(array)>;
    if (!array.empty()) std::memcpy(at, array.data(), array.size_bytes());
    const size_t bytes = array.size_bytes();
    array = Array(reinterpret_cast<typename Array::pointer>(at), array.size());
    at += bytes;
  });
}

}  // namespace chartrender

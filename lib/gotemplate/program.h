// A parsed template file: one flat array of 16-byte nodes with 32-bit indices. It is both the
// syntax tree (errors print nodes) and what the interpreter runs. Resolved while parsing: functions
// to table rows, field names to hashed Names, literals to constant Values, variable names to small
// numbers, texts to views of the source. Made by ParseTemplate (parser.h),
// immutable afterwards and shared by threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "gotemplate/builtins.h"
#include "gotemplate/function.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

using NodeId = uint32_t;
constexpr NodeId kNoNode = UINT32_MAX;

// What `a` and `b` of a node are stands behind its kind. "links" is Program::links.
enum class NodeKind : uint8_t {
  kText,      // a, b: offset and length in the source
  kAction,    // a: pipe
  kIf,        // a: pipe; links[b], links[b + 1]: list, else list or kNoNode
  kWith,      // as kIf
  kRange,     // as kIf
  kList,      // links[a, a + b): nodes
  kTemplate,  // texts[a]: name; b: pipe or kNoNode
  kBreak,
  kContinue,
  kPipe,      // links[a, a + b): commands, then `count` declared variables; flag: they are assigned
  kCommand,   // links[a, a + b): operands
  kField,     // names[a, a + b)
  kVariable,  // variables[a]; links[b], links[b + 1]: first name and number of names behind it, b
              // kNoNode: none
  kChain,     // a: node; links[b], links[b + 1]: first name and number of names
  kIdentifier,  // functions[a]; count: its SpecialForm
  kDot,
  kNil,
  kBool,    // flag: its value
  kNumber,  // numbers[a]
  kString,  // constants[a]; b: length of the literal, which starts at `position`
  // Only while parsing:
  kElse,
  kEnd,
};

struct Node {
  NodeKind kind = NodeKind::kText;
  bool flag = false;
  uint16_t count = 0;
  uint32_t position = 0;  // byte offset in the source
  uint32_t a = 0;
  uint32_t b = 0;
};
static_assert(sizeof(Node) == 16);

// A numeric literal with every type it can stand for. Source: text/template/parse/node.go
// NumberNode.
struct NumberLiteral {
  bool is_int = false;
  bool is_uint = false;
  bool is_float = false;
  bool is_complex = false;
  int64_t int_value = 0;
  uint64_t uint_value = 0;
  double float_value = 0;
  double complex_value[2] = {0, 0};
  std::string_view text;
  // Its value where no type is asked for; Missing: it overflows int.
  Value ideal;
};

// One template of a file: the file itself or what a define or block defines.
struct TemplateTree {
  std::string_view name;
  NodeId root = kNoNode;
  bool empty = false;  // nothing but blanks and comments: never replaces another definition
};

struct Program {
  std::string name;  // of the file, as errors give it
  std::string_view text;
  std::string own_text;  // what `text` shows, unless the caller keeps it
  std::vector<TemplateTree> trees;
  uint32_t main = 0;               // the tree of the file itself
  bool defines_itself = false;     // some define has the name of the file
  bool redeclares_dollar = false;  // some pipeline declares `$`

  // What runs: this program, or the one that this is another name of (UnderName). The members
  // below are those of `code` alone.
  const Program* code = this;

  std::span<const Node> nodes;
  std::span<const uint32_t> links;
  std::span<const Name> names;
  std::span<const std::string_view> variables;  // with their `$`; 0 is `$` itself
  std::span<const FunctionDef* const> functions;
  std::span<const NumberLiteral> numbers;
  std::span<const Value> constants;
  std::span<const std::string_view> texts;
  std::unique_ptr<std::byte[]> array_bytes;  // all of them, one behind the other
  Arena arena;                               // texts that are not slices of the source

  Program() = default;
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  // 1-based line and 0-based column in bytes of a node, as errors give them.
  struct Place {
    uint32_t line = 0;
    uint32_t column = 0;
  };
  Place PlaceOf(NodeId node) const;
};

}  // namespace chartrender

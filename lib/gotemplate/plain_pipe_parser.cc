// Pipelines, commands and operands of PlainParser.
#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <string>

#include "base/quote.h"
#include "gotemplate/number.h"
#include "gotemplate/plain_parser.h"

namespace chartrender::gotemplate {

namespace {

constexpr size_t kManyVariables = 200;    // of one file; they are searched one by one
constexpr ptrdiff_t kLongestNumber = 15;  // digits

enum : uint8_t { kBlankByte = 1, kLetterByte = 2, kDigitByte = 4, kPlainByte = 8 };

// What may stand in a word, and (plain) between the quotes of a string that is its own value.
constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (size_t c = ' '; c <= '~'; ++c) {
    if (c != '"' && c != '\\') classes[c] |= kPlainByte;
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_') classes[c] |= kLetterByte;
    if (c >= '0' && c <= '9') classes[c] |= kDigitByte;
  }
  for (const char c : {' ', '\t', '\r', '\n'}) {
    classes[static_cast<unsigned char>(c)] |= kBlankByte;
  }
  return classes;
}
constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

bool IsA(char c, unsigned classes) {
  return (kClasses[static_cast<unsigned char>(c)] & classes) != 0;
}

bool IsLiteral(NodeKind kind) {
  return kind == NodeKind::kBool || kind == NodeKind::kDot || kind == NodeKind::kNil ||
         kind == NodeKind::kNumber || kind == NodeKind::kString;
}

}  // namespace

std::string_view PlainParser::ReadWord() {
  const char* const start = at_;
  while (at_ < end_ && IsA(*at_, kLetterByte | kDigitByte)) ++at_;
  return {start, static_cast<size_t>(at_ - start)};
}

// Ends before the closing delimiter or parenthesis.
NodeId PlainParser::ParsePipeline(Closing closing, bool range) {
  SkipBlanks();
  Node pipe{NodeKind::kPipe, false, 0, Offset(at_), 0, 0};
  NodeId declared[2];
  if (Here() == '$') {
    Declaring declaring = ParseDeclaration(pipe, declared[0]);
    if (declaring == Declaring::kMore && range && Here() == '$') {
      declaring = ParseDeclaration(pipe, declared[1]);
      if (declaring == Declaring::kNone) return kNoNode;
    }
    if (declaring == Declaring::kMore) return kNoNode;
  }
  const size_t mark = pending_.size();
  for (;;) {
    SkipBlanks();
    if (closing == Closing::kParenthesis ? Here() == ')' : AtRightDelim()) break;
    const NodeId command = ParseCommand();
    if (command == kNoNode) return kNoNode;
    pending_.push_back(command);
  }
  if (!IsPipeline(mark)) return kNoNode;
  pipe.b = static_cast<uint32_t>(pending_.size() - mark);
  pipe.a = TakePending(mark);
  for (unsigned i = 0; i < pipe.count; ++i) program_.links.push_back(declared[i]);
  return Add(pipe);
}

// There is a command, and behind the first none starts with a literal.
bool PlainParser::IsPipeline(size_t mark) const {
  for (size_t i = mark + 1; i < pending_.size(); ++i) {
    const Node& command = program_.nodes[pending_[i]];
    if (IsLiteral(program_.nodes[program_.links[command.a]].kind)) return false;
  }
  return pending_.size() > mark;
}

// Reads one `$x :=`, `$x =` or `$x,`, or nothing.
PlainParser::Declaring PlainParser::ParseDeclaration(Node& pipe, NodeId& declared) {
  if (program_.variables.size() > kManyVariables) return Declaring::kNone;
  const char* const start = at_++;
  ReadWord();
  const std::string_view name(start, static_cast<size_t>(at_ - start));
  SkipBlanks();
  const char sign = Here();
  if (sign == ':' ? Ahead(1) != '=' : sign != '=' && sign != ',') {
    at_ = start;
    return Declaring::kNone;
  }
  // Where no blank or colon stands behind the name, TreeParser knows what is wrong.
  if (const char next = start[name.size()]; !IsA(next, kBlankByte) && next != ':' && next != ',') {
    at_ = start;
    return Declaring::kNone;
  }
  at_ += sign == ':' ? 2 : 1;
  const uint32_t index = VariableIndex(name);
  declared = Add({NodeKind::kVariable, false, 0, Offset(start), index, kNoNode});
  ++pipe.count;
  if (!IsInScope(index)) variables_.push_back(index);
  if (index == 0) program_.redeclares_dollar = true;
  SkipBlanks();
  if (sign == ',') return Declaring::kMore;
  pipe.flag = sign == '=';
  return Declaring::kLast;
}

uint32_t PlainParser::VariableIndex(std::string_view name) {
  const auto found = std::find(program_.variables.begin(), program_.variables.end(), name);
  const auto index = static_cast<uint32_t>(found - program_.variables.begin());
  if (found == program_.variables.end()) program_.variables.push_back(name);
  return index;
}

bool PlainParser::IsInScope(uint32_t variable) const {
  return std::find(variables_.begin(), variables_.end(), variable) != variables_.end();
}

// Ends before a blank, a right delimiter or a closing parenthesis, or behind a `|`.
NodeId PlainParser::ParseCommand() {
  Node command{NodeKind::kCommand, false, 0, Offset(at_), 0, 0};
  const size_t mark = pending_.size();
  for (;;) {
    const NodeId operand = ParseOperand();
    if (operand == kNoNode) return kNoNode;
    pending_.push_back(operand);
    const bool blank = SkipBlanks();
    if (Here() == '|') {
      ++at_;
      break;
    }
    if (Here() == ')' || AtRightDelim()) break;
    if (!blank) return kNoNode;
  }
  command.b = static_cast<uint32_t>(pending_.size() - mark);
  command.a = TakePending(mark);
  return Add(command);
}

NodeId PlainParser::ParseOperand() {
  const char c = Here();
  if (IsA(c, kLetterByte)) return ParseIdentifier();
  switch (c) {
    case '.':
      return ParseFields();
    case '$':
      return ParseVariable();
    case '"':
    case '`':
      return ParseQuoted();
    case '(':
      return ParseParenthesis();
    default:
      return c == '-' || IsA(c, kDigitByte) ? ParseNumber() : kNoNode;
  }
}

// `.name.name` as far as it goes; false: something else stands behind a dot.
bool PlainParser::ReadFieldNames() {
  while (Here() == '.') {
    ++at_;
    if (!IsA(Here(), kLetterByte)) return false;
    program_.names.emplace_back(ReadWord());
  }
  return true;
}

// More fields of a field or variable join it, and it then stands where the first of them does.
NodeId PlainParser::ParseFields() {
  const char* const start = at_;
  if (!IsA(Ahead(1), kLetterByte)) {
    ++at_;
    return Add({NodeKind::kDot, false, 0, Offset(start), 0, 0});
  }
  const auto first = static_cast<uint32_t>(program_.names.size());
  if (!ReadFieldNames()) return kNoNode;
  const auto count = static_cast<uint32_t>(program_.names.size()) - first;
  const uint32_t second =
      Offset(start) + 1 + static_cast<uint32_t>(program_.names[first].text.size());
  return Add({NodeKind::kField, false, 0, count > 1 ? second : Offset(start), first, count});
}

NodeId PlainParser::ParseVariable() {
  const char* const start = at_++;
  ReadWord();
  const std::string_view name(start, static_cast<size_t>(at_ - start));
  if (program_.variables.size() > kManyVariables) return kNoNode;
  const uint32_t index = VariableIndex(name);
  if (!IsInScope(index)) return kNoNode;
  return ParseFieldsBehind(Add({NodeKind::kVariable, false, 0, Offset(start), index, kNoNode}));
}

NodeId PlainParser::ParseFieldsBehind(NodeId term) {
  if (Here() != '.') return term;
  const uint32_t position = Offset(at_);
  const auto first = static_cast<uint32_t>(program_.names.size());
  if (!ReadFieldNames()) return kNoNode;
  const auto links = static_cast<uint32_t>(program_.links.size());
  program_.links.push_back(first);
  program_.links.push_back(static_cast<uint32_t>(program_.names.size()) - first);
  Node& node = program_.nodes[term];
  if (node.kind == NodeKind::kVariable) {
    node.position = position;
    node.b = links;
    return term;
  }
  return Add({NodeKind::kChain, false, 0, position, term, links});
}

NodeId PlainParser::ParseIdentifier() {
  const uint32_t position = Offset(at_);
  const std::string_view word = ReadWord();
  if (word == "true" || word == "false") {
    return Add({NodeKind::kBool, word == "true", 0, position, 0, 0});
  }
  if (word == "nil") return Add({NodeKind::kNil, false, 0, position, 0, 0});
  const FunctionTable::Row* row = functions_.FindRow(word);
  if (row == nullptr) return kNoNode;
  program_.functions.push_back(row->function);
  const auto index = static_cast<uint32_t>(program_.functions.size() - 1);
  const auto form = static_cast<uint16_t>(row->form);
  return ParseFieldsBehind(Add({NodeKind::kIdentifier, false, form, position, index, 0}));
}

// Decimal integers.
NodeId PlainParser::ParseNumber() {
  const char* const start = at_;
  if (*at_ == '-') ++at_;
  const char* const digits = at_;
  while (IsA(Here(), kDigitByte)) ++at_;
  const ptrdiff_t count = at_ - digits;
  if (count == 0 || count > kLongestNumber || (*digits == '0' && count > 1)) return kNoNode;
  const char next = Here();
  if (!IsA(next, kBlankByte) && next != ')' && next != '|' && next != '}') return kNoNode;
  NumberLiteral number;
  const std::string_view text(start, static_cast<size_t>(at_ - start));
  if (!ReadNumberLiteral(text, TokenKind::kNumber, program_.arena, number).empty()) return kNoNode;
  program_.numbers.push_back(number);
  const auto index = static_cast<uint32_t>(program_.numbers.size() - 1);
  return Add({NodeKind::kNumber, false, 0, Offset(start), index, 0});
}

NodeId PlainParser::ParseQuoted() {
  const char* const start = at_++;
  const char quote = *start;
  bool plain = true;
  if (quote == '`') {
    const auto left = static_cast<size_t>(end_ - at_);
    const void* const closing = std::memchr(at_, '`', left);
    if (closing == nullptr) return kNoNode;
    const auto length = static_cast<size_t>(static_cast<const char*>(closing) - at_);
    plain = std::memchr(at_, '\r', length) == nullptr;
    at_ += length;
  } else {
    while (IsA(Here(), kPlainByte)) ++at_;
    for (; at_ < end_ && *at_ != '"'; ++at_) {
      if (*at_ == '\n') return kNoNode;
      if (*at_ == '\\') ++at_;
      plain = false;
    }
  }
  if (at_ >= end_) return kNoNode;
  const std::string_view text(start, static_cast<size_t>(++at_ - start));
  if (plain) {
    program_.constants.push_back(Value::String(text.substr(1, text.size() - 2)));
  } else {
    const std::optional<std::string> unquoted = Unquote(text);
    if (!unquoted) return kNoNode;
    program_.constants.push_back(Value::String(program_.arena, *unquoted));
  }
  const auto index = static_cast<uint32_t>(program_.constants.size() - 1);
  return Add(
      {NodeKind::kString, false, 0, Offset(start), index, static_cast<uint32_t>(text.size())});
}

NodeId PlainParser::ParseParenthesis() {
  if (depth_ >= kDeepest || depth_ >= options_.expression_depth) return kNoNode;
  ++depth_;
  ++at_;
  const NodeId pipe = ParsePipeline(Closing::kParenthesis, false);
  if (pipe == kNoNode) return kNoNode;
  ++at_;
  --depth_;
  return ParseFieldsBehind(pipe);
}

}  // namespace chartrender::gotemplate

// Pipelines, commands and operands of PlainParser.
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

bool IsLiteral(NodeKind kind) {
  return kind == NodeKind::kBool || kind == NodeKind::kDot || kind == NodeKind::kNil ||
         kind == NodeKind::kNumber || kind == NodeKind::kString;
}

}  // namespace

inline PlainParser::Behind PlainParser::SkipToBehind() {
  const char* const start = at_;
  SkipBlanks();
  if (*at_ == '|') {
    ++at_;
    return Behind::kPipe;
  }
  if (*at_ == ')' || AtRightDelim()) return Behind::kClosing;
  return at_ == start ? Behind::kNotPlain : Behind::kOperand;
}

inline uint32_t PlainParser::VariableInScope(std::string_view name) const {
  for (uint32_t i = scope_start_; i < arrays_.scope.size(); ++i) {
    if (arrays_.variables[arrays_.scope[i]] == name) return arrays_.scope[i];
  }
  return kNoVariable;
}

// With its `$`, which is next.
inline std::string_view PlainParser::ReadVariableName() {
  const char* const start = at_;
  at_ = WordEnd(start + 1, end_);
  return {start, static_cast<size_t>(at_ - start)};
}

// `.name.name` as far as it goes, which is next; false: something else stands behind a dot.
inline bool PlainParser::ReadFieldNames() {
  const char* at = at_;
  do {
    const char* const name = at + 1;
    if (!IsByte(*name, kLetterByte)) return false;
    at = WordEnd(name, end_);
    arrays_.names.Add(Name(std::string_view(name, static_cast<size_t>(at - name))));
  } while (*at == '.');
  at_ = at;
  return true;
}

inline NodeId PlainParser::AddString(const char* start, Value value) {
  const uint32_t index = arrays_.constants.Add(value);
  return Add({NodeKind::kString, false, 0, Offset(start), index, Offset(at_) - Offset(start)});
}

// Ends before the closing delimiter or parenthesis.
NodeId PlainParser::ParsePipeline(Closing closing, bool range) {
  SkipBlanks();
  const uint32_t position = Offset(at_);
  Declared declared;
  if (*at_ == '$' && !ParseDeclarations(range, declared)) return kNoNode;
  bool piped = false;
  const NodeId command = ParseCommand(piped);
  if (command == kNoNode) return kNoNode;
  const Links commands = piped ? ParseMoreCommands(closing, command) : Links{AddLink(command), 1};
  if (commands.count == 0) return kNoNode;
  if ((*at_ == ')') != (closing == Closing::kParenthesis)) return kNoNode;
  for (unsigned i = 0; i < declared.count; ++i) AddLink(declared.nodes[i]);
  return Add({NodeKind::kPipe, declared.assigned, declared.count, position, commands.first,
              commands.count});
}

// What follows the first command and its `|`; none of these commands starts with a literal.
PlainParser::Links PlainParser::ParseMoreCommands(Closing closing, NodeId first) {
  const uint32_t mark = arrays_.pending.size();
  arrays_.pending.Add(first);
  for (bool piped = true; piped;) {
    SkipBlanks();
    if (closing == Closing::kParenthesis ? *at_ == ')' : AtRightDelim()) break;
    const NodeId command = ParseCommand(piped);
    if (command == kNoNode) return {};
    const NodeId operand = arrays_.links[arrays_.nodes[command].a];
    if (IsLiteral(arrays_.nodes[operand].kind)) return {};
    arrays_.pending.Add(command);
  }
  return TakePending(mark);
}

bool PlainParser::ParseDeclarations(bool range, Declared& declared) {
  Declaring declaring = ParseDeclaration(declared);
  if (declaring == Declaring::kMore && range && *at_ == '$') {
    declaring = ParseDeclaration(declared);
    if (declaring == Declaring::kNone) return false;
  }
  return declaring != Declaring::kMore;
}

// Reads one `$x :=`, `$x =` or `$x,`, or nothing.
PlainParser::Declaring PlainParser::ParseDeclaration(Declared& declared) {
  if (arrays_.variables.size() > kManyVariables) return Declaring::kNone;
  const char* const start = at_;
  const std::string_view name = ReadVariableName();
  SkipBlanks();
  const char sign = *at_;
  if (sign == ':' ? at_[1] != '=' : sign != '=' && sign != ',') {
    at_ = start;
    return Declaring::kNone;
  }
  // Where no blank or colon stands behind the name, TreeParser knows what is wrong.
  if (const char next = start[name.size()];
      !IsByte(next, kBlankByte) && next != ':' && next != ',') {
    at_ = start;
    return Declaring::kNone;
  }
  at_ += sign == ':' ? 2 : 1;
  const uint32_t index = VariableIndex(name);
  declared.nodes[declared.count++] =
      Add({NodeKind::kVariable, false, 0, Offset(start), index, kNoNode});
  if (VariableInScope(name) == kNoVariable) arrays_.scope.Add(index);
  if (index == 0) program_.redeclares_dollar = true;
  SkipBlanks();
  if (sign == ',') return Declaring::kMore;
  declared.assigned = sign == '=';
  return Declaring::kLast;
}

uint32_t PlainParser::VariableIndex(std::string_view name) {
  for (uint32_t i = 0; i < arrays_.variables.size(); ++i) {
    if (arrays_.variables[i] == name) return i;
  }
  return arrays_.variables.Add(name);
}

// Ends before a right delimiter or a closing parenthesis, or behind a `|` (`piped`).
NodeId PlainParser::ParseCommand(bool& piped) {
  const uint32_t position = Offset(at_);
  const NodeId operand = ParseOperand();
  if (operand == kNoNode) return kNoNode;
  Behind behind = SkipToBehind();
  const Links operands =
      behind == Behind::kOperand ? ParseMoreOperands(operand, behind) : Links{AddLink(operand), 1};
  if (behind == Behind::kNotPlain) return kNoNode;
  piped = behind == Behind::kPipe;
  return Add({NodeKind::kCommand, false, 0, position, operands.first, operands.count});
}

PlainParser::Links PlainParser::ParseMoreOperands(NodeId first, Behind& behind) {
  const uint32_t mark = arrays_.pending.size();
  arrays_.pending.Add(first);
  do {
    const NodeId operand = ParseOperand();
    behind = operand == kNoNode ? Behind::kNotPlain : SkipToBehind();
    arrays_.pending.Add(operand);
  } while (behind == Behind::kOperand);
  return TakePending(mark);
}

NodeId PlainParser::ParseOperand() {
  const char c = *at_;
  if (IsByte(c, kLetterByte)) return ParseIdentifier();
  switch (c) {
    case '.':
      return ParseFields();
    case '$':
      return ParseVariable();
    case '"':
      return ParseQuoted();
    case '`':
      return ParseRawQuoted();
    case '(':
      return ParseParenthesis();
    default:
      return c == '-' || IsByte(c, kDigitByte) ? ParseNumber() : kNoNode;
  }
}

// More fields of a field or variable join it, and it then stands where the first of them does.
NodeId PlainParser::ParseFields() {
  const uint32_t position = Offset(at_);
  if (!IsByte(at_[1], kLetterByte)) {
    ++at_;
    return Add({NodeKind::kDot, false, 0, position, 0, 0});
  }
  const uint32_t first = arrays_.names.size();
  if (!ReadFieldNames()) return kNoNode;
  const uint32_t count = arrays_.names.size() - first;
  const uint32_t second = position + 1 + static_cast<uint32_t>(arrays_.names[first].text.size());
  return Add({NodeKind::kField, false, 0, count > 1 ? second : position,
              arrays_.name_runs.Share(arrays_.names, first), count});
}

NodeId PlainParser::ParseVariable() {
  const uint32_t position = Offset(at_);
  const std::string_view name = ReadVariableName();
  if (arrays_.variables.size() > kManyVariables) return kNoNode;
  const uint32_t index = VariableInScope(name);
  if (index == kNoVariable) return kNoNode;
  return WithFieldsBehind(Add({NodeKind::kVariable, false, 0, position, index, kNoNode}));
}

NodeId PlainParser::ParseFieldsBehind(NodeId term) {
  const uint32_t position = Offset(at_);
  const uint32_t first = arrays_.names.size();
  if (!ReadFieldNames()) return kNoNode;
  const uint32_t count = arrays_.names.size() - first;
  const uint32_t links = AddLink(arrays_.name_runs.Share(arrays_.names, first));
  AddLink(count);
  Node& node = arrays_.nodes[term];
  if (node.kind == NodeKind::kVariable) {
    node.position = position;
    node.b = links;
    return term;
  }
  return Add({NodeKind::kChain, false, 0, position, term, links});
}

NodeId PlainParser::ParseIdentifier() {
  const char* const start = at_;
  at_ = WordEnd(start, end_);
  const uint32_t position = Offset(start);
  const std::string_view word(start, static_cast<size_t>(at_ - start));
  if (word == "true" || word == "false") {
    return Add({NodeKind::kBool, word == "true", 0, position, 0, 0});
  }
  if (word == "nil") return Add({NodeKind::kNil, false, 0, position, 0, 0});
  const FunctionTable::Row* row = functions_.FindRow(word);
  if (row == nullptr) return kNoNode;
  const uint32_t index = arrays_.functions.Add(row->function);
  const auto form = static_cast<uint16_t>(row->form);
  return WithFieldsBehind(Add({NodeKind::kIdentifier, false, form, position, index, 0}));
}

// Decimal integers. Source: number.cc, to which they are the easy case.
NodeId PlainParser::ParseNumber() {
  const char* const start = at_;
  const bool negative = *start == '-';
  const char* const digits = start + (negative ? 1 : 0);
  const char* at = digits;
  int64_t value = 0;
  while (IsByte(*at, kDigitByte) && at - digits <= kLongestNumber)
    value = value * 10 + (*at++ - '0');
  const ptrdiff_t count = at - digits;
  if (count == 0 || count > kLongestNumber || (*digits == '0' && count > 1)) return kNoNode;
  if (!IsByte(*at, kBlankByte) && *at != ')' && *at != '|' && *at != '}') return kNoNode;
  at_ = at;
  NumberLiteral number;
  number.text = {start, static_cast<size_t>(at - start)};
  number.is_int = number.is_float = true;
  number.is_uint = !negative || value == 0;
  number.uint_value = static_cast<uint64_t>(negative ? 0 : value);
  number.int_value = negative ? -value : value;
  number.float_value = static_cast<double>(number.int_value);
  number.ideal = Value::Int(number.int_value);
  const uint32_t index = arrays_.numbers.Add(number);
  return Add({NodeKind::kNumber, false, 0, Offset(start), index, 0});
}

NodeId PlainParser::ParseQuoted() {
  const char* const start = at_;
  const char* const quote = PlainEnd(start + 1, last_brace_);
  if (*quote != '"') return ParseEscaped();
  at_ = quote + 1;
  return AddString(start, Value::String({start + 1, static_cast<size_t>(quote - start - 1)}));
}

NodeId PlainParser::ParseRawQuoted() {
  const char* const start = at_;
  const char* const text = start + 1;
  const void* const quote = std::memchr(text, '`', static_cast<size_t>(last_brace_ - text));
  if (quote == nullptr) return kNoNode;
  const std::string_view raw(text, static_cast<size_t>(static_cast<const char*>(quote) - text));
  if (raw.find('\r') != std::string_view::npos) return ParseEscaped();
  at_ = text + raw.size() + 1;
  return AddString(start, Value::String(raw));
}

// A string that is not its own value.
NodeId PlainParser::ParseEscaped() {
  const char* const start = at_;
  const char quote = *start;
  const char* at = start + 1;
  for (; at < last_brace_ && *at != quote; ++at) {
    if (quote == '`') continue;
    if (*at == '\n') return kNoNode;
    if (*at == '\\') ++at;
  }
  if (at >= last_brace_) return kNoNode;
  at_ = at + 1;
  const std::optional<std::string> value = Unquote({start, static_cast<size_t>(at_ - start)});
  if (!value) return kNoNode;
  return AddString(start, Value::String(program_.arena, *value));
}

NodeId PlainParser::ParseParenthesis() {
  if (depth_ >= kDeepest || depth_ >= options_.expression_depth) return kNoNode;
  ++depth_;
  ++at_;
  const NodeId pipe = ParsePipeline(Closing::kParenthesis, false);
  if (pipe == kNoNode) return kNoNode;
  ++at_;
  --depth_;
  return WithFieldsBehind(pipe);
}

}  // namespace chartrender::gotemplate

#include "algo/regex_syntax.h"

#include <algorithm>
#include <cstdint>

#include "base/error.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

constexpr int kMaxRepeat = 1000;
constexpr int kMaxHeight = 1000;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsOctal(char c) { return c >= '0' && c <= '7'; }
bool IsAlnum(uint32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
int HexDigit(uint32_t c) {
  if (c >= '0' && c <= '9') return static_cast<int>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<int>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<int>(c - 'A') + 10;
  return -1;
}

[[noreturn]] void Fail(std::string_view what, std::string_view where) {
  throw Failure(ErrorCode::kTemplate, StrCat("error parsing regexp: ", what, ": `", where, "`"));
}

// The first character of `text`, which is not empty; `text` moves behind it.
uint32_t TakeRune(std::string_view& text) {
  const Rune rune = DecodeRune(text);
  if (rune.bad()) Fail("invalid UTF-8", text);
  text.remove_prefix(rune.width);
  return rune.code;
}

void CheckUtf8(std::string_view text) {
  while (!text.empty()) TakeRune(text);
}

void AppendLiteral(std::string& pattern, uint32_t rune) {
  if (rune == 0) {
    pattern.append("\\x00");
    return;
  }
  if (rune < 0x80 && !IsAlnum(rune) && rune != '_') pattern.push_back('\\');
  AppendRune(pattern, rune);
}

// An entry of the parse stack: enough of Go's syntax tree to know its limits.
struct Node {
  enum class Op : uint8_t { kLiteral, kClass, kConcat, kAlternate, kOther, kGroup, kCapture, kBar };
  Op op = Op::kOther;
  int height = 1;
  // The greatest product of repeat counts on a path below this node.
  int repeats = 1;
  // Where the node begins in RE2's pattern, and where its repetition operator ends (0: it has
  // none).
  size_t start = 0;
  size_t repeat_end = 0;
  bool is_pseudo() const { return op >= Op::kGroup; }
};

class Parser {
 public:
  explicit Parser(std::string_view pattern) : whole_(pattern), rest_(pattern) {}

  RegexSyntax Parse() {
    while (!rest_.empty()) {
      std::string_view repeat;
      ParseOne(repeat);
      last_repeat_ = repeat;
    }
    CloseAlternation();
    if (stack_.size() != 1) Fail("missing closing )", whole_);
    return std::move(result_);
  }

 private:
  void ParseOne(std::string_view& repeat);
  void ParseGroup();
  void ParseNamedGroup(size_t name_start);
  void ParseFlags();
  void ParseRightParen();
  void ParseRepeatCount(std::string_view& repeat);
  void Repeat(bool counted, int min, int max, std::string_view before, std::string_view after);
  void ParseBackslash();
  void ParseQuoted();
  bool ParseUnicodeClass(bool in_brackets);
  void ParseBrackets();
  bool ParseNamedClass();
  uint32_t ParseBracketChar(std::string_view brackets);
  uint32_t TakeEscape(std::string_view& text);
  uint32_t TakeHex(std::string_view& text, bool& good);

  // `start` is the node's offset in RE2's pattern, which the caller notes before it writes there.
  void Push(Node::Op op, size_t start, int height = 1, int repeats = 1) {
    stack_.push_back({op, height, repeats, start, 0});
    if (height > kMaxHeight) Fail("expression nests too deeply", whole_);
  }
  // Copies what `rest_` has lost since `before` to RE2's pattern.
  void Emit(std::string_view before) {
    result_.re2_pattern.append(before.substr(0, before.size() - rest_.size()));
  }
  size_t Here() const { return result_.re2_pattern.size(); }
  void Take(size_t bytes, Node::Op op) {
    const size_t start = Here();
    result_.re2_pattern.append(rest_.substr(0, bytes));
    rest_.remove_prefix(bytes);
    Push(op, start);
  }
  // Replaces the nodes from `first` on by one.
  void Collapse(size_t first, Node::Op op);
  void CloseConcat();
  void CloseAlternation();

  std::string_view whole_;
  std::string_view rest_;
  std::string_view last_repeat_;
  std::vector<Node> stack_;
  RegexSyntax result_;
};

void Parser::Collapse(size_t first, Node::Op op) {
  if (stack_.size() == first) {
    Push(Node::Op::kOther, Here());
    return;
  }
  // Neighbouring literals are one string; alternatives of one character each are one class.
  int parts = 0;
  Node merged{op, 1, 1};
  for (size_t i = first; i < stack_.size(); ++i) {
    const Node& node = stack_[i];
    const bool joins =
        i > first && (op == Node::Op::kConcat
                          ? node.op == Node::Op::kLiteral && stack_[i - 1].op == node.op
                          : node.op <= Node::Op::kClass && stack_[i - 1].op <= Node::Op::kClass);
    if (!joins) ++parts;
    const int height = node.op == op ? node.height : node.height + 1;
    merged.height = std::max(merged.height, height);
    merged.repeats = std::max(merged.repeats, node.repeats);
  }
  if (parts == 1) {
    merged = stack_[first];
    if (stack_.size() > first + 1) merged.op = Node::Op::kOther;
  }
  const size_t start = stack_[first].start;
  stack_.resize(first);
  Push(merged.op, start, merged.height, merged.repeats);
}

void Parser::CloseConcat() {
  size_t first = stack_.size();
  while (first > 0 && !stack_[first - 1].is_pseudo()) --first;
  Collapse(first, Node::Op::kConcat);
}

void Parser::CloseAlternation() {
  CloseConcat();
  size_t first = stack_.size();
  while (first > 0 && stack_[first - 1].op != Node::Op::kGroup &&
         stack_[first - 1].op != Node::Op::kCapture) {
    --first;
  }
  stack_.erase(std::remove_if(stack_.begin() + static_cast<std::ptrdiff_t>(first), stack_.end(),
                              [](const Node& node) { return node.op == Node::Op::kBar; }),
               stack_.end());
  Collapse(first, Node::Op::kAlternate);
}

void Parser::ParseOne(std::string_view& repeat) {
  const std::string_view before = rest_;
  switch (rest_[0]) {
    case '(':
      ParseGroup();
      return;
    case ')':
      ParseRightParen();
      return;
    case '|':
      CloseConcat();
      Take(1, Node::Op::kBar);
      return;
    case '^':
    case '$':
      Take(1, Node::Op::kOther);
      return;
    case '.':
      Take(1, Node::Op::kClass);
      return;
    case '[':
      ParseBrackets();
      return;
    case '*':
    case '+':
    case '?':
      Repeat(false, 0, 0, before, before.substr(1));
      repeat = before;
      return;
    case '{':
      ParseRepeatCount(repeat);
      return;
    case '\\':
      ParseBackslash();
      return;
    default: {
      const size_t start = Here();
      TakeRune(rest_);
      Emit(before);
      Push(Node::Op::kLiteral, start);
    }
  }
}

void Parser::ParseGroup() {
  if (rest_.size() >= 2 && rest_[1] == '?') {
    if (rest_.size() > 4 && rest_[2] == 'P' && rest_[3] == '<') {
      ParseNamedGroup(4);
    } else if (rest_.size() > 3 && rest_[2] == '<') {
      ParseNamedGroup(3);
    } else {
      ParseFlags();
    }
    return;
  }
  result_.group_names.emplace_back();
  Take(1, Node::Op::kCapture);
}

void Parser::ParseNamedGroup(size_t name_start) {
  const size_t end = rest_.find('>');
  if (end == std::string_view::npos) {
    CheckUtf8(rest_);
    Fail("invalid named capture", rest_);
  }
  const std::string_view name = rest_.substr(name_start, end - name_start);
  CheckUtf8(name);
  const bool good = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return c == '_' || IsAlnum(static_cast<unsigned char>(c));
  });
  if (!good) Fail("invalid named capture", rest_.substr(0, end + 1));
  result_.group_names.emplace_back(name);
  Push(Node::Op::kCapture, Here());
  result_.re2_pattern.push_back('(');
  rest_.remove_prefix(end + 1);
}

void Parser::ParseFlags() {
  const std::string_view before = rest_;
  std::string_view text = rest_.substr(2);
  bool negative = false;
  bool saw_flag = false;
  while (!text.empty()) {
    const uint32_t c = TakeRune(text);
    if (c == 'i' || c == 'm' || c == 's' || c == 'U') {
      saw_flag = true;
    } else if (c == '-' && !negative) {
      negative = true;
      saw_flag = false;
    } else if ((c == ':' || c == ')') && (!negative || saw_flag)) {
      rest_ = text;
      const size_t start = Here();
      // Go allows "(?)", which says nothing; RE2 does not.
      if (c != ')' || saw_flag) Emit(before);
      if (c == ':') Push(Node::Op::kGroup, start);
      return;
    } else {
      break;
    }
  }
  Fail("invalid or unsupported Perl syntax", before.substr(0, before.size() - text.size()));
}

void Parser::ParseRightParen() {
  CloseAlternation();
  if (stack_.size() < 2) Fail("unexpected )", whole_);
  const Node inner = stack_.back();
  const Node group = stack_[stack_.size() - 2];
  stack_.resize(stack_.size() - 2);
  result_.re2_pattern.push_back(')');
  rest_.remove_prefix(1);
  if (group.op == Node::Op::kCapture) {
    Push(Node::Op::kOther, group.start, inner.height + 1, inner.repeats);
  } else {
    Push(inner.op, group.start, inner.height, inner.repeats);
  }
}

// A decimal number without leading zeros; -1 when it is too large. False: there is none.
bool TakeNumber(std::string_view& text, int& number) {
  if (text.empty() || !IsDigit(text[0])) return false;
  if (text.size() >= 2 && text[0] == '0' && IsDigit(text[1])) return false;
  number = 0;
  size_t size = 0;
  for (; size < text.size() && IsDigit(text[size]); ++size) {
    if (number >= 100'000'000) number = -1;
    if (number >= 0) number = number * 10 + (text[size] - '0');
  }
  text.remove_prefix(size);
  return true;
}

void Parser::ParseRepeatCount(std::string_view& repeat) {
  const std::string_view before = rest_;
  std::string_view text = rest_.substr(1);
  int min = 0;
  int max = 0;
  bool good = TakeNumber(text, min) && !text.empty();
  if (good && text[0] != ',') {
    max = min;
  } else if (good) {
    text.remove_prefix(1);
    if (!text.empty() && text[0] == '}') {
      max = -1;
    } else {
      good = TakeNumber(text, max);
      if (good && max < 0) min = -1;
    }
  }
  if (!good || text.empty() || text[0] != '}') {
    rest_.remove_prefix(1);
    Push(Node::Op::kLiteral, Here());
    result_.re2_pattern.append("\\{");
    return;
  }
  text.remove_prefix(1);
  if (min < 0 || min > kMaxRepeat || max > kMaxRepeat || (max >= 0 && min > max)) {
    Fail("invalid repeat count", before.substr(0, before.size() - text.size()));
  }
  Repeat(true, min, max, before, text);
  repeat = before;
}

void Parser::Repeat(bool counted, int min, int max, std::string_view before,
                    std::string_view after) {
  if (!after.empty() && after[0] == '?') after.remove_prefix(1);
  if (!last_repeat_.empty()) {
    Fail("invalid nested repetition operator",
         last_repeat_.substr(0, last_repeat_.size() - after.size()));
  }
  const std::string_view operation = before.substr(0, before.size() - after.size());
  if (stack_.empty() || stack_.back().is_pseudo()) {
    Fail("missing argument to repetition operator", operation);
  }
  Node& node = stack_.back();
  node.op = Node::Op::kOther;
  ++node.height;
  if (counted) {
    const int times = max < 0 ? min : max;
    if (max == 0) {
      node.repeats = 1;
    } else if (times > 0) {
      node.repeats *= times;
    }
    if (node.repeats > kMaxRepeat && (min >= 2 || max >= 2))
      Fail("invalid repeat count", operation);
  }
  if (node.height > kMaxHeight) Fail("expression nests too deeply", whole_);
  // "a*\Q\E*" repeats a*, which RE2 takes only in parentheses.
  if (node.repeat_end != 0 && node.repeat_end == Here()) {
    result_.re2_pattern.insert(node.start, "(?:");
    result_.re2_pattern.push_back(')');
  }
  result_.re2_pattern.append(operation);
  node.repeat_end = Here();
  rest_ = after;
}

void Parser::ParseBackslash() {
  if (rest_.size() >= 2) {
    switch (rest_[1]) {
      case 'A':
      case 'b':
      case 'B':
      case 'z':
        Take(2, Node::Op::kOther);
        return;
      case 'C':
        Fail("invalid escape sequence", rest_.substr(0, 2));
      case 'Q':
        ParseQuoted();
        return;
      case 'd':
      case 'D':
      case 's':
      case 'S':
      case 'w':
      case 'W':
        Take(2, Node::Op::kClass);
        return;
      default:
        break;
    }
  }
  const size_t start = Here();
  if (ParseUnicodeClass(false)) {
    Push(Node::Op::kClass, start);
    return;
  }
  AppendLiteral(result_.re2_pattern, TakeEscape(rest_));
  Push(Node::Op::kLiteral, start);
}

void Parser::ParseQuoted() {
  const size_t end = rest_.find("\\E", 2);
  std::string_view quoted = rest_.substr(2, end == std::string_view::npos ? end : end - 2);
  rest_ = end == std::string_view::npos ? std::string_view() : rest_.substr(end + 2);
  while (!quoted.empty()) {
    const size_t start = Here();
    AppendLiteral(result_.re2_pattern, TakeRune(quoted));
    Push(Node::Op::kLiteral, start);
  }
}

bool Parser::ParseUnicodeClass(bool in_brackets) {
  if (rest_.size() < 2 || rest_[0] != '\\' || (rest_[1] != 'p' && rest_[1] != 'P')) return false;
  const std::string_view before = rest_;
  bool negated = rest_[1] == 'P';
  std::string_view text = rest_.substr(2);
  if (text.empty()) return false;
  const uint32_t c = TakeRune(text);
  std::string_view sequence = before.substr(0, before.size() - text.size());
  std::string_view name = sequence.substr(2);
  if (c == '{') {
    const size_t end = before.find('}');
    if (end == std::string_view::npos) {
      CheckUtf8(before);
      Fail("invalid character class range", before);
    }
    sequence = before.substr(0, end + 1);
    name = before.substr(3, end - 3);
    CheckUtf8(name);
  }
  if (!name.empty() && name[0] == '^') {
    negated = !negated;
    name.remove_prefix(1);
  }
  const std::string klass = UnicodeClass(name, negated, in_brackets);
  if (klass.empty()) Fail("invalid character class range", sequence);
  result_.re2_pattern.append(klass);
  rest_ = before.substr(sequence.size());
  return true;
}

// The value of \x..; good is false when it is none.
uint32_t Parser::TakeHex(std::string_view& text, bool& good) {
  good = false;
  if (text.empty()) return 0;
  const uint32_t first = TakeRune(text);
  if (first == '{') {
    uint32_t code = 0;
    int digits = 0;
    for (;; ++digits) {
      if (text.empty()) return 0;
      const uint32_t c = TakeRune(text);
      if (c == '}') break;
      const int digit = HexDigit(c);
      if (digit < 0) return 0;
      code = code * 16 + static_cast<uint32_t>(digit);
      if (code > 0x10FFFF) return 0;
    }
    good = digits > 0;
    return code;
  }
  const int high = HexDigit(first);
  const std::string_view at = text;
  if (text.empty()) Fail("invalid UTF-8", at);
  const int low = HexDigit(TakeRune(text));
  good = high >= 0 && low >= 0;
  return good ? static_cast<uint32_t>(high * 16 + low) : 0;
}

// The character that an escape sequence at the start of `text` stands for.
uint32_t Parser::TakeEscape(std::string_view& text) {
  const std::string_view before = text;
  text.remove_prefix(1);
  if (text.empty()) Fail("trailing backslash at end of expression", "");
  const uint32_t c = TakeRune(text);
  const auto fail = [&]() {
    Fail("invalid escape sequence", before.substr(0, before.size() - text.size()));
  };
  if (c >= '0' && c <= '7') {
    if (c != '0' && (text.empty() || !IsOctal(text[0]))) fail();
    uint32_t code = c - '0';
    for (int i = 1; i < 3 && !text.empty() && IsOctal(text[0]); ++i) {
      code = code * 8 + static_cast<uint32_t>(text[0] - '0');
      text.remove_prefix(1);
    }
    return code;
  }
  switch (c) {
    case 'x': {
      bool good = false;
      const uint32_t code = TakeHex(text, good);
      if (!good) fail();
      return code;
    }
    case 'a':
      return '\a';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    case 'v':
      return '\v';
    default:
      break;
  }
  if (c >= 0x80 || IsAlnum(c)) fail();
  return c;
}

bool Parser::ParseNamedClass() {
  const size_t end = rest_.find(":]", 2);
  if (end == std::string_view::npos) return false;
  static constexpr std::string_view names[] = {"alnum", "alpha", "ascii", "blank", "cntrl",
                                               "digit", "graph", "lower", "print", "punct",
                                               "space", "upper", "word",  "xdigit"};
  std::string_view name = rest_.substr(2, end - 2);
  if (!name.empty() && name[0] == '^') name.remove_prefix(1);
  if (std::find(std::begin(names), std::end(names), name) == std::end(names)) {
    Fail("invalid character class range", rest_.substr(0, end + 2));
  }
  const std::string_view before = rest_;
  rest_.remove_prefix(end + 2);
  Emit(before);
  return true;
}

uint32_t Parser::ParseBracketChar(std::string_view brackets) {
  if (rest_.empty()) Fail("missing closing ]", brackets);
  return rest_[0] == '\\' ? TakeEscape(rest_) : TakeRune(rest_);
}

void Parser::ParseBrackets() {
  const std::string_view brackets = rest_;
  const size_t start = Here();
  rest_.remove_prefix(1);
  if (!rest_.empty() && rest_[0] == '^') rest_.remove_prefix(1);
  Emit(brackets);
  for (bool first = true; rest_.empty() || rest_[0] != ']' || first; first = false) {
    if (rest_.size() > 2 && rest_[0] == '[' && rest_[1] == ':' && ParseNamedClass()) continue;
    if (ParseUnicodeClass(true)) continue;
    if (rest_.size() >= 2 && rest_[0] == '\\' &&
        std::string_view("dDsSwW").find(rest_[1]) != std::string_view::npos) {
      result_.re2_pattern.append(rest_.substr(0, 2));
      rest_.remove_prefix(2);
      continue;
    }
    const std::string_view before = rest_;
    const uint32_t low = ParseBracketChar(brackets);
    AppendLiteral(result_.re2_pattern, low);
    if (rest_.size() < 2 || rest_[0] != '-' || rest_[1] == ']') continue;
    rest_.remove_prefix(1);
    const uint32_t high = ParseBracketChar(brackets);
    if (high < low) {
      Fail("invalid character class range", before.substr(0, before.size() - rest_.size()));
    }
    result_.re2_pattern.push_back('-');
    AppendLiteral(result_.re2_pattern, high);
  }
  rest_.remove_prefix(1);
  result_.re2_pattern.push_back(']');
  Push(Node::Op::kClass, start);
}

}  // namespace

RegexSyntax ParseRegexSyntax(std::string_view pattern) { return Parser(pattern).Parse(); }

}  // namespace chartrender

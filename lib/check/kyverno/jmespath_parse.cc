#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "check/kyverno/jmespath.h"
#include "check/kyverno/scalar.h"
#include "codec/json/json.h"

namespace chartrender::check::kyverno {

namespace {

enum class Mark : uint8_t {
  kEnd,
  kName,
  kQuotedName,
  kNumber,
  kLiteral,
  kText,
  kDot,
  kStar,
  kFlatten,
  kFilter,
  kOpenList,
  kCloseList,
  kOpenHash,
  kCloseHash,
  kOpen,
  kClose,
  kComma,
  kColon,
  kPipe,
  kOr,
  kAnd,
  kNot,
  kCompare,
  kCurrent,
  kReference,
};

struct Token {
  Mark mark = Mark::kEnd;
  std::string text = {};
};

struct Sign {
  std::string_view text;
  Mark mark;
};
// Longer ones before those that they begin with.
constexpr Sign kSigns[] = {
    {"[]", Mark::kFlatten},  {"[?", Mark::kFilter},   {"||", Mark::kOr},
    {"&&", Mark::kAnd},      {"==", Mark::kCompare},  {"!=", Mark::kCompare},
    {"<=", Mark::kCompare},  {">=", Mark::kCompare},  {"<", Mark::kCompare},
    {">", Mark::kCompare},   {".", Mark::kDot},       {"*", Mark::kStar},
    {"[", Mark::kOpenList},  {"]", Mark::kCloseList}, {"{", Mark::kOpenHash},
    {"}", Mark::kCloseHash}, {"(", Mark::kOpen},      {")", Mark::kClose},
    {",", Mark::kComma},     {":", Mark::kColon},     {"|", Mark::kPipe},
    {"!", Mark::kNot},       {"@", Mark::kCurrent},   {"&", Mark::kReference},
};

// How strongly a token binds what stands before it.
int PowerOf(Mark mark) {
  switch (mark) {
    case Mark::kPipe:
      return 1;
    case Mark::kOr:
      return 2;
    case Mark::kAnd:
      return 3;
    case Mark::kCompare:
      return 5;
    case Mark::kFlatten:
      return 9;
    case Mark::kStar:
      return 20;
    case Mark::kFilter:
      return 21;
    case Mark::kDot:
      return 40;
    case Mark::kNot:
      return 45;
    case Mark::kOpenHash:
      return 50;
    case Mark::kOpenList:
      return 55;
    case Mark::kOpen:
      return 60;
    default:
      return 0;
  }
}
constexpr int kEndOfProjection = 10;  // weaker tokens end a projection

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsNameStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

[[noreturn]] void FailSyntax(std::string_view expression, std::string_view what) {
  throw Failure(ErrorCode::kValues,
                StrCat("the expression ", expression, " is no JMESPath: ", what));
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> Take() {
    while (at_ < text_.size()) Next();
    tokens_.push_back({Mark::kEnd});
    tokens_.push_back({Mark::kEnd});  // to look ahead
    return std::move(tokens_);
  }

 private:
  void Next() {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      ++at_;
    } else if (IsNameStart(c)) {
      Add(Mark::kName, [](char x) { return IsNameStart(x) || IsDigit(x); });
    } else if (IsDigit(c) || c == '-') {
      Add(Mark::kNumber, IsDigit);
    } else if (c == '"') {
      tokens_.push_back({Mark::kQuotedName, Unquoted(Until('"', true))});
    } else if (c == '`') {
      tokens_.push_back({Mark::kLiteral, Until('`', false)});
    } else if (c == '\'') {
      tokens_.push_back({Mark::kText, Until('\'', false)});
    } else {
      AddSign();
    }
  }

  template <class Belongs>
  void Add(Mark mark, const Belongs& belongs) {
    const size_t start = at_++;
    while (at_ < text_.size() && belongs(text_[at_])) ++at_;
    tokens_.push_back({mark, std::string(text_.substr(start, at_ - start))});
  }

  // The text up to the closing mark; a backslash before the mark is left out unless `raw`.
  std::string Until(char mark, bool raw) {
    std::string found(1, mark);
    for (++at_; at_ < text_.size() && text_[at_] != mark; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        if (raw || text_[at_ + 1] != mark) found += text_[at_];
        ++at_;
      }
      found += text_[at_];
    }
    if (at_ >= text_.size()) FailSyntax(text_, StrCat("there is no closing ", found.substr(0, 1)));
    ++at_;
    return raw ? found + mark : found.substr(1);
  }

  static std::string Unquoted(const std::string& quoted) {
    Arena arena;
    return std::string(ReadJson(quoted, arena).AsString());
  }

  void AddSign() {
    for (const Sign& sign : kSigns) {
      if (!text_.substr(at_).starts_with(sign.text)) continue;
      tokens_.push_back({sign.mark, std::string(sign.text)});
      at_ += sign.text.size();
      return;
    }
    FailSyntax(text_, StrCat("the character ", text_.substr(at_, 1), " has no meaning"));
  }

  std::string_view text_;
  size_t at_ = 0;
  std::vector<Token> tokens_;
};

class Parser {
 public:
  Parser(std::string_view text, std::deque<JmesNode>& nodes, Arena& arena)
      : text_(text), nodes_(nodes), arena_(arena), tokens_(Lexer(text).Take()) {}

  const JmesNode* Take() {
    const JmesNode* root = Expression(0);
    if (Now() != Mark::kEnd) Fail();
    return root;
  }

 private:
  [[noreturn]] void Fail() const {
    FailSyntax(text_, Now() == Mark::kEnd ? "it ends too early"
                                          : StrCat("unexpected ", tokens_[at_].text));
  }
  Mark Now(size_t ahead = 0) const {
    return tokens_[std::min(at_ + ahead, tokens_.size() - 1)].mark;
  }
  void Expect(Mark mark) {
    if (Now() != mark) Fail();
    ++at_;
  }
  JmesNode* Make(JmesNodeKind kind, std::vector<const JmesNode*> parts = {}) {
    nodes_.push_back({.kind = kind, .parts = std::move(parts)});
    return &nodes_.back();
  }
  const JmesNode* Here() { return Make(JmesNodeKind::kCurrent); }

  const JmesNode* Expression(int power) {
    CheckStack();
    const JmesNode* left = Begin();
    while (power < PowerOf(Now())) left = Continue(left);
    return left;
  }

  // What an expression can begin with.
  const JmesNode* Begin() {
    const Token token = tokens_[at_];
    if (token.mark != Mark::kEnd) ++at_;
    switch (token.mark) {
      case Mark::kLiteral:
        return Literal(ReadJson(token.text, arena_));
      case Mark::kText:
        return Literal(Value::String(arena_, token.text));
      case Mark::kName:
      case Mark::kQuotedName: {
        if (token.mark == Mark::kQuotedName && Now() == Mark::kOpen) Fail();
        JmesNode* field = Make(JmesNodeKind::kField);
        field->text = token.text;
        return field;
      }
      case Mark::kStar:
        return Make(JmesNodeKind::kValues,
                    {Here(), Now() == Mark::kCloseList ? Here() : Projected(PowerOf(Mark::kStar))});
      case Mark::kFilter:
        return Filter(Here());
      case Mark::kOpenHash:
        return Hash();
      case Mark::kFlatten:
        return Flattened(Here());
      case Mark::kOpenList:
        return BeginList();
      case Mark::kCurrent:
        return Here();
      case Mark::kReference:
        return Make(JmesNodeKind::kReference, {Expression(0)});
      case Mark::kNot:
        return Make(JmesNodeKind::kNot, {Expression(PowerOf(Mark::kNot))});
      case Mark::kOpen: {
        const JmesNode* inner = Expression(0);
        Expect(Mark::kClose);
        return inner;
      }
      default:
        if (token.mark != Mark::kEnd) --at_;
        Fail();
    }
  }

  const JmesNode* Literal(Value value) {
    JmesNode* literal = Make(JmesNodeKind::kLiteral);
    literal->literal = value;
    return literal;
  }

  // Behind an opening bracket that begins an expression.
  const JmesNode* BeginList() {
    if (Now() == Mark::kNumber || Now() == Mark::kColon) return Indexed(Here());
    if (Now() == Mark::kStar && Now(1) == Mark::kCloseList) {
      at_ += 2;
      return Make(JmesNodeKind::kProjection, {Here(), Projected(PowerOf(Mark::kStar))});
    }
    return List();
  }

  const JmesNode* Binary(JmesNodeKind kind, const JmesNode* left, int power,
                         const std::string& text = "") {
    JmesNode* node = Make(kind, {left, Expression(power)});
    node->text = text;
    return node;
  }

  // What can follow an expression.
  const JmesNode* Continue(const JmesNode* left) {
    const Token token = tokens_[at_++];
    const int power = PowerOf(token.mark);
    switch (token.mark) {
      case Mark::kDot:
        if (Now() != Mark::kStar) return Make(JmesNodeKind::kSub, {left, AfterDot(power)});
        ++at_;
        return Make(JmesNodeKind::kValues, {left, Projected(power)});
      case Mark::kPipe:
        return Binary(JmesNodeKind::kPipe, left, power);
      case Mark::kOr:
        return Binary(JmesNodeKind::kOr, left, power);
      case Mark::kAnd:
        return Binary(JmesNodeKind::kAnd, left, power);
      case Mark::kCompare:
        return Binary(JmesNodeKind::kCompare, left, power, token.text);
      case Mark::kOpen:
        return Call(left);
      case Mark::kFilter:
        return Filter(left);
      case Mark::kFlatten:
        return Flattened(left);
      case Mark::kOpenList:
        if (Now() == Mark::kNumber || Now() == Mark::kColon) return Indexed(left);
        Expect(Mark::kStar);
        Expect(Mark::kCloseList);
        return Make(JmesNodeKind::kProjection, {left, Projected(PowerOf(Mark::kStar))});
      default:
        --at_;
        Fail();
    }
  }

  const JmesNode* Flattened(const JmesNode* left) {
    const JmesNode* flat = Make(JmesNodeKind::kFlatten, {left});
    return Make(JmesNodeKind::kProjection, {flat, Projected(PowerOf(Mark::kFlatten))});
  }

  const JmesNode* Call(const JmesNode* left) {
    if (left->kind != JmesNodeKind::kField) Fail();
    if (!IsJmesFunction(left->text)) {
      throw Failure(ErrorCode::kValues, StrCat("the function ", left->text, " in the expression ",
                                               text_, " is not supported"));
    }
    std::vector<const JmesNode*> arguments;
    while (Now() != Mark::kClose) {
      arguments.push_back(Expression(0));
      if (Now() == Mark::kComma) ++at_;
    }
    ++at_;
    JmesNode* call = Make(JmesNodeKind::kCall, std::move(arguments));
    call->text = left->text;
    return call;
  }

  const JmesNode* Filter(const JmesNode* left) {
    const JmesNode* condition = Expression(0);
    Expect(Mark::kCloseList);
    const JmesNode* right = Now() == Mark::kFlatten ? Here() : Projected(PowerOf(Mark::kFilter));
    return Make(JmesNodeKind::kFilter, {left, right, condition});
  }

  // A number, or a slice, and the closing bracket.
  const JmesNode* Indexed(const JmesNode* left) {
    JmesNode* index = Make(JmesNodeKind::kIndex);
    size_t part = 0;
    for (; Now() != Mark::kCloseList && part < 3; ++at_) {
      if (Now() == Mark::kColon) {
        index->kind = JmesNodeKind::kSlice;
        ++part;
      } else if (const auto number = ParseWhole(tokens_[at_].text);
                 Now() == Mark::kNumber && number && !index->has_slice[part]) {
        index->slice[part] = *number;
        index->has_slice[part] = true;
      } else {
        Fail();
      }
    }
    Expect(Mark::kCloseList);
    const JmesNode* whole = Make(JmesNodeKind::kSub, {left, index});
    if (index->kind == JmesNodeKind::kIndex) return whole;
    return Make(JmesNodeKind::kProjection, {whole, Projected(PowerOf(Mark::kStar))});
  }

  const JmesNode* List() {
    std::vector<const JmesNode*> parts;
    while (true) {
      parts.push_back(Expression(0));
      if (Now() == Mark::kCloseList) break;
      Expect(Mark::kComma);
    }
    ++at_;
    return Make(JmesNodeKind::kList, std::move(parts));
  }

  const JmesNode* Hash() {
    std::vector<const JmesNode*> parts;
    std::vector<std::string> names;
    while (true) {
      if (Now() != Mark::kName && Now() != Mark::kQuotedName) Fail();
      names.push_back(tokens_[at_++].text);
      Expect(Mark::kColon);
      parts.push_back(Expression(0));
      if (Now() == Mark::kCloseHash) break;
      Expect(Mark::kComma);
    }
    ++at_;
    JmesNode* hash = Make(JmesNodeKind::kHash, std::move(parts));
    hash->names = std::move(names);
    return hash;
  }

  const JmesNode* AfterDot(int power) {
    if (Now() == Mark::kName || Now() == Mark::kQuotedName || Now() == Mark::kStar)
      return Expression(power);
    if (Now() == Mark::kOpenList) {
      ++at_;
      return List();
    }
    Expect(Mark::kOpenHash);
    return Hash();
  }

  // What is done with each item of a projection.
  const JmesNode* Projected(int power) {
    if (PowerOf(Now()) < kEndOfProjection) return Here();
    if (Now() == Mark::kOpenList || Now() == Mark::kFilter) return Expression(power);
    Expect(Mark::kDot);
    return AfterDot(power);
  }

  std::string_view text_;
  std::deque<JmesNode>& nodes_;
  Arena& arena_;
  std::vector<Token> tokens_;
  size_t at_ = 0;
};

}  // namespace

JmesPath::JmesPath(std::string_view text, Arena& arena) {
  root_ = Parser(text, nodes_, arena).Take();
}

}  // namespace chartrender::check::kyverno

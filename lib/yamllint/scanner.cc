#include "yamllint/scanner.h"

#include <utility>

namespace chartrender::yamllint {

namespace {

constexpr int64_t kLongestKey = 1024;

}  // namespace

std::string_view TokenName(TokenType type) {
  constexpr std::string_view kNames[] = {"<stream start>",
                                         "<stream end>",
                                         "<directive>",
                                         "<document start>",
                                         "<document end>",
                                         "<block sequence start>",
                                         "<block mapping start>",
                                         "<block end>",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "-",
                                         ",",
                                         "?",
                                         ":",
                                         "<alias>",
                                         "<anchor>",
                                         "<tag>",
                                         "<scalar>"};
  return kNames[static_cast<size_t>(type)];
}

Scanner::Scanner(const std::u32string& text, bool may_have_marks)
    : text_(text),
      has_byte_order_marks_(may_have_marks &&
                            FindCharacter(text, char32_t{0xFEFF}) != std::u32string_view::npos) {
  Append(TokenType::kStreamStart, at_, at_);
}

bool Scanner::Next(Token& token) {
  while (NeedsMore()) FetchMore();
  if (queue_.empty()) return false;
  queue_.Take(token);
  ++taken_;
  return true;
}

void Scanner::Forward(int64_t count) {
  for (; count > 0; --count) {
    const char32_t c = Peek();
    ++at_.pointer;
    if (IsBreak(c) && !(c == U'\r' && Peek() == U'\n')) {
      ++at_.line;
      at_.column = 0;
    } else if (c != 0xFEFF) {
      ++at_.column;
    }
  }
}

void Scanner::Fail(std::string problem) const { throw SyntaxFault{at_, std::move(problem)}; }

void Scanner::FailExpecting(std::string_view what) const {
  Fail("expected " + std::string(what) + ", but found " + CharacterAsPython(Peek()));
}

Token& Scanner::Append(TokenType type, const Mark& start, const Mark& end) {
  Token& token = queue_.Add();
  token.type = type;
  token.start = start;
  token.end = end;
  return token;
}

void Scanner::AppendIndicator(TokenType type, int64_t width) {
  const Mark start = at_;
  Forward(width);
  Append(type, start, at_);
}

void Scanner::Insert(int64_t number, TokenType type, const Mark& mark) {
  Token token;
  token.type = type;
  token.start = token.end = mark;
  queue_.Insert(number - taken_, token);
}

bool Scanner::NeedsMore() {
  if (done_) return false;
  if (queue_.empty()) return true;
  // The next token may turn out to be a key.
  DropStaleKeys();
  return !keys_.empty() && keys_.front().token == taken_;
}

bool Scanner::IsDocumentMark(char32_t c) const {
  return Peek() == c && Peek(1) == c && Peek(2) == c && IsBlankOrEnd(Peek(3));
}

void Scanner::FetchMore() {
  ScanToNextToken();
  DropStaleKeys();
  UnwindIndent(at_.column);
  const char32_t c = Peek();
  if (c == 0) return FetchStreamEnd();
  if (at_.column == 0) {
    if (c == U'%') return FetchDirective();
    if (IsDocumentMark(U'-')) return FetchDocumentMark(TokenType::kDocumentStart);
    if (IsDocumentMark(U'.')) return FetchDocumentMark(TokenType::kDocumentEnd);
  }
  FetchByCharacter(c);
}

void Scanner::FetchByCharacter(char32_t c) {
  const bool in_flow = flow_level_ != 0;
  const bool alone = IsBlankOrEnd(Peek(1));
  if (c == U'[') return FetchFlowStart(TokenType::kFlowSequenceStart);
  if (c == U'{') return FetchFlowStart(TokenType::kFlowMappingStart);
  if (c == U']') return FetchFlowEnd(TokenType::kFlowSequenceEnd);
  if (c == U'}') return FetchFlowEnd(TokenType::kFlowMappingEnd);
  if (c == U',') return FetchFlowEntry();
  if (c == U'-' && alone) return FetchBlockEntry();
  if (c == U'?' && (in_flow || alone)) return FetchKey();
  if (c == U':' && (in_flow || alone)) return FetchValue();
  if (c == U'*') return FetchName(TokenType::kAlias);
  if (c == U'&') return FetchName(TokenType::kAnchor);
  if (c == U'!') return FetchTag();
  if ((c == U'|' || c == U'>') && !in_flow) return FetchBlockScalar();
  if (c == U'\'' || c == U'"') return FetchQuoted();
  if (IsPlainStart(c)) return FetchPlain();
  Fail("found character " + CharacterAsPython(c) + " that cannot start any token");
}

bool Scanner::IsPlainStart(char32_t c) const {
  constexpr std::u32string_view kIndicators = U"-?:,[]{}#&*!|>'\"%@`";
  if (!IsBlankOrEnd(c) && kIndicators.find(c) == std::u32string_view::npos) return true;
  return !IsBlankOrEnd(Peek(1)) && (c == U'-' || (flow_level_ == 0 && (c == U'?' || c == U':')));
}

void Scanner::ScanToNextToken() {
  if (at_.pointer == 0 && Peek() == 0xFEFF) Forward();
  while (true) {
    int64_t length = 0;
    while (Peek(length) == U' ') ++length;
    if (Peek(length) == U'#') {
      length = LengthOfLine(length);
    }
    Pass(length);
    if (ScanBreak() == 0) return;
    if (flow_level_ == 0) key_allowed_ = true;
  }
}

char32_t Scanner::ScanBreak() {
  const char32_t c = Peek();
  if (!IsBreak(c)) return 0;
  Forward(c == U'\r' && Peek(1) == U'\n' ? 2 : 1);
  return c == 0x2028 || c == 0x2029 ? c : U'\n';
}

// A key lies in one line and has up to 1024 characters. The oldest keys go stale first.
void Scanner::DropStaleKeys() {
  while (!keys_.empty()) {
    const SimpleKey& key = keys_.front();
    if (key.mark.line == at_.line && at_.pointer - key.mark.pointer <= kLongestKey) return;
    if (key.required) Fail("could not find expected ':'");
    keys_.pop_front();
  }
}

void Scanner::SaveKey() {
  if (!key_allowed_) return;
  const bool required = flow_level_ == 0 && indent_ == at_.column;
  RemoveKey();
  keys_.push_back({flow_level_, NextNumber(), required, at_});
}

void Scanner::RemoveKey() {
  if (keys_.empty() || keys_.back().level != flow_level_) return;
  if (keys_.back().required) Fail("could not find expected ':'");
  keys_.pop_back();
}

void Scanner::UnwindIndent(int64_t column) {
  if (flow_level_ != 0) return;
  while (indent_ > column) {
    indent_ = indents_.back();
    indents_.pop_back();
    Append(TokenType::kBlockEnd, at_, at_);
  }
}

bool Scanner::AddIndent(int64_t column) {
  if (indent_ >= column) return false;
  indents_.push_back(indent_);
  indent_ = column;
  return true;
}

std::u32string_view Scanner::Keep(std::u32string value) {
  return kept_.emplace_back(std::move(value));
}

}  // namespace chartrender::yamllint

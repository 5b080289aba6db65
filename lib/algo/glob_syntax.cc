#include "algo/glob_syntax.h"

#include <utility>

#include "base/stack.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

// Follows the lexer's rules to the letter: brackets hold either one range `[a-z]` or a list
// `[abc]`, both optionally negated by '!'; a NUL ends the pattern; a bad byte is an error.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool ParseAll(GlobTerm& pattern) {
    ParsePattern(pattern, false);
    return good_;
  }

 private:
  static constexpr uint32_t kEnd = 0;

  uint32_t Peek() {
    if (rest_.empty()) return kEnd;
    const Rune rune = DecodeRune(rest_);
    if (rune.code == kRuneError) good_ = false;
    return good_ ? rune.code : kEnd;
  }
  void Skip() { rest_.remove_prefix(DecodeRune(rest_).width); }
  uint32_t Take() {
    const uint32_t code = Peek();
    if (code != kEnd) Skip();
    return code;
  }

  void ParsePattern(GlobTerm& pattern, bool in_terms);
  void ParseAnyOf(GlobTerm& pattern);
  void ParseBrackets(GlobTerm& pattern);
  std::string TakeText(std::string_view breakers);

  std::string_view rest_;
  bool good_ = true;
};

// The end of the pattern is taken wherever it comes: braces need not be closed.
void Parser::ParsePattern(GlobTerm& pattern, bool in_terms) {
  CheckStack();
  pattern.kind = GlobTerm::Kind::kPattern;
  for (uint32_t c = Peek(); good_ && c != kEnd; c = Peek()) {
    GlobTerm term;
    if (in_terms && (c == ',' || c == '}')) return;
    if (c == '{') {
      Skip();
      ParseAnyOf(pattern);
      continue;
    }
    if (c == '[') {
      Skip();
      ParseBrackets(pattern);
      continue;
    }
    if (c == '?') {
      Skip();
      term.kind = GlobTerm::Kind::kSingle;
    } else if (c == '*') {
      Skip();
      term.kind = GlobTerm::Kind::kAny;
      if (Peek() == '*') {
        Skip();
        term.kind = GlobTerm::Kind::kSuper;
      }
    } else {
      term.text = TakeText(in_terms ? "?*[{}," : "?*[{");
      if (term.text.empty()) continue;
    }
    pattern.children.push_back(std::move(term));
  }
}

void Parser::ParseAnyOf(GlobTerm& pattern) {
  GlobTerm term;
  term.kind = GlobTerm::Kind::kAnyOf;
  for (;;) {
    ParsePattern(term.children.emplace_back(), true);
    if (!good_) return;
    const uint32_t c = Take();
    if (c != ',') break;
  }
  pattern.children.push_back(std::move(term));
}

void Parser::ParseBrackets(GlobTerm& pattern) {
  GlobTerm term;
  uint32_t c = Take();
  if (c == '!') {
    term.negated = true;
    c = Take();
  }
  if (c == kEnd) {
    good_ = false;
    return;
  }
  if (Peek() == '-') {
    Skip();
    term.kind = GlobTerm::Kind::kRange;
    term.low = c;
    term.high = Take();
    good_ = good_ && term.high != kEnd && term.high >= term.low;
  } else {
    // The first character is read again, so that it may be an escape.
    std::string first;
    AppendRune(first, c);
    const size_t width = first.size();
    rest_ = std::string_view(rest_.data() - width, rest_.size() + width);
    term.kind = GlobTerm::Kind::kList;
    term.text = TakeText("]");
    good_ = good_ && !term.text.empty();
  }
  if (Take() != ']') good_ = false;
  pattern.children.push_back(std::move(term));
}

std::string Parser::TakeText(std::string_view breakers) {
  std::string text;
  bool escaped = false;
  for (uint32_t c = Peek(); c != kEnd; c = Peek()) {
    if (!escaped && c == '\\') {
      escaped = true;
      Skip();
      continue;
    }
    if (!escaped && c < 0x80 && breakers.find(static_cast<char>(c)) != std::string_view::npos)
      break;
    escaped = false;
    Skip();
    AppendRune(text, c);
  }
  return text;
}

}  // namespace

bool ParseGlob(std::string_view text, GlobTerm& pattern) { return Parser(text).ParseAll(pattern); }

}  // namespace chartrender

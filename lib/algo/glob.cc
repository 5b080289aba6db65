#include "algo/glob.h"

#include <utility>

#include "base/stack.h"
#include "base/utf8.h"

namespace chartrender {

// Follows the lexer's rules to the letter: brackets hold either one range `[a-z]` or a list
// `[abc]`, both optionally negated by '!'; a NUL ends the pattern; a bad byte is an error.
class Glob::Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool ParseAll(Pattern& pattern) {
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

  void ParsePattern(Pattern& pattern, bool in_terms);
  void ParseAnyOf(Pattern& pattern);
  void ParseBrackets(Pattern& pattern);
  std::string TakeText(std::string_view breakers);

  std::string_view rest_;
  bool good_ = true;
};

// The end of the pattern is taken wherever it comes: braces need not be closed.
void Glob::Parser::ParsePattern(Pattern& pattern, bool in_terms) {
  CheckStack();
  for (uint32_t c = Peek(); good_ && c != kEnd; c = Peek()) {
    Term term;
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
      term.kind = Term::Kind::kSingle;
    } else if (c == '*') {
      Skip();
      term.kind = Term::Kind::kAny;
      if (Peek() == '*') {
        Skip();
        term.kind = Term::Kind::kSuper;
      }
    } else {
      term.text = TakeText(in_terms ? "?*[{}," : "?*[{");
      if (term.text.empty()) continue;
    }
    pattern.push_back(std::move(term));
  }
}

void Glob::Parser::ParseAnyOf(Pattern& pattern) {
  Term term;
  term.kind = Term::Kind::kAnyOf;
  for (;;) {
    ParsePattern(term.parts.emplace_back(), true);
    if (!good_) return;
    const uint32_t c = Take();
    if (c != ',') break;
  }
  pattern.push_back(std::move(term));
}

void Glob::Parser::ParseBrackets(Pattern& pattern) {
  Term term;
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
    term.kind = Term::Kind::kRange;
    term.low = c;
    term.high = Take();
    good_ = good_ && term.high != kEnd && term.high >= term.low;
  } else {
    // The first character is read again, so that it may be an escape.
    std::string first;
    AppendRune(first, c);
    const size_t width = first.size();
    rest_ = std::string_view(rest_.data() - width, rest_.size() + width);
    term.kind = Term::Kind::kList;
    term.text = TakeText("]");
    good_ = good_ && !term.text.empty();
  }
  if (Take() != ']') good_ = false;
  pattern.push_back(std::move(term));
}

std::string Glob::Parser::TakeText(std::string_view breakers) {
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

std::optional<Glob> Glob::Compile(std::string_view pattern) {
  Glob glob;
  if (!Parser(pattern).ParseAll(glob.pattern_)) return std::nullopt;
  return glob;
}

bool Glob::HoldsRune(const Term& term, uint32_t code) {
  if (term.kind == Term::Kind::kSingle) return code != '/';
  bool found = false;
  if (term.kind == Term::Kind::kRange) {
    found = code >= term.low && code <= term.high;
  } else {
    for (std::string_view rest = term.text; !rest.empty() && !found;) {
      const Rune rune = DecodeRune(rest);
      rest.remove_prefix(rune.width);
      found = rune.code == code;
    }
  }
  return found != term.negated;
}

Glob::Ends Glob::MatchTerm(const Term& term, std::string_view text, const Ends& from) {
  Ends ends(text.size() + 1, false);
  if (term.kind == Term::Kind::kAnyOf) {
    for (const Pattern& part : term.parts) {
      const Ends more = MatchPattern(part, text, from);
      for (size_t i = 0; i < ends.size(); ++i) ends[i] = ends[i] || more[i];
    }
    return ends;
  }
  bool running = false;  // a '*' that began before is still going on
  for (size_t at = 0; at <= text.size(); ++at) {
    if (term.kind == Term::Kind::kAny || term.kind == Term::Kind::kSuper) {
      running = running || from[at];
      ends[at] = running;
      if (term.kind == Term::Kind::kAny && at < text.size() && text[at] == '/') running = false;
      continue;
    }
    if (!from[at]) continue;
    if (term.kind == Term::Kind::kText) {
      if (text.substr(at).starts_with(term.text)) ends[at + term.text.size()] = true;
    } else if (at < text.size()) {
      const Rune rune = DecodeRune(text.substr(at));
      if (HoldsRune(term, rune.code)) ends[at + rune.width] = true;
    }
  }
  return ends;
}

Glob::Ends Glob::MatchPattern(const Pattern& pattern, std::string_view text, Ends ends) {
  CheckStack();
  for (const Term& term : pattern) ends = MatchTerm(term, text, ends);
  return ends;
}

bool Glob::Matches(std::string_view text) const {
  Ends start(text.size() + 1, false);
  start[0] = true;
  return MatchPattern(pattern_, text, std::move(start)).back();
}

namespace {

// A piece of the pattern: an optional star and what follows it up to the next star.
struct Chunk {
  bool star = false;
  std::string_view text;
};

Chunk TakeChunk(std::string_view& pattern) {
  Chunk chunk;
  while (!pattern.empty() && pattern[0] == '*') {
    pattern.remove_prefix(1);
    chunk.star = true;
  }
  bool in_brackets = false;
  size_t size = 0;
  for (; size < pattern.size(); ++size) {
    const char c = pattern[size];
    if (c == '*' && !in_brackets) break;
    if (c == '\\' && size + 1 < pattern.size()) ++size;
    if (c == '[') in_brackets = true;
    if (c == ']') in_brackets = false;
  }
  chunk.text = pattern.substr(0, size);
  pattern.remove_prefix(size);
  return chunk;
}

// A character of a class, maybe escaped. False: malformed.
bool TakeClassRune(std::string_view& chunk, uint32_t& code) {
  if (chunk.empty() || chunk[0] == '-' || chunk[0] == ']') return false;
  if (chunk[0] == '\\') chunk.remove_prefix(1);
  if (chunk.empty()) return false;
  const Rune rune = DecodeRune(chunk);
  chunk.remove_prefix(rune.width);
  code = rune.code;
  return !rune.bad() && !chunk.empty();
}

// Behind the '['. False: malformed.
bool MatchClass(std::string_view& chunk, uint32_t code, bool& match) {
  bool negated = false;
  if (!chunk.empty() && chunk[0] == '^') {
    negated = true;
    chunk.remove_prefix(1);
  }
  bool found = false;
  for (int ranges = 0; chunk.empty() || chunk[0] != ']' || ranges == 0; ++ranges) {
    uint32_t low = 0;
    if (!TakeClassRune(chunk, low)) return false;
    uint32_t high = low;
    if (chunk[0] == '-') {
      chunk.remove_prefix(1);
      if (!TakeClassRune(chunk, high)) return false;
    }
    found = found || (low <= code && code <= high);
  }
  chunk.remove_prefix(1);
  match = found != negated;
  return true;
}

enum class Outcome : uint8_t { kMatch, kNoMatch, kMalformed };

// Whether `chunk` matches the start of `name`, which moves behind the match. After a mismatch the
// rest of the chunk is only checked.
Outcome MatchChunk(std::string_view chunk, std::string_view& name) {
  std::string_view text = name;
  bool failed = false;
  while (!chunk.empty()) {
    failed = failed || text.empty();
    const char c = chunk[0];
    chunk.remove_prefix(1);
    if (c == '[' || c == '?') {
      const Rune rune = failed ? Rune{0, 0} : DecodeRune(text);
      text.remove_prefix(rune.width);
      bool match = rune.code != '/';
      if (c == '[' && !MatchClass(chunk, rune.code, match)) return Outcome::kMalformed;
      failed = failed || !match;
      continue;
    }
    char wanted = c;
    if (c == '\\') {
      if (chunk.empty()) return Outcome::kMalformed;
      wanted = chunk[0];
      chunk.remove_prefix(1);
    }
    if (failed) continue;
    failed = text[0] != wanted;
    text.remove_prefix(1);
  }
  if (failed) return Outcome::kNoMatch;
  name = text;
  return Outcome::kMatch;
}

// What a star makes of it: bytes of `name` up to the next '/' may be skipped.
Outcome MatchAfterStar(std::string_view chunk, bool last, std::string_view& name) {
  for (size_t i = 0; i < name.size() && name[i] != '/'; ++i) {
    std::string_view rest = name.substr(i + 1);
    const Outcome outcome = MatchChunk(chunk, rest);
    if (outcome == Outcome::kMalformed) return outcome;
    if (outcome == Outcome::kNoMatch || (last && !rest.empty())) continue;
    name = rest;
    return Outcome::kMatch;
  }
  return Outcome::kNoMatch;
}

}  // namespace

std::optional<bool> PathMatch(std::string_view pattern, std::string_view name) {
  while (!pattern.empty()) {
    const Chunk chunk = TakeChunk(pattern);
    if (chunk.star && chunk.text.empty()) return name.find('/') == std::string_view::npos;
    std::string_view rest = name;
    Outcome outcome = MatchChunk(chunk.text, rest);
    if (outcome == Outcome::kMatch && (rest.empty() || !pattern.empty())) {
      name = rest;
      continue;
    }
    if (outcome != Outcome::kMalformed) {
      outcome = chunk.star ? MatchAfterStar(chunk.text, pattern.empty(), name) : Outcome::kNoMatch;
    }
    if (outcome == Outcome::kMalformed) return std::nullopt;
    if (outcome == Outcome::kMatch) continue;
    while (!pattern.empty()) {
      std::string_view nothing;
      if (MatchChunk(TakeChunk(pattern).text, nothing) == Outcome::kMalformed) return std::nullopt;
    }
    return false;
  }
  return name.empty();
}

}  // namespace chartrender

// path.Match. Source: path/match.go, Go 1.26.
#include "algo/glob.h"
#include "base/utf8.h"

namespace chartrender {

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

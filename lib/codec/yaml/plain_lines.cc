#include "codec/yaml/plain_lines.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

#include "base/budget.h"
#include "base/eight_chars.h"
#include "base/utf8.h"

namespace chartrender::yaml {

namespace {

enum CharClass : uint8_t {
  kWordStart = 1,  // a plain scalar that starts so is no number, bool or null, if longer than 5
  kSureStart = 2,  // the same, of any length
  kFlowChar = 4,   // may stand in a plain scalar within brackets
  kIndicator = 8,  // no plain scalar starts so; `-` and `:` are looked at closer
};

constexpr std::array<uint8_t, 256> MakeClasses() {
  std::array<uint8_t, 256> classes{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter) classes[static_cast<size_t>(c)] = kWordStart | kSureStart | kFlowChar;
    if ((c >= '0' && c <= '9')) classes[static_cast<size_t>(c)] = kFlowChar;
    if (c == '_' || c == '/' || c == '$') {
      classes[static_cast<size_t>(c)] = kWordStart | kSureStart | kFlowChar;
    }
    if (c >= 0x80) classes[static_cast<size_t>(c)] = kWordStart | kSureStart;
  }
  for (const char c : std::string_view("yYnNtTfFoO")) {
    classes[static_cast<unsigned char>(c)] = kWordStart | kFlowChar;
  }
  for (const char c : std::string_view(".-+@*="))
    classes[static_cast<unsigned char>(c)] |= kFlowChar;
  for (const char c : std::string_view("-?:,[]{}#&*!|>'\"%@`")) {
    classes[static_cast<unsigned char>(c)] |= kIndicator;
  }
  return classes;
}

constexpr std::array<uint8_t, 256> kClasses = MakeClasses();

bool Is(char c, CharClass wanted) {
  return (kClasses[static_cast<unsigned char>(c)] & wanted) != 0;
}

// Marks the first of eight characters that is a tab, a colon or a `#`.
constexpr uint64_t BreakMarks(uint64_t word) {
  return (MarkSame(word, ':') | MarkSame(word, '#') | MarkSame(word, '\t')) & kMarks;
}

// Characters in vectors, which compilers take to whatever the processor has.
using Chars = signed char __attribute__((vector_size(16)));
constexpr size_t kPlainStep = 4 * sizeof(Chars);

// Whether that many characters are 0x20 to 0x7E or LF, all of them.
bool AreSurelyPlain(const char* at) {
  Chars bad = {};
  for (size_t i = 0; i < kPlainStep; i += sizeof(Chars)) {
    Chars chars;
    std::memcpy(&chars, at + i, sizeof chars);
    bad |= ((chars < ' ') & (chars != '\n')) | (chars == 0x7F);  // those from 0x80 are negative
  }
  uint64_t halves[2];
  std::memcpy(halves, &bad, sizeof halves);
  return (halves[0] | halves[1]) == 0;
}

// How many bytes the first character of `text` has; 0 when it is none that plain text has.
size_t PlainWidth(std::string_view text) {
  const auto c = static_cast<unsigned char>(text[0]);
  if (c < 0x80) return c == '\n' || c == '\t' || (c >= 0x20 && c != 0x7F) ? 1 : 0;
  const Rune rune = DecodeRune(text);
  const bool good = !rune.bad() && rune.code >= 0xA0 && rune.code != 0x2028 &&
                    rune.code != 0x2029 && rune.code != 0xFEFF && rune.code != 0xFFFE &&
                    rune.code != 0xFFFF;
  return good ? rune.width : 0;
}

}  // namespace

bool IsPlainText(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const bool fits = at + kPlainStep <= text.size();
    if (fits && AreSurelyPlain(text.data() + at)) {
      at += kPlainStep;
      continue;
    }
    if (!fits && at > 0 && AreSurelyPlain(text.data() + text.size() - kPlainStep)) return true;
    const size_t stop = std::min(text.size(), at + kPlainStep);
    while (at < stop) {
      const size_t width = PlainWidth(text.substr(at));
      if (width == 0) return false;
      at += width;
    }
  }
  return true;
}

bool IsSureString(std::string_view text) {
  return Is(text[0], kSureStart) || (text.size() > 5 && Is(text[0], kWordStart));
}

bool PlainLines::IsDocumentMark() const {
  return Left(at_) >= 3 && (memcmp(at_, "---", 3) == 0 || memcmp(at_, "...", 3) == 0);
}
bool PlainLines::NextLine() {
  for (;;) {
    if (Budget* budget = arena_.budget()) budget->ChargeSteps(1);
    const char* start = at_;
    LookAtLine();
    if (at_ == end_) {
      indent_ = -1;
      return true;
    }
    if (at_ == line_end_ || *at_ == '#') {
      GoBehindLine();
      continue;
    }
    indent_ = static_cast<int>(at_ - start);
    line_ = start;
    return *at_ != '\t' && !(indent_ == 0 && IsDocumentMark());
  }
}

#ifdef __SSE2__
// Goes to the first character of the line that is no blank; finds the line's end and the breaks
// among its first 64 characters.
void PlainLines::LookAtLine() {
  constexpr ptrdiff_t kStep = sizeof(__m128i);
  const auto same = [](__m128i chars, char c) { return _mm_cmpeq_epi8(chars, _mm_set1_epi8(c)); };
  const auto bits = [](__m128i found) { return static_cast<uint32_t>(_mm_movemask_epi8(found)); };
  looked_at_ = at_;
  breaks_ = 0;
  line_end_ = nullptr;
  const char* at = at_;
  for (unsigned shift = 0; shift < 64 && line_end_ == nullptr; shift += kStep, at += kStep) {
    char rest[kStep] = {};
    const char* from = at;
    if (end_ - at < kStep) from = static_cast<char*>(memcpy(rest, at, Left(at)));
    const __m128i chars = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
    if (shift == 0) at_ += std::countr_zero(~bits(same(chars, ' ')));
    const __m128i breaks =
        _mm_or_si128(_mm_or_si128(same(chars, ':'), same(chars, '#')), same(chars, '\t'));
    breaks_ |= uint64_t{bits(breaks)} << shift;
    const uint32_t ends = bits(same(chars, '\n'));
    if (ends != 0) {
      line_end_ = at + std::countr_zero(ends);
    } else if (end_ - at <= kStep) {
      line_end_ = end_;
    }
  }
  while (at_ < end_ && *at_ == ' ') ++at_;
  if (line_end_ == nullptr) FindLineEnd(at);
}
#else
void PlainLines::LookAtLine() {
  while (at_ < end_ && *at_ == ' ') ++at_;
  FindLineEnd(at_);
}
#endif

void PlainLines::FindLineEnd(const char* from) {
  const char* found = static_cast<const char*>(memchr(from, '\n', Left(from)));
  line_end_ = found == nullptr ? end_ : found;
}

// The next character that may end a plain scalar, line_end_ when none does before.
const char* PlainLines::FindBreak(const char* at) const {
#ifdef __SSE2__
  constexpr ptrdiff_t kLookedAt = 64;
  if (at - looked_at_ < kLookedAt) {
    const uint64_t breaks = breaks_ >> static_cast<unsigned>(at - looked_at_);
    if (breaks != 0) return std::min(at + std::countr_zero(breaks), line_end_);
    at = looked_at_ + kLookedAt;
    if (at >= line_end_) return line_end_;
  }
#endif
  while (end_ - at >= 8) {
    const uint64_t marks = BreakMarks(WordAt(at));
    if (marks != 0) return std::min(at + CharsBefore(marks), line_end_);
    at += 8;
    if (at >= line_end_) return line_end_;
  }
  while (at < line_end_ && *at != ':' && *at != '#' && *at != '\t') ++at;
  return at;
}

const char* PlainLines::ScanPlain() const {
  if (Is(*at_, kIndicator) && ((*at_ != '-' && *at_ != ':') || EndsAt(at_ + 1))) return nullptr;
  return ScanWords();
}

const char* PlainLines::ScanWords() const {
  const char* end = FindBreak(at_);
  for (; end < line_end_; end = FindBreak(end + 1)) {
    if (*end == '\t') return nullptr;
    if (*end == ':' ? EndsAt(end + 1) : end > at_ && end[-1] == ' ') break;
  }
  while (end > at_ && end[-1] == ' ') --end;
  return end;
}

bool PlainLines::ReadQuoted(std::string_view& text) {
  const char quote = *at_++;
  const auto* end =
      static_cast<const char*>(memchr(at_, quote, static_cast<size_t>(line_end_ - at_)));
  if (end == nullptr) return false;
  text = {at_, static_cast<size_t>(end - at_)};
  if (quote == '"' && text.find('\\') != std::string_view::npos) return ReadEscaped(text);
  at_ = end + 1;
  if (quote == '\'' && at_ < line_end_ && *at_ == '\'') {
    at_ = text.data();
    return ReadDoubled(text);
  }
  return true;
}

bool PlainLines::ReadEscaped(std::string_view& text) {
  const auto room = static_cast<size_t>(line_end_ - at_);
  auto* to = static_cast<char*>(arena_.Allocate(room, 1));
  size_t size = 0;
  for (; at_ < line_end_ && *at_ != '"'; ++at_) {
    char c = *at_;
    if (c == '\\') {
      if (++at_ == line_end_) return false;
      c = *at_;
      if (c == 'n') {
        c = '\n';
      } else if (c == 't') {
        c = '\t';
      } else if (c != '"' && c != '\\') {
        return false;
      }
    }
    to[size++] = c;
  }
  if (at_ == line_end_) return false;
  ++at_;
  text = {to, size};
  return true;
}

bool PlainLines::ReadDoubled(std::string_view& text) {
  auto* to = static_cast<char*>(arena_.Allocate(static_cast<size_t>(line_end_ - at_), 1));
  size_t size = 0;
  for (; at_ < line_end_; ++at_) {
    if (*at_ == '\'') {
      ++at_;
      if (at_ == line_end_ || *at_ != '\'') {
        text = {to, size};
        return true;
      }
    }
    to[size++] = *at_;
  }
  return false;
}

bool PlainLines::ReadFlowWord(std::string_view& word) {
  const char* start = at_;
  if (at_ == line_end_ || (Is(*at_, kIndicator) && *at_ != '-')) return false;
  while (at_ < line_end_ && Is(*at_, kFlowChar)) ++at_;
  word = {start, static_cast<size_t>(at_ - start)};
  return !word.empty() && word != "-" && word != "<<";
}

bool PlainLines::ReadBlockScalar(int parent, std::string_view* text) {
  const bool folded = *at_++ == '>';
  char chomping = ' ';
  if (at_ < line_end_ && (*at_ == '-' || *at_ == '+')) chomping = *at_++;
  SkipSpaces();
  if (at_ != line_end_ || line_end_ == end_) return false;
  GoBehindLine();
  const char* first = at_;
  int indent = 0;
  const char* content_end = ScanBlockScalar(parent, indent);
  if (content_end == nullptr || (content_end == first && chomping == '+')) return false;
  if (text != nullptr) {
    if (folded && (chomping == '+' || !IsFoldedPlainly(first, content_end, indent))) return false;
    *text = LiteralText(first, content_end, indent, chomping, folded);
  }
  return NextLine() && indent_ <= parent;
}

// Whether all lines have content, none deeper than the first.
bool PlainLines::IsFoldedPlainly(const char* first, const char* content_end, int indent) {
  for (const char* line = first; line < content_end;) {
    const char* const from = line + std::min<ptrdiff_t>(indent, content_end - line);
    const auto* found =
        static_cast<const char*>(memchr(line, '\n', static_cast<size_t>(content_end - line)));
    if (found != nullptr && found <= from) return false;
    if (from == content_end || *from == ' ' || *from == '\t') return false;
    line = found == nullptr ? content_end : found + 1;
  }
  return true;
}

// Goes to the line behind a block scalar and finds its indentation. The end of its last line
// that has content, line feed included; null when it is not plain.
const char* PlainLines::ScanBlockScalar(int parent, int& indent) {
  const char* const first = at_;
  const char* content_end = nullptr;
  ptrdiff_t blank = 0;  // of the widest blank line before the content
  while (at_ < end_) {
    const char* start = at_;
    const auto* found = static_cast<const char*>(memchr(at_, '\n', Left(at_)));
    const char* line_end = found == nullptr ? end_ : found;
    while (at_ < line_end && *at_ == ' ') ++at_;
    const ptrdiff_t spaces = at_ - start;
    if (content_end == nullptr && at_ < line_end) {
      if (spaces <= parent) {  // there is no content
        at_ = start;
        return first;
      }
      if (blank > spaces) return nullptr;
      indent = static_cast<int>(spaces);
    } else if (content_end == nullptr) {
      blank = std::max(blank, spaces);
    }
    if (at_ == line_end && found == nullptr) {
      if (spaces != 0) return nullptr;
      break;
    }
    const bool in_content = spaces >= indent && indent > 0;
    if (at_ < line_end && !in_content) {
      if (*at_ == '\t') return nullptr;
      at_ = start;
      return content_end;
    }
    if (at_ < line_end && *at_ == '\t' && spaces == indent && content_end == nullptr)
      return nullptr;
    at_ = found == nullptr ? end_ : line_end + 1;
    if (in_content && (spaces > indent || line_end > start + spaces)) content_end = at_;
  }
  return content_end == nullptr ? first : content_end;
}

// The lines from `first` to `content_end` without their indentation; trailing ones as `chomping`
// says.
std::string_view PlainLines::LiteralText(const char* first, const char* content_end, int indent,
                                         char chomping, bool folded) {
  const char* last = chomping == '+' ? at_ : content_end;
  auto* text = static_cast<char*>(arena_.Allocate(static_cast<size_t>(last - first), 1));
  size_t size = 0;
  for (const char* line = first; line < last;) {
    const auto* found =
        static_cast<const char*>(memchr(line, '\n', static_cast<size_t>(last - line)));
    const char* line_end = found == nullptr ? last : found + 1;
    const char* from = line;
    while (from < line_end && *from == ' ' && from - line < indent) ++from;
    const auto length = static_cast<size_t>(line_end - from);
    std::memcpy(text + size, from, length);
    size += length;
    line = line_end;
  }
  if (folded && size > 0) std::replace(text, text + size - 1, '\n', ' ');
  if (chomping == '-' && size > 0 && text[size - 1] == '\n') --size;
  return {text, size};
}

}  // namespace chartrender::yaml

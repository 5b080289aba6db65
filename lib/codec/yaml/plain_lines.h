// The lines of a YAML text for PlainReader: indentation, comments, and the scalars that end on
// their line or are blocks. A function that gives false or null met something that is not
// plain; where the reader stands then does not matter. No state beyond one reading.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/arena.h"

namespace chartrender::yaml {

// Only characters that YAML allows; no CR, no line breaks beside LF, no byte order mark.
bool IsPlainText(std::string_view text);

// A plain scalar that is a text, whatever follows its first character. Not empty.
bool IsSureString(std::string_view text);

class PlainLines {
 protected:
  // `text` must be as IsPlainText() wants it.
  PlainLines(std::string_view text, Arena& arena)
      : arena_(arena), at_(text.empty() ? "" : text.data()), end_(at_ + text.size()) {}

  // From the start of a line to the content of the first line that has some; indent_ is -1 at the
  // end.
  bool NextLine();
  // To the next line when a value is complete, in a collection at column `parent`: a deeper line
  // would go on with the value.
  bool FinishValue(int parent) {
    if (!IsLineDone()) return false;
    GoBehindLine();
    return NextLine() && indent_ <= parent;
  }
  void GoBehindLine() { at_ = line_end_ == end_ ? end_ : line_end_ + 1; }
  // Behind a value or a colon: nothing more on this line but a comment.
  [[nodiscard]] bool IsLineDone() {
    const char* before = at_;
    SkipSpaces();
    return at_ == line_end_ || (*at_ == '#' && at_ > before);
  }
  void SkipSpaces() {
    while (at_ < line_end_ && *at_ == ' ') ++at_;
  }
  [[nodiscard]] int Column() const { return static_cast<int>(at_ - line_); }
  [[nodiscard]] bool EndsAt(const char* at) const { return at == line_end_ || *at == ' '; }
  [[nodiscard]] bool IsEntry() const { return *at_ == '-' && EndsAt(at_ + 1); }

  // The end of the plain scalar that starts here; null when none does or when it has a tab in it.
  // Behind it and maybe some spaces stands a colon that ends a key, a comment or the line's end.
  [[nodiscard]] const char* ScanPlain() const;
  // The same behind its beginning, where most characters may stand that none begins with.
  [[nodiscard]] const char* ScanWords() const;
  // A text in quotes on one line; `text` is a view of the input, or of the arena.
  bool ReadQuoted(std::string_view& text);
  // A word in brackets that ends where nothing but a comma, a bracket or a colon can stand.
  bool ReadFlowWord(std::string_view& word);
  // From the `|` or `>` of a block scalar: maybe a sign, then lines deeper than `parent`. With
  // `text` its value, in the arena.
  bool ReadBlockScalar(int parent, std::string_view* text);

  Arena& arena_;
  const char* at_;
  const char* end_;
  const char* line_ = nullptr;      // start of the current line
  const char* line_end_ = nullptr;  // its line feed, or the end of the text
  int indent_ = 0;                  // column of its content; -1 behind the last line

 private:
  [[nodiscard]] size_t Left(const char* at) const { return static_cast<size_t>(end_ - at); }
  void LookAtLine();
  void FindLineEnd(const char* from);
  [[nodiscard]] bool IsDocumentMark() const;
  [[nodiscard]] const char* FindBreak(const char* at) const;
  bool ReadEscaped(std::string_view& text);
  bool ReadDoubled(std::string_view& text);
  const char* ScanBlockScalar(int parent, int& indent);
  static bool IsFoldedPlainly(const char* first, const char* content_end, int indent);
  std::string_view LiteralText(const char* first, const char* content_end, int indent,
                               char chomping, bool folded);

  // Where the processor can look at many characters at once: the start of the line, and a bit for
  // each of 64 characters that FindBreak() may find.
  [[maybe_unused]] const char* looked_at_ = nullptr;
  [[maybe_unused]] uint64_t breaks_ = 0;
};

}  // namespace chartrender::yaml

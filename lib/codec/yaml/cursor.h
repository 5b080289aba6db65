// The characters of a YAML text, one after the other, with line and column. Checks each character
// before it is given out, in windows of 512 bytes as go-yaml reads, because that decides which of
// two errors is reported: a bad character wins over a syntax error in the same window and is not
// seen behind the first document in an earlier one. Belongs to one Scanner; its copy of the text
// lives in the scratch arena. Source: go.yaml.in/yaml/v2 2.4.4 readerc.go, yamlprivateh.go.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.h"

namespace chartrender::yaml {

// Classes of ASCII bytes for runs that need no closer look.
enum ByteClass : uint8_t {
  kTextByte = 1,    // printable, or a tab
  kPlainByte = 2,   // cannot end a plain scalar
  kSingleByte = 4,  // stands for itself in single quotes and is no blank
  kDoubleByte = 8,  // the same in double quotes
};

class Cursor {
 public:
  Cursor(std::string_view text, Arena& scratch);

  // Makes sure that `n` (at most 8) characters are checked, or all that are left. Fails with Go's
  // text for a character that YAML does not allow. What lies behind the end reads as NUL.
  void Need(int n) {
    if (checked_ - at_ < ptrdiff_t{4} * n) NeedSlow(n);
  }

  // The byte `k` behind the current one, one that Need() has checked.
  [[nodiscard]] char Peek(size_t k = 0) const { return at_[k]; }
  [[nodiscard]] const char* at() const { return at_; }

  [[nodiscard]] int64_t line() const { return line_; }      // from 0
  [[nodiscard]] int64_t column() const { return column_; }  // from 0, in characters
  [[nodiscard]] int64_t index() const { return index_; }    // from 0, in characters

  // Tests of the character that starts `k` bytes behind the current one.
  [[nodiscard]] bool IsEnd(size_t k = 0) const { return at_[k] == '\0'; }
  [[nodiscard]] bool IsBlank(size_t k = 0) const { return at_[k] == ' ' || at_[k] == '\t'; }
  [[nodiscard]] bool IsBreak(size_t k = 0) const {
    const char c = at_[k];
    return c == '\n' || c == '\r' || (static_cast<signed char>(c) < 0 && IsWideBreak(at_ + k));
  }
  [[nodiscard]] bool IsBreakOrEnd(size_t k = 0) const { return IsEnd(k) || IsBreak(k); }
  [[nodiscard]] bool IsBlankOrEnd(size_t k = 0) const { return IsBlank(k) || IsBreakOrEnd(k); }
  [[nodiscard]] bool IsDocumentIndicator() const;

  // Steps over one character that is no line break.
  void Skip() {
    at_ += Width(*at_);
    ++column_;
    ++index_;
  }
  // Steps over one line break, if there is one.
  void SkipLine();
  // Steps over a character and appends it.
  void ReadTo(std::string& text) {
    const char* from = at_;
    Skip();
    text.append(from, at_);
  }
  // Steps over a line break and appends it: LF, or itself for U+2028 and U+2029.
  void ReadLineTo(std::string& text);
  // Steps over the bytes of `byte_class` up to the first other one, or to where Need() has to look;
  // returns them.
  std::string_view SkipRun(ByteClass byte_class);

  // go-yaml looks for a byte order mark at the start of its buffer, wherever in the buffer it
  // reads.
  [[nodiscard]] bool SeesByteOrderMark() const;
  void SkipByteOrderMark();
  // The end of the input as a line of its own.
  void ForceLineStart() {
    if (column_ != 0) {
      column_ = 0;
      ++line_;
    }
  }

 private:
  enum class Encoding : uint8_t { kUtf8, kUtf16Little, kUtf16Big };

  static size_t Width(char lead) {
    const auto byte = static_cast<unsigned char>(lead);
    return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
  }
  static bool IsWideBreak(const char* c);

  [[nodiscard]] bool IsUnremarkable() const;
  void NeedSlow(int n);
  [[nodiscard]] int CountChecked(int enough) const;
  void DetectEncoding();
  void ReadRaw();
  void CheckUtf8();
  bool CheckUtf8Character();
  void DecodeUtf16();
  bool DecodeUtf16Character();

  const char* at_ = nullptr;
  const char* checked_ = nullptr;  // end of the characters that are known to be good
  const char* base_ = nullptr;     // where go-yaml's buffer starts
  char* decoded_ = nullptr;        // UTF-16 only: where the next decoded character goes
  int64_t line_ = 0;
  int64_t column_ = 0;
  int64_t index_ = 0;
  int ends_ = 0;                   // NULs that go-yaml has put behind the text
  const char* raw_ = nullptr;      // the next byte of the input that is not checked
  const char* raw_end_ = nullptr;  // end of what go-yaml has read of the input
  const char* input_end_ = nullptr;
  Encoding encoding_ = Encoding::kUtf8;
  bool started_ = false;
  bool eof_ = false;
};

// Fails with `yaml: ` and a problem, as go-yaml words it: `line` of the problem from 0, or of its
// context when that is 0; an error on the first line has no line.
[[noreturn]] void FailScan(int64_t line, std::string_view problem);
[[noreturn]] void FailParse(int64_t line, int64_t context_line, std::string_view problem);
[[noreturn]] void FailPlain(std::string_view problem);

}  // namespace chartrender::yaml

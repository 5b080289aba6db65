// One formatted field: numbers, strings and characters with Go's flags, width and precision. The
// lower half of fmt.Sprintf, used by value/format.cc only. Source: fmt/format.go, Go 1.26.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/budget.h"

namespace chartrender::internal {

struct FieldFlags {
  bool has_width = false;
  bool has_precision = false;
  bool minus = false;
  bool plus = false;
  bool sharp = false;
  bool space = false;
  bool zero = false;
  bool plus_v = false;   // %+v
  bool sharp_v = false;  // %#v
};

class FieldWriter {
 public:
  FieldWriter(std::string& text, Budget* budget) : text_(text), budget_(budget) {}

  void Clear() {
    flags = {};
    width = 0;
    precision = 0;
  }

  void Pad(std::string_view field);
  void WriteBool(bool value) { Pad(value ? "true" : "false"); }
  void WriteInteger(uint64_t value, unsigned base, bool is_signed, char verb, bool upper);
  // 0x and lower case digits, or the digits alone.
  void WriteHex(uint64_t value, bool leading_0x);
  void WriteUnicode(uint64_t code);     // %U
  void WriteChar(uint64_t code);        // %c
  void WriteQuotedChar(uint64_t code);  // %q of an integer
  void WriteFloat(double value, int bits, char verb, int default_precision);
  void WriteString(std::string_view value) { Pad(Truncate(value)); }
  void WriteQuoted(std::string_view value);  // %q
  void WriteHexString(std::string_view value, bool upper);

  // For as long as a value that may hold others is printed.
  Nested EnterValue() const {
    if (budget_ != nullptr) budget_->ExpectMemory(text_.size());
    return Nested(budget_);
  }
  NestedMap EnterMap(const void* map) const {
    if (budget_ != nullptr) budget_->ExpectMemory(text_.size());
    return {budget_, map};
  }

  FieldFlags flags;
  int width = 0;
  int precision = 0;

 private:
  void WritePadding(int64_t count);
  // Pads with blanks whatever the zero flag says.
  void PadWithBlanks(std::string_view field);
  std::string_view Truncate(std::string_view value) const;
  void Expect(size_t bytes) const {
    if (budget_ != nullptr && bytes > 4096) budget_->ExpectMemory(text_.size() + bytes);
  }

  std::string& text_;
  Budget* budget_;
};

}  // namespace chartrender::internal

#include "codec/yaml/cursor.h"

#include <algorithm>
#include <cstring>

#include "base/error.h"
#include "base/utf8.h"

namespace chartrender::yaml {

namespace {

constexpr ptrdiff_t kWindow = 512;  // bytes go-yaml reads at once
constexpr size_t kPadding = 80;     // NULs behind the text, for Peek and for Need

constexpr std::array<uint8_t, 256> MakeByteClasses() {
  std::array<uint8_t, 256> classes{};
  classes['\t'] = kTextByte;
  for (int c = 0x20; c < 0x7F; ++c) {
    int flags = kTextByte;
    if (c != ' ') {
      const bool flow = c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}';
      if (!flow && c != ':') flags |= kPlainByte;
      if (c != '\'') flags |= kSingleByte;
      if (c != '"' && c != '\\') flags |= kDoubleByte;
    }
    classes[static_cast<size_t>(c)] = static_cast<uint8_t>(flags);
  }
  return classes;
}

constexpr std::array<uint8_t, 256> kByteClasses = MakeByteClasses();

bool IsAllowed(uint32_t code) {
  return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0x7E) ||
         code == 0x85 || (code >= 0xA0 && code <= 0xD7FF) || (code >= 0xE000 && code <= 0xFFFD) ||
         (code >= 0x10000 && code <= 0x10FFFF);
}

uint32_t Byte(char c) { return static_cast<unsigned char>(c); }

[[noreturn]] void FailAtLine(int64_t line, std::string_view problem) {
  if (line == 0) throw Failure(ErrorCode::kValues, StrCat("yaml: ", problem));
  Failure failure(ErrorCode::kValues, StrCat("yaml: line ", std::to_string(line), ": ", problem));
  failure.error().where.line = static_cast<uint32_t>(line);
  throw failure;
}

}  // namespace

void FailScan(int64_t line, std::string_view problem) {
  FailAtLine(line == 0 ? 0 : line + 1, problem);
}

void FailParse(int64_t line, int64_t context_line, std::string_view problem) {
  FailAtLine(line != 0 ? line : context_line, problem);
}

void FailPlain(std::string_view problem) { FailAtLine(0, problem); }

Cursor::Cursor(std::string_view text, Arena& scratch) {
  // go-yaml reads an empty text as one empty line.
  if (text.empty()) text = "\n";
  auto* copy = static_cast<char*>(scratch.Allocate(text.size() + kPadding, 1));
  std::memcpy(copy, text.data(), text.size());
  std::memset(copy + text.size(), 0, kPadding);
  raw_ = raw_end_ = copy;
  input_end_ = copy + text.size();
  at_ = checked_ = base_ = copy;
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    const size_t size = text.size() / 2 * 3 + kPadding;
    decoded_ = static_cast<char*>(scratch.Allocate(size, 1));
    std::memset(decoded_, 0, size);
    at_ = checked_ = base_ = decoded_;
  } else if (IsUnremarkable()) {
    // No character will fail, so that windows do not matter; the padding counts as checked.
    checked_ = input_end_ + kPadding / 2;
  }
}

// All characters are allowed and none is a byte order mark.
bool Cursor::IsUnremarkable() const {
  const char* c = raw_;
  while (c != input_end_) {
    if (kByteClasses[Byte(*c)] != 0 || *c == '\n' || *c == '\r') {
      ++c;
      continue;
    }
    const Rune rune = DecodeRune({c, static_cast<size_t>(input_end_ - c)});
    if (rune.bad() || !IsAllowed(rune.code) || rune.code == 0xFEFF) return false;
    c += rune.width;
  }
  return true;
}

bool Cursor::IsWideBreak(const char* c) {
  if (c[0] == '\xC2') return c[1] == '\x85';
  return c[0] == '\xE2' && c[1] == '\x80' && (c[2] == '\xA8' || c[2] == '\xA9');
}

bool Cursor::IsDocumentIndicator() const {
  if (column_ != 0) return false;
  const bool dashes = at_[0] == '-' && at_[1] == '-' && at_[2] == '-';
  const bool dots = at_[0] == '.' && at_[1] == '.' && at_[2] == '.';
  return (dashes || dots) && IsBlankOrEnd(3);
}

void Cursor::SkipLine() {
  if (at_[0] == '\r' && at_[1] == '\n') {
    at_ += 2;
    index_ += 2;
  } else if (IsBreak()) {
    at_ += Width(*at_);
    ++index_;
  } else {
    return;
  }
  column_ = 0;
  ++line_;
}

void Cursor::ReadLineTo(std::string& text) {
  if (at_[0] == '\xE2') {
    text.append(at_, 3);
  } else if (IsBreak()) {
    text += '\n';
  }
  SkipLine();
}

std::string_view Cursor::SkipRun(ByteClass byte_class) {
  const char* from = at_;
  const char* limit = checked_ - 32;
  const char* end = at_;
  while (end < limit && (kByteClasses[static_cast<unsigned char>(*end)] & byte_class) != 0) ++end;
  const auto size = end - from;
  at_ = end;
  column_ += size;
  index_ += size;
  return {from, static_cast<size_t>(size)};
}

bool Cursor::SeesByteOrderMark() const {
  return column_ == 0 && base_[0] == '\xEF' && base_[1] == '\xBB' && base_[2] == '\xBF';
}

void Cursor::SkipByteOrderMark() {
  if (IsEnd()) {
    ++column_;
  } else {
    Skip();
  }
}

int Cursor::CountChecked(int enough) const {
  int count = ends_;
  for (const char* c = at_; c < checked_ && count < enough; c += Width(*c)) ++count;
  return count;
}

void Cursor::NeedSlow(int n) {
  if (CountChecked(n) >= n) return;
  if (!started_) DetectEncoding();
  base_ = at_;
  bool first = true;
  while (CountChecked(n) < n) {
    if (!first || raw_ == raw_end_) ReadRaw();
    first = false;
    if (encoding_ == Encoding::kUtf8) {
      CheckUtf8();
    } else {
      DecodeUtf16();
    }
    if (eof_) {
      ++ends_;
      return;
    }
  }
}

void Cursor::ReadRaw() {
  if (eof_) return;
  if (raw_end_ == input_end_) {
    eof_ = true;
    return;
  }
  raw_end_ = input_end_ - raw_ < kWindow ? input_end_ : raw_ + kWindow;
}

void Cursor::DetectEncoding() {
  started_ = true;
  while (!eof_ && raw_end_ - raw_ < 3) ReadRaw();
  const std::string_view start(raw_, static_cast<size_t>(raw_end_ - raw_));
  if (start.substr(0, 2) == "\xFF\xFE" || start.substr(0, 2) == "\xFE\xFF") {
    encoding_ = start[0] == '\xFF' ? Encoding::kUtf16Little : Encoding::kUtf16Big;
    raw_ += 2;
  } else if (start.substr(0, 3) == "\xEF\xBB\xBF") {
    raw_ += 3;
    at_ = checked_ = raw_;
  }
}

void Cursor::CheckUtf8() {
  for (;;) {
    while (raw_ != raw_end_ && (kByteClasses[Byte(*raw_)] != 0 || *raw_ == '\n')) ++raw_;
    if (raw_ == raw_end_ || !CheckUtf8Character()) break;
  }
  checked_ = raw_;
}

// False when the character's end is not read yet.
bool Cursor::CheckUtf8Character() {
  const uint32_t lead = Byte(*raw_);
  const int width = lead < 0x80   ? 1
                    : lead < 0xC0 ? 0
                    : lead < 0xE0 ? 2
                    : lead < 0xF0 ? 3
                    : lead < 0xF8 ? 4
                                  : 0;
  if (width == 0) FailPlain("invalid leading UTF-8 octet");
  if (width > raw_end_ - raw_) {
    if (eof_) FailPlain("incomplete UTF-8 octet sequence");
    return false;
  }
  uint32_t code = width == 1 ? lead : lead & (0xFFU >> (width + 1));
  for (int k = 1; k < width; ++k) {
    if ((Byte(raw_[k]) & 0xC0U) != 0x80) FailPlain("invalid trailing UTF-8 octet");
    code = (code << 6) | (Byte(raw_[k]) & 0x3FU);
  }
  constexpr uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[width]) FailPlain("invalid length of a UTF-8 sequence");
  if ((code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) FailPlain("invalid Unicode character");
  if (!IsAllowed(code)) FailPlain("control characters are not allowed");
  raw_ += width;
  return true;
}

void Cursor::DecodeUtf16() {
  while (raw_ != raw_end_ && DecodeUtf16Character()) {
  }
  checked_ = decoded_;
}

bool Cursor::DecodeUtf16Character() {
  const int low = encoding_ == Encoding::kUtf16Little ? 0 : 1;
  const int high = 1 - low;
  const auto left = raw_end_ - raw_;
  if (left < 2) {
    if (eof_) FailPlain("incomplete UTF-16 character");
    return false;
  }
  uint32_t code = Byte(raw_[low]) + (Byte(raw_[high]) << 8);
  int width = 2;
  if ((code & 0xFC00U) == 0xDC00) FailPlain("unexpected low surrogate area");
  if ((code & 0xFC00U) == 0xD800) {
    if (left < 4) {
      if (eof_) FailPlain("incomplete UTF-16 surrogate pair");
      return false;
    }
    const uint32_t second = Byte(raw_[low + 2]) + (Byte(raw_[high + 2]) << 8);
    if ((second & 0xFC00U) != 0xDC00) FailPlain("expected low surrogate area");
    code = 0x10000 + ((code & 0x3FFU) << 10) + (second & 0x3FFU);
    width = 4;
  }
  if (!IsAllowed(code)) FailPlain("control characters are not allowed");
  raw_ += width;
  std::string character;
  AppendRune(character, code);
  std::copy(character.begin(), character.end(), decoded_);
  decoded_ += character.size();
  return true;
}

}  // namespace chartrender::yaml

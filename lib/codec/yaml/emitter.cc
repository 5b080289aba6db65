#include "codec/yaml/emitter.h"

#include "base/utf8.h"

namespace chartrender::yaml {

namespace {

constexpr int kIndent = 2;
constexpr size_t kMaxSimpleKey = 128;  // bytes
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool IsSpace(std::string_view text, size_t at) { return at < text.size() && text[at] == ' '; }

bool IsBreak(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  return rest[0] == '\n' || rest[0] == '\r' || rest.starts_with("\xC2\x85") ||
         rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9");
}

bool IsPrintable(uint32_t code) {
  return (code >= 0x20 && code <= 0x7E) || (code >= 0xA0 && code <= 0xD7FF) ||
         (code >= 0xE000 && code <= 0xFFFD && code != 0xFEFF);
}

// The start of a line break, or of another character that starts with the same byte.
bool MayBeBreak(char c) { return c == '\n' || c == '\r' || c == '\xC2' || c == '\xE2'; }

size_t RuneWidth(std::string_view text, size_t at) {
  return static_cast<unsigned char>(text[at]) < 0x80 ? 1 : DecodeRune(text.substr(at)).width;
}

// Where the last character of `text` starts.
size_t LastRune(std::string_view text) {
  size_t at = text.size() - 1;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80) --at;
  return at;
}

}  // namespace

void Emitter::PutBreak() {
  out_ += '\n';
  column_ = 0;
  if (version_ == Version::kV3) indention_ = true;
}

size_t Emitter::PutRune(std::string_view text, size_t at) {
  const size_t width = RuneWidth(text, at);
  out_.append(text, at, width);
  ++column_;
  return width;
}

// Several characters without a line break.
void Emitter::PutText(std::string_view text) {
  out_ += text;
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80) ++column_;
  }
}

// A line break of the text: LF as it is, others as the character they are.
size_t Emitter::PutBreakRune(std::string_view text, size_t at) {
  if (text[at] == '\n') {
    PutBreak();
    indention_ = true;
    return 1;
  }
  const size_t width = PutRune(text, at);
  column_ = 0;
  indention_ = true;
  return width;
}

void Emitter::PutBlankBefore() {
  if (!blank_before_) Put(' ');
}

void Emitter::WriteIndent() {
  const int64_t indent = indent_ < 0 ? 0 : indent_;
  if (!indention_ || column_ > indent || (column_ == indent && !blank_before_)) PutBreak();
  if (column_ < indent) {
    out_.append(static_cast<size_t>(indent - column_), ' ');
    column_ = indent;
  }
  blank_before_ = true;
  if (version_ == Version::kV2) indention_ = true;
}

void Emitter::WriteIndicator(std::string_view indicator, bool need_blank, bool keep_indention) {
  if (need_blank) PutBlankBefore();
  out_ += indicator;
  column_ += static_cast<int64_t>(indicator.size());
  blank_before_ = false;
  indention_ = indention_ && keep_indention;
}

int Emitter::StartMapping() {
  const int before = indent_;
  indent_ = before < 0 ? 0 : before + kIndent;
  return before;
}

int Emitter::StartSequence() {
  const int before = indent_;
  const bool indentless = version_ == Version::kV2 && in_mapping_ && !indention_;
  if (before < 0) {
    indent_ = 0;
  } else if (!indentless) {
    indent_ = before + kIndent;
  }
  return before;
}

void Emitter::Item() {
  WriteIndent();
  WriteIndicator("-", true, true);
  in_mapping_ = false;
}

void Emitter::Key(std::string_view text, Style style, bool binary) {
  WriteIndent();
  const Analysis analysis = AnalyzeScalar(text, version_);
  constexpr std::string_view kBinary = "!!binary";
  const size_t length = text.size() + (binary ? kBinary.size() : 0);
  in_mapping_ = true;
  if (!analysis.multiline && length <= kMaxSimpleKey) {
    simple_key_ = true;
    WriteScalar(text, style, analysis, binary);
    simple_key_ = false;
    WriteIndicator(":", false, false);
  } else {
    WriteIndicator("?", true, true);
    WriteScalar(text, style, analysis, binary);
    WriteIndent();
    WriteIndicator(":", true, true);
  }
}

void Emitter::Scalar(std::string_view text, Style style, bool binary) {
  WriteScalar(text, style, AnalyzeScalar(text, version_), binary);
}

void Emitter::EmptyCollection(std::string_view brackets) { WriteIndicator(brackets, true, false); }

void Emitter::Finish() {
  indent_ = -1;
  WriteIndent();
}

void Emitter::WriteScalar(std::string_view text, Style style, const Analysis& analysis,
                          bool binary) {
  if (style == Style::kPlain && (!analysis.plain_allowed || (text.empty() && simple_key_))) {
    style = Style::kSingleQuoted;
  }
  if (style == Style::kSingleQuoted && !analysis.single_quoted_allowed) {
    style = Style::kDoubleQuoted;
  }
  if (style == Style::kLiteral && (!analysis.literal_allowed || simple_key_)) {
    style = Style::kDoubleQuoted;
  }
  if (binary) {
    PutBlankBefore();
    out_ += "!!binary";
    column_ += 8;
    blank_before_ = indention_ = false;
  }
  const int before = indent_;
  indent_ = before < 0 ? kIndent : before + kIndent;
  switch (style) {
    case Style::kPlain:
      WritePlain(text);
      break;
    case Style::kSingleQuoted:
      WriteSingleQuoted(text);
      break;
    case Style::kDoubleQuoted:
      WriteDoubleQuoted(text);
      break;
    case Style::kLiteral:
      WriteLiteral(text);
      break;
  }
  indent_ = before;
}

void Emitter::WritePlain(std::string_view text) {
  if (version_ == Version::kV2 || !text.empty()) PutBlankBefore();
  if (StaysInLine(text)) {
    PutText(text);
    blank_before_ = blank_before_ && text.empty();
    indention_ = false;
    return;
  }
  bool spaces = false;
  for (size_t at = 0; at < text.size();) {
    if (text[at] != ' ') {
      at += PutRune(text, at);
      indention_ = spaces = false;
      continue;
    }
    if (!spaces && Folds() && !IsSpace(text, at + 1)) {
      WriteIndent();
      ++at;
    } else {
      at += PutRune(text, at);
    }
    spaces = true;
  }
  blank_before_ = blank_before_ && text.empty();
  indention_ = false;
}

void Emitter::WriteSingleQuoted(std::string_view text) {
  WriteIndicator("'", true, false);
  bool spaces = false;
  bool breaks = false;
  for (size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      if (!spaces && Folds() && at > 0 && at + 1 < text.size() && !IsSpace(text, at + 1)) {
        WriteIndent();
        ++at;
      } else {
        at += PutRune(text, at);
      }
      spaces = true;
    } else if (IsBreak(text, at)) {
      if (!breaks && text[at] == '\n') PutBreak();
      at += PutBreakRune(text, at);
      breaks = true;
    } else {
      if (breaks) WriteIndent();
      if (text[at] == '\'') Put('\'');
      at += PutRune(text, at);
      indention_ = spaces = breaks = false;
    }
  }
  WriteIndicator("'", false, false);
}

void Emitter::WriteDoubleQuoted(std::string_view text) {
  WriteIndicator("\"", true, false);
  // go-yaml looks for a byte order mark at the start of the text, whatever character it writes.
  const bool escape_all = text.starts_with(kByteOrderMark);
  bool spaces = false;
  for (size_t at = 0; at < text.size();) {
    const Rune rune = DecodeRune(text.substr(at));
    const bool escape = escape_all || !IsPrintable(rune.code) || rune.code == 0x2028 ||
                        rune.code == 0x2029 || rune.code == '"' || rune.code == '\\';
    if (escape) {
      WriteEscape(rune.code);
      at += rune.width;
      spaces = false;
    } else if (rune.code == ' ') {
      if (!spaces && Folds() && at > 0 && at + 1 < text.size()) {
        WriteIndent();
        if (IsSpace(text, at + 1)) Put('\\');
        ++at;
      } else {
        at += PutRune(text, at);
      }
      spaces = true;
    } else {
      at += PutRune(text, at);
      spaces = false;
    }
  }
  WriteIndicator("\"", false, false);
}

void Emitter::WriteEscape(uint32_t code) {
  // Bytes and the letters that stand for them.
  constexpr std::string_view kBytes = "\a\b\t\n\v\f\r\x1B\"\\";
  constexpr std::string_view kLetters = "abtnvfre\"\\";
  constexpr char kHex[] = "0123456789ABCDEF";
  Put('\\');
  const size_t at = code < 0x80 ? kBytes.find(static_cast<char>(code)) : std::string_view::npos;
  if (at != std::string_view::npos) return Put(kLetters[at]);
  switch (code) {
    case 0:
      return Put('0');
    case 0x85:
      return Put('N');
    case 0xA0:
      return Put('_');
    case 0x2028:
      return Put('L');
    case 0x2029:
      return Put('P');
    default:
      break;
  }
  const int digits = code <= 0xFF ? 2 : code <= 0xFFFF ? 4 : 8;
  Put(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) Put(kHex[(code >> shift) & 0xFU]);
}

// The indentation digit and what becomes of the last line breaks.
void Emitter::WriteHints(std::string_view text) {
  if (text[0] == ' ' || IsBreak(text, 0)) WriteIndicator("2", false, false);
  const size_t last = LastRune(text);
  if (!IsBreak(text, last)) {
    WriteIndicator("-", false, false);
  } else if (last == 0 || IsBreak(text, LastRune(text.substr(0, last)))) {
    WriteIndicator("+", false, false);
  }
}

void Emitter::WriteLiteral(std::string_view text) {
  WriteIndicator("|", true, false);
  WriteHints(text);
  PutBreak();
  indention_ = true;
  blank_before_ = true;
  bool breaks = true;
  for (size_t at = 0; at < text.size();) {
    if (IsBreak(text, at)) {
      at += PutBreakRune(text, at);
      breaks = true;
    } else {
      if (breaks) WriteIndent();
      size_t end = at + 1;
      while (end < text.size() && !MayBeBreak(text[end])) ++end;
      PutText(text.substr(at, end - at));
      at = end;
      indention_ = breaks = false;
    }
  }
}

}  // namespace chartrender::yaml

#include "yamllint/text.h"

#include <algorithm>
#include <cstring>

#include "base/pages.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender::yamllint {

namespace {

enum class Encoding : uint8_t { kUtf8, kUtf16Le, kUtf16Be, kUtf32Le, kUtf32Be };

struct Form {
  Encoding encoding = Encoding::kUtf8;
  size_t mark_bytes = 0;  // of the byte order mark
};

// By the table of YAML 1.2.2, section 5.2: a stream begins with a byte order mark or an ASCII
// character.
Form FormOf(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\x00\x00\xFE\xFF"sv)) return {Encoding::kUtf32Be, 4};
  if (bytes.starts_with("\x00\x00\x00"sv) && bytes.size() >= 4) return {Encoding::kUtf32Be, 0};
  if (bytes.starts_with("\xFF\xFE\x00\x00"sv)) return {Encoding::kUtf32Le, 4};
  if (bytes.size() >= 4 && bytes.substr(1, 3) == "\x00\x00\x00"sv) return {Encoding::kUtf32Le, 0};
  if (bytes.starts_with("\xFE\xFF"sv)) return {Encoding::kUtf16Be, 2};
  if (bytes.starts_with("\x00"sv) && bytes.size() >= 2) return {Encoding::kUtf16Be, 0};
  if (bytes.starts_with("\xFF\xFE"sv)) return {Encoding::kUtf16Le, 2};
  if (bytes.size() >= 2 && bytes[1] == '\0') return {Encoding::kUtf16Le, 0};
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {Encoding::kUtf8, 3};
  return {Encoding::kUtf8, 0};
}

Mark MarkAtEnd(std::u32string_view text) {
  Mark mark;
  for (size_t i = 0; i < text.size(); ++i) {
    const char32_t c = text[i];
    const bool is_half = c == U'\r' && i + 1 < text.size() && text[i + 1] == U'\n';
    if (IsBreak(c) && !is_half) {
      ++mark.line;
      mark.column = 0;
    } else if (c != 0xFEFF) {
      ++mark.column;
    }
  }
  mark.pointer = static_cast<int64_t>(text.size());
  return mark;
}

[[noreturn]] void Refuse(std::u32string_view before, std::string problem) {
  throw SyntaxFault{MarkAtEnd(before), std::move(problem)};
}

// Characters that are read together: loops over them become vectors.
constexpr size_t kBlock = 64;

// Appends the characters of `kBlock` bytes; false when one of them is not allowed or not ASCII.
bool WidenBlock(const char* bytes, std::u32string& text) {
  uint8_t codes[kBlock];
  std::memcpy(codes, bytes, kBlock);
  uint8_t bad = 0;
  for (const uint8_t c : codes) {
    const auto is_break = static_cast<uint8_t>((c == '\n') | (c == '\t') | (c == '\r'));
    const auto is_graphic = static_cast<uint8_t>(static_cast<uint8_t>(c - 0x20) < 0x5F);
    bad = static_cast<uint8_t>(bad | ((is_break | is_graphic) ^ 1));
  }
  char32_t wide[kBlock];
  for (size_t i = 0; i < kBlock; ++i) wide[i] = codes[i];
  if (bad == 0) text.append(wide, kBlock);
  return bad == 0;
}

// `is_clean`: nothing but characters that YAML allows.
std::u32string DecodeUtf8(std::string_view bytes, bool& is_clean) {
  std::u32string text;
  text.reserve(bytes.size());
  TakePages(text.data(), bytes.size() * sizeof(char32_t));
  is_clean = true;
  for (size_t at = 0; at < bytes.size();) {
    if (bytes.size() - at >= kBlock && WidenBlock(bytes.data() + at, text)) {
      at += kBlock;
      continue;
    }
    // One block character by character, or what is left.
    const size_t end = std::min(at + kBlock, bytes.size());
    while (at < end) {
      const Rune rune = DecodeRune(bytes.substr(at));
      if (rune.bad()) Refuse(text, "the text is not valid UTF-8");
      const auto code = static_cast<char32_t>(rune.code);
      is_clean = is_clean && IsPrintable(code);
      text += code;
      at += rune.width;
    }
  }
  return text;
}

// Units of `width` bytes as numbers.
std::u32string UnitsOf(std::string_view bytes, size_t width, bool big) {
  std::u32string units;
  for (size_t i = 0; i + width <= bytes.size(); i += width) {
    char32_t unit = 0;
    for (size_t k = 0; k < width; ++k) {
      unit = (unit << 8U) | static_cast<unsigned char>(bytes[i + (big ? k : width - 1 - k)]);
    }
    units += unit;
  }
  if (bytes.size() % width != 0) Refuse(units, "the text ends within a character");
  return units;
}

bool IsSurrogate(char32_t c) { return c >= 0xD800 && c < 0xE000; }

std::u32string JoinSurrogates(std::u32string_view units) {
  std::u32string text;
  for (size_t i = 0; i < units.size(); ++i) {
    const char32_t unit = units[i];
    if (!IsSurrogate(unit)) {
      text += unit;
      continue;
    }
    const bool is_pair =
        unit < 0xDC00 && i + 1 < units.size() && units[i + 1] >= 0xDC00 && units[i + 1] < 0xE000;
    if (!is_pair) Refuse(text, "the text is not valid UTF-16");
    const char32_t code = 0x10000 + ((unit - 0xD800) << 10U) + (units[i + 1] - 0xDC00);
    text += code;
    ++i;
  }
  return text;
}

std::u32string Decode(std::string_view bytes, bool& is_clean) {
  const Form form = FormOf(bytes);
  bytes.remove_prefix(form.mark_bytes);
  is_clean = false;  // not known
  switch (form.encoding) {
    case Encoding::kUtf16Le:
    case Encoding::kUtf16Be:
      return JoinSurrogates(UnitsOf(bytes, 2, form.encoding == Encoding::kUtf16Be));
    case Encoding::kUtf32Le:
    case Encoding::kUtf32Be:
      return UnitsOf(bytes, 4, form.encoding == Encoding::kUtf32Be);
    default:
      return DecodeUtf8(bytes, is_clean);
  }
}

}  // namespace

std::u32string DecodeText(std::string_view bytes) {
  bool is_clean = false;
  std::u32string text = Decode(bytes, is_clean);
  if (is_clean) return text;
  const auto bad = std::find_if_not(text.begin(), text.end(), IsPrintable);
  if (bad == text.end()) return text;
  Refuse(std::u32string_view(text).substr(0, static_cast<size_t>(bad - text.begin())),
         "the character " + CharacterAsPython(*bad) + " is not allowed");
}

size_t FindCharacter(std::u32string_view text, char32_t c, size_t start) {
  // Four by four, with what compilers offer for that on every processor.
  using Codes [[gnu::vector_size(16)]] = uint32_t;
  constexpr size_t kCodes = sizeof(Codes) / sizeof(char32_t);
  const Codes wanted = Codes{} + static_cast<uint32_t>(c);
  for (; start < text.size() && text.size() - start >= 2 * kCodes; start += 2 * kCodes) {
    Codes low, high;
    std::memcpy(&low, text.data() + start, sizeof low);
    std::memcpy(&high, text.data() + start + kCodes, sizeof high);
    const auto same = (low == wanted) | (high == wanted);
    uint64_t halves[2];
    std::memcpy(halves, &same, sizeof halves);
    if ((halves[0] | halves[1]) != 0) break;
  }
  for (; start < text.size(); ++start) {
    if (text[start] == c) return start;
  }
  return std::u32string_view::npos;
}

size_t FindBreak(std::u32string_view text, size_t start) {
  // Most characters are none by their place between \r and U+0085.
  using Codes [[gnu::vector_size(16)]] = uint32_t;
  constexpr size_t kCodes = sizeof(Codes) / sizeof(char32_t);
  constexpr uint32_t kFirst = U'\r' + 1, kCount = 0x85 - kFirst;
  for (; start < text.size(); ++start) {
    for (; text.size() - start >= kCodes; start += kCodes) {
      Codes codes;
      std::memcpy(&codes, text.data() + start, sizeof codes);
      const auto others = codes - kFirst >= kCount;
      uint64_t halves[2];
      std::memcpy(halves, &others, sizeof halves);
      if ((halves[0] | halves[1]) != 0) break;
    }
    const size_t end = std::min(start + kCodes, text.size());
    while (start < end && !IsBreakOrEnd(text[start])) ++start;
    if (start < end) return start;
    --start;
  }
  return text.size();
}

bool MayHaveMarks(std::string_view bytes) {
  return bytes.find('\xEF') != std::string_view::npos ||
         bytes.find('\xFE') != std::string_view::npos;
}

std::string ToUtf8(std::u32string_view text) {
  std::string bytes;
  for (const char32_t c : text) AppendRune(bytes, static_cast<uint32_t>(c));
  return bytes;
}

std::u32string FromUtf8(std::string_view text) {
  std::u32string codes;
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    codes += static_cast<char32_t>(rune.code);
    text.remove_prefix(rune.width);
  }
  return codes;
}

std::string CharacterAsPython(char32_t c) {
  switch (c) {
    case U'\'':
      return "\"'\"";
    case U'\\':
      return "'\\\\'";
    case U'\n':
      return "'\\n'";
    case U'\r':
      return "'\\r'";
    case U'\t':
      return "'\\t'";
    default:
      break;
  }
  if (IsPrintRune(static_cast<uint32_t>(c))) {
    std::string text = "'";
    AppendRune(text, static_cast<uint32_t>(c));
    return text + "'";
  }
  constexpr char kDigits[] = "0123456789abcdef";
  const int digits = c < 0x100 ? 2 : c < 0x10000 ? 4 : 8;
  std::string text = c < 0x100 ? "'\\x" : c < 0x10000 ? "'\\u" : "'\\U";
  for (int i = digits - 1; i >= 0; --i) {
    text += kDigits[(static_cast<uint32_t>(c) >> static_cast<uint32_t>(4 * i)) & 15U];
  }
  return text + "'";
}

}  // namespace chartrender::yamllint

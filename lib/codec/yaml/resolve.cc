#include "codec/yaml/resolve.h"

#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "base/error.h"
#include "base/float_digits.h"
#include "codec/yaml/cursor.h"

namespace chartrender::yaml {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

Scalar Make(ScalarKind kind) {
  Scalar scalar;
  scalar.kind = kind;
  return scalar;
}
Scalar MakeString() { return {}; }
Scalar MakeBool(bool truth) {
  Scalar scalar = Make(ScalarKind::kBool);
  scalar.truth = truth;
  return scalar;
}
Scalar MakeInt(int64_t integer) {
  Scalar scalar = Make(ScalarKind::kInt);
  scalar.integer = integer;
  return scalar;
}
Scalar MakeFloat(double real) {
  Scalar scalar = Make(ScalarKind::kFloat);
  scalar.real = real;
  return scalar;
}

// `text` is `word` in one of the three spellings word, Word, WORD.
bool IsSpelling(std::string_view text, std::string_view word) {
  if (text.size() != word.size()) return false;
  bool lower = true;
  bool upper = true;
  for (size_t i = 0; i < word.size(); ++i) {
    const char capital = static_cast<char>(word[i] - 'a' + 'A');
    if (text[i] != word[i] && text[i] != capital) return false;
    if (i > 0) {
      lower = lower && text[i] == word[i];
      upper = upper && text[i] == capital;
    }
  }
  return lower || (upper && text[0] != word[0]);
}

bool IsOldBool(std::string_view text, bool& truth) {
  truth = IsSpelling(text, "yes") || IsSpelling(text, "on") || text == "y" || text == "Y";
  return truth || IsSpelling(text, "no") || IsSpelling(text, "off") || text == "n" || text == "N";
}

// A text whose first letter is one of y n t f o (or capital), or ~.
Scalar ResolveWord(std::string_view text, Version version) {
  bool truth = false;
  if (text.size() > 5) return MakeString();
  if (text == "~" || IsSpelling(text, "null")) return Make(ScalarKind::kNull);
  if (IsSpelling(text, "true")) return MakeBool(true);
  if (IsSpelling(text, "false")) return MakeBool(false);
  if (version == Version::kV2 && IsOldBool(text, truth)) return MakeBool(truth);
  return MakeString();
}

bool IsInf(std::string_view text) { return text == ".inf" || text == ".Inf" || text == ".INF"; }

int DigitValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

// Digits of a base; false: no number, or above 2^64-1. Source: strconv.ParseUint.
bool ParseDigits(std::string_view digits, uint64_t base, uint64_t& number) {
  if (digits.empty()) return false;
  number = 0;
  for (const char c : digits) {
    const auto value = static_cast<uint64_t>(DigitValue(c));
    if (value >= base || number > (std::numeric_limits<uint64_t>::max() - value) / base)
      return false;
    number = number * base + value;
  }
  return true;
}

// Digits of base 0: 0x, 0o, 0b, a leading 0 for octal, else decimal.
bool ParseNatural(std::string_view text, uint64_t& number) {
  if (text.empty() || text[0] != '0') return ParseDigits(text, 10, number);
  if (text == "0") {
    number = 0;
    return true;
  }
  const char letter = static_cast<char>(text[1] | 0x20);
  const uint64_t base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  if (text.size() >= 3 && base != 0) return ParseDigits(text.substr(2), base, number);
  return ParseDigits(text.substr(1), 8, number);
}

constexpr uint64_t kMaxInt = uint64_t{1} << 63;

bool MakeSigned(uint64_t number, bool negative, Scalar& result) {
  if (number > kMaxInt || (number == kMaxInt && !negative)) return false;
  result = MakeInt(negative ? static_cast<int64_t>(0 - number) : static_cast<int64_t>(number));
  return true;
}

bool ParseInteger(std::string_view text, Scalar& result) {
  uint64_t number = 0;
  const bool sign = !text.empty() && (text[0] == '-' || text[0] == '+');
  if (!ParseNatural(sign ? text.substr(1) : text, number)) return false;
  if (MakeSigned(number, text[0] == '-', result)) return true;
  if (sign) return false;
  result.kind = ScalarKind::kUint;
  result.natural = number;
  return true;
}

// What go-yaml tries by hand: 0b and 0o before a number that has a sign of its own, and 0o beyond
// base 0.
bool ParsePrefixed(std::string_view text, std::string_view prefix, uint64_t base, Scalar& result) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (!text.starts_with(prefix)) return false;
  text.remove_prefix(prefix.size());
  const bool sign = !negative && !text.empty() && (text[0] == '-' || text[0] == '+');
  uint64_t number = 0;
  if (!ParseDigits(sign ? text.substr(1) : text, base, number)) return false;
  return MakeSigned(number, negative || (sign && text[0] == '-'), result);
}

// [-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool IsFloatText(std::string_view text) {
  size_t at = 0;
  const auto digits = [&] {
    const size_t from = at;
    while (at < text.size() && IsDigit(text[at])) ++at;
    return at > from;
  };
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const bool whole = digits();
  if (at < text.size() && text[at] == '.') {
    ++at;
    if (!digits() && !whole) return false;
  } else if (!whole) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    if (!digits()) return false;
  }
  return at == text.size();
}

bool ParseFiniteFloat(std::string_view text, Scalar& result) {
  double real = 0;
  bool range = false;
  if (!ParseFloat(text, real, &range) || range) return false;
  result = MakeFloat(real);
  return true;
}

// A text that starts with a point. Go's ParseFloat allows `_` between digits.
Scalar ResolvePoint(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") {
    return MakeFloat(std::numeric_limits<double>::quiet_NaN());
  }
  if (IsInf(text)) return MakeFloat(std::numeric_limits<double>::infinity());
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      plain += text[i];
    } else if (!IsDigit(text[i - 1]) || i + 1 == text.size() || !IsDigit(text[i + 1])) {
      return MakeString();
    }
  }
  Scalar result;
  return ParseFiniteFloat(plain, result) ? result : MakeString();
}

Scalar ResolveNumber(std::string_view text, Version version) {
  if ((text[0] == '+' || text[0] == '-') && IsInf(text.substr(1))) {
    const double infinity = std::numeric_limits<double>::infinity();
    return MakeFloat(text[0] == '-' ? -infinity : infinity);
  }
  std::string without;
  if (text.find('_') != std::string_view::npos) {
    for (const char c : text) {
      if (c != '_') without += c;
    }
    text = without;
  }
  Scalar result;
  if (ParseInteger(text, result)) return result;
  if (IsFloatText(text) && ParseFiniteFloat(text, result)) return result;
  if (ParsePrefixed(text, "0b", 2, result)) return result;
  if (version == Version::kV3 && ParsePrefixed(text, "0o", 8, result)) return result;
  return MakeString();
}

// [-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?
bool IsBase60(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return false;
  size_t at = text[0] == '+' || text[0] == '-' ? 1 : 0;
  const auto digit = [&](size_t i) { return i < text.size() && IsDigit(text[i]); };
  if (!digit(at)) return false;
  while (digit(at) || (at < text.size() && text[at] == '_')) ++at;
  if (at >= text.size() || text[at] != ':') return false;
  while (at < text.size() && text[at] == ':') {
    if (!digit(at + 1)) return false;
    const bool two = text[at + 1] <= '5' && digit(at + 2);
    at += two ? 3 : 2;
  }
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (digit(at) || (at < text.size() && text[at] == '_')) ++at;
  }
  return at == text.size();
}

std::string_view ShortTag(ScalarKind kind) {
  switch (kind) {
    case ScalarKind::kNull:
      return "!!null";
    case ScalarKind::kBool:
      return "!!bool";
    case ScalarKind::kInt:
    case ScalarKind::kUint:
      return "!!int";
    case ScalarKind::kFloat:
      return "!!float";
    case ScalarKind::kTimestamp:
      return "!!timestamp";
    default:
      return "!!str";
  }
}

}  // namespace

Scalar Resolve(std::string_view text, Version version) {
  if (text.empty()) return Make(ScalarKind::kNull);
  switch (text[0]) {
    case 'y':
    case 'Y':
    case 'n':
    case 'N':
    case 't':
    case 'T':
    case 'f':
    case 'F':
    case 'o':
    case 'O':
    case '~':
      return ResolveWord(text, version);
    case '.':
      return ResolvePoint(text);
    case '+':
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
      if (IsTimestamp(text)) return Make(ScalarKind::kTimestamp);
      return ResolveNumber(text, version);
    default:
      return MakeString();
  }
}

Scalar ResolveTagged(std::string_view tag, std::string_view text) {
  if (!tag.starts_with(kTagPrefix)) return MakeString();
  const std::string_view name = tag.substr(kTagPrefix.size());
  constexpr std::array<std::string_view, 5> kResolved = {"bool", "int", "float", "null",
                                                         "timestamp"};
  bool resolved = false;
  for (const std::string_view known : kResolved) resolved = resolved || name == known;
  if (!resolved) return MakeString();
  Scalar scalar = Resolve(text);
  // A timestamp counts as one only when it is asked for.
  if (scalar.kind == ScalarKind::kTimestamp && name != "timestamp") scalar = MakeString();
  if (ShortTag(scalar.kind).substr(2) == name) return scalar;
  if (scalar.kind == ScalarKind::kInt && name == "float")
    return MakeFloat(static_cast<double>(scalar.integer));
  FailPlain(StrCat("cannot decode ", ShortTag(scalar.kind), " `", text, "` as a !!", name));
}

bool IsPlainString(std::string_view text, Version version) {
  if (Resolve(text, version).kind != ScalarKind::kString) return false;
  if (text[0] == '+' || text[0] == '-' || IsDigit(text[0])) return !IsBase60(text);
  bool truth = false;
  return version == Version::kV2 || text.size() > 3 || !IsOldBool(text, truth);
}

}  // namespace chartrender::yaml

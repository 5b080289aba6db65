#include "go_number.h"

#include <charconv>

#include "go_text.h"

namespace chartrender::cli {
namespace {

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsHexDigit(char c) { return IsDigit(c) || (Lower(c) >= 'a' && Lower(c) <= 'f'); }

bool StartsWithIgnoringCase(std::string_view text, std::string_view lower_case) {
  if (text.size() < lower_case.size()) return false;
  for (size_t i = 0; i < lower_case.size(); ++i) {
    if (Lower(text[i]) != lower_case[i]) return false;
  }
  return true;
}

// Whether underscores stand only between digits, or between a base prefix and a digit.
bool UnderscoresAreFine(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  char before = '^';
  size_t i = 0;
  bool hex = false;
  if (text.size() >= 2 && text[0] == '0') {
    const char base = Lower(text[1]);
    if (base == 'b' || base == 'o' || base == 'x') {
      i = 2;
      before = '0';
      hex = base == 'x';
    }
  }
  for (; i < text.size(); ++i) {
    if (IsDigit(text[i]) || (hex && IsHexDigit(text[i]))) {
      before = '0';
    } else if (text[i] == '_') {
      if (before != '0') return false;
      before = '_';
    } else {
      if (before == '_') return false;
      before = '!';
    }
  }
  return before != '_';
}

int DigitValue(char c) {
  if (IsDigit(c)) return c - '0';
  const char lower = Lower(c);
  return lower >= 'a' && lower <= 'z' ? lower - 'a' + 10 : 99;
}

// Takes the prefix that names the base off `text`.
int TakeBasePrefix(std::string_view& text) {
  if (text[0] != '0') return 10;
  const char mark = text.size() >= 3 ? Lower(text[1]) : '\0';
  const int base = mark == 'b' ? 2 : mark == 'o' ? 8 : mark == 'x' ? 16 : 0;
  text.remove_prefix(base == 0 ? 1 : 2);
  return base == 0 ? 8 : base;
}

// What is left of `text` behind a floating-point number, or nullopt when it does not start with
// one.
std::optional<std::string_view> SkipFloat(std::string_view text) {
  const std::string_view whole = text;
  const auto rest = [&] { return text; };
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  const bool hex = text.size() > 2 && text[0] == '0' && Lower(text[1]) == 'x';
  if (hex) text.remove_prefix(2);
  bool saw_digits = false, saw_dot = false, underscores = false;
  for (; !text.empty(); text.remove_prefix(1)) {
    const char c = text[0];
    if (c == '_') {
      underscores = true;
    } else if (c == '.' && !saw_dot) {
      saw_dot = true;
    } else if (IsDigit(c) || (hex && IsHexDigit(c))) {
      saw_digits = true;
    } else {
      break;
    }
  }
  if (!saw_digits) return std::nullopt;
  if (!text.empty() && Lower(text[0]) == (hex ? 'p' : 'e')) {
    text.remove_prefix(1);
    if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
    if (text.empty() || !IsDigit(text[0])) return std::nullopt;
    for (; !text.empty() && (IsDigit(text[0]) || text[0] == '_'); text.remove_prefix(1)) {
      underscores = underscores || text[0] == '_';
    }
  } else if (hex) {
    return std::nullopt;
  }
  const std::string_view number = whole.substr(0, whole.size() - text.size());
  if (underscores && !UnderscoresAreFine(number)) return std::nullopt;
  return rest();
}

bool IsNamedFloat(std::string_view text) {
  if (StartsWithIgnoringCase(text, "nan")) return text.size() == 3;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) text.remove_prefix(1);
  return (StartsWithIgnoringCase(text, "inf") && text.size() == 3) ||
         (StartsWithIgnoringCase(text, "infinity") && text.size() == 8);
}

struct DurationUnit {
  std::string_view name;
  uint64_t nanoseconds;
};
constexpr DurationUnit kDurationUnits[] = {
    {"ns", 1},           {"us", 1000},      {"\xC2\xB5s", 1000},  // U+00B5, the micro sign
    {"\xCE\xBCs", 1000},                                          // U+03BC, the Greek letter mu
    {"ms", 1000000},     {"s", 1000000000}, {"m", 60000000000},  {"h", 3600000000000},
};

const DurationUnit* FindUnit(std::string_view name) {
  for (const DurationUnit& unit : kDurationUnits) {
    if (unit.name == name) return &unit;
  }
  return nullptr;
}

constexpr uint64_t kDurationLimit = 1ULL << 63U;

// Takes one "1.5h" off `text` and adds its nanoseconds. The text says what is wrong, without the
// duration's own text.
std::string TakeDurationPart(std::string_view& text, uint64_t& sum) {
  if (!IsDigit(text[0]) && text[0] != '.') return "invalid duration";
  uint64_t whole = 0;
  size_t digits = 0;
  for (; !text.empty() && IsDigit(text[0]); text.remove_prefix(1), ++digits) {
    if (whole > kDurationLimit / 10) return "invalid duration";
    whole = whole * 10 + static_cast<uint64_t>(text[0] - '0');
    if (whole > kDurationLimit) return "invalid duration";
  }
  double fraction = 0;
  if (!text.empty() && text[0] == '.') {
    text.remove_prefix(1);
    for (double scale = 0.1; !text.empty() && IsDigit(text[0]);
         text.remove_prefix(1), ++digits, scale /= 10) {
      fraction += scale * (text[0] - '0');
    }
  }
  if (digits == 0) return "invalid duration";
  size_t length = 0;
  while (length < text.size() && text[length] != '.' && !IsDigit(text[length])) ++length;
  if (length == 0) return "missing unit in duration";
  const DurationUnit* unit = FindUnit(text.substr(0, length));
  if (unit == nullptr) return "unknown unit " + GoQuote(text.substr(0, length)) + " in duration";
  text.remove_prefix(length);
  if (whole > kDurationLimit / unit->nanoseconds) return "invalid duration";
  sum += whole * unit->nanoseconds +
         static_cast<uint64_t>(fraction * static_cast<double>(unit->nanoseconds));
  return sum > kDurationLimit ? "invalid duration" : "";
}

}  // namespace

std::optional<bool> ParseBool(std::string_view text) {
  for (const std::string_view yes : {"1", "t", "T", "true", "TRUE", "True"}) {
    if (text == yes) return true;
  }
  for (const std::string_view no : {"0", "f", "F", "false", "FALSE", "False"}) {
    if (text == no) return false;
  }
  return std::nullopt;
}

ParsedUint ParseUint(std::string_view text, int base) {
  if (text.empty()) return {0, NumberFault::kSyntax};
  const std::string_view whole = text;
  const bool from_prefix = base == 0;
  if (from_prefix) base = TakeBasePrefix(text);
  const auto wide_base = static_cast<uint64_t>(base);
  ParsedUint result;
  bool underscores = false;
  for (const char c : text) {
    if (c == '_' && from_prefix) {
      underscores = true;
      continue;
    }
    const int digit = DigitValue(c);
    if (digit >= base) return {0, NumberFault::kSyntax};
    if (result.value > (UINT64_MAX - static_cast<uint64_t>(digit)) / wide_base)
      return {UINT64_MAX, NumberFault::kRange};
    result.value = result.value * wide_base + static_cast<uint64_t>(digit);
  }
  if (underscores && !UnderscoresAreFine(whole)) return {0, NumberFault::kSyntax};
  return result;
}

ParsedInt ParseInt(std::string_view text, int base, int bits) {
  if (text.empty()) return {0, NumberFault::kSyntax};
  const bool negative = text[0] == '-';
  if (negative || text[0] == '+') text.remove_prefix(1);
  const ParsedUint magnitude = ParseUint(text, base);
  if (magnitude.fault == NumberFault::kSyntax) return {0, NumberFault::kSyntax};
  const uint64_t cutoff = 1ULL << static_cast<unsigned>(bits - 1);
  if (magnitude.fault == NumberFault::kRange || magnitude.value > cutoff ||
      (magnitude.value == cutoff && !negative)) {
    return {0, NumberFault::kRange};
  }
  return {static_cast<int64_t>(negative ? 0 - magnitude.value : magnitude.value),
          NumberFault::kNone};
}

NumberFault CheckFloat32(std::string_view text) {
  if (IsNamedFloat(text)) return NumberFault::kNone;
  const auto rest = SkipFloat(text);
  if (!rest || !rest->empty()) return NumberFault::kSyntax;
  std::string digits;
  for (const char c : text) {
    if (c != '_' && c != '+') digits += c;
  }
  const bool negative = !digits.empty() && digits[0] == '-';
  const bool hex =
      digits.size() > static_cast<size_t>(negative) + 1 && Lower(digits[negative ? 2 : 1]) == 'x';
  const size_t skipped = (negative ? 1U : 0U) + (hex ? 2U : 0U);
  float value = 0;
  const auto parsed = std::from_chars(digits.data() + skipped, digits.data() + digits.size(), value,
                                      hex ? std::chars_format::hex : std::chars_format::general);
  const bool too_large = parsed.ec == std::errc::result_out_of_range && (value > 1 || value == 0);
  // A number too small for a float is 0 in Go, one too large an error; the exponent's sign tells
  // them apart.
  if (too_large && digits.find("e-") == std::string::npos &&
      digits.find("E-") == std::string::npos) {
    return NumberFault::kRange;
  }
  return NumberFault::kNone;
}

std::string NumberErrorText(std::string_view function, std::string_view text, NumberFault fault) {
  std::string message = "strconv.";
  message += function;
  message += ": parsing " + GoQuote(text);
  message += fault == NumberFault::kRange ? ": value out of range" : ": invalid syntax";
  return message;
}

std::string DurationError(std::string_view text) {
  const auto fault = [whole = text](std::string_view what) {
    return "time: " + std::string(what) + ' ' + GoQuote(whole);
  };
  const bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.remove_prefix(1);
  if (text == "0") return "";
  if (text.empty()) return fault("invalid duration");
  uint64_t sum = 0;
  while (!text.empty()) {
    const std::string what = TakeDurationPart(text, sum);
    if (!what.empty()) return fault(what);
  }
  return sum == kDurationLimit && !negative ? fault("invalid duration") : "";
}

}  // namespace chartrender::cli

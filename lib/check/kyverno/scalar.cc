#include "check/kyverno/scalar.h"

#include <array>
#include <charconv>
#include <cmath>

#include "algo/go_duration.h"
#include "base/error.h"
#include "check/policies.h"
#include "check/quantity.h"
#include "codec/json/json.h"

namespace chartrender::check::kyverno {

namespace {

enum class Op : uint8_t { kEqual, kMoreEqual, kLessEqual, kMore, kLess, kNotEqual };
struct OpText {
  std::string_view text;
  Op op;
};
constexpr OpText kOps[] = {{">=", Op::kMoreEqual},
                           {"<=", Op::kLessEqual},
                           {">", Op::kMore},
                           {"<", Op::kLess},
                           {"!", Op::kNotEqual}};
constexpr double kMostWhole = 9007199254740992.0;  // 2^53

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string_view TrimBlanks(std::string_view text, std::string_view blanks = " ") {
  const size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// The length of a number with letters behind it at the front of the text; 0 for none.
size_t EndPoint(std::string_view text) {
  size_t i = !text.empty() && (text[0] == '-' || text[0] == '|' || text[0] == '+') ? 1 : 0;
  const size_t first = i;
  while (i < text.size() && IsDigit(text[i])) ++i;
  if (i == first) return 0;
  if (i + 1 < text.size() && text[i] == '.' && IsDigit(text[i + 1])) {
    for (++i; i < text.size() && IsDigit(text[i]); ++i) {
    }
  }
  while (i < text.size() && IsLetter(text[i])) ++i;
  return i;
}

struct Range {
  std::string_view low, high;
};
// The ends of "1-5" (`between` is "-") and "1!-5" ("!-").
std::optional<Range> ReadRange(std::string_view text, std::string_view between) {
  const size_t low = EndPoint(text);
  if (low == 0 || !text.substr(low).starts_with(between)) return std::nullopt;
  const std::string_view high = text.substr(low + between.size());
  if (EndPoint(high) != high.size() || high.empty()) return std::nullopt;
  return Range{text.substr(0, low), high};
}

template <class Number>
std::string Printed(Number number, std::chars_format format, int digits) {
  std::array<char, 400> buffer{};
  const auto made = digits < 0
                        ? std::to_chars(buffer.begin(), buffer.end(), number, format)
                        : std::to_chars(buffer.begin(), buffer.end(), number, format, digits);
  return {buffer.begin(), made.ptr};
}

// As quantities and durations are read; nothing for what is no number or text.
std::optional<std::string> NumberText(Value value) {
  if (value.is_absent()) return "0";
  if (value.is_string()) return std::string(value.AsString());
  if (const auto whole = WholeNumber(value)) return std::to_string(*whole);
  if (value.is(Kind::kFloat)) return Printed(value.AsFloat(), std::chars_format::fixed, 6);
  return std::nullopt;
}

bool Holds(int compared, Op op) {
  switch (op) {
    case Op::kEqual:
      return compared == 0;
    case Op::kNotEqual:
      return compared != 0;
    case Op::kMore:
      return compared > 0;
    case Op::kLess:
      return compared < 0;
    case Op::kMoreEqual:
      return compared >= 0;
    case Op::kLessEqual:
      return compared <= 0;
  }
  return false;
}

bool ComparesAsText(Value value, std::string_view pattern, Op op) {
  if (op != Op::kEqual && op != Op::kNotEqual) return false;
  std::string text;
  if (value.is_string()) {
    text = value.AsString();
  } else if (value.is(Kind::kBool)) {
    text = value.AsBool() ? "true" : "false";
  } else if (const auto whole = WholeNumber(value)) {
    text = std::to_string(*whole);
  } else if (value.is(Kind::kFloat)) {
    text = Printed(value.AsFloat(), std::chars_format::scientific, -1);
    for (char& c : text) c = c == 'e' ? 'E' : c;
  } else {
    return false;
  }
  return IsWildcardMatch(pattern, text) == (op == Op::kEqual);
}

bool Compares(Value value, std::string_view pattern, Op op) {
  if (const auto text = NumberText(value)) {
    const auto wanted_time = TryParseDuration(pattern);
    const auto time = wanted_time ? TryParseDuration(*text) : std::nullopt;
    if (time) return Holds(*time < *wanted_time ? -1 : *time > *wanted_time ? 1 : 0, op);
    const auto wanted = Quantity::Parse(pattern);
    const auto quantity = wanted ? Quantity::Parse(*text) : std::nullopt;
    if (quantity) return Holds(quantity->Compare(*wanted), op);
  }
  return ComparesAsText(value, pattern, op);
}

bool MeetsOne(Value value, std::string_view pattern) {
  if (pattern.size() >= 2) {
    for (const OpText& op : kOps) {
      if (pattern.starts_with(op.text))
        return Compares(value, TrimBlanks(pattern.substr(op.text.size()), " \t\n\r"), op.op);
    }
    if (const auto range = ReadRange(pattern, "!-"))
      return Compares(value, range->low, Op::kLess) || Compares(value, range->high, Op::kMore);
    if (const auto range = ReadRange(pattern, "-")) {
      return Compares(value, range->low, Op::kMoreEqual) &&
             Compares(value, range->high, Op::kLessEqual);
    }
  }
  return Compares(value, TrimBlanks(pattern, " \t\n\r"), Op::kEqual);
}

// Calls `meets` with each part of the text between the marks; stops at the first `stop`.
template <class Meets>
bool AnyPart(std::string_view text, char mark, bool stop, const Meets& meets) {
  while (true) {
    const size_t end = text.find(mark);
    if (meets(TrimBlanks(text.substr(0, end))) == stop) return stop;
    if (end == std::string_view::npos) return !stop;
    text.remove_prefix(end + 1);
  }
}

bool MeetsText(Value value, std::string_view pattern) {
  if (value.is_string() && value.AsString() == pattern) return true;
  return AnyPart(pattern, '|', true, [&](std::string_view choice) {
    return AnyPart(choice, '&', false,
                   [&](std::string_view part) { return MeetsOne(value, part); });
  });
}

bool IsEmpty(Value value) {
  if (value.is_absent()) return true;
  if (value.is_string()) return value.AsString().empty();
  if (value.is(Kind::kBool)) return !value.AsBool();
  const auto number = NumberOf(value);
  return number && *number == 0;
}

}  // namespace

std::optional<int64_t> WholeNumber(Value value) {
  if (value.is(Kind::kInt)) return value.AsInt();
  if (value.is(Kind::kUint) && value.AsUint() <= INT64_MAX)
    return static_cast<int64_t>(value.AsUint());
  if (value.is(Kind::kFloat) && std::trunc(value.AsFloat()) == value.AsFloat() &&
      std::fabs(value.AsFloat()) <= kMostWhole) {
    return static_cast<int64_t>(value.AsFloat());
  }
  return std::nullopt;
}

std::optional<double> NumberOf(Value value) {
  if (value.is(Kind::kInt)) return static_cast<double>(value.AsInt());
  if (value.is(Kind::kUint)) return static_cast<double>(value.AsUint());
  if (value.is(Kind::kFloat)) return value.AsFloat();
  return std::nullopt;
}

std::optional<int64_t> ParseWhole(std::string_view text) {
  if (text.starts_with("+") && text.size() > 1 && IsDigit(text[1])) text.remove_prefix(1);
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::optional<double> ParseNumber(std::string_view text) {
  if (text.starts_with("+") && text.size() > 1 && text[1] != '-') text.remove_prefix(1);
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

std::string TextOf(Value value) {
  if (value.is_string()) return std::string(value.AsString());
  if (value.is_absent()) return "<nil>";
  if (const auto whole = WholeNumber(value)) return std::to_string(*whole);
  std::string text;
  WriteJson(text, value, JsonStyle::kRaw);
  return text;
}

bool IsRange(std::string_view text) {
  return text.size() >= 2 && ReadRange(text, "-") && !ReadRange(text, "!-");
}

bool IsScalarMatch(Value value, Value pattern) {
  switch (pattern.kind()) {
    case Kind::kBool:
      return value.is(Kind::kBool) && value.AsBool() == pattern.AsBool();
    case Kind::kInt:
    case Kind::kUint:
    case Kind::kFloat: {
      if (const auto whole = WholeNumber(pattern)) {
        const auto number = value.is_string() ? ParseWhole(value.AsString()) : WholeNumber(value);
        return number && *number == *whole;
      }
      const auto number = value.is_string() ? ParseNumber(value.AsString()) : NumberOf(value);
      return number && *number == NumberOf(pattern);
    }
    case Kind::kString:
      return MeetsText(value, pattern.AsString());
    case Kind::kMap:
      return value.is_map();
    default:
      return pattern.is_absent() && IsEmpty(value);
  }
}

}  // namespace chartrender::check::kyverno

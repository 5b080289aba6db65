// Plain scalars that mean something else than they seem to.
#include <algorithm>
#include <optional>

#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

size_t CountDigits(std::u32string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
}

bool IsOneOf(std::u32string_view text, std::u32string_view a, std::u32string_view b,
             std::u32string_view c) {
  return text == a || text == b || text == c;
}

// What a float is made of.
struct Float {
  bool has_integer = false, has_fraction = false, has_exponent = false;
};

// [-+]? (digits | digits . [digits] | . digits) ([eE] [-+]? digits)?
std::optional<Float> ParseFloat(std::u32string_view text) {
  const auto skip_sign = [&] {
    if (!text.empty() && (text[0] == U'-' || text[0] == U'+')) text.remove_prefix(1);
  };
  skip_sign();
  Float parts;
  const size_t integer = CountDigits(text);
  parts.has_integer = integer > 0;
  text.remove_prefix(integer);
  if (!text.empty() && text[0] == U'.') {
    text.remove_prefix(1);
    const size_t fraction = CountDigits(text);
    parts.has_fraction = fraction > 0;
    text.remove_prefix(fraction);
  }
  if (!parts.has_integer && !parts.has_fraction) return std::nullopt;
  if (!text.empty() && (text[0] == U'e' || text[0] == U'E')) {
    text.remove_prefix(1);
    skip_sign();
    const size_t exponent = CountDigits(text);
    if (exponent == 0) return std::nullopt;
    parts.has_exponent = true;
    text.remove_prefix(exponent);
  }
  if (!text.empty()) return std::nullopt;
  return parts;
}

class FloatRule : public Rule {
 public:
  explicit FloatRule(const RuleOptions& options)
      : needs_numeral_(options.Bool("require-numeral-before-decimal")),
        no_exponent_(options.Bool("forbid-scientific-notation")),
        no_nan_(options.Bool("forbid-nan")),
        no_inf_(options.Bool("forbid-inf")) {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kScalar); }
  void OnToken(const Window& window, Findings& findings) override {
    if (window.previous != nullptr && window.previous->is(kTag)) return;
    const Token& token = *window.token;
    if (!token.is_plain_scalar() || token.value.empty()) return;
    const auto tell = [&](const char* what) {
      findings.AddAt(token, std::string(what) + " \"" + ToUtf8(token.value) + "\"");
    };
    std::u32string_view rest = token.value;
    if (no_nan_ && IsOneOf(rest, U".nan", U".NaN", U".NAN")) {
      tell("forbidden not a number value");
    }
    if (rest[0] == U'-' || rest[0] == U'+') rest.remove_prefix(1);
    if (no_inf_ && IsOneOf(rest, U".inf", U".Inf", U".INF")) tell("forbidden infinite value");
    const std::optional<Float> parts = ParseFloat(token.value);
    if (!parts) return;
    if (no_exponent_ && parts->has_exponent) tell("forbidden scientific notation");
    if (needs_numeral_ && !parts->has_integer) tell("forbidden decimal missing 0 prefix");
  }

 private:
  bool needs_numeral_, no_exponent_, no_nan_, no_inf_;
};

class OctalRule : public Rule {
 public:
  explicit OctalRule(const RuleOptions& options)
      : no_implicit_(options.Bool("forbid-implicit-octal")),
        no_explicit_(options.Bool("forbid-explicit-octal")) {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kScalar); }
  void OnToken(const Window& window, Findings& findings) override {
    if (window.previous != nullptr && window.previous->is(kTag)) return;
    const Token& token = *window.token;
    if (!token.is_plain_scalar()) return;
    const auto tell = [&](const char* kind) {
      findings.Add(
          token.start.line + 1, token.end.column + 1,
          "forbidden " + std::string(kind) + " octal value \"" + ToUtf8(token.value) + "\"");
    };
    if (no_implicit_ && token.value.starts_with(U'0') && AreOctal(token.value.substr(1))) {
      tell("implicit");
    }
    if (no_explicit_ && token.value.starts_with(U"0o") && AreOctal(token.value.substr(2))) {
      tell("explicit");
    }
  }

 private:
  static bool AreOctal(std::u32string_view digits) {
    return !digits.empty() && std::all_of(digits.begin(), digits.end(),
                                          [](char32_t c) { return c >= U'0' && c <= U'7'; });
  }

  bool no_implicit_, no_explicit_;
};

constexpr std::string_view kTruthyWords =
    "YES|Yes|yes|NO|No|no|TRUE|True|true|FALSE|False|false|ON|On|on|OFF|Off|off";

class TruthyRule : public Rule {
 public:
  explicit TruthyRule(const RuleOptions& options)
      : allowed_(options.Texts("allowed-values")), keys_too_(options.Bool("check-keys")) {
    std::sort(allowed_.begin(), allowed_.end());
  }

  [[nodiscard]] TokenSet Tokens() const override {
    return TokenSetOf(kScalar, kDirective, kDocumentEnd);
  }
  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (token.is(kDirective) && token.value == U"YAML") {
      is_1_2_ = token.major == 1 && token.minor == 2;
    } else if (token.is(kDocumentEnd)) {
      is_1_2_ = false;
      is_set_ = false;
    }
    if (window.previous != nullptr && window.previous->is(kTag)) return;
    if (!token.is_plain_scalar()) return;
    if (!keys_too_ && window.previous != nullptr && window.previous->is(kKey)) return;
    // The first scalar of a document decides by which version its words are judged.
    if (!is_set_) {
      judged_by_1_2_ = is_1_2_;
      is_set_ = true;
    }
    constexpr size_t kLongest = 5;
    if (token.value.size() > kLongest || !MayBeTruthy(token.value)) return;
    if (!IsBad(ToUtf8(token.value))) return;
    std::string list;
    for (const std::string& word : allowed_) list += (list.empty() ? "" : ", ") + word;
    findings.AddAt(token, "truthy value should be one of [" + list + "]");
  }

 private:
  static bool MayBeTruthy(std::u32string_view word) {
    constexpr std::u32string_view kFirst = U"YyNnTtFfOo";
    return !word.empty() && kFirst.find(word[0]) != std::u32string_view::npos;
  }

  [[nodiscard]] bool IsBad(const std::string& word) const {
    std::string_view rest = kTruthyWords;
    while (!rest.empty()) {
      const size_t end = std::min(rest.find('|'), rest.size());
      const std::string_view one = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (one != word) continue;
      if (judged_by_1_2_ && (word[0] | 0x20) != 't' && (word[0] | 0x20) != 'f') return false;
      return std::find(allowed_.begin(), allowed_.end(), word) == allowed_.end();
    }
    return false;
  }

  std::vector<std::string> allowed_;
  bool keys_too_;
  bool is_1_2_ = false, is_set_ = false, judged_by_1_2_ = false;
};

template <class T>
std::unique_ptr<Rule> Make(const RuleOptions& options, const std::u32string& /*text*/) {
  return std::make_unique<T>(options);
}

constexpr OptionSpec kFloatOptions[] = {
    {"require-numeral-before-decimal", OptionKind::kBool, "false"},
    {"forbid-scientific-notation", OptionKind::kBool, "false"},
    {"forbid-nan", OptionKind::kBool, "false"},
    {"forbid-inf", OptionKind::kBool, "false"},
};
constexpr OptionSpec kOctalOptions[] = {
    {"forbid-implicit-octal", OptionKind::kBool, "true"},
    {"forbid-explicit-octal", OptionKind::kBool, "true"},
};
constexpr OptionSpec kTruthyOptions[] = {
    {"allowed-values", OptionKind::kWords, "true|false", kTruthyWords},
    {"check-keys", OptionKind::kBool, "true"},
};

constexpr RuleSpec kRules[] = {
    {"float-values", RuleKind::kToken, Make<FloatRule>, kFloatOptions,
     "A number with a fraction is written in a way that is forbidden.", ""},
    {"octal-values", RuleKind::kToken, Make<OctalRule>, kOctalOptions,
     "A number is octal: 010 is 8.", "Quote it where it is a text."},
    {"truthy", RuleKind::kToken, Make<TruthyRule>, kTruthyOptions,
     "A word like yes or on stands for true or false.",
     "Write true or false, or quote it where it is a text."},
};

}  // namespace

std::span<const RuleSpec> ScalarRules() { return kRules; }

}  // namespace chartrender::yamllint

// Quotes: which, and whether they are needed.
#include <algorithm>

#include "algo/regex.h"
#include "yamllint/rule.h"
#include "yamllint/scanner.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

// What YAML 1.1 reads as something else than a text: PyYAML's resolvers, with the octal numbers of
// YAML 1.2. A break may stand at the end, as behind Python's `$`.
constexpr std::string_view kNoText =
    "^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF"
    "|~|null|Null|NULL|<<|=|[!&*]"
    "|[-+]?[0-9][0-9_]*\\.[0-9_]*(?:[eE][-+][0-9]+)?"
    "|\\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
    "|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\\.[0-9_]*"
    "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)"
    "|[-+]?0b[0-1_]+|[-+]?0o?[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+"
    "|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+"
    "|[0-9]{4}-[0-9]{2}-[0-9]{2}"
    "|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \\t]+)[0-9][0-9]?:[0-9][0-9]:[0-9][0-9]"
    "(?:\\.[0-9]*)?(?:[ \\t]*(?:Z|[-+][0-9][0-9]?(?::[0-9][0-9])?))?"
    ")\\n?$|^$";

enum class Quotes : uint8_t { kAny, kSingle, kDouble, kConsistent };
enum class Needed : uint8_t { kAlways, kNever, kWhenNeeded };

class QuotingRule : public Rule {
 public:
  QuotingRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        type_(options.Text("quote-type")),
        quoted_quotes_(options.Bool("allow-quoted-quotes")),
        keys_too_(options.Bool("check-keys")) {
    quotes_ = type_ == "single"       ? Quotes::kSingle
              : type_ == "double"     ? Quotes::kDouble
              : type_ == "consistent" ? Quotes::kConsistent
                                      : Quotes::kAny;
    needed_ = options.Text("required") == "only-when-needed" ? Needed::kWhenNeeded
              : options.Bool("required")                     ? Needed::kAlways
                                                             : Needed::kNever;
    for (const std::string& pattern : options.Texts("extra-required")) {
      extra_required_.emplace_back(pattern);
    }
    for (const std::string& pattern : options.Texts("extra-allowed")) {
      extra_allowed_.emplace_back(pattern);
    }
  }

  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (token.is(kFlowMappingStart, kFlowSequenceStart)) ++flow_level_;
    if (token.is(kFlowMappingEnd, kFlowSequenceEnd)) --flow_level_;
    if (!token.is(kScalar) || token.style == U'|' || token.style == U'>') return;
    const Token* previous = window.previous;
    if (previous == nullptr ||
        !previous->is(kBlockEntry, kFlowEntry, kFlowSequenceStart, kTag, kValue, kKey)) {
      return;
    }
    if (previous->is(kKey) && !keys_too_) return;
    if (previous->is(kTag) && previous->has_handle && previous->handle == U"!!") return;
    const std::string fault = Fault(token);
    if (fault.empty()) return;
    findings.AddAt(token, (previous->is(kKey) ? "string key " : "string value ") + fault);
  }

 private:
  // What is wrong with the quotes, "" for nothing.
  std::string Fault(const Token& token) {
    const std::string value = ToUtf8(token.value);
    const bool is_plain = token.style == 0;
    if (is_plain && no_text_.Matches(value)) return "";
    if (needed_ == Needed::kAlways) {
      return is_plain || HasWrongQuotes(token) ? "is not quoted with " + type_ + " quotes" : "";
    }
    if (is_plain) return AnyMatches(extra_required_, value) ? "is not quoted" : "";
    if (needed_ == Needed::kWhenNeeded && !value.empty() && !no_text_.Matches(value) &&
        !NeedsQuotes(token)) {
      if (AnyMatches(extra_required_, value) || AnyMatches(extra_allowed_, value)) return "";
      return "is redundantly quoted with " + type_ + " quotes";
    }
    return HasWrongQuotes(token) ? "is not quoted with " + type_ + " quotes" : "";
  }

  static bool AnyMatches(const std::vector<Regex>& patterns, const std::string& value) {
    return std::any_of(patterns.begin(), patterns.end(),
                       [&](const Regex& pattern) { return pattern.Matches(value); });
  }

  bool HasWrongQuotes(const Token& token) {
    if (quotes_ == Quotes::kConsistent && first_style_ == 0) first_style_ = token.style;
    const bool is_right = quotes_ == Quotes::kAny ||
                          (quotes_ == Quotes::kSingle && token.style == U'\'') ||
                          (quotes_ == Quotes::kDouble && token.style == U'"') ||
                          (quotes_ == Quotes::kConsistent && token.style == first_style_);
    if (is_right) return false;
    const char32_t other = token.style == U'"' ? U'\'' : U'"';
    return !(quoted_quotes_ && token.value.find(other) != std::u32string_view::npos);
  }

  // Whether the text would mean something else without its quotes.
  [[nodiscard]] bool NeedsQuotes(const Token& token) const {
    if (flow_level_ > 0 && token.value.find_first_of(U",[]{}") != std::u32string_view::npos) {
      return true;
    }
    if (token.style == U'"') {
      if (!std::all_of(token.value.begin(), token.value.end(), IsPrintable)) return true;
      if (HasEscapedBreak(token)) return true;
    }
    return !IsPlainAlone(token.value);
  }

  [[nodiscard]] bool HasEscapedBreak(const Token& token) const {
    if (token.start.line == token.end.line) return false;
    const std::u32string_view inside = std::u32string_view(text_).substr(
        static_cast<size_t>(token.start.pointer) + 1,
        static_cast<size_t>(token.end.pointer - token.start.pointer) - 2);
    return inside.find(U"\\\n") != std::u32string_view::npos ||
           inside.find(U"\\\r\n") != std::u32string_view::npos;
  }

  static bool IsPlainAlone(std::u32string_view value) {
    constexpr int kTokensOfKey = 5;  // up to the colon
    const std::u32string line = U"key: " + std::u32string(value);
    Scanner scanner(line);
    Token scalar, end;
    try {
      for (int i = 0; i < kTokensOfKey; ++i) scanner.Next(scalar);
      if (!scanner.Next(scalar) || !scanner.Next(end)) return false;
    } catch (const SyntaxFault&) {
      return false;
    }
    return scalar.is_plain_scalar() && end.is(kBlockEnd) && scalar.value == value;
  }

  const std::u32string& text_;
  std::string type_;
  Quotes quotes_ = Quotes::kAny;
  Needed needed_ = Needed::kAlways;
  bool quoted_quotes_, keys_too_;
  std::vector<Regex> extra_required_, extra_allowed_;
  Regex no_text_{kNoText};
  int64_t flow_level_ = 0;
  char32_t first_style_ = 0;  // of the first quotes that were compared
};

std::string CheckOptions(const RuleOptions& options) {
  const auto both = [](const char* required, const char* other) {
    return "cannot use both \"required: " + std::string(required) + "\" and \"" + other + "\"";
  };
  const bool is_word = !options.Text("required").empty();
  if (is_word) return "";
  const bool required = options.Bool("required");
  if (!options.Texts("extra-allowed").empty()) {
    return both(required ? "true" : "false", "extra-allowed");
  }
  if (required && !options.Texts("extra-required").empty()) return both("true", "extra-required");
  return "";
}

constexpr OptionSpec kOptions[] = {
    {"quote-type", OptionKind::kWord, "any", "any|single|double|consistent"},
    {"required", OptionKind::kBoolOrWord, "true", "only-when-needed"},
    {"extra-required", OptionKind::kTexts, ""},
    {"extra-allowed", OptionKind::kTexts, ""},
    {"allow-quoted-quotes", OptionKind::kBool, "false"},
    {"check-keys", OptionKind::kBool, "false"},
};
constexpr RuleSpec kRules[] = {
    {"quoted-strings", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<QuotingRule>(options, text);
     },
     kOptions, "A text is not quoted, quoted otherwise than wanted, or without need.", "",
     CheckOptions},
};

}  // namespace

std::span<const RuleSpec> QuotingRules() { return kRules; }

}  // namespace chartrender::yamllint

// Blanks around indicators.
#include <algorithm>

#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

// How many blanks are allowed, -1: any number, and what is said otherwise.
struct Range {
  int64_t least = -1, most = -1;
  std::string_view too_few = {}, too_many = {};
};

void Judge(int64_t blanks, const Range& range, const Token& token, const Token& second,
           Findings& findings) {
  // The last blank that is too many, or the place where one is missing.
  if (range.most != -1 && blanks > range.most) {
    findings.Add(token.start.line + 1, second.start.column, std::string(range.too_many));
  } else if (range.least != -1 && blanks < range.least) {
    findings.Add(token.start.line + 1, second.start.column + 1, std::string(range.too_few));
  }
}

void JudgeAfter(const Window& window, const Range& range, Findings& findings) {
  const Token& token = *window.token;
  const Token* next = window.next;
  if (next == nullptr || token.end.line != next->start.line) return;
  Judge(next->start.pointer - token.end.pointer, range, token, *next, findings);
}

void JudgeBefore(const Window& window, const Range& range, const std::u32string& text,
                 Findings& findings) {
  const Token& token = *window.token;
  const Token* previous = window.previous;
  if (previous == nullptr || previous->end.line != token.start.line) return;
  // A block scalar ends where the next line begins.
  const int64_t end = previous->end.pointer;
  if (end > 0 && text[static_cast<size_t>(end - 1)] == U'\n') return;
  Judge(token.start.pointer - end, range, token, token, findings);
}

// braces and brackets
struct FlowWords {
  TokenType start, end;
  std::string_view forbidden;
  std::string_view few, many, few_empty, many_empty;
};
constexpr FlowWords kBraces = {kFlowMappingStart,
                               kFlowMappingEnd,
                               "forbidden flow mapping",
                               "too few spaces inside braces",
                               "too many spaces inside braces",
                               "too few spaces inside empty braces",
                               "too many spaces inside empty braces"};
constexpr FlowWords kBrackets = {kFlowSequenceStart,
                                 kFlowSequenceEnd,
                                 "forbidden flow sequence",
                                 "too few spaces inside brackets",
                                 "too many spaces inside brackets",
                                 "too few spaces inside empty brackets",
                                 "too many spaces inside empty brackets"};

class FlowRule : public Rule {
 public:
  FlowRule(const FlowWords& words, const RuleOptions& options, const std::u32string& text)
      : words_(words),
        text_(text),
        forbid_all_(options.Bool("forbid")),
        forbid_filled_(options.Text("forbid") == "non-empty") {
    inside_ = {options.Int("min-spaces-inside"), options.Int("max-spaces-inside"), words.few,
               words.many};
    empty_ = {options.Int("min-spaces-inside-empty"), options.Int("max-spaces-inside-empty"),
              words.few_empty, words.many_empty};
    if (empty_.least == -1) empty_.least = inside_.least;
    if (empty_.most == -1) empty_.most = inside_.most;
  }

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(words_.start, words_.end); }
  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (token.is(words_.start)) {
      const bool is_empty = window.next != nullptr && window.next->is(words_.end);
      if (forbid_all_ || (forbid_filled_ && !is_empty)) {
        findings.Add(token.start.line + 1, token.end.column + 1, std::string(words_.forbidden));
      } else {
        JudgeAfter(window, is_empty ? empty_ : inside_, findings);
      }
    } else if (token.is(words_.end) &&
               (window.previous == nullptr || !window.previous->is(words_.start))) {
      JudgeBefore(window, inside_, text_, findings);
    }
  }

 private:
  const FlowWords& words_;
  const std::u32string& text_;
  bool forbid_all_, forbid_filled_;
  Range inside_, empty_;
};

class ColonRule : public Rule {
 public:
  ColonRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        before_{-1, options.Int("max-spaces-before"), "", "too many spaces before colon"},
        after_{-1, options.Int("max-spaces-after"), "", "too many spaces after colon"},
        after_mark_{-1, after_.most, "", "too many spaces after question mark"} {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kKey, kValue); }
  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (token.is(kKey) && IsExplicitKey(token, text_)) JudgeAfter(window, after_mark_, findings);
    if (!token.is(kValue)) return;
    // `*alias :` needs its blank.
    const bool is_alias = window.previous != nullptr && window.previous->is(kAlias) &&
                          token.start.pointer - window.previous->end.pointer == 1;
    if (is_alias) return;
    JudgeBefore(window, before_, text_, findings);
    JudgeAfter(window, after_, findings);
  }

 private:
  const std::u32string& text_;
  Range before_, after_, after_mark_;
};

class CommaRule : public Rule {
 public:
  CommaRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        before_{-1, options.Int("max-spaces-before"), "", "too many spaces before comma"},
        after_{options.Int("min-spaces-after"), options.Int("max-spaces-after"),
               "too few spaces after comma", "too many spaces after comma"} {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kFlowEntry); }
  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (!token.is(kFlowEntry)) return;
    if (window.previous != nullptr && before_.most != -1 &&
        window.previous->end.line < token.start.line) {
      findings.Add(token.start.line + 1, std::max<int64_t>(1, token.start.column),
                   std::string(before_.too_many));
    } else {
      JudgeBefore(window, before_, text_, findings);
    }
    JudgeAfter(window, after_, findings);
  }

 private:
  const std::u32string& text_;
  Range before_, after_;
};

class HyphenRule : public Rule {
 public:
  explicit HyphenRule(const RuleOptions& options)
      : after_{-1, options.Int("max-spaces-after"), "", "too many spaces after hyphen"} {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kBlockEntry); }
  void OnToken(const Window& window, Findings& findings) override {
    if (window.token->is(kBlockEntry)) JudgeAfter(window, after_, findings);
  }

 private:
  Range after_;
};

constexpr OptionSpec kFlowOptions[] = {
    {"forbid", OptionKind::kBoolOrWord, "false", "non-empty"},
    {"min-spaces-inside", OptionKind::kInt, "0"},
    {"max-spaces-inside", OptionKind::kInt, "0"},
    {"min-spaces-inside-empty", OptionKind::kInt, "-1"},
    {"max-spaces-inside-empty", OptionKind::kInt, "-1"},
};
constexpr OptionSpec kColonOptions[] = {
    {"max-spaces-before", OptionKind::kInt, "0"},
    {"max-spaces-after", OptionKind::kInt, "1"},
};
constexpr OptionSpec kCommaOptions[] = {
    {"max-spaces-before", OptionKind::kInt, "0"},
    {"min-spaces-after", OptionKind::kInt, "1"},
    {"max-spaces-after", OptionKind::kInt, "1"},
};
constexpr OptionSpec kHyphenOptions[] = {{"max-spaces-after", OptionKind::kInt, "1"}};

constexpr RuleSpec kRules[] = {
    {"braces", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<FlowRule>(kBraces, options, text);
     },
     kFlowOptions, "Braces of a flow mapping have too few or too many blanks inside.", ""},
    {"brackets", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<FlowRule>(kBrackets, options, text);
     },
     kFlowOptions, "Brackets of a flow sequence have too few or too many blanks inside.", ""},
    {"colons", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<ColonRule>(options, text);
     },
     kColonOptions, "A colon has too many blanks before or behind it.", ""},
    {"commas", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<CommaRule>(options, text);
     },
     kCommaOptions, "A comma has too few or too many blanks before or behind it.", ""},
    {"hyphens", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& /*text*/) -> std::unique_ptr<Rule> {
       return std::make_unique<HyphenRule>(options);
     },
     kHyphenOptions, "A hyphen of a list has too many blanks behind it.", ""},
};

}  // namespace

bool IsExplicitKey(const Token& token, const std::u32string& text) {
  return token.start.pointer < token.end.pointer &&
         text[static_cast<size_t>(token.start.pointer)] == U'?';
}

std::span<const RuleSpec> SpacingRules() { return kRules; }

}  // namespace chartrender::yamllint

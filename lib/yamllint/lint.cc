#include "yamllint/lint.h"

#include <algorithm>
#include <memory>
#include <optional>

#include "yamllint/directives.h"
#include "yamllint/scanner.h"
#include "yamllint/syntax.h"

namespace chartrender::yamllint {

namespace {

constexpr uint64_t kBytesPerProblem = 160;

struct ActiveRule {
  const RuleConfig* config = nullptr;
  std::unique_ptr<Rule> rule;
};

std::vector<std::string_view> IdsOf(const std::vector<ActiveRule>& rules) {
  std::vector<std::string_view> ids;
  ids.reserve(rules.size());
  for (const ActiveRule& active : rules) ids.push_back(active.config->spec->id);
  return ids;
}

std::vector<ActiveRule> RulesFor(const Config& config, std::string_view path,
                                 const std::u32string& text) {
  std::vector<ActiveRule> rules;
  for (const RuleConfig& rule : config.rules) {
    if (rule.IsFor(path)) rules.push_back({&rule, rule.spec->make(rule.options, text)});
  }
  return rules;
}

// Goes through a text once: tokens, the comments between them and lines, in the order in which they
// begin. What a line has is known when the line ends, and goes out then.
class Linter : public Findings {
 public:
  Linter(const std::u32string& text, std::vector<ActiveRule> rules, bool may_have_marks,
         Budget& budget)
      : text_(text),
        rules_(std::move(rules)),
        directives_(IdsOf(rules_)),
        budget_(budget),
        scanner_(text, may_have_marks) {
    SortRules();
    FindLineEnd();
  }

  std::vector<Problem> Run() {
    Window window;
    Token tokens[kWindow];
    // Four tokens in a ring: a token, its neighbours and one more.
    bool more = true;
    int64_t read = 0;
    const auto slot = [&](int64_t number) { return &tokens[number % kWindow]; };
    for (int64_t number = 0;; ++number) {
      while (more && read < number + 3) {
        more = ReadToken(*slot(read));
        if (more) ++read;
      }
      // Behind a fault nothing is known: not even what the tokens before it mean.
      if (number >= read || (is_broken_ && number + 2 >= read)) break;
      window.previous = number == 0 ? nullptr : slot(number - 1);
      window.token = slot(number);
      window.next = number + 1 < read ? slot(number + 1) : nullptr;
      window.after_next = number + 2 < read ? slot(number + 2) : nullptr;
      TakeToken(window);
      TakeCommentsBehind(*window.token, window.next);
    }
    while (has_line_) EndLine();
    return Merged();
  }

  void Add(int64_t line, int64_t column, std::string message) override {
    const RuleConfig& config = *rules_[current_].config;
    budget_.ChargeMemory(kBytesPerProblem + message.size());
    pending_.push_back(
        {{line, column, config.level, config.spec->id, std::move(message)}, current_});
  }

 private:
  static constexpr int64_t kWindow = 4;

  struct Pending {
    Problem problem;
    size_t rule = 0;
  };

  void SortRules() {
    for (size_t i = 0; i < rules_.size(); ++i) {
      const RuleKind kind = rules_[i].config->spec->kind;
      if (kind == RuleKind::kLine) line_rules_.push_back(i);
      if (kind == RuleKind::kComment) comment_rules_.push_back(i);
      if (kind != RuleKind::kToken) continue;
      for (size_t type = 0; type < kTokenTypes; ++type) {
        if ((rules_[i].rule->Tokens() & TokenSetOf(static_cast<TokenType>(type))) != 0)
          token_rules_[type].push_back(i);
      }
    }
  }

  bool ReadToken(Token& token) {
    try {
      if (!scanner_.Next(token)) return false;
    } catch (const SyntaxFault& fault) {
      if (!fault_) fault_ = fault;
      is_broken_ = true;
      return false;
    }
    budget_.ChargeSteps(1);
    if (fault_) return true;
    try {
      syntax_.Take(token);
    } catch (const SyntaxFault& fault) {
      fault_ = fault;
    }
    return true;
  }

  void FindLineEnd() {
    const size_t end = FindCharacter(text_, U'\n', static_cast<size_t>(line_.start));
    next_start_ = static_cast<int64_t>(end == std::u32string::npos ? text_.size() : end + 1);
    line_.end = static_cast<int64_t>(end == std::u32string::npos ? text_.size() : end);
    is_last_line_ = end == std::u32string::npos;
    if (!is_last_line_ && line_.end > 0 && text_[static_cast<size_t>(line_.end - 1)] == U'\r') {
      --line_.end;
    }
  }

  void EndLine() {
    for (const size_t rule : line_rules_) {
      current_ = rule;
      rules_[rule].rule->OnLine(line_, *this);
    }
    const RuleSet off = directives_.EndLine();
    if (!pending_.empty()) KeepPending(off);
    has_line_ = !is_last_line_;
    if (!has_line_) return;
    line_.start = next_start_;
    ++line_.number;
    FindLineEnd();
  }

  void KeepPending(RuleSet off) {
    for (Pending& one : pending_) {
      if ((off & (RuleSet{1} << one.rule)) == 0) problems_.push_back(std::move(one.problem));
    }
    pending_.clear();
  }

  // Ends the lines before the one where something begins.
  void GoTo(int64_t line) {
    while (has_line_ && line > line_.number) EndLine();
  }

  void TakeToken(const Window& window) {
    GoTo(window.token->start.line + 1);
    for (const size_t rule : token_rules_[static_cast<size_t>(window.token->type)]) {
      current_ = rule;
      rules_[rule].rule->OnToken(window, *this);
    }
  }

  void TakeCommentsBehind(const Token& token, const Token* next) {
    if (next == nullptr) return;
    if (token.end.line == next->start.line && !token.is(TokenType::kStreamStart) &&
        !next->is(TokenType::kStreamEnd)) {
      return;
    }
    const auto between = static_cast<size_t>(token.end.pointer);
    const std::u32string_view gap = std::u32string_view(text_).substr(
        between, static_cast<size_t>(next->start.pointer) - between);
    if (FindCharacter(gap, U'#') == std::u32string_view::npos) return;
    Comment comment;
    comment.before = &token;
    comment.after = next;
    comment.line = token.end.line + 1;
    int64_t column = token.end.column + 1;
    int64_t start = token.end.pointer;
    while (start <= next->start.pointer) {
      const std::u32string_view rest = std::u32string_view(text_).substr(
          static_cast<size_t>(start), static_cast<size_t>(next->start.pointer - start));
      const size_t end = std::min(FindCharacter(rest, U'\n'), rest.size());
      const size_t mark = FindCharacter(rest.substr(0, end), U'#');
      if (mark != std::u32string_view::npos) {
        comment.column = column + static_cast<int64_t>(mark);
        comment.pointer = start + static_cast<int64_t>(mark);
        TakeComment(comment);
        comment.block_column_before = comment.is_inline ? 0 : comment.column;
      }
      start += static_cast<int64_t>(end) + 1;
      ++comment.line;
      column = 1;
    }
  }

  void TakeComment(Comment& comment) {
    const Token& before = *comment.before;
    comment.is_inline = !before.is(TokenType::kStreamStart) &&
                        comment.line == before.end.line + 1 &&
                        text_[static_cast<size_t>(before.end.pointer - 1)] != U'\n';
    GoTo(comment.line);
    for (const size_t rule : comment_rules_) {
      current_ = rule;
      rules_[rule].rule->OnComment(comment, *this);
    }
    const auto start = static_cast<size_t>(comment.pointer);
    const size_t end = std::min(FindCharacter(text_, U'\n', start), text_.size());
    directives_.TakeComment(std::u32string_view(text_).substr(start, end - start),
                            comment.is_inline);
  }

  // The fault takes the place of the first problem behind it.
  std::vector<Problem> Merged() {
    if (!fault_) return std::move(problems_);
    const Problem fault = {fault_->mark.line + 1, fault_->mark.column + 1, Severity::kError,
                           kSyntaxRule, "syntax error: " + fault_->problem};
    const auto behind =
        std::find_if(problems_.begin(), problems_.end(), [&](const Problem& problem) {
          return fault.line <= problem.line && fault.column <= problem.column;
        });
    if (behind == problems_.end()) {
      problems_.push_back(fault);
    } else {
      *behind = fault;
    }
    return std::move(problems_);
  }

  const std::u32string& text_;
  std::vector<ActiveRule> rules_;
  // The numbers of the rules for lines, for comments and for each type of token.
  std::vector<size_t> line_rules_, comment_rules_, token_rules_[kTokenTypes];
  Directives directives_;
  Budget& budget_;
  Scanner scanner_;
  Syntax syntax_;
  std::optional<SyntaxFault> fault_;
  bool is_broken_ = false;
  Line line_;
  int64_t next_start_ = 0;
  bool has_line_ = true, is_last_line_ = false;
  size_t current_ = 0;            // rule that is at work
  std::vector<Pending> pending_;  // of the line that is open
  std::vector<Problem> problems_;
};

}  // namespace

std::span<const RuleSpec> AllRules() {
  static const std::vector<RuleSpec> rules = [] {
    std::vector<RuleSpec> all;
    for (const auto& part : {SpacingRules(), DocumentRules(), KeyRules(), ScalarRules(),
                             QuotingRules(), IndentRules(), CommentRules(), LineRules()}) {
      all.insert(all.end(), part.begin(), part.end());
    }
    std::sort(all.begin(), all.end(),
              [](const RuleSpec& a, const RuleSpec& b) { return a.id < b.id; });
    return all;
  }();
  return rules;
}

std::vector<Problem> Lint(std::string_view bytes, std::string_view path, const Config& config,
                          Budget& budget) {
  budget.ChargeBytes(bytes.size());
  budget.ExpectMemory(bytes.size() * sizeof(char32_t) * 2);
  std::u32string text;
  try {
    text = DecodeText(bytes);
  } catch (const SyntaxFault& fault) {
    return {{fault.mark.line + 1, fault.mark.column + 1, Severity::kError, kSyntaxRule,
             "syntax error: " + fault.problem}};
  }
  const std::u32string_view whole = text;
  size_t end = std::min(whole.find(U'\n'), whole.size());
  if (Directives::DisablesFile(whole.substr(0, end))) return {};
  return Linter(text, RulesFor(config, path, text), MayHaveMarks(bytes), budget).Run();
}

}  // namespace chartrender::yamllint

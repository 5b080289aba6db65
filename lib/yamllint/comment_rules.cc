// Comments: their blanks, and where they begin.
#include <algorithm>

#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

class CommentRule : public Rule {
 public:
  CommentRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        needs_space_(options.Bool("require-starting-space")),
        ignores_shebang_(options.Bool("ignore-shebangs")),
        distance_(options.Int("min-spaces-from-content")) {}

  void OnComment(const Comment& comment, Findings& findings) override {
    if (distance_ != -1 && comment.is_inline &&
        comment.pointer - comment.before->end.pointer < distance_) {
      findings.Add(comment.line, comment.column,
                   "too few spaces before comment: expected " + std::to_string(distance_));
    }
    if (!needs_space_) return;
    auto at = static_cast<size_t>(comment.pointer) + 1;
    while (text_[at] == U'#') ++at;
    const char32_t c = text_[at];
    if (ignores_shebang_ && comment.line == 1 && comment.column == 1 && c == U'!') return;
    if (c == U' ' || c == U'\n' || c == U'\r' || c == 0) return;
    findings.Add(comment.line, comment.column + static_cast<int64_t>(at) - comment.pointer,
                 "missing starting space in comment");
  }

 private:
  const std::u32string& text_;
  bool needs_space_, ignores_shebang_;
  int64_t distance_;
};

class CommentIndentRule : public Rule {
 public:
  explicit CommentIndentRule(const std::u32string& text) : text_(text) {}

  void OnComment(const Comment& comment, Findings& findings) override {
    const bool at_start = comment.before->is(kStreamStart);
    if (!at_start && comment.before->end.line + 1 == comment.line) return;  // behind something
    const int64_t next = comment.after->is(kStreamEnd) ? 0 : comment.after->start.column;
    // Deeper than what follows it may only stand like what it follows, and not where a comment
    // before it has come back already.
    int64_t other = std::max(at_start ? 0 : IndentOfLine(*comment.before), next);
    if (comment.block_column_before > 0) other = comment.block_column_before - 1;
    const int64_t column = comment.column - 1;
    if (column != other && column != next) {
      findings.Add(comment.line, comment.column, "comment not indented like content");
    }
  }

 private:
  [[nodiscard]] int64_t IndentOfLine(const Token& token) const {
    auto start = static_cast<size_t>(token.start.pointer);
    while (start > 0 && text_[start - 1] != U'\n') --start;
    size_t content = start;
    while (text_[content] == U' ') ++content;
    return static_cast<int64_t>(content - start);
  }

  const std::u32string& text_;
};

constexpr OptionSpec kOptions[] = {
    {"require-starting-space", OptionKind::kBool, "true"},
    {"ignore-shebangs", OptionKind::kBool, "true"},
    {"min-spaces-from-content", OptionKind::kInt, "2"},
};

constexpr RuleSpec kRules[] = {
    {"comments", RuleKind::kComment,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<CommentRule>(options, text);
     },
     kOptions, "A comment lacks the blank behind its `#`, or is too near to what stands before it.",
     ""},
    {"comments-indentation",
     RuleKind::kComment,
     [](const RuleOptions& /*options*/, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<CommentIndentRule>(text);
     },
     {},
     "A comment is not indented like what it stands at.",
     ""},
};

}  // namespace

std::span<const RuleSpec> CommentRules() { return kRules; }

}  // namespace chartrender::yamllint

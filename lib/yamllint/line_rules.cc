// Lines: their length, their ends, and empty ones.
#include <algorithm>

#include "yamllint/rule.h"
#include "yamllint/scanner.h"

namespace chartrender::yamllint {

namespace {

std::u32string_view Part(const std::u32string& text, int64_t start, int64_t count) {
  return std::u32string_view(text).substr(static_cast<size_t>(start), static_cast<size_t>(count));
}

int64_t SizeOf(const std::u32string& text) { return static_cast<int64_t>(text.size()); }

class EmptyLineRule : public Rule {
 public:
  EmptyLineRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        most_(options.Int("max")),
        most_at_start_(options.Int("max-start")),
        most_at_end_(options.Int("max-end")) {}

  void OnLine(const Line& line, Findings& findings) override {
    const int64_t size = SizeOf(text_);
    if (line.start != line.end || line.end >= size) return;
    // The last line of several tells of all.
    if (Part(text_, line.end, 2) == U"\n\n" || Part(text_, line.end, 4) == U"\r\n\r\n") return;
    int64_t start = line.start;
    int64_t count = 0;
    for (; start >= 2 && Part(text_, start - 2, 2) == U"\r\n"; start -= 2) ++count;
    for (; start >= 1 && text_[static_cast<size_t>(start - 1)] == U'\n'; --start) ++count;
    int64_t most = most_;
    if (start == 0) {
      ++count;  // no end of line stands before the first
      most = most_at_start_;
    }
    const std::u32string_view rest = Part(text_, line.end, size - line.end);
    if (rest == U"\n" || rest == U"\r\n") {
      if (line.end == 0) return;
      most = most_at_end_;
    }
    if (count <= most) return;
    findings.Add(
        line.number, 1,
        "too many blank lines (" + std::to_string(count) + " > " + std::to_string(most) + ")");
  }

 private:
  const std::u32string& text_;
  int64_t most_, most_at_start_, most_at_end_;
};

class LengthRule : public Rule {
 public:
  LengthRule(const RuleOptions& options, const std::u32string& text)
      : text_(text),
        most_(options.Int("max")),
        long_mappings_(options.Bool("allow-non-breakable-inline-mappings")),
        long_words_(options.Bool("allow-non-breakable-words") || long_mappings_) {}

  void OnLine(const Line& line, Findings& findings) override {
    const int64_t length = line.end - line.start;
    if (length <= most_) return;
    if (long_words_ && CannotBreak(Part(text_, line.start, length))) return;
    findings.Add(line.number, most_ + 1,
                 "line too long (" + std::to_string(length) + " > " + std::to_string(most_) +
                     " characters)");
  }

 private:
  [[nodiscard]] bool CannotBreak(std::u32string_view line) const {
    size_t start = std::min(line.find_first_not_of(U' '), line.size());
    if (start == line.size()) return false;
    if (line[start] == U'#') {
      start = std::min(line.find_first_not_of(U'#', start), line.size()) + 1;
    } else if (line[start] == U'-') {
      start += 2;
    }
    if (line.find(U' ', start) == std::u32string_view::npos) return true;
    return long_mappings_ && IsLongMapping(line);
  }

  // `key: value` whose value has no blank.
  static bool IsLongMapping(std::u32string_view line) {
    const std::u32string text(line);
    Scanner scanner(text);
    Token token;
    bool in_mapping = false;
    try {
      while (scanner.Next(token)) {
        in_mapping = in_mapping || token.is(TokenType::kBlockMappingStart);
        if (!in_mapping || !token.is(TokenType::kValue)) continue;
        if (!scanner.Next(token)) return false;
        if (!token.is(TokenType::kScalar)) continue;
        return line.substr(std::min(static_cast<size_t>(token.start.column), line.size()))
                   .find(U' ') == std::u32string_view::npos;
      }
    } catch (const SyntaxFault&) {
      return false;
    }
    return false;
  }

  const std::u32string& text_;
  int64_t most_;
  bool long_mappings_, long_words_;
};

class EndOfFileRule : public Rule {
 public:
  explicit EndOfFileRule(const std::u32string& text) : text_(text) {}

  void OnLine(const Line& line, Findings& findings) override {
    if (line.end != SizeOf(text_) || line.end == line.start) return;
    findings.Add(line.number, line.end - line.start + 1,
                 "no new line character at the end of file");
  }

 private:
  const std::u32string& text_;
};

class NewLineRule : public Rule {
 public:
  NewLineRule(const RuleOptions& options, const std::u32string& text)
      : text_(text), is_dos_(options.Text("type") == "dos") {}

  void OnLine(const Line& line, Findings& findings) override {
    if (line.start != 0 || line.end >= SizeOf(text_)) return;
    const std::u32string_view wanted = is_dos_ ? U"\r\n" : U"\n";
    if (Part(text_, line.end, static_cast<int64_t>(wanted.size())) == wanted) return;
    findings.Add(1, line.end - line.start + 1,
                 std::string("wrong new line character: expected ") + (is_dos_ ? "\\r\\n" : "\\n"));
  }

 private:
  const std::u32string& text_;
  bool is_dos_;
};

class TrailingSpaceRule : public Rule {
 public:
  explicit TrailingSpaceRule(const std::u32string& text) : text_(text) {}

  void OnLine(const Line& line, Findings& findings) override {
    if (line.end == line.start) return;
    const char32_t final_one = text_[static_cast<size_t>(line.end - 1)];
    if (final_one > U' ') return;
    const std::u32string_view whole = Part(text_, line.start, line.end - line.start);
    const size_t last = whole.find_last_not_of(U" \t\n\r\v\f");
    const size_t end = last == std::u32string_view::npos ? 0 : last + 1;
    if (end == whole.size() || (whole[end] != U' ' && whole[end] != U'\t')) return;
    findings.Add(line.number, static_cast<int64_t>(end) + 1, "trailing spaces");
  }

 private:
  const std::u32string& text_;
};

template <class T>
std::unique_ptr<Rule> Make(const RuleOptions& options, const std::u32string& text) {
  return std::make_unique<T>(options, text);
}
template <class T>
std::unique_ptr<Rule> MakeBare(const RuleOptions& /*options*/, const std::u32string& text) {
  return std::make_unique<T>(text);
}

constexpr OptionSpec kEmptyOptions[] = {
    {"max", OptionKind::kInt, "2"},
    {"max-start", OptionKind::kInt, "0"},
    {"max-end", OptionKind::kInt, "0"},
};
constexpr OptionSpec kLengthOptions[] = {
    {"max", OptionKind::kInt, "80"},
    {"allow-non-breakable-words", OptionKind::kBool, "true"},
    {"allow-non-breakable-inline-mappings", OptionKind::kBool, "false"},
};
constexpr OptionSpec kNewLineOptions[] = {{"type", OptionKind::kWord, "unix", "unix|dos|platform"}};

constexpr RuleSpec kRules[] = {
    {"empty-lines", RuleKind::kLine, Make<EmptyLineRule>, kEmptyOptions,
     "Too many empty lines follow each other.", ""},
    {"line-length", RuleKind::kLine, Make<LengthRule>, kLengthOptions, "A line is too long.", ""},
    {"new-line-at-end-of-file",
     RuleKind::kLine,
     MakeBare<EndOfFileRule>,
     {},
     "The last line has no end of line.",
     ""},
    {"new-lines", RuleKind::kLine, Make<NewLineRule>, kNewLineOptions,
     "Lines end with the wrong characters.", ""},
    {"trailing-spaces",
     RuleKind::kLine,
     MakeBare<TrailingSpaceRule>,
     {},
     "A line ends with blanks.",
     ""},
};

}  // namespace

std::span<const RuleSpec> LineRules() { return kRules; }

}  // namespace chartrender::yamllint

// How far lines are indented. A stack of the collections, keys and values that are open tells what
// the next line may have.
#include <optional>

#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

enum class Level : uint8_t {
  kRoot,
  kBlockMapping,
  kFlowMapping,
  kBlockSequence,
  kFlowSequence,
  kItem,
  kKey,
  kValue,
};

struct Open {
  Level level = Level::kRoot;
  int64_t indent = 0;
  int64_t line_indent = 0;         // of a flow collection: of the line that opens it
  bool explicit_key = false;       // of a key: behind `?`
  bool implicit_sequence = false;  // without a token of its own: not indented
};

enum class Sequences : uint8_t { kIndented, kFlush, kWhatever, kConsistent };

// A stack that does not fit to the token: the text is no YAML, or strange.
struct Lost {};

class IndentRule : public Rule {
 public:
  IndentRule(const RuleOptions& options, const std::u32string& text)
      : text_(text), scalars_too_(options.Bool("check-multi-line-strings")) {
    if (const auto* spaces = std::get_if<int64_t>(&options.Get("spaces"))) spaces_ = *spaces;
    const std::string_view word = options.Text("indent-sequences");
    sequences_ = word == "whatever"                 ? Sequences::kWhatever
                 : word == "consistent"             ? Sequences::kConsistent
                 : options.Bool("indent-sequences") ? Sequences::kIndented
                                                    : Sequences::kFlush;
    open_.push_back({});
  }

  void OnToken(const Window& window, Findings& findings) override {
    try {
      Check(window, findings);
    } catch (const Lost&) {
      findings.AddAt(*window.token, "cannot infer indentation: unexpected token");
    }
  }

 private:
  void Check(const Window& window, Findings& findings) {
    const Token& token = *window.token;
    const bool is_visible = !token.is(kStreamStart, kStreamEnd, kBlockEnd) &&
                            !(token.is(kScalar) && token.value.empty());
    const bool is_first = is_visible && token.start.line + 1 > line_;
    if (is_first) CheckFirst(token, findings);
    if (scalars_too_ && token.is(kScalar)) CheckScalar(token, findings);
    if (is_visible) {
      line_ = LastLine(token);
      if (is_first) line_indent_ = token.start.column;
    }
    OpenLevels(window);
    CloseLevels(window);
  }

  Open& Top(size_t below = 0) {
    if (open_.size() <= below) throw Lost();
    return open_[open_.size() - 1 - below];
  }
  void Push(Level level, int64_t indent) { open_.push_back({level, indent, 0, false, false}); }
  void Pop() { open_.pop_back(); }

  // One step deeper than `base`; the first step that is seen decides how wide steps are.
  int64_t Deeper(int64_t base, int64_t found) {
    if (!spaces_) spaces_ = found - base;
    return base + *spaces_;
  }

  void CheckFirst(const Token& token, Findings& findings) {
    const int64_t found = token.start.column;
    const Open& top = Top();
    int64_t expected = top.indent;
    if (token.is(kFlowMappingEnd, kFlowSequenceEnd)) {
      // A bracket that closes nothing: the text is no YAML, which is told elsewhere.
      const bool is_flow = top.level == Level::kFlowMapping || top.level == Level::kFlowSequence;
      expected = is_flow ? top.line_indent : found;
    } else if (top.level == Level::kKey && top.explicit_key && !token.is(kValue)) {
      expected = Deeper(expected, found);
    }
    if (found == expected) return;
    const std::string wanted =
        expected < 0 ? "at least " + std::to_string(found + 1)
                     : std::to_string(expected) + " but found " + std::to_string(found);
    findings.AddAt(token, "wrong indentation: expected " + wanted);
  }

  // The line where it really ends: scalars end behind the breaks that follow them.
  [[nodiscard]] int64_t LastLine(const Token& token) const {
    constexpr std::u32string_view kBlanks = U" \t\n\r\v\f";
    int64_t line = token.end.line + 1;
    if (!token.is(kScalar)) return line;
    for (int64_t at = token.end.pointer - 1; at >= 0 && at >= token.start.pointer - 1; --at) {
      const char32_t c = text_[static_cast<size_t>(at)];
      if (c == 0 || kBlanks.find(c) == std::u32string_view::npos) break;
      if (c == U'\n') --line;
    }
    return line;
  }

  void CheckScalar(const Token& token, Findings& findings) {
    if (token.start.line == token.end.line) return;
    std::optional<int64_t> expected;
    int64_t number = token.start.line + 1;
    const std::u32string_view part =
        std::u32string_view(text_).substr(0, static_cast<size_t>(token.end.pointer - 1));
    auto start = static_cast<size_t>(token.start.pointer);
    while ((start = part.find(U'\n', start)) != std::u32string_view::npos) {
      ++start;
      ++number;
      size_t content = start;
      while (text_[content] == U' ') ++content;
      if (text_[content] == U'\n') continue;
      const auto indent = static_cast<int64_t>(content - start);
      if (!expected) expected = ScalarIndent(token, indent);
      if (indent != *expected) {
        findings.Add(number, indent + 1,
                     "wrong indentation: expected " + std::to_string(*expected) + " but found " +
                         std::to_string(indent));
      }
    }
  }

  int64_t ScalarIndent(const Token& token, int64_t found) {
    if (token.style == 0) return token.start.column;
    if (token.style == U'"' || token.style == U'\'') return token.start.column + 1;
    const Open& top = Top();
    if (top.level == Level::kItem) return Deeper(token.start.column, found);
    if (top.level == Level::kKey) {
      if (!top.explicit_key) throw Lost();
      return Deeper(token.start.column, found);
    }
    // Behind its key in one line, or in a line of its own.
    if (top.level == Level::kValue && token.start.line + 1 <= line_) {
      return Deeper(Top(1).explicit_key ? token.start.column : Top(1).indent, found);
    }
    return Deeper(top.indent, found);
  }

  void OpenLevels(const Window& window) {
    const Token& token = *window.token;
    if (token.is(kBlockMappingStart, kBlockSequenceStart)) {
      const bool is_mapping = token.is(kBlockMappingStart);
      if (!window.next->is(is_mapping ? kKey : kBlockEntry) ||
          window.next->start.line != token.start.line) {
        throw Lost();
      }
      Push(is_mapping ? Level::kBlockMapping : Level::kBlockSequence, token.start.column);
    } else if (token.is(kFlowMappingStart, kFlowSequenceStart)) {
      const Token& next = *window.next;
      const int64_t indent = next.start.line == token.start.line
                                 ? next.start.column
                                 : Deeper(line_indent_, next.start.column);
      Push(token.is(kFlowMappingStart) ? Level::kFlowMapping : Level::kFlowSequence, indent);
      Top().line_indent = line_indent_;
    } else if (token.is(kBlockEntry)) {
      OpenItem(window);
    } else if (token.is(kKey)) {
      Push(Level::kKey, Top().indent);
      Top().explicit_key = IsExplicitKey(token, text_);
    } else if (token.is(kValue)) {
      OpenValue(window);
    }
  }

  void OpenItem(const Window& window) {
    const Token& token = *window.token;
    const Token& next = *window.next;
    if (next.is(kBlockEntry, kBlockEnd)) return;  // an empty item
    // Lists that are not indented come without a token that opens them.
    if (Top().level != Level::kBlockSequence) {
      Push(Level::kBlockSequence, token.start.column);
      Top().implicit_sequence = true;
    }
    const bool beside =
        next.start.line == token.end.line || next.start.column == token.start.column;
    Push(Level::kItem, beside ? next.start.column : Deeper(token.start.column, next.start.column));
  }

  void OpenValue(const Window& window) {
    if (Top().level != Level::kKey) throw Lost();
    const Token& previous = *window.previous;
    const Token* next = window.next;
    // An anchor or tag behind the key, and what it belongs to in a later line.
    if (next->is(kAnchor, kTag) && next->start.line == previous.start.line &&
        window.after_next != nullptr && next->start.line < window.after_next->start.line) {
      next = window.after_next;
    }
    if (next->is(kBlockEnd, kFlowMappingEnd, kFlowSequenceEnd, kKey)) return;  // an empty value
    Push(Level::kValue, ValueIndent(*next, previous));
  }

  int64_t ValueIndent(const Token& next, const Token& previous) {
    const Open& key = Top();
    const int64_t column = next.start.column;
    if (key.explicit_key) return Deeper(key.indent, column);
    if (next.start.line == previous.start.line) return column;
    if (!next.is(kBlockSequenceStart, kBlockEntry)) return Deeper(key.indent, column);
    const bool is_flush = column == key.indent;
    if (sequences_ == Sequences::kFlush) return key.indent;
    if (sequences_ == Sequences::kIndented) {
      // How far it should be indented is not known yet: some blanks, at least.
      return !spaces_ && is_flush ? -1 : Deeper(key.indent, column);
    }
    if (sequences_ == Sequences::kConsistent) {
      sequences_ = is_flush ? Sequences::kFlush : Sequences::kIndented;
    }
    return is_flush ? key.indent : Deeper(key.indent, column);
  }

  // What ends with this token, the innermost first.
  void CloseLevels(const Window& window) {
    const Token& token = *window.token;
    bool taken = false;  // the token has closed a collection
    while (CloseOne(token, window.next, taken)) {
    }
  }

  bool CloseOne(const Token& token, const Token* next, bool& taken) {
    const Open& top = Top();
    const auto next_is = [&](auto... types) { return next != nullptr && next->is(types...); };
    const bool opens_node = token.is(kAnchor, kTag);
    switch (top.level) {
      case Level::kFlowSequence:
        return CloseCollection(token.is(kFlowSequenceEnd), taken);
      case Level::kFlowMapping:
        return CloseCollection(token.is(kFlowMappingEnd), taken);
      case Level::kBlockMapping:
      case Level::kBlockSequence:
        return CloseCollection(token.is(kBlockEnd) && !top.implicit_sequence, taken);
      case Level::kItem:
        if (!token.is(kBlockEntry) && Top(1).implicit_sequence && !opens_node &&
            !next_is(kBlockEntry)) {
          Pop();
          Pop();
          return true;
        }
        if (!next_is(kBlockEntry, kBlockEnd)) return false;
        Pop();
        return true;
      case Level::kValue:
        if (token.is(kValue) || opens_node) return false;
        if (Top(1).level != Level::kKey) throw Lost();
        Pop();
        Pop();
        return true;
      case Level::kKey:  // without a value, as in a set
        if (!next_is(kBlockEnd, kFlowMappingEnd, kFlowSequenceEnd, kKey)) return false;
        Pop();
        return true;
      default:
        return false;
    }
  }

  bool CloseCollection(bool ends, bool& taken) {
    if (!ends || taken) return false;
    Pop();
    taken = true;
    return true;
  }

  const std::u32string& text_;
  bool scalars_too_;
  std::optional<int64_t> spaces_;  // of one step; none: not known yet
  Sequences sequences_ = Sequences::kIndented;
  std::vector<Open> open_;
  int64_t line_ = -1;  // from 1: the last that had a visible token
  int64_t line_indent_ = 0;
};

constexpr OptionSpec kOptions[] = {
    {"spaces", OptionKind::kIntOrWord, "consistent", "consistent"},
    {"indent-sequences", OptionKind::kBoolOrWord, "true", "whatever|consistent"},
    {"check-multi-line-strings", OptionKind::kBool, "false"},
};
constexpr RuleSpec kRules[] = {
    {"indentation", RuleKind::kToken,
     [](const RuleOptions& options, const std::u32string& text) -> std::unique_ptr<Rule> {
       return std::make_unique<IndentRule>(options, text);
     },
     kOptions, "A line is indented otherwise than the lines around it ask for.", ""},
};

}  // namespace

std::span<const RuleSpec> IndentRules() { return kRules; }

}  // namespace chartrender::yamllint

// Marks of documents, anchors, and values that are not there.
#include <unordered_map>

#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

class DocumentStartRule : public Rule {
 public:
  explicit DocumentStartRule(const RuleOptions& options) : present_(options.Bool("present")) {}

  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (!present_) {
      if (token.is(kDocumentStart)) findings.AddAt(token, "found forbidden document start \"---\"");
      return;
    }
    if (window.previous == nullptr ||
        !window.previous->is(kStreamStart, kDocumentEnd, kDirective) ||
        token.is(kDocumentStart, kDirective, kStreamEnd)) {
      return;
    }
    findings.Add(token.start.line + 1, 1, "missing document start \"---\"");
  }

 private:
  bool present_;
};

class DocumentEndRule : public Rule {
 public:
  explicit DocumentEndRule(const RuleOptions& options) : present_(options.Bool("present")) {}

  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (!present_) {
      if (token.is(kDocumentEnd)) findings.AddAt(token, "found forbidden document end \"...\"");
      return;
    }
    if (window.previous != nullptr && window.previous->is(kDocumentEnd, kStreamStart)) return;
    if (token.is(kStreamEnd)) {
      findings.Add(token.start.line, 1, "missing document end \"...\"");
    } else if (token.is(kDocumentStart) &&
               (window.previous == nullptr || !window.previous->is(kDirective))) {
      findings.Add(token.start.line + 1, 1, "missing document end \"...\"");
    }
  }

 private:
  bool present_;
};

class AnchorRule : public Rule {
 public:
  explicit AnchorRule(const RuleOptions& options)
      : undeclared_(options.Bool("forbid-undeclared-aliases")),
        duplicated_(options.Bool("forbid-duplicated-anchors")),
        unused_(options.Bool("forbid-unused-anchors")) {}

  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (token.is(kStreamStart, kDocumentStart, kDocumentEnd)) {
      anchors_.clear();
      numbers_.clear();
    }
    const bool is_name = token.is(kAlias, kAnchor);
    const auto found = is_name ? numbers_.find(token.value) : numbers_.end();
    const bool is_known = found != numbers_.end();
    if (undeclared_ && token.is(kAlias) && !is_known) {
      findings.AddAt(token, "found undeclared alias \"" + ToUtf8(token.value) + "\"");
    }
    if (duplicated_ && token.is(kAnchor) && is_known) {
      findings.AddAt(token, "found duplicated anchor \"" + ToUtf8(token.value) + "\"");
    }
    if (window.next != nullptr && window.next->is(kStreamEnd, kDocumentStart, kDocumentEnd)) {
      if (unused_) TellUnused(findings);
    } else if (token.is(kAlias) && is_known) {
      anchors_[found->second].used = true;
    }
    if (!token.is(kAnchor)) return;
    if (is_known) {
      anchors_[found->second] = {token, false};
    } else {
      numbers_.emplace(token.value, anchors_.size());
      anchors_.push_back({token, false});
    }
  }

 private:
  struct Anchor {
    Token token;
    bool used = false;
  };

  void TellUnused(Findings& findings) const {
    for (const Anchor& anchor : anchors_) {
      if (anchor.used) continue;
      findings.AddAt(anchor.token, "found unused anchor \"" + ToUtf8(anchor.token.value) + "\"");
    }
  }

  bool undeclared_, duplicated_, unused_;
  std::vector<Anchor> anchors_;  // of the document
  std::unordered_map<std::u32string_view, size_t> numbers_;
};

class EmptyValueRule : public Rule {
 public:
  explicit EmptyValueRule(const RuleOptions& options)
      : in_mappings_(options.Bool("forbid-in-block-mappings")),
        in_braces_(options.Bool("forbid-in-flow-mappings")),
        in_sequences_(options.Bool("forbid-in-block-sequences")) {}

  [[nodiscard]] TokenSet Tokens() const override { return TokenSetOf(kValue, kBlockEntry); }
  void OnToken(const Window& window, Findings& findings) override {
    const Token& token = *window.token;
    if (window.next == nullptr) return;
    const Token& next = *window.next;
    const char* where = nullptr;
    if (in_mappings_ && token.is(kValue) && next.is(kKey, kBlockEnd)) where = "block mapping";
    if (in_braces_ && token.is(kValue) && next.is(kFlowEntry, kFlowMappingEnd)) {
      where = "flow mapping";
    }
    if (in_sequences_ && token.is(kBlockEntry) && next.is(kKey, kBlockEnd, kBlockEntry)) {
      where = "block sequence";
    }
    if (where == nullptr) return;
    findings.Add(token.start.line + 1, token.end.column + 1,
                 "empty value in " + std::string(where));
  }

 private:
  bool in_mappings_, in_braces_, in_sequences_;
};

template <class T>
std::unique_ptr<Rule> Make(const RuleOptions& options, const std::u32string& /*text*/) {
  return std::make_unique<T>(options);
}

constexpr OptionSpec kPresent[] = {{"present", OptionKind::kBool, "true"}};
constexpr OptionSpec kAnchorOptions[] = {
    {"forbid-undeclared-aliases", OptionKind::kBool, "true"},
    {"forbid-duplicated-anchors", OptionKind::kBool, "false"},
    {"forbid-unused-anchors", OptionKind::kBool, "false"},
};
constexpr OptionSpec kEmptyOptions[] = {
    {"forbid-in-block-mappings", OptionKind::kBool, "true"},
    {"forbid-in-flow-mappings", OptionKind::kBool, "true"},
    {"forbid-in-block-sequences", OptionKind::kBool, "true"},
};

constexpr RuleSpec kRules[] = {
    {"anchors", RuleKind::kToken, Make<AnchorRule>, kAnchorOptions,
     "An alias without its anchor, or an anchor that is there twice or not used.", ""},
    {"document-end", RuleKind::kToken, Make<DocumentEndRule>, kPresent,
     "The mark `...` at the end of a document is missing, or forbidden.", ""},
    {"document-start", RuleKind::kToken, Make<DocumentStartRule>, kPresent,
     "The mark `---` at the start of a document is missing, or forbidden.", ""},
    {"empty-values", RuleKind::kToken, Make<EmptyValueRule>, kEmptyOptions,
     "A value is empty, which means null.", "Write null, \"\" or {}."},
};

}  // namespace

std::span<const RuleSpec> DocumentRules() { return kRules; }

}  // namespace chartrender::yamllint

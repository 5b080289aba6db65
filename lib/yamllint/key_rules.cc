// Keys of mappings: twice the same, out of order.
#include <algorithm>
#include <unordered_set>
#include <vector>

#include "algo/regex.h"
#include "yamllint/rule.h"

namespace chartrender::yamllint {

namespace {

using enum TokenType;

// The collections that are open; `Keys` is what a rule knows of a mapping.
template <class Keys>
class OpenCollections {
 public:
  // All that Follow() has to see.
  static constexpr TokenSet kTokens =
      TokenSetOf(kBlockMappingStart, kFlowMappingStart, kBlockSequenceStart, kFlowSequenceStart,
                 kBlockEnd, kFlowMappingEnd, kFlowSequenceEnd, kKey);

  // The mapping that the key behind this token belongs to; null: no plain key stands there.
  Keys* Follow(const Window& window) {
    const Token& token = *window.token;
    if (token.is(kBlockMappingStart, kFlowMappingStart)) {
      open_.emplace_back().is_mapping = true;
    } else if (token.is(kBlockSequenceStart, kFlowSequenceStart)) {
      open_.emplace_back();
    } else if (token.is(kBlockEnd, kFlowMappingEnd, kFlowSequenceEnd)) {
      if (!open_.empty()) open_.pop_back();
    } else if (token.is(kKey) && window.next != nullptr && window.next->is(kScalar) &&
               !open_.empty() && open_.back().is_mapping) {
      return &open_.back().keys;
    }
    return nullptr;
  }

 private:
  struct Open {
    bool is_mapping = false;
    Keys keys;
  };
  std::vector<Open> open_;
};

// Keys of one mapping: few are compared, many are hashed.
class KeySet {
 public:
  // False when it was there.
  bool Insert(std::u32string_view key) {
    if (!many_.empty()) return many_.insert(key).second;
    if (std::find(few_.begin(), few_.end(), key) != few_.end()) return false;
    few_.push_back(key);
    if (few_.size() > kFew) many_.insert(few_.begin(), few_.end());
    return true;
  }

 private:
  static constexpr size_t kFew = 16;
  std::vector<std::u32string_view> few_;
  std::unordered_set<std::u32string_view> many_;
};

class DuplicateRule : public Rule {
 public:
  explicit DuplicateRule(const RuleOptions& options)
      : merges_too_(options.Bool("forbid-duplicated-merge-keys")) {}

  [[nodiscard]] TokenSet Tokens() const override { return decltype(open_)::kTokens; }
  void OnToken(const Window& window, Findings& findings) override {
    auto* keys = open_.Follow(window);
    if (keys == nullptr) return;
    const Token& key = *window.next;
    if (keys->Insert(key.value) || (key.value == U"<<" && !merges_too_)) return;
    findings.AddAt(key, "duplication of key \"" + ToUtf8(key.value) + "\" in mapping");
  }

 private:
  bool merges_too_;
  OpenCollections<KeySet> open_;
};

class OrderRule : public Rule {
 public:
  explicit OrderRule(const RuleOptions& options) {
    for (const std::string& pattern : options.Texts("ignored-keys")) ignored_.emplace_back(pattern);
  }

  [[nodiscard]] TokenSet Tokens() const override { return decltype(open_)::kTokens; }
  void OnToken(const Window& window, Findings& findings) override {
    auto* greatest = open_.Follow(window);
    if (greatest == nullptr) return;
    const Token& key = *window.next;
    if (!ignored_.empty()) {
      const std::string text = ToUtf8(key.value);
      for (const Regex& pattern : ignored_) {
        if (pattern.Matches(text)) return;
      }
    }
    if (greatest->any && key.value < greatest->key) {
      findings.AddAt(key, "wrong ordering of key \"" + ToUtf8(key.value) + "\" in mapping");
    } else {
      *greatest = {true, key.value};
    }
  }

 private:
  struct Greatest {
    bool any = false;
    std::u32string_view key;
  };
  std::vector<Regex> ignored_;
  OpenCollections<Greatest> open_;
};

template <class T>
std::unique_ptr<Rule> Make(const RuleOptions& options, const std::u32string& /*text*/) {
  return std::make_unique<T>(options);
}

constexpr OptionSpec kDuplicateOptions[] = {
    {"forbid-duplicated-merge-keys", OptionKind::kBool, "false"}};
constexpr OptionSpec kOrderOptions[] = {{"ignored-keys", OptionKind::kTexts, ""}};

constexpr RuleSpec kRules[] = {
    {"key-duplicates", RuleKind::kToken, Make<DuplicateRule>, kDuplicateOptions,
     "A mapping has a key twice.", "Remove one: the last of them counts."},
    {"key-ordering", RuleKind::kToken, Make<OrderRule>, kOrderOptions,
     "The keys of a mapping are not in alphabetical order.", ""},
};

}  // namespace

std::span<const RuleSpec> KeyRules() { return kRules; }

}  // namespace chartrender::yamllint

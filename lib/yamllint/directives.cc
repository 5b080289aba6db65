#include "yamllint/directives.h"

#include <optional>

#include "base/utf8.h"
#include "yamllint/text.h"

namespace chartrender::yamllint {

namespace {

bool IsSpace(char32_t c) { return IsSpaceRune(static_cast<uint32_t>(c)); }

bool AreSpaces(std::u32string_view text) {
  for (const char32_t c : text) {
    if (!IsSpace(c)) return false;
  }
  return true;
}

// The names behind `word`, each as ` rule:NAME`; none: the comment says something else.
std::optional<std::vector<std::u32string_view>> NamesBehind(std::u32string_view comment,
                                                            std::u32string_view word) {
  constexpr std::u32string_view kRule = U" rule:";
  if (!comment.starts_with(word)) return std::nullopt;
  comment.remove_prefix(word.size());
  std::vector<std::u32string_view> names;
  while (comment.starts_with(kRule)) {
    size_t end = kRule.size();
    while (end < comment.size() && !IsSpace(comment[end])) ++end;
    if (end == kRule.size()) return std::nullopt;
    names.push_back(comment.substr(kRule.size(), end - kRule.size()));
    comment.remove_prefix(end);
  }
  if (!AreSpaces(comment)) return std::nullopt;
  return names;
}

}  // namespace

RuleSet Directives::Named(const std::vector<std::u32string_view>& names) const {
  RuleSet set = 0;
  for (const std::u32string_view name : names) {
    const std::string text = ToUtf8(name);
    for (size_t i = 0; i < rules_.size(); ++i) {
      if (rules_[i] == text) set |= RuleSet{1} << i;
    }
  }
  return set;
}

void Directives::TakeComment(std::u32string_view comment, bool is_inline) {
  if (const auto off = NamesBehind(comment, U"# yamllint disable")) {
    off_ = off->empty() ? All() : off_ | Named(*off);
  } else if (const auto on = NamesBehind(comment, U"# yamllint enable")) {
    off_ = on->empty() ? 0 : off_ & ~Named(*on);
  } else if (const auto line = NamesBehind(comment, U"# yamllint disable-line")) {
    RuleSet& set = is_inline ? off_in_line_ : off_in_next_line_;
    set = line->empty() ? All() : set | Named(*line);
  }
}

RuleSet Directives::EndLine() {
  const RuleSet off = off_ | off_in_line_;
  off_in_line_ = off_in_next_line_;
  off_in_next_line_ = 0;
  return off;
}

bool Directives::DisablesFile(std::u32string_view first_line) {
  constexpr std::u32string_view kWords = U"yamllint disable-file";
  if (!first_line.starts_with(U'#')) return false;
  first_line.remove_prefix(1);
  while (!first_line.empty() && IsSpace(first_line[0])) first_line.remove_prefix(1);
  return first_line.starts_with(kWords) && AreSpaces(first_line.substr(kWords.size()));
}

}  // namespace chartrender::yamllint

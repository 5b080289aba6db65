#include "chart/ignore.h"

#include "algo/glob.h"
#include "algo/go_path.h"
#include "base/error.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

// bufio.Scanner's limit for one line.
constexpr size_t kMaxLine = size_t{64} * 1024;

}  // namespace

IgnoreRules IgnoreRules::Parse(std::string_view text) {
  IgnoreRules rules;
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  for (bool first = true; !text.empty(); first = false) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (end >= kMaxLine) throw Failure(ErrorCode::kChart, "bufio.Scanner: token too long");
    text.remove_prefix(std::min(end + 1, text.size()));
    if (first && line.substr(0, byte_order_mark.size()) == byte_order_mark)
      line.remove_prefix(byte_order_mark.size());
    rules.Add(line);
  }
  return rules;
}

void IgnoreRules::AddDefaults() { Add("templates/.?*"); }

void IgnoreRules::Add(std::string_view line) {
  std::string_view pattern = TrimSpace(line);
  if (pattern.empty() || pattern[0] == '#') return;
  if (pattern.find("**") != std::string_view::npos) {
    throw Failure(ErrorCode::kChart, "double-star (**) syntax is not supported");
  }
  // Helm checks the line as it stands, its `!` and slashes included.
  if (!PathMatch(pattern, "abc")) throw Failure(ErrorCode::kChart, "syntax error in pattern");
  Rule rule;
  if (pattern[0] == '!') {
    rule.negate = true;
    pattern.remove_prefix(1);
  }
  if (!pattern.empty() && pattern.back() == '/') {
    rule.directories_only = true;
    pattern.remove_suffix(1);
  }
  if (!pattern.empty() && pattern[0] == '/') {
    rule.whole_path = true;
    pattern.remove_prefix(1);
  } else {
    rule.whole_path = pattern.find('/') != std::string_view::npos;
  }
  rule.pattern = pattern;
  rules_.push_back(std::move(rule));
}

bool IgnoreRules::Ignores(std::string_view path, bool is_directory) const {
  if (path.empty() || path == "." || path == "./") return false;
  for (const Rule& rule : rules_) {
    const bool wrong_kind = rule.directories_only && !is_directory;
    if (wrong_kind && !rule.negate) continue;
    if (wrong_kind) return true;
    const bool matches =
        PathMatch(rule.pattern, rule.whole_path ? path : PathBase(path)).value_or(false);
    if (matches != rule.negate) return true;
  }
  return false;
}

}  // namespace chartrender

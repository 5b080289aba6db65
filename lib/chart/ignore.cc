#include "chart/ignore.h"

#include "algo/glob.h"
#include "algo/go_path.h"
#include "base/error.h"
#include "base/utf8.h"
#include "chart/log.h"
#include "chart/log_events.h"

namespace chartrender {

namespace {

// bufio.Scanner's limit for one line.
constexpr size_t kMaxLine = size_t{64} * 1024;

constexpr std::string_view kSyntaxError = "syntax error in pattern";

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
  if (!PathMatch(pattern, "abc")) throw Failure(ErrorCode::kChart, std::string(kSyntaxError));
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
    rule.anchored = true;
    pattern.remove_prefix(1);
  } else {
    rule.whole_path = pattern.find('/') != std::string_view::npos;
  }
  rule.pattern = pattern;
  rule.broken = !PathMatch(pattern, "abc");
  const size_t star = pattern.substr(0, 1) == "*" ? 1 : 0;
  rule.literal = std::min(pattern.find_first_of("*?[\\", star), pattern.size()) - star;
  if (rule.literal != 0 && star + rule.literal == pattern.size()) rule.last = pattern.back();
  rules_.push_back(std::move(rule));
}

// Most patterns are a plain name, or a star and a plain ending: those need no matcher, and the
// plain start of the others rules most names out.
bool IgnoreRules::Rule::MatchesWhole(std::string_view name) const {
  const std::string_view text = pattern;
  if (broken) return false;
  if (text.size() == literal) return name == text;
  if (text[0] != '*') {
    return name.substr(0, literal) == text.substr(0, literal) &&
           PathMatch(text, name).value_or(false);
  }
  if (text.size() != literal + 1) return PathMatch(text, name).value_or(false);
  return name.size() >= literal && name.substr(name.size() - literal) == text.substr(1) &&
         name.substr(0, name.size() - literal).find('/') == std::string_view::npos;
}

void IgnoreRules::TellBroken(const Rule& rule, Log* log) {
  if (log == nullptr) return;
  const LogEvent& event = rule.anchored     ? log_events::kBadAnchoredIgnoreRule
                          : rule.whole_path ? log_events::kBadPathIgnoreRule
                                            : log_events::kBadIgnoreRule;
  log->Add(event, {{"rule", rule.pattern}, {"error", std::string(kSyntaxError)}});
}

bool IgnoreRules::Ignores(std::string_view path, bool is_directory, Log* log) const {
  if (path.empty() || path == "." || path == "./") return false;
  const std::string_view base = PathBase(path);
  for (const Rule& rule : rules_) {
    const bool wrong_kind = rule.directories_only && !is_directory;
    if (wrong_kind && !rule.negate) continue;
    if (wrong_kind) return true;
    if (rule.broken) TellBroken(rule, log);
    if (rule.Matches(rule.whole_path ? path : base) != rule.negate) return true;
  }
  return false;
}

}  // namespace chartrender

#include "yamllint/ignore_patterns.h"

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "base/utf8.h"

namespace chartrender::yamllint {

namespace {

using Segments = std::vector<std::string>;

constexpr std::string_view kAnyFolders = "**";

Segments Split(std::string_view pattern) {
  Segments segments;
  size_t start = 0;
  while (true) {
    const size_t slash = pattern.find('/', start);
    segments.emplace_back(pattern.substr(start, slash - start));
    if (slash == std::string_view::npos) return segments;
    start = slash + 1;
  }
}

// A slash in front binds the pattern to the top; a single name may stand anywhere; a slash at the
// end stands for all that is below.
Segments Normalized(Segments segments) {
  if (segments.front().empty()) {
    segments.erase(segments.begin());
  } else if (segments.size() == 1 || (segments.size() == 2 && segments[1].empty())) {
    if (segments.front() != kAnyFolders) segments.emplace(segments.begin(), kAnyFolders);
  }
  if (!segments.empty() && segments.back().empty()) segments.back() = kAnyFolders;
  const auto both = [](const std::string& a, const std::string& b) {
    return a == kAnyFolders && b == kAnyFolders;
  };
  segments.erase(std::unique(segments.begin(), segments.end(), both), segments.end());
  return segments;
}

// A bracket expression from behind its `[`; none: it is not closed.
std::optional<std::string> BracketRegex(std::string_view segment, size_t& at) {
  size_t end = at;
  if (end < segment.size() && (segment[end] == '!' || segment[end] == '^')) ++end;
  if (end < segment.size() && segment[end] == ']') ++end;
  end = segment.find(']', end);
  if (end == std::string_view::npos) return std::nullopt;
  std::string regex = "[";
  if (segment[at] == '!' || segment[at] == '^') {
    regex += '^';
    ++at;
  }
  for (; at < end; ++at) {
    if (segment[at] == '\\' || segment[at] == '[' || (segment[at] == ']' && at < end))
      regex += '\\';
    regex += segment[at];
  }
  ++at;
  return regex + "]";
}

std::optional<std::string> SegmentRegex(std::string_view segment) {
  std::string regex;
  for (size_t at = 0; at < segment.size();) {
    const char c = segment[at++];
    if (c == '\\') {
      if (at == segment.size()) return std::nullopt;
      regex += Regex::QuoteMeta(segment.substr(at++, 1));
    } else if (c == '*') {
      regex += "[^/]*";
    } else if (c == '?') {
      regex += "[^/]";
    } else if (c == '[') {
      const auto bracket = BracketRegex(segment, at);
      if (!bracket) return std::nullopt;
      regex += *bracket;
    } else {
      regex += Regex::QuoteMeta(segment.substr(at - 1, 1));
    }
  }
  return regex;
}

std::optional<std::string> RegexOf(const Segments& segments, bool is_folder) {
  if (segments.empty()) return std::nullopt;
  if (segments.size() == 1 && segments[0] == kAnyFolders) return is_folder ? "(/)" : "^.";
  if (segments.size() >= 2 && segments[0] == kAnyFolders && segments[1] == "*") {
    if (segments.size() == 2) return "^.";
    if (segments.size() == 3 && segments[2] == kAnyFolders) return is_folder ? "(/)" : "/";
  }
  std::string regex;
  bool needs_slash = false;
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool is_last = i + 1 == segments.size();
    if (segments[i] == kAnyFolders) {
      regex += i == 0 ? "^(?:.+/)?" : !is_last ? "(?:/.+)?" : is_folder ? "(/)" : "/";
      if (i > 0) needs_slash = true;
      continue;
    }
    if (i == 0) regex += '^';
    if (needs_slash) regex += '/';
    if (segments[i] == "*") {
      regex += "[^/]+";
    } else {
      const auto segment = SegmentRegex(segments[i]);
      if (!segment) return std::nullopt;
      regex += *segment;
    }
    if (is_last) regex += "(?:(/)|$)";
    needs_slash = true;
  }
  return regex;
}

}  // namespace

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find_first_of("\r\n"), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
    text.remove_prefix(text.starts_with("\r\n") ? 2 : std::min<size_t>(1, text.size()));
  }
  return lines;
}

IgnorePatterns::IgnorePatterns(const std::vector<std::string>& lines) {
  for (const std::string& line : lines) Add(line);
}

void IgnorePatterns::Add(std::string_view line) {
  if (!line.ends_with("\\ ")) {
    while (!line.empty() && TrimSpace(line.substr(line.size() - 1)).empty()) line.remove_suffix(1);
  }
  if (line.empty() || line.starts_with('#') || line == "/") return;
  const std::string_view whole = line;
  const bool includes = !line.starts_with('!');
  if (!includes) line.remove_prefix(1);
  const Segments segments = Split(line);
  const bool is_folder = segments.back().empty();
  const auto regex = RegexOf(Normalized(segments), is_folder);
  const bool is_cut = line.ends_with('\\') && !line.ends_with("\\\\");
  if (!regex && (line.empty() || is_cut)) {
    throw Failure(ErrorCode::kUsage, StrCat("the pattern `", whole, "` is no pattern of paths"));
  }
  if (!regex) return;  // a bracket that is not closed: git matches nothing by it
  patterns_.push_back({Regex("(?s)" + *regex), includes});
}

bool IgnorePatterns::Matches(std::string_view path) const {
  if (path.starts_with('/')) {
    path.remove_prefix(1);
  } else if (path.starts_with("./")) {
    path.remove_prefix(2);
  }
  // A file that is named stands above a folder that is; of equals the last counts.
  bool included = false;
  int best = 0;
  for (const Pattern& pattern : patterns_) {
    const auto groups = pattern.regex.FindGroups(path);
    if (groups.empty()) continue;
    const bool by_folder = groups.size() > 1 && groups[1].found();
    const int rank = by_folder ? 1 : 2;
    if (rank < best && !(pattern.includes && by_folder)) continue;
    best = rank;
    included = pattern.includes;
  }
  return included;
}

}  // namespace chartrender::yamllint

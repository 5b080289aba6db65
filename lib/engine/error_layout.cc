#include "engine/error_layout.h"

#include <optional>
#include <vector>

#include "base/error.h"
#include "base/utf8.h"
#include "gotemplate/exec_error.h"

namespace chartrender::engine {

namespace {

// One level of a chain, as Helm reads it out of Go's text.
struct Level {
  std::string_view location, message;
  std::string executed;  // `executing "name" at <node>:`
  bool operator==(const Level& other) const {
    return location == other.location && message == other.message && executed == other.executed;
  }
};

std::string_view CutNextLevel(std::string_view message) {
  return message.substr(0, message.find(" template:"));
}

std::optional<Level> ReadExecutingForm(std::string_view text) {
  const size_t mark = text.find(": executing ");
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view rest = text.substr(mark + 12);
  if (rest.empty() || rest[0] != '"') return std::nullopt;
  const size_t quote = rest.find('"', 1);
  if (quote == std::string_view::npos) return std::nullopt;
  const std::string_view name = rest.substr(1, quote - 1);
  rest.remove_prefix(quote + 1);
  if (rest.substr(0, 5) != " at <") return std::nullopt;
  rest.remove_prefix(5);
  const size_t end = rest.find(">: ");
  if (end == std::string_view::npos) return std::nullopt;
  Level level;
  level.location = text.substr(0, mark);
  level.executed = StrCat("executing \"", name, "\" at <", rest.substr(0, end), ">:");
  level.message = CutNextLevel(rest.substr(end + 3));
  return level;
}

// Source: parseTemplateExecErrorString.
std::optional<Level> ReadLevel(std::string_view text) {
  constexpr std::string_view kPrefix = "template: ";
  if (text.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  const std::string_view rest = text.substr(kPrefix.size());
  if (rest.substr(0, 12) == "no template ") {
    Level level;
    level.message = text;
    return level;
  }
  if (auto level = ReadExecutingForm(rest)) return level;
  const size_t colon = rest.rfind(": ");
  if (colon == std::string_view::npos) return std::nullopt;
  Level level;
  level.location = rest.substr(0, colon);
  level.message = CutNextLevel(rest.substr(colon + 2));
  return level;
}

// The texts of Go's chain of wrapped errors; each is the end of the whole text.
std::vector<std::string_view> ChainTexts(const Error& error) {
  std::vector<std::string_view> texts;
  std::string frame_text;
  size_t offset = 0;
  for (const Frame& frame : error.frames) {
    texts.push_back(std::string_view(error.message).substr(offset));
    frame_text.clear();
    AppendFrameText(frame_text, frame);
    offset += frame_text.size();
  }
  // A function's own error is a level of its own; what the interpreter says belongs to its frame.
  if (!error.frames.empty() && !error.frames.back().text.empty()) {
    texts.push_back(std::string_view(error.message).substr(offset));
  }
  return texts;
}

std::string JoinLevels(const std::vector<Level>& levels) {
  std::string text;
  for (const Level& level : levels) {
    if (!level.location.empty()) text.append(level.location).append("\n  ");
    if (!level.executed.empty()) text.append(level.executed).append("\n    ");
    if (!level.message.empty()) text.append(level.message).append("\n");
  }
  return std::string(TrimSpace(text));
}

// What stands between the first start mark and the last end mark.
std::optional<std::string_view> FindWarning(std::string_view text) {
  const size_t start = text.find(kWarnStart);
  if (start == std::string_view::npos) return std::nullopt;
  const size_t from = start + kWarnStart.size();
  const size_t end = text.rfind(kWarnEnd);
  if (end == std::string_view::npos || end < from) return std::nullopt;
  return text.substr(from, end - from);
}

}  // namespace

void LayOutParseError(std::string_view path, Error& error) {
  if (error.code != ErrorCode::kTemplate) return;
  const std::string_view text = error.message;
  const size_t first = text.find(": ");
  if (first == std::string_view::npos) {
    error.message = StrCat("parse error in (", path, "): ", text);
    return;
  }
  const size_t second = text.find(": ", first + 2);
  const std::string_view location =
      text.substr(first + 2, second == std::string_view::npos ? second : second - first - 2);
  const std::string_view message = text.substr(text.rfind(": ") + 2);
  error.message = StrCat("parse error at (", location, "): ", message);
}

void LayOutExecError(std::string_view path, ExecErrorLayout layout, Error& error) {
  const std::string_view text = error.message;
  const size_t first = text.find(": ");
  const size_t second = first == std::string_view::npos ? first : text.find(": ", first + 2);
  if (second == std::string_view::npos) {
    error.message = StrCat("execution error in (", path, "): ", text);
    return;
  }
  if (const auto warning = FindWarning(text.substr(second + 2))) {
    error.message =
        StrCat("execution error at (", text.substr(first + 2, second - first - 2), "): ", *warning);
    return;
  }
  if (layout == ExecErrorLayout::kGo) return;
  std::vector<Level> levels;
  for (const std::string_view chained : ChainTexts(error)) {
    std::optional<Level> level = ReadLevel(chained);
    if (!level) return;
    if (levels.empty() || !(levels.back() == *level)) levels.push_back(std::move(*level));
  }
  error.message = JoinLevels(levels);
}

}  // namespace chartrender::engine

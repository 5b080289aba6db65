// Reading ignore files and comments.
#include <algorithm>
#include <charconv>

#include "algo/civil_time.h"
#include "base/error.h"
#include "check/ignores.h"

namespace chartrender::check {

namespace {

constexpr int64_t kSecondsOfDay = 86400;

constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view Trimmed(std::string_view text) {
  while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
  while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
  return text;
}

// Takes the first word off `text`.
std::string_view TakeWord(std::string_view& text) {
  text = Trimmed(text);
  size_t end = 0;
  while (end < text.size() && !IsBlank(text[end])) ++end;
  const std::string_view word = text.substr(0, end);
  text = Trimmed(text.substr(end));
  return word;
}

bool ReadNumber(std::string_view text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size();
}

[[noreturn]] void FailAt(std::string_view file, uint32_t line, std::string_view message) {
  Failure failure(ErrorCode::kUsage, StrCat(file, ":", std::to_string(line), ": ", message));
  failure.error().where = {std::string(file), line, 0};
  throw failure;
}

// Calls `visit` with each line and its number from 1.
template <class Visitor>
void ForEachLine(std::string_view text, Visitor&& visit) {
  uint32_t number = 1;
  for (size_t start = 0; start < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', start), text.size());
    visit(text.substr(start, end - start), number);
    start = end + 1;
  }
}

IgnoreLine ReadLine(std::string_view file, uint32_t number, std::string_view text) {
  IgnoreLine made;
  made.file = file;
  made.line = number;
  const size_t hash = text.find(" #");
  if (hash == std::string_view::npos || Trimmed(text.substr(hash + 2)).empty()) {
    FailAt(file, number, "no reason: a line is `RULE PATH [until=YYYY-MM-DD] # why`");
  }
  made.reason = Trimmed(text.substr(hash + 2));
  std::string_view words = text.substr(0, hash);
  made.rule = TakeWord(words);
  made.path = TakeWord(words);
  if (made.path.empty()) {
    FailAt(file, number, StrCat("no path behind rule ", made.rule, ": `*` is everywhere"));
  }
  auto pattern = Glob::Compile(made.path);
  if (!pattern) FailAt(file, number, StrCat("\"", made.path, "\" is no pattern of paths"));
  made.pattern = std::make_shared<const Glob>(std::move(*pattern));
  if (!words.empty()) {
    constexpr std::string_view kUntil = "until=";
    const std::string_view word = TakeWord(words);
    made.until = word.starts_with(kUntil) ? EndOfDay(word.substr(kUntil.size())) : -1;
    if (made.until < 0) {
      FailAt(file, number, StrCat("\"", word, "\" is not until=YYYY-MM-DD"));
    }
    if (!words.empty()) FailAt(file, number, StrCat("\"", words, "\" is too much"));
  }
  return made;
}

// Nearly no text has the mark, and few of its bytes are the rarest of the mark.
bool HasMark(std::string_view text, std::string_view mark) {
  constexpr char kRare = 'g';
  const size_t before = mark.find(kRare);
  for (size_t at = text.find(kRare, before); at != std::string_view::npos;
       at = text.find(kRare, at + 1)) {
    if (text.substr(at - before, mark.size()) == mark) return true;
  }
  return false;
}

}  // namespace

int64_t EndOfDay(std::string_view date) {
  int year = 0;
  int month = 0;
  int day = 0;
  if (date.size() != 10 || date[4] != '-' || date[7] != '-' ||
      !ReadNumber(date.substr(0, 4), year) || !ReadNumber(date.substr(5, 2), month) ||
      !ReadNumber(date.substr(8, 2), day) || month < 1 || month > 12 || day < 1 || year < 1970 ||
      day > DaysInMonth(month, year)) {
    return -1;
  }
  return SecondsFromCivil(year, month, day, 0, 0, 0) + kSecondsOfDay - 1;
}

std::vector<IgnoreLine> ReadIgnoreFile(std::string_view name, std::string_view text) {
  std::vector<IgnoreLine> lines;
  ForEachLine(text, [&](std::string_view line, uint32_t number) {
    line = Trimmed(line);
    if (line.empty() || line.front() == '#') return;
    lines.push_back(ReadLine(name, number, line));
  });
  return lines;
}

std::vector<IgnoreComment> FindIgnoreComments(std::string_view text) {
  constexpr std::string_view kMark = "render:ignore";
  constexpr std::string_view kFile = "-file";
  std::vector<IgnoreComment> comments;
  if (!HasMark(text, kMark)) return comments;
  ForEachLine(text, [&](std::string_view line, uint32_t number) {
    const size_t at = line.find(kMark);
    if (at == std::string_view::npos) return;
    std::string_view rest = line.substr(at + kMark.size());
    IgnoreComment comment;
    comment.line = number;
    comment.whole_file = rest.starts_with(kFile);
    if (comment.whole_file) rest.remove_prefix(kFile.size());
    if (rest.empty() || !IsBlank(rest.front())) return;
    rest = rest.substr(0, std::min(rest.find("*/"), rest.size()));
    std::string_view rules = TakeWord(rest);
    while (!rules.empty()) {
      const size_t comma = std::min(rules.find(','), rules.size());
      if (comma > 0) comment.rules.emplace_back(rules.substr(0, comma));
      rules.remove_prefix(std::min(comma + 1, rules.size()));
    }
    comment.reason = rest;
    comments.push_back(std::move(comment));
  });
  return comments;
}

}  // namespace chartrender::check

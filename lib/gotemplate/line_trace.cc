#include "gotemplate/line_trace.h"

#include <algorithm>

namespace chartrender {

namespace {

// How many of the latest texts a printed value is compared with, and how far its next line is
// searched in one of them.
constexpr size_t kTextsCompared = 16;
constexpr size_t kLinesCompared = 64;

constexpr bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

std::string_view Trimmed(std::string_view line) {
  while (!line.empty() && IsBlank(line.front())) line.remove_prefix(1);
  while (!line.empty() && IsBlank(line.back())) line.remove_suffix(1);
  return line;
}

// Calls `visit` with every line that is not blank, trimmed, and the offset of its first character,
// until it says false.
template <class Visitor>
void ForEachLine(std::string_view text, Visitor&& visit) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = Trimmed(text.substr(start, end - start));
    if (!line.empty() && !visit(line, static_cast<size_t>(line.data() - text.data()))) return;
    start = end + 1;
  }
}

// Which of the lines near `next` is `line`; their number for none.
size_t FindLine(const std::vector<std::string_view>& lines, size_t next, std::string_view line) {
  const size_t last = std::min(lines.size(), next + kLinesCompared);
  size_t found = next;
  while (found < last && lines[found] != line) ++found;
  return found < last ? found : lines.size();
}

uint64_t SizeBit(std::string_view line) { return uint64_t{1} << (line.size() % 64); }

// The texts of `tpl` are programs too; only a file's name is a path.
bool IsFile(const Program& program) { return program.name.find('/') != std::string::npos; }

}  // namespace

void LineTrace::AddText(const Program& program, uint32_t position, size_t offset) {
  const bool in_file = IsFile(program);
  spans_.push_back({offset, {in_file ? &program : nullptr, position, nullptr, 0}, in_file});
}

void LineTrace::AddPrinted(const Program& program, uint32_t position, size_t offset,
                           std::string_view text) {
  const Place action{IsFile(program) ? &program : nullptr, position, nullptr, 0};
  std::string_view beginning;
  if (!texts_.empty()) {
    ForEachLine(text, [&](std::string_view line, size_t) {
      beginning = line;
      return false;
    });
  }
  const size_t oldest = texts_.size() > kTextsCompared ? texts_.size() - kTextsCompared : 0;
  for (size_t i = texts_.size(); i-- > oldest && !beginning.empty();) {
    if ((texts_[i].sizes & SizeBit(beginning)) == 0) continue;
    const size_t found = FindLine(texts_[i].lines, 0, beginning);
    if (found < texts_[i].lines.size()) return AddLinesOf(texts_[i], found, action, offset, text);
  }
  spans_.push_back({offset, action, false});
}

// `text` begins with line `first` of `source`.
void LineTrace::AddLinesOf(const Text& source, size_t first, const Place& action, size_t offset,
                           std::string_view text) {
  size_t found = first;
  size_t next = first + 1;
  bool begins = true;
  ForEachLine(text, [&](std::string_view line, size_t at) {
    if (!begins) found = FindLine(source.lines, next, line);
    Place place = action;
    if (found < source.lines.size()) {
      next = found + 1;
      if (source.places[found].program != nullptr) {
        place = source.places[found];
        if (action.program != nullptr) {
          place.caller = action.program;
          place.caller_position = action.position;
        }
      }
    }
    spans_.push_back({begins ? offset : offset + at, place, false});
    begins = false;
    return true;
  });
}

// The place of the character at `offset`; `span` is where the search begins and ends.
LineTrace::Place LineTrace::PlaceAt(size_t& span, size_t offset) const {
  while (span + 1 < spans_.size() && spans_[span + 1].offset <= offset) ++span;
  if (span >= spans_.size() || spans_[span].offset > offset) return {};
  Place place = spans_[span].place;
  if (spans_[span].literal) place.position += static_cast<uint32_t>(offset - spans_[span].offset);
  return place;
}

void LineTrace::EndText(const Mark& mark, size_t offset, std::string_view text) {
  Text made;
  size_t span = mark.spans;
  ForEachLine(text, [&](std::string_view line, size_t at) {
    if (made.lines.size() < kLinesCompared) made.sizes |= SizeBit(line);
    made.lines.push_back(line);
    made.places.push_back(PlaceAt(span, offset + at));
    return true;
  });
  Abandon(mark);
  texts_.push_back(std::move(made));
}

void LineTrace::Abandon(const Mark& mark) {
  spans_.resize(mark.spans);
  texts_.resize(mark.texts);
}

uint32_t LineTrace::LineOf(const Program* program, uint32_t position, Found& last) {
  if (program == nullptr) return 0;
  if (program != last.program) {
    last = {program, &line_starts_.try_emplace(program, program->text).first->second, 0};
  }
  last.line = last.starts->LineAt(position, last.line);
  return last.line + 1;
}

std::vector<LineTrace::Line> LineTrace::TakeLines(std::string_view output) {
  std::vector<Line> lines;
  lines.reserve(LineEndsIn(output) + size_t{1});
  size_t span = 0;
  Found last, last_caller;
  for (size_t start = 0; start <= output.size();) {
    const size_t end = std::min(output.find('\n', start), output.size());
    const std::string_view line = Trimmed(output.substr(start, end - start));
    Place place;
    if (!line.empty()) place = PlaceAt(span, static_cast<size_t>(line.data() - output.data()));
    lines.push_back({place.program, LineOf(place.program, place.position, last), place.caller,
                     LineOf(place.caller, place.caller_position, last_caller)});
    start = end + 1;
  }
  Abandon({});
  return lines;
}

}  // namespace chartrender

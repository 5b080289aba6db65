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

// Calls `visit` with every line that is not blank, trimmed, and the offset of its first character.
template <class Visitor>
void ForEachLine(std::string_view text, Visitor&& visit) {
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = Trimmed(text.substr(start, end - start));
    if (!line.empty()) visit(line, static_cast<size_t>(line.data() - text.data()));
    start = end + 1;
  }
}

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
  const size_t oldest = texts_.size() > kTextsCompared ? texts_.size() - kTextsCompared : 0;
  for (size_t i = texts_.size(); i-- > oldest;) {
    if (AddLinesOf(texts_[i], action, offset, text)) return;
  }
  spans_.push_back({offset, action, false});
}

// False: `text` does not begin with a line of `source`.
bool LineTrace::AddLinesOf(const Text& source, const Place& action, size_t offset,
                           std::string_view text) {
  size_t next = 0;
  bool good = true;
  bool first = true;
  ForEachLine(text, [&](std::string_view line, size_t at) {
    if (!good) return;
    const size_t last = std::min(source.lines.size(), next + kLinesCompared);
    size_t found = next;
    while (found < last && source.lines[found] != line) ++found;
    const bool matches = found < last;
    if (first && !matches) {
      good = false;
      return;
    }
    Place place = action;
    if (matches && source.places[found].program != nullptr) {
      place = source.places[found];
      if (action.program != nullptr) {
        place.caller = action.program;
        place.caller_position = action.position;
      }
    }
    spans_.push_back({first ? offset : offset + at, place, false});
    first = false;
    if (matches) next = found + 1;
  });
  return good && !first;
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
    made.lines.push_back(line);
    made.places.push_back(PlaceAt(span, offset + at));
  });
  Abandon(mark);
  texts_.push_back(std::move(made));
}

void LineTrace::Abandon(const Mark& mark) {
  spans_.resize(mark.spans);
  texts_.resize(mark.texts);
}

uint32_t LineTrace::LineOf(const Program* program, uint32_t position) {
  if (program == nullptr) return 0;
  auto starts = line_starts_.find(program);
  if (starts == line_starts_.end()) starts = line_starts_.emplace(program, program->text).first;
  return starts->second.LineAt(position) + 1;
}

std::vector<LineTrace::Line> LineTrace::TakeLines(std::string_view output) {
  std::vector<Line> lines;
  size_t span = 0;
  for (size_t start = 0; start <= output.size();) {
    const size_t end = std::min(output.find('\n', start), output.size());
    const std::string_view line = Trimmed(output.substr(start, end - start));
    Place place;
    if (!line.empty()) place = PlaceAt(span, static_cast<size_t>(line.data() - output.data()));
    lines.push_back({place.program, LineOf(place.program, place.position), place.caller,
                     LineOf(place.caller, place.caller_position)});
    start = end + 1;
  }
  Abandon({});
  return lines;
}

}  // namespace chartrender

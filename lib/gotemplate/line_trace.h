// Where each line of what a template prints comes from, for those who ask: an interpreter whose
// ExecOptions::trace is set tells a LineTrace what it appends and by which node.
//
// A line belongs to the node that gave its first character that is not blank; within literal text
// to the very line of that text. Text that `include` hands to a pipeline (indent, nindent, trim,
// quote) keeps the places inside the included definition as long as the pipeline only moves its
// lines; other values belong to the action that prints them, and so does the text of `tpl`, which
// lies in no file. One trace belongs to one interpreter. Programs must outlive it.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/line_starts.h"
#include "gotemplate/program.h"

namespace chartrender {

class LineTrace {
 public:
  // A node of a template; `program` null: in no file.
  struct Place {
    const Program* program = nullptr;
    uint32_t position = 0;  // byte offset in the program's text
    // The action, outside of all included definitions, that printed the text.
    const Program* caller = nullptr;
    uint32_t caller_position = 0;
  };
  // 1-based line of a file; 0: not known.
  struct Line {
    const Program* program = nullptr;
    uint32_t line = 0;
    const Program* caller = nullptr;
    uint32_t caller_line = 0;
  };

  // The program's text from `position` is about to be appended at `offset` of the output.
  void AddText(const Program& program, uint32_t position, size_t offset);
  // An action is about to append `text` ("" where it is not known before) at `offset`.
  void AddPrinted(const Program& program, uint32_t position, size_t offset, std::string_view text);

  // Around an execution whose output from `offset` on becomes a text of its own.
  struct Mark {
    size_t spans = 0;
    size_t texts = 0;
  };
  [[nodiscard]] Mark Begin() const { return {spans_.size(), texts_.size()}; }
  void EndText(const Mark& mark, size_t offset, std::string_view text);
  void Abandon(const Mark& mark);

  // The place of every line of `output`, and forgets them.
  std::vector<Line> TakeLines(std::string_view output);

 private:
  struct Span {
    size_t offset = 0;
    Place place;
    bool literal = false;  // characters of the output are characters of the program's text
  };
  // What an execution gave that has become a value.
  struct Text {
    std::vector<std::string_view> lines;  // trimmed, none of them blank
    std::vector<Place> places;
    uint64_t sizes = 0;  // a bit for each size of the lines that a value may begin with
  };

  [[nodiscard]] Place PlaceAt(size_t& span, size_t offset) const;
  void AddLinesOf(const Text& source, size_t first, const Place& action, size_t offset,
                  std::string_view text);
  // What was looked up last: the next place is seldom far.
  struct Found {
    const Program* program = nullptr;
    const LineStarts* starts = nullptr;
    uint32_t line = 0;  // from 0
  };
  uint32_t LineOf(const Program* program, uint32_t position, Found& last);

  std::vector<Span> spans_;  // by offset; of equal ones the last one printed something
  std::vector<Text> texts_;  // of the executions under way, the latest last
  std::unordered_map<const Program*, LineStarts> line_starts_;
};

}  // namespace chartrender

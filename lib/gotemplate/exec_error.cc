#include "gotemplate/exec_error.h"

#include <algorithm>
#include <utility>

#include "base/excerpt.h"
#include "base/quote.h"
#include "gotemplate/node_text.h"

namespace chartrender {

Frame MakeFrame(const Template& current, NodeId node, std::string_view text) {
  const Program& program = *current.program;
  const Program::Place place = program.PlaceOf(node);
  Frame frame;
  frame.where = {program.name, place.line, place.column};
  frame.template_name = current.name();
  frame.node = NodeText(*program.code, node);
  frame.text = text;
  frame.excerpt = ExcerptAt(program.text, program.code->nodes[node].position, place.line);
  return frame;
}

bool HasLongChain(const Error& error) {
  constexpr size_t most_frames = 100;
  return error.code == ErrorCode::kLimit && error.frames.size() >= most_frames;
}

void PrefixFailure(Failure& failure, std::string_view prefix) {
  Frame frame;
  frame.text = prefix;
  failure.error().frames.push_back(std::move(frame));
}

void AppendFrameText(std::string& text, const Frame& frame) {
  if (frame.where.line != 0) {
    text += StrCat("template: ", frame.where.file, ":", std::to_string(frame.where.line), ":",
                   std::to_string(frame.where.column), ": executing ");
    AppendQuote(text, frame.template_name);
    text += StrCat(" at <", frame.node, ">: ");
  }
  text += frame.text;
}

void FinishError(Error& error) {
  for (const Frame& frame : error.frames) {
    if (error.where.line != 0 || frame.where.line == 0) continue;
    error.where = frame.where;
    error.excerpt = frame.excerpt;
  }
  std::reverse(error.frames.begin(), error.frames.end());
  // Running into a limit is not an error of the template's language: its text stays as it is.
  if (error.code == ErrorCode::kLimit || error.code == ErrorCode::kCancelled) return;
  std::string text;
  for (const Frame& frame : error.frames) AppendFrameText(text, frame);
  text += error.message;
  error.message = std::move(text);
}

}  // namespace chartrender

// Errors of template execution while they travel outwards. Failure::error().frames grows from the
// innermost place outwards and `message` stays the innermost text, so that a thousand levels cost a
// thousand small appends; FinishError turns both into their final form. Source:
// text/template/exec.go errorf, parse.go ErrorContext.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"
#include "gotemplate/program.h"
#include "gotemplate/template_set.h"

namespace chartrender {

// The frame of a node under evaluation; `text` is what stands between its place and the inner text.
Frame MakeFrame(const Template& current, NodeId node, std::string_view text);

// True for a limit that was met deep in a recursion: nobody reads a longer chain of frames, and to
// make it takes time.
bool HasLongChain(const Error& error);

// Puts `prefix` in front of the text the failure has so far. For functions that run templates
// (`tpl`).
void PrefixFailure(Failure& failure, std::string_view prefix);

// `template: FILE:LINE:COLUMN: executing "NAME" at <NODE>: TEXT`, or only TEXT for a frame without
// a template.
void AppendFrameText(std::string& text, const Frame& frame);

// Frames outermost first, `message` Go's whole text, `where` the innermost place. For errors whose
// frames grew as above.
void FinishError(Error& error);

}  // namespace chartrender

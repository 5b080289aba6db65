// Escapes and small pieces that several report formats share.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender::cli {

// "templates/a.yaml:3"; the file alone where the line is not known.
std::string PlaceText(const Location& where);
// The better place of what is found: the line of a template that gave it, else that of a manifest.
const Location& BestPlace(const Location& source, const Location& rendered);

// A workflow command of GitHub: `::error file=...,line=...,title=...::message`, with its end of
// line. `kind` is error, warning or notice.
std::string GithubAnnotation(std::string_view kind, const Location& where, std::string_view title,
                             std::string_view message);

// Text or attribute of XML 1.0; characters that XML cannot hold become U+FFFD.
std::string XmlText(std::string_view text);

// `text` cut to what a comment on GitHub holds, at the end of a line, with a word about it.
std::string CutForComment(std::string text);

}  // namespace chartrender::cli

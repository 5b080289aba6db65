#include "manifest/split.h"

#include "base/utf8.h"

namespace chartrender::manifest {

namespace {

// Where the next separator starts at or behind `from`, or npos.
size_t FindSeparator(std::string_view text, size_t from) {
  while (true) {
    const size_t at = text.find("---", from);
    if (at == std::string_view::npos || at == 0 || text[at - 1] == '\n') return at;
    // Not at the start of a line: the next candidate is behind the next line end.
    const size_t line_end = text.find('\n', at);
    if (line_end == std::string_view::npos) return line_end;
    from = line_end + 1;
  }
}

bool IsRegexSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// Where the next `---` behind a line end of text[from..] is, or npos.
size_t FindTrimmedSeparator(std::string_view text, size_t from) {
  if (from == 0 && text.starts_with("---")) return 0;
  const size_t line_end = text.find("\n---", from);
  return line_end == std::string_view::npos ? line_end : line_end + 1;
}

std::vector<std::string_view> SplitTrimmedDocuments(std::string_view text) {
  std::vector<std::string_view> documents;
  text = TrimSpace(text);
  size_t start = 0;
  while (true) {
    const size_t separator = FindTrimmedSeparator(text, start);
    std::string_view part = text.substr(start, separator - start);
    while (!part.empty() && IsRegexSpace(part.back())) part.remove_suffix(1);
    // White space beyond ASCII makes a document of its own, an empty one.
    if (!part.empty()) documents.push_back(TrimSpace(part));
    if (separator == std::string_view::npos) return documents;
    start = separator + 3;
    while (start < text.size() && IsRegexSpace(text[start])) ++start;
  }
}

}  // namespace

std::vector<std::string_view> SplitDocuments(std::string_view text, const DialectTraits& traits) {
  if (traits.trims_documents) return SplitTrimmedDocuments(text);
  std::vector<std::string_view> documents;
  text = TrimLeftSpace(text);
  size_t start = 0;
  while (start <= text.size()) {
    const size_t separator = FindSeparator(text, start);
    const std::string_view part =
        text.substr(start, separator == std::string_view::npos ? separator : separator - start);
    const std::string_view document = TrimLeftSpace(part);
    if (!document.empty()) documents.push_back(document);
    if (separator == std::string_view::npos) break;
    start = separator + 3;
    while (start < text.size() && (text[start] == ' ' || text[start] == '\t')) ++start;
  }
  return documents;
}

}  // namespace chartrender::manifest

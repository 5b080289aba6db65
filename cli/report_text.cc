#include "report_text.h"

namespace chartrender::cli {
namespace {

constexpr size_t kCommentBytes = 65536;

// A property's value also hides ':' and ','.
std::string GithubEscape(std::string_view text, bool is_property) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%') {
      escaped += "%25";
    } else if (c == '\r') {
      escaped += "%0D";
    } else if (c == '\n') {
      escaped += "%0A";
    } else if (is_property && c == ':') {
      escaped += "%3A";
    } else if (is_property && c == ',') {
      escaped += "%2C";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace

std::string PlaceText(const Location& where) {
  return where.line == 0 ? where.file : where.file + ":" + std::to_string(where.line);
}

const Location& BestPlace(const Location& source, const Location& rendered) {
  return source.line == 0 && !rendered.file.empty() ? rendered : source;
}

std::string GithubAnnotation(std::string_view kind, const Location& where, std::string_view title,
                             std::string_view message) {
  std::string text = "::" + std::string(kind) + " ";
  if (!where.file.empty()) text += "file=" + GithubEscape(where.file, true) + ",";
  if (where.line > 0) text += "line=" + std::to_string(where.line) + ",";
  return text + "title=" + GithubEscape(title, true) + "::" + GithubEscape(message, false) + "\n";
}

std::string XmlText(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '<') {
      escaped += "&lt;";
    } else if (c == '>') {
      escaped += "&gt;";
    } else if (c == '&') {
      escaped += "&amp;";
    } else if (c == '"') {
      escaped += "&quot;";
    } else if (byte < 0x20 && c != '\n' && c != '\t' && c != '\r') {
      escaped += "\xEF\xBF\xBD";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

std::string CutForComment(std::string text) {
  constexpr std::string_view kCut = "\n... cut: a comment holds no more\n";
  if (text.size() <= kCommentBytes) return text;
  text.resize(text.rfind('\n', kCommentBytes - kCut.size() - 8));
  return text + std::string(kCut);
}

}  // namespace chartrender::cli

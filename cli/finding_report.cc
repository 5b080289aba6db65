#include "finding_report.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <map>

#include "finding_sarif.h"
#include "report_text.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kDim = "\033[2m";
constexpr std::string_view kPlain = "\033[0m";

std::string_view ColourOf(Severity severity) {
  switch (severity) {
    case Severity::kError:
      return "\033[31m";
    case Severity::kWarning:
      return "\033[33m";
    default:
      return "\033[36m";
  }
}

void AppendNumber(std::string& text, uint32_t number) {
  char digits[16];
  text.append(digits, std::to_chars(digits, std::end(digits), number).ptr);
}

// As PlaceText.
void AppendPlace(std::string& text, const Location& where) {
  text += where.file;
  if (where.line == 0) return;
  text += ':';
  AppendNumber(text, where.line);
}

// BestPlace with the column, where the place is the one that the column is of.
void AppendPlaceWithColumn(std::string& text, const Finding& finding) {
  const Location& where = BestPlace(finding);
  AppendPlace(text, where);
  const bool is_its_own =
      where.file == finding.rendered.file && where.line == finding.rendered.line;
  if (finding.column == 0 || !is_its_own) return;
  text += ':';
  AppendNumber(text, finding.column);
}

// "rendered line 12" where that tells more than the place, behind `separator` where there is text.
void AppendRenderedPlace(std::string& text, const Finding& finding, std::string_view separator) {
  const Location& where = finding.rendered;
  if (where.line == 0) return;
  if (where.file.empty()) {
    text.append(separator).append("rendered line ");
    AppendNumber(text, where.line);
    if (finding.column == 0) return;
    text += ':';
    AppendNumber(text, finding.column);
    return;
  }
  const bool is_told = &BestPlace(finding) == &where ||
                       (where.file == finding.source.file && where.line == finding.source.line);
  if (is_told) return;
  text += separator;
  AppendPlace(text, where);
}

// The object, the field and the rendered place; nothing where none is known.
void AppendObjectLine(std::string& text, const Finding& finding) {
  const size_t start = text.size();
  const auto separator = [&](std::string_view words) {
    return text.size() == start ? std::string_view() : words;
  };
  text += finding.resource.ToText();
  if (!finding.pointer.empty()) text.append(separator(" ")).append(finding.pointer);
  AppendRenderedPlace(text, finding, separator(", "));
}

std::string ObjectLine(const Finding& finding) {
  std::string line;
  AppendObjectLine(line, finding);
  return line;
}

class TextWriter {
 public:
  TextWriter(TextColour colour, size_t findings) : colour_(colour) {
    constexpr size_t kUsual = 192;  // bytes of a finding
    text_.reserve(findings * kUsual);
  }

  void Add(const Finding& finding) {
    Paint(kBold, [&] { AppendPlaceWithColumn(text_, finding); });
    if (!BestPlace(finding).file.empty()) text_ += ": ";
    const bool counts = finding.ignored.empty();
    Paint(counts ? ColourOf(finding.severity) : kDim,
          [&] { text_ += counts ? SeverityName(finding.severity) : "ignored"; });
    text_.append(": ").append(finding.message).append(" [").append(finding.rule).append("]\n");
    const size_t object = text_.size();
    text_ += "    ";
    if (Paint(kDim, [&] { AppendObjectLine(text_, finding); })) {
      text_ += '\n';
    } else {
      text_.resize(object);
    }
    if (!finding.ignored.empty()) {
      text_.append("    because: ").append(finding.ignored).append("\n");
    } else if (!finding.remedy.empty()) {
      text_.append("    help: ").append(finding.remedy).append("\n");
    }
  }
  std::string Take() { return std::move(text_); }

 private:
  // What `append` adds, in a colour; false when that is nothing.
  template <class Append>
  bool Paint(std::string_view colour, const Append& append) {
    const size_t before = text_.size();
    if (colour_ == TextColour::kOn) text_ += colour;
    const size_t start = text_.size();
    append();
    if (text_.size() == start) {
      text_.resize(before);
      return false;
    }
    if (colour_ == TextColour::kOn) text_ += kPlain;
    return true;
  }

  TextColour colour_;
  std::string text_;
};

std::string AsText(const FindingReport& report, TextColour colour) {
  TextWriter writer(colour, report.findings.size());
  for (const Finding& finding : report.findings) {
    if (finding.ignored.empty() || report.show_ignored) writer.Add(finding);
  }
  return writer.Take() + CountsOf(report);
}

std::string AsJson(const FindingReport& report) {
  return WriteJsonText({{"version", 1},
                        {"command", report.command},
                        {"targets", report.targets},
                        {"objects", report.resources.size()},
                        {"findings", FindingsJson(report.findings)}});
}

std::string FailureText(const Finding& finding) {
  std::string text = PlaceText(BestPlace(finding)) + "\n";
  const std::string object = ObjectLine(finding);
  if (!object.empty()) text += object + "\n";
  if (!finding.remedy.empty()) text += finding.remedy + "\n";
  return text;
}

std::string JunitCase(const std::string& name, const std::string& suite,
                      std::span<const Finding* const> findings, size_t& failures) {
  std::string text =
      "    <testcase classname=\"" + XmlText(suite) + "\" name=\"" + XmlText(name) + "\"";
  std::string inside;
  for (const Finding* finding : findings) {
    if (!finding->ignored.empty() || finding->severity == Severity::kInfo) continue;
    inside += "      <failure type=\"" + XmlText(finding->rule) + "\" message=\"" +
              XmlText(finding->message) + "\">" + XmlText(FailureText(*finding)) + "</failure>\n";
  }
  if (inside.empty()) return text + "/>\n";
  ++failures;
  return text + ">\n" + inside + "    </testcase>\n";
}

// A test case for each object, and one for what is about no object.
std::string AsJunit(const FindingReport& report) {
  std::map<std::string, std::vector<const Finding*>> by_object;
  for (const ResourceId& id : report.resources) by_object[id.ToText()];
  for (const Finding& finding : report.findings) {
    const std::string name = finding.resource.ToText();
    by_object[name.empty() ? BestPlace(finding).file : name].push_back(&finding);
  }
  std::string cases;
  size_t failures = 0;
  for (const auto& [name, findings] : by_object) {
    cases += JunitCase(name, report.command, findings, failures);
  }
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n  <testsuite name=\"" +
         XmlText(report.command) + "\" tests=\"" + std::to_string(by_object.size()) +
         "\" failures=\"" + std::to_string(failures) + "\">\n" + cases +
         "  </testsuite>\n</testsuites>\n";
}

std::string AsGithub(const FindingReport& report) {
  std::string text;
  for (const Finding& finding : report.findings) {
    if (!finding.ignored.empty()) continue;
    std::string message = finding.message;
    for (const std::string& more : {ObjectLine(finding), finding.remedy}) {
      if (!more.empty()) message += "\n" + more;
    }
    const std::string_view kind =
        finding.severity == Severity::kInfo ? "notice" : SeverityName(finding.severity);
    text += GithubAnnotation(kind, BestPlace(finding), finding.rule, message);
  }
  return text;
}

// A cell of a Markdown table.
std::string Cell(const std::string& text) {
  std::string cell;
  for (const char c : text) {
    if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<') cell += '\\';
    cell += c == '\n' ? ' ' : c;
  }
  return cell;
}

std::string AsMarkdown(const FindingReport& report) {
  std::string text = "### " + report.command + "\n\n" + CountsOf(report);
  std::string rows;
  for (const Finding& finding : report.findings) {
    if (!finding.ignored.empty() && !report.show_ignored) continue;
    const std::string severity(finding.ignored.empty() ? SeverityName(finding.severity)
                                                       : "ignored");
    rows += "| " + severity + " | `" + finding.rule + "` | " + Cell(finding.resource.ToText()) +
            " | " + Cell(finding.message) + " | " + Cell(PlaceText(BestPlace(finding))) + " |\n";
  }
  if (!rows.empty()) {
    text += "\n| severity | rule | object | finding | place |\n|---|---|---|---|---|\n" + rows;
  }
  return CutForComment(std::move(text));
}

}  // namespace

const Location& BestPlace(const Finding& finding) {
  return BestPlace(finding.source, finding.rendered);
}

std::string CountsOf(const FindingReport& report) {
  size_t counts[4] = {};
  for (const Finding& finding : report.findings) {
    ++counts[finding.ignored.empty() ? static_cast<size_t>(finding.severity) : 3];
  }
  constexpr std::pair<size_t, std::string_view> kWords[] = {
      {2, "error"}, {1, "warning"}, {0, "note"}, {3, "ignored"}};
  std::string text;
  for (const auto& [index, word] : kWords) {
    if (counts[index] == 0) continue;
    text += (text.empty() ? "" : ", ") + std::to_string(counts[index]) + " " + std::string(word);
    if (counts[index] != 1 && word != "ignored") text += 's';
  }
  if (text.empty()) text = "nothing found";
  if (!report.scope.empty()) return text + " in " + report.scope + "\n";
  const size_t objects = report.resources.size();
  return text + " in " + std::to_string(objects) + (objects == 1 ? " object\n" : " objects\n");
}

Json FindingJson(const Finding& finding) {
  Json entry = {{"rule", finding.rule},
                {"severity", std::string(SeverityName(finding.severity))},
                {"message", finding.message}};
  if (!finding.resource.kind.empty()) {
    Json resource = {{"apiVersion", finding.resource.api_version}, {"kind", finding.resource.kind}};
    if (!finding.resource.space.empty()) resource["namespace"] = finding.resource.space;
    if (!finding.resource.name.empty()) resource["name"] = finding.resource.name;
    entry["resource"] = std::move(resource);
  }
  if (!finding.pointer.empty()) entry["pointer"] = finding.pointer;
  const auto put = [&](const char* key, const Location& where) {
    if (where.file.empty() && where.line == 0) return;
    Json place = Json::object();
    if (!where.file.empty()) place["file"] = where.file;
    if (where.line > 0) place["line"] = where.line;
    entry[key] = std::move(place);
  };
  put("source", finding.source);
  put("rendered", finding.rendered);
  if (finding.column > 0) entry["column"] = finding.column;
  if (!finding.remedy.empty()) entry["remedy"] = finding.remedy;
  if (!finding.ignored.empty()) entry["ignored"] = finding.ignored;
  return entry;
}

Json FindingsJson(std::span<const Finding> findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) list.push_back(FindingJson(finding));
  return list;
}

std::string FormatFindings(const FindingReport& report, std::string_view format,
                           TextColour colour) {
  if (format == "json") return AsJson(report);
  if (format == "junit") return AsJunit(report);
  if (format == "sarif") return FindingsAsSarif(report);
  if (format == "github") return AsGithub(report);
  if (format == "markdown") return AsMarkdown(report);
  return AsText(report, colour);
}

}  // namespace chartrender::cli

#include "error_frame.h"

#include <algorithm>
#include <vector>

namespace chartrender::cli {
namespace {

constexpr size_t kMostFrames = 12;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";
constexpr std::string_view kValuesPrefix = ".Values.";

// The name of the texts that `tpl` runs.
constexpr std::string_view kTplName = "gotpl";

class Painter {
 public:
  explicit Painter(Colour colour) : on_(colour == Colour::kOn) {}
  [[nodiscard]] std::string Mark(std::string_view text) const { return Wrap("1;31", text); }
  [[nodiscard]] std::string Dim(std::string_view text) const { return Wrap("34", text); }
  [[nodiscard]] std::string Strong(std::string_view text) const { return Wrap("1", text); }

 private:
  [[nodiscard]] std::string Wrap(std::string_view code, std::string_view text) const {
    if (!on_) return std::string(text);
    return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
  }
  bool on_;
};

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

enum class Column : bool { kUnknown, kKnown };

// Columns are told from 1.
std::string PlaceText(const Location& where, Column column) {
  if (where.file == kTplName) {
    return "a text given to tpl:" + std::to_string(where.line) + ":" +
           std::to_string(where.column + 1);
  }
  std::string text = PlainText(where.file);
  if (where.line > 0) text += ":" + std::to_string(where.line);
  if (where.line > 0 && column == Column::kKnown) text += ":" + std::to_string(where.column + 1);
  return text;
}

// The line of an excerpt with a caret below `column`, or without one.
std::string ExcerptLines(const Excerpt& excerpt, const uint32_t* column, const Painter& paint) {
  const std::string number = std::to_string(excerpt.line);
  const std::string margin(std::max<size_t>(number.size(), 3), ' ');
  const std::string left = margin.substr(number.size()) + number;
  const std::string cut = excerpt.offset > 0 ? "..." : "";
  std::string text = paint.Dim(margin + " |") + '\n';
  text += paint.Dim(left + " |") + ' ' + cut + PlainText(excerpt.text) + '\n';
  if (column == nullptr || *column < excerpt.offset) return text;
  std::string blanks(cut.size(), ' ');
  const size_t before = std::min<size_t>(*column - excerpt.offset, excerpt.text.size());
  for (const char c : std::string_view(excerpt.text).substr(0, before)) {
    if (!IsContinuation(c)) blanks += c == '\t' ? '\t' : ' ';
  }
  return text + paint.Dim(margin + " |") + ' ' + blanks + paint.Mark("^") + '\n';
}

// The frames with a place, innermost first.
std::vector<const Frame*> PlacedFrames(const Error& error) {
  std::vector<const Frame*> frames;
  for (auto frame = error.frames.rbegin(); frame != error.frames.rend(); ++frame) {
    if (frame->where.line > 0) frames.push_back(&*frame);
  }
  return frames;
}

std::string ChainLines(const std::vector<const Frame*>& frames, const Painter& paint) {
  std::string text;
  for (size_t i = 0; i < frames.size(); ++i) {
    if (i > 0 && i == kMostFrames && frames.size() > kMostFrames + 1) {
      text += "  ... and " + std::to_string(frames.size() - i - 1) + " more levels ...\n";
      i = frames.size() - 1;
    }
    const Frame& frame = *frames[i];
    text += i == 0 ? paint.Dim("  --> ") : "  from ";
    text += PlaceText(frame.where, Column::kKnown);
    if (frame.template_name != frame.where.file && frame.template_name != kTplName) {
      text += ", in \"" + PlainText(frame.template_name) + "\"";
    }
    text += '\n';
    if (!frame.excerpt.text.empty()) {
      text += ExcerptLines(frame.excerpt, &frame.where.column, paint);
    }
  }
  return text;
}

std::string AbsenceLine(const Absence& absence, const Painter& paint) {
  const std::string& path = absence.place.empty() ? absence.expression : absence.place;
  std::string text = "  " + paint.Strong("missing: ") + PlainText(path);
  text += absence.is_null ? " is null" : " has no value";
  if (!absence.siblings.empty()) {
    text += "; beside it:";
    for (const std::string& name : absence.siblings) {
      text += (&name == absence.siblings.data() ? " " : ", ") + PlainText(name);
    }
  }
  return text + '\n';
}

std::string AbsenceHint(const Absence& absence) {
  const std::string& path = absence.place;
  if (path.starts_with(kValuesPrefix) && path.find('[') == std::string::npos) {
    return "set it in a values file or with --set " + path.substr(kValuesPrefix.size()) +
           "=..., or let the template do without it (`with`, `default`)";
  }
  if (path.starts_with(kValuesPrefix)) {
    return "set it in a values file, or let the template do without it (`with`, `default`)";
  }
  if (absence.place.empty() && !absence.siblings.empty()) {
    return "the value belongs to what the template was called with; pass it there";
  }
  return "";
}

}  // namespace

std::string PlainText(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // C1 controls are two bytes in UTF-8, C2 80 to C2 9F.
    const bool c1 = byte == 0xC2 && i + 1 < text.size() &&
                    static_cast<unsigned char>(text[i + 1]) >= 0x80 &&
                    static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if ((byte < 0x20 && byte != '\t') || byte == 0x7F || c1) {
      plain += kReplacement;
      if (c1) ++i;
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::string ErrorHint(const Error& error) {
  if (error.absence) return AbsenceHint(*error.absence);
  if (!error.missing_template.empty()) {
    return "no file of the chart or of charts/ defines \"" + PlainText(error.missing_template) +
           "\"; is the name right, and is every dependency in charts/?";
  }
  switch (error.code) {
    case ErrorCode::kSchema:
      return "`render validate` lists the faults of each values file; --skip-schema-validation "
             "renders nevertheless";
    case ErrorCode::kManifest:
      return "--debug prints what was rendered";
    case ErrorCode::kLimit:
      return "if the chart can be trusted, --limit raises it: see --help";
    default:
      return "";
  }
}

std::string ErrorFrame(const Error& error, Colour colour) {
  const Painter paint(colour);
  const std::vector<const Frame*> frames = PlacedFrames(error);
  std::string text = ChainLines(frames, paint);
  if (frames.empty() && (error.where.line > 0 || !error.excerpt.text.empty())) {
    const Column column = error.where.column > 0 ? Column::kKnown : Column::kUnknown;
    text += paint.Dim("  --> ") + PlaceText(error.where, column);
    if (error.excerpt.rendered) {
      text += ", line " + std::to_string(error.excerpt.line) + " of a document it renders";
    }
    text += '\n';
    const uint32_t* place = column == Column::kKnown ? &error.where.column : nullptr;
    if (!error.excerpt.text.empty()) text += ExcerptLines(error.excerpt, place, paint);
  }
  if (error.absence) text += AbsenceLine(*error.absence, paint);
  if (const std::string hint = ErrorHint(error); !hint.empty()) {
    text += "  " + paint.Strong("help: ") + hint + '\n';
  }
  return text;
}

}  // namespace chartrender::cli

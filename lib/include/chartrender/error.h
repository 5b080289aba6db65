// Errors and findings as the public API hands them out.
//
// Every public function that can fail returns Result<T>: a T or one Error. Findings about user
// input (schema violations, lint messages) are Diagnostics inside a successful result. All texts
// are owned, so they outlive the chart and the render they came from. Plain data, safe to copy
// between threads. This header includes nothing of the project and counts as rank 0.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace chartrender {

// What kind of thing went wrong; a caller branches on this and shows `message`.
enum class ErrorCode : uint8_t {
  kUsage,      // bad arguments or options
  kIo,         // a file cannot be read or written
  kChart,      // the chart cannot be loaded (Chart.yaml, archive, dependencies)
  kValues,     // values or --set arguments cannot be read
  kSchema,     // values do not meet values.schema.json, or that schema is broken
  kTemplate,   // a template does not parse or execute
  kManifest,   // a rendered document is not valid YAML
  kLimit,      // a limit of Limits was reached
  kCancelled,  // the caller asked to stop
  kInternal,   // a bug in this library
};

// "usage", "io", "chart", ...: the code's name in reports for tools.
constexpr std::string_view ErrorCodeName(ErrorCode code) {
  constexpr std::string_view kNames[] = {"usage",    "io",       "chart", "values",    "schema",
                                         "template", "manifest", "limit", "cancelled", "internal"};
  return kNames[static_cast<size_t>(code)];
}

// A place in a file. `line` counts from 1 (0: unknown), `column` is a byte offset from 0 as Go
// prints it.
struct Location {
  std::string file;
  uint32_t line = 0;
  uint32_t column = 0;
};

// The line of a text that an error points at; of a long line the part around the place.
struct Excerpt {
  std::string text;       // without its end of line; empty: not known
  uint32_t offset = 0;    // of `text` in its line, in bytes
  uint32_t line = 0;      // from 1
  bool rendered = false;  // a line of the document that a template gave, not of a file
};

// A value that a template asked for and that is not there.
struct Absence {
  // As the template writes it, up to the part without a value: ".image.tag" when `tag` is missing.
  std::string expression;
  // The same from the top of the template's objects, ".Values.app.image.tag"; empty: the value
  // would not lie in them.
  std::string place;
  bool is_null = false;               // the key is there, and null
  std::vector<std::string> siblings;  // keys that are there beside it, sorted; the first of many
};

// One level of a template error: which node of which template was being evaluated.
struct Frame {
  Location where;
  std::string template_name;  // "" when the error is not inside a template execution
  std::string node;           // the node's text as Go prints it, cut as Go cuts it
  std::string text;      // what Go puts in front of the next level, e.g. "error calling include: "
  Excerpt excerpt = {};  // of the template, at `where`
};

// A hook among what was rendered before a failure.
struct RenderedHook {
  std::string path;  // of its template
  std::string text;
  bool is_test = false;
};

// Why an operation failed. `message` is the whole text as Helm prints it behind "Error: ".
struct Error {
  ErrorCode code = ErrorCode::kInternal;
  std::string message;
  Location where = {};                            // the innermost known place
  Excerpt excerpt = {};                           // what stands there
  std::optional<Absence> absence = std::nullopt;  // the missing value that caused it, where known
  std::vector<Frame> frames = {};  // outermost first; empty outside template execution
  // True when templates or their output failed, not the chart or the values (Helm's command line
  // then adds a hint).
  bool while_rendering = false;
  std::string missing_template = {};  // the template that nobody defines, where that is the cause
  // Further errors behind this one, with RenderOptions::all_errors; themselves without others.
  std::vector<Error> others = {};
  // What was rendered so far, when a document is not valid YAML: "---\n# Source: path\ntext" of
  // each file.
  std::string rendered = {};
  std::vector<RenderedHook> hooks = {};  // those read before that document
};

enum class Severity : uint8_t { kInfo, kWarning, kError };

// "info", "warning", "error": the severity's name in options and reports.
constexpr std::string_view SeverityName(Severity severity) {
  constexpr std::string_view kNames[] = {"info", "warning", "error"};
  return kNames[static_cast<size_t>(severity)];
}

// The severity of that name; nothing for another word.
constexpr std::optional<Severity> SeverityOf(std::string_view name) {
  for (const Severity severity : {Severity::kInfo, Severity::kWarning, Severity::kError}) {
    if (SeverityName(severity) == name) return severity;
  }
  return std::nullopt;
}

// A finding about user input.
struct Diagnostic {
  Severity severity = Severity::kError;
  std::string rule;
  std::string message;
  Location where;
  std::shared_ptr<const Error> cause = nullptr;  // the error that it reports; may be null
};

// A T or the Error that prevented it.
template <class T>
class [[nodiscard]] Result {
 public:
  // NOLINTBEGIN(google-explicit-constructor): a function returns its value or its error
  Result(T value) : state_(std::move(value)) {}
  Result(Error error) : state_(std::move(error)) {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  // The value; only valid when ok().
  T& value() & { return std::get<0>(state_); }
  const T& value() const& { return std::get<0>(state_); }
  T&& value() && { return std::get<0>(std::move(state_)); }
  // The error; only valid when !ok().
  [[nodiscard]] const Error& error() const { return std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

}  // namespace chartrender

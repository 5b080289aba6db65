// `render eval`: requests as JSON lines on standard input, or case files named on the command line.
#include <unistd.h>

#include <cerrno>

#include "case_file.h"
#include "commands.h"
#include "eval_request.h"
#include "file_text.h"
#include "render_setup.h"

namespace chartrender::cli {
namespace {

// Lines of standard input as they arrive: an answer goes out before the next request is awaited.
class InputLines {
 public:
  bool Next(std::string& line) {
    while (true) {
      const size_t end = pending_.find('\n', searched_);
      if (end != std::string::npos) {
        line.assign(pending_, 0, end);
        pending_.erase(0, end + 1);
        searched_ = 0;
        return true;
      }
      searched_ = pending_.size();
      if (at_end_) {
        line = std::move(pending_);
        pending_.clear();
        return !line.empty();
      }
      Fill();
    }
  }

 private:
  void Fill() {
    char piece[1U << 16U];
    const ssize_t count = read(STDIN_FILENO, piece, sizeof piece);
    if (count > 0) {
      pending_.append(piece, static_cast<size_t>(count));
    } else if (count == 0 || errno != EINTR) {
      at_end_ = true;
    }
  }

  std::string pending_;
  size_t searched_ = 0;
  bool at_end_ = false;
};

ExitCode AnswerLines(const Session& session, const RenderOptions& options) {
  InputLines lines;
  std::string line;
  while (lines.Next(line)) {
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    session.terminal.Print(AnswerRequest(line, session.settings.dialect, options) + '\n');
    if (!session.terminal.Flush()) return ExitCode::kTrouble;
  }
  return ExitCode::kDone;
}

std::string Indented(std::string_view text) {
  std::string lines = "    ";
  for (const char c : text) {
    lines += c;
    if (c == '\n') lines += "    ";
  }
  return lines + '\n';
}

std::string FailureText(const CaseFile& test, const CaseOutcome& outcome) {
  std::string text = test.want ? "  want:\n" + Indented(*test.want)
                               : "  want the error:\n" + Indented(*test.error);
  text += outcome.got_error ? "  got the error:\n" : "  got:\n";
  return text + Indented(outcome.got);
}

ExitCode RunCases(const Session& session, const std::vector<std::string>& names,
                  const RenderOptions& options) {
  size_t failed = 0;
  for (const std::string& name : names) {
    const auto text = ReadFile(name);
    if (!text.ok()) {
      session.Report(text.error());
      return ExitCode::kTrouble;
    }
    const auto test = ReadCaseFile(text.value());
    if (!test.ok()) {
      session.Report(test.error(), name + ": " + test.error().message);
      return ExitCode::kTrouble;
    }
    const CaseOutcome outcome = RunCase(test.value(), session.settings.dialect, options);
    session.terminal.Print((outcome.passed ? "ok   " : "FAIL ") + name + '\n');
    if (outcome.passed) continue;
    ++failed;
    session.terminal.Print(FailureText(test.value(), outcome));
  }
  if (names.size() > 1) {
    session.terminal.Print(std::to_string(names.size()) + " cases, " + std::to_string(failed) +
                           " failed\n");
  }
  return failed == 0 ? ExitCode::kDone : ExitCode::kFailed;
}

}  // namespace

ExitCode RunEval(const Session& session, const Arguments& arguments) {
  RenderOptions options = BaseOptions(session);
  options.log = nullptr;
  if (arguments.positional().empty()) return AnswerLines(session, options);
  return RunCases(session, arguments.positional(), options);
}

}  // namespace chartrender::cli

#include "terminal.h"

#include <unistd.h>

#include <cerrno>

#include "go_text.h"

namespace chartrender::cli {
namespace {

constexpr size_t kPieceBytes = 1U << 16U;

// Empty when all was written, else why not.
std::string WriteAll(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return SystemErrorText(errno);
    }
    text.remove_prefix(static_cast<size_t>(written));
  }
  return "";
}

}  // namespace

void Terminal::Print(std::string_view text) {
  if (text.size() < kPieceBytes) {
    pending_ += text;
    if (pending_.size() >= kPieceBytes) Flush();
  } else if (Flush()) {
    Write(text);
  }
}

void Terminal::PrintError(std::string_view line) {
  Flush();
  std::string text(line);
  text += '\n';
  // Nothing is left to tell it to when this fails.
  WriteAll(STDERR_FILENO, text);
}

bool Terminal::Flush() {
  if (failure_.empty()) Write(pending_);
  pending_.clear();
  return failure_.empty();
}

void Terminal::Write(std::string_view text) {
  const std::string fault = WriteAll(STDOUT_FILENO, text);
  if (!fault.empty()) failure_ = "write /dev/stdout: " + fault;
}

bool Terminal::ErrorsAreShown() { return isatty(STDERR_FILENO) == 1; }
bool Terminal::OutputIsShown() { return isatty(STDOUT_FILENO) == 1; }

bool Terminal::ShowsProgress() { return ErrorsAreShown() && isatty(STDOUT_FILENO) == 0; }

void Terminal::ShowError(std::string_view text) { WriteAll(STDERR_FILENO, text); }

std::string Terminal::ReadInput() {
  std::string text;
  char piece[kPieceBytes];
  while (true) {
    const ssize_t count = read(STDIN_FILENO, piece, sizeof piece);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return text;
    text.append(piece, static_cast<size_t>(count));
  }
}

}  // namespace chartrender::cli

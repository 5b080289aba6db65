#include "terminal.h"

#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <span>

#include "go_text.h"

namespace chartrender::cli {
namespace {

constexpr size_t kPieceBytes = 1U << 16U;

// Empty when all was written, else why not. What is written is cut off the pieces.
std::string WriteAll(int descriptor, std::span<std::string_view> pieces) {
  std::array<iovec, 256> vectors;
  size_t written = 0;
  while (true) {
    while (!pieces.empty() && written >= pieces.front().size()) {
      written -= pieces.front().size();
      pieces = pieces.subspan(1);
    }
    if (pieces.empty()) return "";
    pieces.front().remove_prefix(written);
    const size_t count = std::min(pieces.size(), vectors.size());
    for (size_t i = 0; i < count; ++i) {
      vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
    }
    const ssize_t result = writev(descriptor, vectors.data(), static_cast<int>(count));
    if (result < 0 && errno != EINTR) return SystemErrorText(errno);
    written = static_cast<size_t>(std::max<ssize_t>(result, 0));
  }
}

std::string WriteAll(int descriptor, std::string_view text) {
  return WriteAll(descriptor, {&text, 1});
}

}  // namespace

void Terminal::Print(std::string_view text) {
  if (text.size() < kPieceBytes) {
    pending_ += text;
    if (pending_.size() >= kPieceBytes) Flush();
  } else if (Flush()) {
    Write({&text, 1});
  }
}

void Terminal::Print(std::vector<std::string_view> pieces) {
  if (Flush()) Write(pieces);
}

void Terminal::PrintError(std::string_view line) {
  Flush();
  std::string text(line);
  text += '\n';
  // Nothing is left to tell it to when this fails.
  WriteAll(STDERR_FILENO, text);
}

bool Terminal::Flush() {
  std::string_view text = pending_;
  if (failure_.empty()) Write({&text, 1});
  pending_.clear();
  return failure_.empty();
}

void Terminal::Write(std::span<std::string_view> pieces) {
  const std::string fault = WriteAll(STDOUT_FILENO, pieces);
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

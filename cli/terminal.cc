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

// Writes as many pieces as the system takes at once. Those that are written are cut off, and of the
// first one left what is written of it.
std::string WriteSome(int descriptor, std::span<std::string_view>& pieces) {
  std::array<iovec, 256> vectors;
  const size_t count = std::min(pieces.size(), vectors.size());
  for (size_t i = 0; i < count; ++i) {
    vectors[i] = {const_cast<char*>(pieces[i].data()), pieces[i].size()};
  }
  const ssize_t written = writev(descriptor, vectors.data(), static_cast<int>(count));
  if (written < 0) return errno == EINTR ? "" : SystemErrorText(errno);
  auto left = static_cast<size_t>(written);
  while (!pieces.empty() && left >= pieces.front().size()) {
    left -= pieces.front().size();
    pieces = pieces.subspan(1);
  }
  if (left > 0) pieces.front().remove_prefix(left);
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

void Terminal::Print(std::vector<std::string_view> pieces) {
  if (!Flush()) return;
  std::span<std::string_view> left = pieces;
  while (!left.empty() && failure_.empty()) Remember(WriteSome(STDOUT_FILENO, left));
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

void Terminal::Write(std::string_view text) { Remember(WriteAll(STDOUT_FILENO, text)); }

void Terminal::Remember(const std::string& fault) {
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

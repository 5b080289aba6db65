// Standard output and standard error of the process. Output is collected and written in large
// pieces; a failed write (a closed pipe, a full disk) is remembered and told at the end, so that no
// command reports success with lost output.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::cli {

class Terminal {
 public:
  Terminal() = default;
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // To standard output.
  void Print(std::string_view text);
  // All of these, one after the other, without a copy of them.
  void Print(std::vector<std::string_view> pieces);
  // One line to standard error; what was printed before is written first.
  void PrintError(std::string_view line);
  // Writes what is collected. False when any write of this process to standard output has failed;
  // `failure` then says why, "write /dev/stdout: broken pipe".
  bool Flush();
  [[nodiscard]] const std::string& failure() const { return failure_; }

  // Whether standard error, and standard output, is a terminal.
  static bool ErrorsAreShown();
  static bool OutputIsShown();

  // Whether a line that is written over and over disturbs nobody: standard error is a terminal, and
  // what is printed goes elsewhere.
  static bool ShowsProgress();
  // To standard error as it stands.
  static void ShowError(std::string_view text);

  // What is left of standard input; the second call gives "".
  static std::string ReadInput();

 private:
  void Write(std::span<std::string_view> pieces);

  std::string pending_;
  std::string failure_;
};

}  // namespace chartrender::cli

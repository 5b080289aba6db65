// Reading files named on the command line, with Go's words for what goes wrong, and paths as Go's
// path/filepath makes them absolute.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

// kIo: "open x.yaml: no such file or directory", "read x: is a directory".
Result<std::string> ReadFile(const std::string& path);

// Several texts with the names of their files.
class NamedTexts {
 public:
  void Add(std::string name, std::string text);
  // Adds a file; as ReadFile says what goes wrong.
  std::optional<Error> Read(const std::string& name);

  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }
  // Valid until something is added.
  [[nodiscard]] std::vector<FileView> Views() const;

 private:
  std::vector<std::string> names_, texts_;
};

// filepath.Clean: without "//", "/./" and "a/..".
std::string CleanPath(std::string_view path);

// filepath.Abs: from the working folder as the shell names it ($PWD), when that is right.
std::string AbsolutePath(std::string_view path);

}  // namespace chartrender::cli

// Files as they are in a commit of the git repository around the working folder, copied to a
// temporary folder that goes with the object.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "chartrender/error.h"

namespace chartrender::cli {

class PastFiles {
 public:
  PastFiles() = default;
  ~PastFiles();
  PastFiles(const PastFiles&) = delete;
  PastFiles& operator=(const PastFiles&) = delete;

  // Copies `needed` (files or folders, below the working folder) and those of `wanted` that the
  // commit has. kUsage when git does not know the commit or a needed path in it; kIo without git.
  std::optional<Error> Fetch(const std::string& commit, std::span<const std::string> needed,
                             std::span<const std::string> wanted);
  [[nodiscard]] bool is_open() const { return !folder_.empty(); }
  // Where the copy of `path` lies; `path` itself when there is none.
  [[nodiscard]] std::string PathOf(const std::string& path) const;

 private:
  std::filesystem::path folder_;
  std::vector<std::string> copied_;
};

}  // namespace chartrender::cli

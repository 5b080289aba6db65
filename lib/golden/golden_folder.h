// The files of a golden folder: read, compared with what was rendered, written by plan.
//
// Nothing is written while comparing: writes and removals are gathered and made at the end, so that
// bad input found late leaves every file as it was. Paths are relative to the folder, with '/', and
// never leave it.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/golden.h"

namespace chartrender::golden {

inline constexpr std::string_view kGotSuffix = ".got";

// Whether a golden is what was rendered. A checkout that gave it CRLF line ends does not differ.
bool SameGolden(const std::string& golden, const std::string& got);

class GoldenFolder {
 public:
  // `shown` is how messages name the folder.
  GoldenFolder(std::filesystem::path folder, const GoldenOptions& options);

  // The text of a golden; nothing when there is none. Failure(kUsage) where it has a merge's
  // conflict markers (unless it is about to be written anew), kIo where it cannot be read.
  std::optional<std::string> Read(const std::string& file) const;
  [[nodiscard]] bool Exists(const std::string& file) const;
  // "golden/x/want.yaml" for messages.
  [[nodiscard]] std::string Shown(const std::string& file) const;

  // Every file, sorted; empty when there is no such folder.
  [[nodiscard]] std::vector<std::string> Files() const;
  // Names of files that start with `folder` + '/'.
  [[nodiscard]] std::vector<std::string> FilesBelow(const std::string& folder) const;

  // Whether GoldenOptions::only names `group`/`name`; remembers what it was asked.
  [[nodiscard]] bool Selected(const std::string& group, const std::string& name);
  // Puts what was asked and what was selected into the report.
  void ReportNames(GoldenReport& report);

  // Compares a text with the golden `file` and plans what the mode says. `item` has group and name;
  // its status, message, detail and place are filled in.
  void Judge(GoldenItem& item, const std::string& file, const std::string& got);

  void PlanWrite(const std::string& file, std::string text) { writes_[file] = std::move(text); }
  void PlanRemoval(const std::string& file) { removals_.insert(file); }
  // Makes the planned changes. Failure(kIo).
  void Carry() const;

  // For a missing golden: the command that writes it.
  [[nodiscard]] std::string UpdateHint(const GoldenItem& item) const;
  // How two texts differ: the fields where both are manifests (`file` ends with .yaml), then the
  // lines.
  [[nodiscard]] std::string DescribeDifference(const std::string& file, const std::string& want,
                                               const std::string& got) const;

 private:
  [[nodiscard]] std::filesystem::path Place(const std::string& file) const;

  std::filesystem::path folder_;
  const GoldenOptions& options_;
  std::map<std::string, std::string> writes_;
  std::set<std::string> removals_;
  std::vector<std::string> names_;
  size_t selected_ = 0;
};

}  // namespace chartrender::golden

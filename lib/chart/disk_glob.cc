#include "chart/disk_glob.h"

#include <string_view>

#include "algo/glob.h"
#include "algo/go_path.h"
#include "base/error.h"
#include "base/stack.h"
#include "chart/disk.h"

namespace chartrender::disk {

namespace {

bool HasMeta(std::string_view path) {
  return path.find_first_of("*?[\\") != std::string_view::npos;
}

// The names in `folder` that match.
void AddMatches(const std::string& folder, std::string_view pattern,
                std::vector<std::string>& matches) {
  const auto info = TryStat(folder);
  if (!info || info->kind != FileKind::kDirectory) return;
  std::vector<FolderEntry> entries;
  try {
    entries = ReadFolder(folder);
  } catch (const Failure&) {
    return;
  }
  for (const FolderEntry& entry : entries) {
    if (PathMatch(pattern, entry.name).value_or(false)) {
      matches.push_back(PathJoin(folder, entry.name));
    }
  }
}

std::vector<std::string> Find(const std::string& pattern) {
  CheckStack();
  std::vector<std::string> matches;
  if (!HasMeta(pattern)) {
    try {
      (void)Lstat(pattern);
      matches.push_back(pattern);
    } catch (const Failure&) {
      matches.clear();
    }
    return matches;
  }
  const size_t slash = pattern.rfind('/');
  const size_t name = slash == std::string::npos ? 0 : slash + 1;
  std::string folder = name == 0 ? "." : name == 1 ? "/" : pattern.substr(0, slash);
  std::vector<std::string> folders;
  if (HasMeta(folder)) {
    folders = Find(folder);
  } else {
    folders.push_back(std::move(folder));
  }
  for (const std::string& found : folders) AddMatches(found, pattern.substr(name), matches);
  return matches;
}

}  // namespace

std::optional<std::vector<std::string>> Glob(const std::string& pattern) {
  if (!PathMatch(pattern, "")) return std::nullopt;
  return Find(pattern);
}

}  // namespace chartrender::disk

#include "past_files.h"

#include <stdlib.h>

#include <algorithm>

#include "file_text.h"
#include "go_text.h"
#include "process.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

Error MakeError(ErrorCode code, std::string message) {
  return {.code = code, .message = std::move(message)};
}

// The first line of what a program says.
std::string FirstLine(const std::string& text) { return text.substr(0, text.find('\n')); }

bool IsInside(const std::string& path) {
  return !path.empty() && path[0] != '/' && path != ".." && !path.starts_with("../");
}

}  // namespace

PastFiles::~PastFiles() {
  std::error_code code;
  if (!folder_.empty()) fs::remove_all(folder_, code);
}

std::optional<Error> PastFiles::Fetch(const std::string& commit,
                                      std::span<const std::string> needed,
                                      std::span<const std::string> wanted) {
  const auto known = RunProcess(
      {{"git", "rev-parse", "--verify", "--quiet", "--end-of-options", commit + "^{commit}"},
       "",
       {}});
  if (!known.ok()) return MakeError(ErrorCode::kIo, "git: " + known.error().message);
  if (known.value().exit_status != 0) {
    return MakeError(ErrorCode::kUsage,
                     commit + " is neither a path nor a commit that git knows here");
  }
  const std::string id = FirstLine(known.value().output);
  for (const auto& [paths, is_needed] : {std::pair{needed, true}, std::pair{wanted, false}}) {
    for (const std::string& word : paths) {
      const std::string path = CleanPath(word);
      std::string object = id;
      object += ":./" + path;
      const bool is_there = IsInside(path) && [&] {
        const auto found = RunProcess({{"git", "cat-file", "-e", object}, "", {}});
        return found.ok() && found.value().exit_status == 0;
      }();
      if (is_there) copied_.push_back(path);
      if (!is_there && is_needed) {
        std::string why = word;
        why += " is not in commit " + commit;
        return MakeError(ErrorCode::kUsage, std::move(why));
      }
    }
  }
  std::string pattern = (fs::temp_directory_path() / "render-base-XXXXXX").string();
  if (mkdtemp(pattern.data()) == nullptr) {
    return MakeError(ErrorCode::kIo, "cannot make a temporary folder: " + pattern);
  }
  folder_ = pattern;
  const std::string archive = (folder_ / "base.tar").string();
  ProcessCall pack{{"git", "archive", "--format=tar", "-o", archive, id, "--"}, "", {}};
  pack.words.insert(pack.words.end(), copied_.begin(), copied_.end());
  for (const ProcessCall& call :
       {pack, ProcessCall{{"tar", "-xf", archive, "-C", folder_.string()}, "", {}}}) {
    const auto answer = RunProcess(call);
    if (!answer.ok()) return MakeError(ErrorCode::kIo, answer.error().message);
    if (answer.value().exit_status != 0) {
      return MakeError(ErrorCode::kIo,
                       call.words[0] + " failed: " + FirstLine(answer.value().errors));
    }
  }
  return std::nullopt;
}

std::string PastFiles::PathOf(const std::string& path) const {
  const std::string clean = CleanPath(path);
  const bool is_copied = std::find(copied_.begin(), copied_.end(), clean) != copied_.end();
  return is_copied ? (folder_ / clean).string() : path;
}

}  // namespace chartrender::cli

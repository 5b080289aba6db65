#include "golden/pending.h"

#include <algorithm>
#include <system_error>

#include "base/error.h"
#include "golden/file_text.h"
#include "golden/golden_folder.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace fs = std::filesystem;

namespace {

void Remove(const fs::path& file) {
  std::error_code code;
  fs::remove(file, code);
  if (code) throw Failure(ErrorCode::kIo, StrCat("remove ", file.string(), ": ", code.message()));
}

GoldenPending Describe(const fs::path& got, size_t context) {
  GoldenPending pending;
  pending.got = got;
  pending.golden = got;
  pending.golden.replace_extension();
  fs::path other = pending.golden;
  other.replace_extension(pending.golden.extension() == ".err" ? ".yaml" : ".err");
  std::error_code code;
  if (fs::exists(other, code)) pending.displaced = other;
  const bool replaces = fs::exists(pending.golden, code);
  const std::string before = replaces                    ? ReadFileText(pending.golden)
                             : pending.displaced.empty() ? ""
                                                         : ReadFileText(pending.displaced);
  pending.difference = UnifiedDiff(before, ReadFileText(got), context);
  return pending;
}

}  // namespace

std::vector<GoldenPending> FindPending(const fs::path& folder, size_t context) {
  std::vector<fs::path> files;
  std::error_code code;
  for (fs::recursive_directory_iterator at(folder, code), end; !code && at != end;
       at.increment(code)) {
    if (!at->is_directory() && at->path().extension() == kGotSuffix) files.push_back(at->path());
  }
  std::sort(files.begin(), files.end());
  std::vector<GoldenPending> found;
  found.reserve(files.size());
  for (const fs::path& file : files) found.push_back(Describe(file, context));
  return found;
}

void Accept(const GoldenPending& pending) {
  std::error_code code;
  fs::rename(pending.got, pending.golden, code);
  if (code)
    throw Failure(ErrorCode::kIo, StrCat("rename ", pending.got.string(), ": ", code.message()));
  if (!pending.displaced.empty()) Remove(pending.displaced);
}

void Reject(const GoldenPending& pending) { Remove(pending.got); }

}  // namespace chartrender::golden

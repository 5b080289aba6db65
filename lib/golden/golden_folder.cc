#include "golden/golden_folder.h"

#include <algorithm>
#include <system_error>

#include "algo/wildcard.h"
#include "base/arena.h"
#include "golden/bad_input.h"
#include "golden/change_report.h"
#include "golden/file_text.h"
#include "golden/semantic_diff.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace fs = std::filesystem;

namespace {

// The line of the first conflict marker, from 1; 0 for none.
size_t ConflictLine(std::string_view text) {
  size_t first = text.size();
  for (const std::string_view marker : {"<<<<<<< ", ">>>>>>> ", "||||||| "}) {
    size_t at = text.find(marker);
    while (at < first && at != 0 && text[at - 1] != '\n') at = text.find(marker, at + 1);
    first = std::min(first, at);
  }
  if (first == text.size()) return 0;
  return 1 + static_cast<size_t>(std::count(text.data(), text.data() + first, '\n'));
}

// The fields that differ between two manifests; "" where one cannot be read.
std::string FieldChanges(const std::string& want, const std::string& got, size_t context) {
  try {
    Arena arena;
    const auto before = ReadResources(want, arena);
    const auto after = ReadResources(got, arena);
    const std::vector<Change> changes = DiffResources(before, after);
    if (changes.empty()) return "All fields are equal: only the layout of the text differs.\n";
    const CaseChanges entry{0, changes};
    return DescribeFolded(FoldChanges({&entry, 1}), {context, {}, {}});
  } catch (const Failure&) {
    return "";
  }
}

}  // namespace

bool SameGolden(const std::string& golden, const std::string& got) {
  if (golden == got) return true;
  if (golden.find('\r') == std::string::npos) return false;
  std::string plain;
  for (size_t i = 0; i < golden.size(); ++i) {
    if (golden[i] != '\r' || i + 1 == golden.size() || golden[i + 1] != '\n') plain += golden[i];
  }
  return plain == got;
}

GoldenFolder::GoldenFolder(fs::path folder, const GoldenOptions& options)
    : folder_(std::move(folder)), options_(options) {}

fs::path GoldenFolder::Place(const std::string& file) const {
  const fs::path relative = fs::path(file).lexically_normal();
  if (relative.is_absolute() || relative.empty() || *relative.begin() == "..") {
    throw BadInput(file, 0, StrCat("leaves the golden folder ", folder_.string()));
  }
  // A link could lead out of the folder.
  fs::path place = folder_;
  for (const fs::path& part : relative) {
    place /= part;
    std::error_code code;
    if (fs::is_symlink(fs::symlink_status(place, code))) {
      throw BadInput(place.string(), 0, "is a symbolic link; goldens are plain files");
    }
  }
  return place;
}

std::string GoldenFolder::Shown(const std::string& file) const {
  return (folder_ / file).lexically_normal().string();
}

bool GoldenFolder::Exists(const std::string& file) const {
  std::error_code code;
  return fs::exists(folder_ / file, code);
}

std::optional<std::string> GoldenFolder::Read(const std::string& file) const {
  if (!Exists(file)) return std::nullopt;
  const std::string text = ReadFileText(Place(file));
  const size_t conflict = ConflictLine(text);
  if (conflict != 0 && options_.mode != GoldenMode::kUpdate) {
    throw BadInput(
        Shown(file), conflict,
        StrCat("the golden has conflict markers of a merge; resolve them, or write it anew: ",
               options_.command, " --update"));
  }
  return text;
}

std::vector<std::string> GoldenFolder::Files() const {
  std::vector<std::string> files;
  std::error_code code;
  for (fs::recursive_directory_iterator at(folder_, code), end; !code && at != end;
       at.increment(code)) {
    if (!at->is_directory())
      files.push_back(at->path().lexically_relative(folder_).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> GoldenFolder::FilesBelow(const std::string& folder) const {
  std::vector<std::string> files;
  std::error_code code;
  for (fs::recursive_directory_iterator at(folder_ / folder, code), end; !code && at != end;
       at.increment(code)) {
    if (!at->is_directory())
      files.push_back(at->path().lexically_relative(folder_).generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool GoldenFolder::Selected(const std::string& group, const std::string& name) {
  names_.push_back(group.empty() ? name : StrCat(group, "/", name));
  const bool selected =
      MatchesWildcard(options_.only, name) || MatchesWildcard(options_.only, names_.back());
  if (selected) ++selected_;
  return selected;
}

void GoldenFolder::ReportNames(GoldenReport& report) {
  report.names = std::move(names_);
  report.selected = selected_;
}

std::string GoldenFolder::UpdateHint(const GoldenItem& item) const {
  return StrCat(options_.command, " --update='", item.group.empty() ? "" : StrCat(item.group, "/"),
                item.name, "'");
}

std::string GoldenFolder::DescribeDifference(const std::string& file, const std::string& want,
                                             const std::string& got) const {
  const bool manifests = fs::path(file).extension() == ".yaml";
  return StrCat(manifests ? FieldChanges(want, got, options_.context) : "",
                "--- golden\n+++ rendered\n", UnifiedDiff(want, got, options_.context));
}

void GoldenFolder::Judge(GoldenItem& item, const std::string& file, const std::string& got) {
  item.where.file = Shown(file);
  const std::optional<std::string> want = Read(file);
  if (want && SameGolden(*want, got)) {
    if (Exists(StrCat(file, kGotSuffix)) && options_.mode != GoldenMode::kCompare)
      PlanRemoval(StrCat(file, kGotSuffix));
    return;
  }
  if (want) item.detail += DescribeDifference(file, *want, got);
  switch (options_.mode) {
    case GoldenMode::kUpdate:
      item.status = GoldenStatus::kWritten;
      item.message = want ? "written anew" : "written";
      PlanWrite(file, got);
      return;
    case GoldenMode::kPending:
      item.status = GoldenStatus::kPending;
      item.message = StrCat(want ? "differs" : "has no golden", "; see ", Shown(file), kGotSuffix);
      PlanWrite(StrCat(file, kGotSuffix), got);
      return;
    default:
      item.status = want ? GoldenStatus::kFailed : GoldenStatus::kMissing;
      item.message =
          want ? "differs from its golden" : StrCat("no golden; write it: ", UpdateHint(item));
  }
}

void GoldenFolder::Carry() const {
  for (const auto& [file, text] : writes_) WriteFileText(Place(file), text);
  for (const std::string& file : removals_) {
    std::error_code code;
    const fs::path place = Place(file);
    fs::remove(place, code);
    if (code)
      throw Failure(ErrorCode::kIo, StrCat("remove ", place.string(), ": ", code.message()));
    // Folders that are left empty go too.
    for (fs::path above = place.parent_path();
         above != folder_ && fs::is_empty(above, code) && !code; above = above.parent_path()) {
      fs::remove(above, code);
    }
  }
}

}  // namespace chartrender::golden

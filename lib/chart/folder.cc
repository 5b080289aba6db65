#include "chart/folder.h"

#include <string_view>

#include "base/error.h"
#include "base/stack.h"
#include "chart/disk.h"
#include "chart/ignore.h"

namespace chartrender {

namespace {

using disk::FileInfo;
using disk::FileKind;

// filepath.SkipDir of Go: leave the rest of this folder out.
enum class Walk : uint8_t { kOn, kSkip };

class FolderReader {
 public:
  FolderReader(const std::string& folder, ChartStore& store, Log& log)
      : top_(folder + "/"), store_(store), log_(log), left_(store.budget.limits().archive_bytes) {
    const std::string ignore_file = top_ + ".helmignore";
    if (disk::TryStat(ignore_file)) rules_ = IgnoreRules::Parse(disk::ReadFile(ignore_file));
    rules_.AddDefaults();
  }

  std::vector<ChartFile> Read() {
    Visit(top_, disk::Lstat(top_));
    return std::move(files_);
  }

 private:
  // One entry of the walk, with `info` of the entry itself: links are followed here.
  Walk Visit(const std::string& path, const FileInfo& info) {
    CheckStack();
    store_.budget.ChargeSteps(1);
    if (info.kind == FileKind::kSymlink) {
      Visit(path, disk::Lstat(Resolved(path)));
      return Walk::kOn;
    }
    if (Enter(path, info) == Walk::kSkip) return Walk::kSkip;
    if (info.kind == FileKind::kDirectory) VisitChildren(path);
    return Walk::kOn;
  }

  void VisitChildren(const std::string& path) {
    std::vector<std::string> names;
    try {
      names = disk::ReadDirectoryNames(path);
    } catch (const Failure&) {
      // Helm passes over an unreadable chart folder itself: it is then without files.
      if (path == top_) return;
      throw;
    }
    for (const std::string& name : names) {
      const std::string child = StrCat(path, path == top_ ? "" : "/", name);
      const FileInfo info = disk::Lstat(child);
      // A skipped file ends its folder, as in Go; only folders are ever skipped here.
      Visit(child, info);
    }
  }

  std::string Resolved(const std::string& path) {
    std::string resolved;
    try {
      resolved = disk::EvalSymlinks(path);
    } catch (const Failure& failure) {
      throw failure.WithPrefix(StrCat("error evaluating symlink ", path, ": "));
    }
    if (log_.dialect() == Dialect::kHelm3) {
      log_.Add(LogLevel::kInfo, StrCat("found symbolic link in path: ", path, " resolves to ",
                                       resolved, ". Contents of linked file included and used"));
    } else {
      log_.Add(LogLevel::kInfo,
               "found symbolic link in path. Contents of linked file included and used",
               {{"path", path}, {"resolved", resolved}});
    }
    return resolved;
  }

  Walk Enter(const std::string& path, const FileInfo& info) {
    const std::string_view name = std::string_view(path).substr(std::min(top_.size(), path.size()));
    if (name.empty()) return Walk::kOn;
    const bool is_directory = info.kind == FileKind::kDirectory;
    if (rules_.Ignores(name, is_directory)) return is_directory ? Walk::kSkip : Walk::kOn;
    if (is_directory) return Walk::kOn;
    if (info.kind != FileKind::kRegular) {
      throw Failure(ErrorCode::kIo, StrCat("cannot load irregular file ", path,
                                           " as it has file mode type bits set"));
    }
    Take(path, name, info);
    return Walk::kOn;
  }

  void Take(const std::string& path, std::string_view name, const FileInfo& info) {
    std::string data;
    try {
      if (info.size > left_) FailSize();
      data = disk::ReadFile(path, left_ + 1);
      if (data.size() > left_) FailSize();
    } catch (const Failure& failure) {
      throw failure.WithPrefix(StrCat("error reading ", name, ": "));
    }
    left_ -= data.size();
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    std::string_view kept = store_.Keep(std::move(data));
    if (kept.substr(0, byte_order_mark.size()) == byte_order_mark)
      kept.remove_prefix(byte_order_mark.size());
    files_.push_back({store_.arena.Copy(name), kept});
  }

  [[noreturn]] void FailSize() const {
    throw Failure(ErrorCode::kChart,
                  StrCat("chart exceeds maximum decompressed size of ",
                         std::to_string(store_.budget.limits().archive_bytes), " bytes"));
  }

  std::string top_;
  ChartStore& store_;
  Log& log_;
  uint64_t left_;
  IgnoreRules rules_;
  std::vector<ChartFile> files_;
};

}  // namespace

std::vector<ChartFile> ReadChartFolder(const std::string& folder, ChartStore& store, Log& log) {
  return FolderReader(folder, store, log).Read();
}

}  // namespace chartrender

#include "chart/folder.h"

#include <optional>
#include <string_view>
#include <utility>

#include "base/dialect.h"
#include "base/error.h"
#include "base/stack.h"
#include "chart/disk.h"
#include "chart/ignore.h"
#include "chart/log_events.h"
#include "value/print.h"

namespace chartrender {

namespace {

using disk::FileKind;

// Files from this size on, in bytes, are not read before they are looked at.
constexpr uint64_t kMapFrom = 16384;

// filepath.SkipDir of Go: leave the rest of this folder out.
enum class Walk : uint8_t { kOn, kSkip };

class FolderReader {
 public:
  FolderReader(const std::string& folder, ChartStore& store, Log& log, FileAccess access)
      : top_(folder + "/"),
        open_top_(top_),
        store_(store),
        log_(log),
        access_(access),
        left_(store.budget.limits().archive_bytes) {
    const std::string ignore_file = top_ + ".helmignore";
    if (disk::TryStat(ignore_file)) rules_ = IgnoreRules::Parse(disk::ReadFile(ignore_file, left_));
    rules_.AddDefaults();
  }

  std::vector<ChartFile> Read() {
    Visit(top_, disk::Lstat(top_).kind);
    return std::move(files_);
  }

 private:
  // One entry of the walk, with the kind of the entry itself: links are followed here.
  Walk Visit(const std::string& path, FileKind kind) {
    CheckStack();
    store_.budget.ChargeSteps(1);
    if (kind == FileKind::kSymlink) {
      Visit(path, disk::Lstat(Resolved(path)).kind);
      return Walk::kOn;
    }
    if (Enter(path, kind) == Walk::kSkip) return Walk::kSkip;
    if (kind == FileKind::kDirectory) VisitChildren(path);
    return Walk::kOn;
  }

  void VisitChildren(const std::string& path) {
    std::vector<disk::FolderEntry> entries;
    try {
      entries = disk::ReadFolder(path);
    } catch (const Failure&) {
      // Helm passes over an unreadable chart folder itself: it is then without files.
      if (path == top_) return;
      throw;
    }
    for (const disk::FolderEntry& entry : entries) {
      const std::string child = StrCat(path, path == top_ ? "" : "/", entry.name);
      const FileKind kind = entry.kind ? *entry.kind : disk::Lstat(child).kind;
      // A skipped file ends its folder, as in Go; only folders are ever skipped here.
      Visit(child, kind);
    }
  }

  std::string Resolved(const std::string& path) {
    std::string resolved;
    try {
      resolved = disk::EvalSymlinks(path);
    } catch (const Failure& failure) {
      throw failure.WithPrefix(StrCat("error evaluating symlink ", path, ": "));
    }
    log_.Add(log_events::kSymbolicLink, {{"path", path}, {"resolved", resolved}});
    return resolved;
  }

  Walk Enter(const std::string& path, FileKind kind) {
    const std::string_view name = std::string_view(path).substr(std::min(top_.size(), path.size()));
    if (name.empty()) return Walk::kOn;
    const bool is_directory = kind == FileKind::kDirectory;
    if (rules_.Ignores(name, is_directory, &log_)) return is_directory ? Walk::kSkip : Walk::kOn;
    if (is_directory) return Walk::kOn;
    if (kind != FileKind::kRegular) {
      throw Failure(ErrorCode::kIo, StrCat("cannot load irregular file ", path,
                                           " as it has file mode type bits set"));
    }
    if (TraitsOf(store_.dialect).limits_each_file) CheckFileSize(path);
    Take(path, name);
    return Walk::kOn;
  }

  void Take(const std::string& path, std::string_view name) {
    std::string_view data;
    try {
      data = Load(path, name);
    } catch (const Failure& failure) {
      throw failure.WithPrefix(StrCat("error reading ", name, ": "));
    }
    if (files_.size() >= store_.budget.limits().archive_files) FailCount();
    files_.push_back({store_.arena.Copy(name), data});
  }

  // The text of a file without its byte order mark.
  std::string_view Load(const std::string& path, std::string_view name) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    const disk::OpenFile file(open_top_, path);
    if (file.size() > left_) FailSize();
    if (access_ == FileAccess::kMap && file.size() >= kMapFrom && !IsAlwaysRead(name)) {
      if (std::optional<disk::Mapping> mapping = file.Map()) {
        left_ -= file.size();
        char start[byte_order_mark.size()];
        const bool marked = file.Peek(start) == byte_order_mark;
        return store_.Keep(std::move(*mapping)).substr(marked ? byte_order_mark.size() : 0);
      }
    }
    std::string_view data = file.ReadTo(store_.arena, left_ + 1);
    if (data.size() > left_) FailSize();
    left_ -= data.size();
    if (data.substr(0, byte_order_mark.size()) == byte_order_mark)
      data.remove_prefix(byte_order_mark.size());
    return data;
  }

  // What a render looks at in any case; other files seldom matter.
  static bool IsAlwaysRead(std::string_view name) {
    if (name.substr(0, 10) == "templates/" || name.find("/templates/") != std::string_view::npos)
      return true;
    const std::string_view base = name.substr(name.rfind('/') + 1);
    return base.substr(0, 6) == "values" || base.substr(0, 6) == "Chart." ||
           base.substr(0, 13) == "requirements.";
  }

  void CheckFileSize(const std::string& path) const {
    const uint64_t most = store_.budget.limits().file_bytes;
    if (disk::Stat(path).size <= most) return;
    throw Failure(ErrorCode::kChart,
                  StrCat("chart file ", Quoted(std::string_view(path).substr(path.rfind('/') + 1)),
                         " is larger than the maximum file size ", std::to_string(most)));
  }

  [[noreturn]] void FailSize() const {
    throw Failure(ErrorCode::kChart,
                  StrCat("chart exceeds maximum decompressed size of ",
                         std::to_string(store_.budget.limits().archive_bytes), " bytes"));
  }

  [[noreturn]] void FailCount() const {
    throw Failure(ErrorCode::kLimit,
                  StrCat("limit reached: files of a chart (",
                         std::to_string(store_.budget.limits().archive_files), " files)"));
  }

  const std::string top_;
  const disk::OpenFolder open_top_;
  ChartStore& store_;
  Log& log_;
  const FileAccess access_;
  uint64_t left_;
  IgnoreRules rules_;
  std::vector<ChartFile> files_;
};

}  // namespace

std::vector<ChartFile> ReadChartFolder(const std::string& folder, ChartStore& store, Log& log,
                                       FileAccess access) {
  return FolderReader(folder, store, log, access).Read();
}

}  // namespace chartrender

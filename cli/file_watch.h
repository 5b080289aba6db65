// Waits until files or folders change, for --watch. Folders are watched with all that is in them.
// Editors that write another file and move it into place, folders that are made again, and many
// changes in a row (a checkout) count as one change each. Of Linux: inotify.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "chartrender/error.h"

namespace chartrender::cli {

class FileWatch {
 public:
  FileWatch() = default;
  ~FileWatch();
  FileWatch(const FileWatch&) = delete;
  FileWatch& operator=(const FileWatch&) = delete;

  // Watches a file or folder, which need not exist yet. kIo when the system refuses.
  std::optional<Error> Add(const std::string& path);

  // The paths that changed since Add() or the last call, sorted; waits for the first, and then
  // until nothing more changes for a moment. Empty: SIGINT or SIGTERM came, see ended_by().
  // `ready` is called once such a signal ends the waiting and no longer the program.
  std::vector<std::string> Wait(const std::function<void()>& ready);
  // The signal that ended Wait(), 0 for none.
  [[nodiscard]] int ended_by() const { return ended_by_; }

 private:
  struct Folder {
    std::string path;
    bool all = false;             // everything in it counts, else only `names`
    std::set<std::string> names;  // of entries that were added by name
  };

  std::optional<Error> Open();
  std::optional<Error> AddFolder(const std::string& path, const std::string* name);
  std::optional<Error> AddTree(const std::string& path);
  bool WaitForInput(int signals, int milliseconds);
  void ReadEvents(std::set<std::string>& changed);

  int inotify_ = -1;
  int ended_by_ = 0;
  std::map<int, Folder> folders_;  // by watch descriptor
  std::set<std::string> added_;
};

}  // namespace chartrender::cli

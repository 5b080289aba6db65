#include "watch_loop.h"

#include <algorithm>
#include <filesystem>

#include "file_watch.h"

namespace chartrender::cli {
namespace {

constexpr int kSignalBase = 128;

std::string Told(const std::vector<std::string>& changed) {
  if (changed.size() == 1) return changed[0];
  return changed[0] + " and " + std::to_string(changed.size() - 1) + " more";
}

}  // namespace

bool LiesIn(const std::string& path, const std::vector<std::string>& tops) {
  return std::any_of(tops.begin(), tops.end(), [&](const std::string& top) {
    std::string place = std::filesystem::path(top).lexically_normal().string();
    while (place.size() > 1 && place.back() == '/') place.pop_back();
    return place == "." || path == place || path.starts_with(place + '/');
  });
}

ExitCode RunWatching(const Session& session, const WatchSteps& steps) {
  FileWatch watch;
  std::vector<std::string> changed;
  while (true) {
    // Before the run: what changes meanwhile counts for the next.
    for (const std::string& path : steps.paths()) {
      if (const auto error = watch.Add(path)) {
        session.Report(*error);
        return ExitCode::kTrouble;
      }
    }
    steps.run(changed);
    session.errors.Finish();
    if (!session.terminal.Flush()) return ExitCode::kTrouble;
    const char* told = changed.empty() ? "watching for changes; Ctrl-C ends" : "watching";
    changed = watch.Wait([&] { session.errors.Say(told); });
    if (changed.empty()) return static_cast<ExitCode>(kSignalBase + watch.ended_by());
    session.errors.Say("changed: " + Told(changed));
  }
}

}  // namespace chartrender::cli

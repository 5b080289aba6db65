// Compiled templates by the path they have in a render ("parent/charts/sub/templates/x.yaml"): that
// path stands in error texts, so one file used under two aliases is two programs, of which the
// second runs the code of the first. A parse failure is kept and thrown to everyone who asks. Its
// size depends on the chart, not on the number of renders. Safe from any thread: who wants a file
// that another thread compiles waits for that file alone, and the maps are locked for a look only.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <shared_mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/budget.h"
#include "base/error.h"
#include "gotemplate/function_table.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/program.h"
#include "gotemplate/template_set.h"

namespace chartrender::engine {

// A template file of a release.
struct TemplateFile {
  std::string path;       // "chart/templates/x.yaml"
  std::string base_path;  // .Template.BasePath
  std::string_view text;
  size_t chart = 0;  // which of the release's charts it belongs to
  bool is_partial = false;
};

// The template files of a release's charts in the order in which they run, and what they define.
struct ReleaseTemplates {
  std::vector<TemplateFile> files;
  TemplateSet set;
};

class ProgramCache {
 public:
  // The functions that the templates may call; they must outlive the cache.
  explicit ProgramCache(const FunctionTable& functions) : functions_(functions) {}
  ProgramCache(const ProgramCache&) = delete;
  ProgramCache& operator=(const ProgramCache&) = delete;

  // The program of the file; `text` must be the same for the same path and outlive the cache.
  // Valid as long as the cache. Throws Failure(kTemplate) with Go's text. `budget` is charged when
  // the file is not there yet.
  const Program& Get(const std::string& path, std::string_view text, Budget& budget) const;

  struct File {
    std::string path;
    std::string_view text;
  };
  // Compiles files that others are going to ask for, in this order. What does not compile is told
  // to who asks for it; throws the limits of `budget` alone.
  void CompileAhead(std::span<const File> files, Budget& budget) const;
  // Frees what only compiling needs, until something is compiled again. For when a release's
  // templates are all there and are going to run.
  void EndCompiling() const;

  // The templates of releases with the same charts, by a key of the caller's; null when they were
  // not kept. Releases may choose many selections of subcharts: the first ones are kept.
  std::shared_ptr<const ReleaseTemplates> Known(const std::string& key) const;
  void Keep(const std::string& key, std::shared_ptr<const ReleaseTemplates> templates) const;

  const FunctionTable& functions() const { return functions_; }

 private:
  // A text, whatever the paths that it is used under.
  struct Source {
    std::atomic<const Program*> program = nullptr;  // the first one made of it
  };
  struct Entry {
    Source* source = nullptr;
    std::mutex compiling;
    // One of the two below is there and never changes again.
    std::atomic<bool> done = false;
    std::unique_ptr<const Program> program;
    std::unique_ptr<const Failure> failure;
  };
  Entry& EntryOf(const std::string& path, std::string_view text) const;
  // `mutex_` is held.
  Entry& MakeEntry(const std::string& path, std::string_view text) const;
  std::unique_ptr<const Program> Parse(const std::string& path, std::string_view text,
                                       Budget& budget) const;
  void Compile(Entry& entry, const std::string& path, std::string_view text, Budget& budget) const;

  const FunctionTable& functions_;
  mutable std::shared_mutex mutex_;  // of the maps; the entries stay where they are
  mutable std::unordered_map<std::string, Entry> entries_;
  mutable std::unordered_map<const char*, Source> sources_;  // by where the text lies
  mutable std::shared_mutex releases_mutex_;
  mutable std::unordered_map<std::string, std::shared_ptr<const ReleaseTemplates>> releases_;
  mutable std::mutex idle_mutex_;
  mutable std::vector<std::unique_ptr<ParseBuffers>> idle_buffers_;
};

}  // namespace chartrender::engine

#include "engine/program_cache.h"

#include <thread>
#include <utility>

#include "gotemplate/parser.h"

namespace chartrender::engine {

namespace {

// A file is compiled in microseconds, a thread that sleeps may be woken after milliseconds: who
// waits for another looks a while before it sleeps.
std::unique_lock<std::mutex> LockOf(std::mutex& mutex, const std::atomic<bool>& done) {
  constexpr int kLooks = 1000;
  std::unique_lock<std::mutex> lock(mutex, std::try_to_lock);
  for (int looks = 0; looks < kLooks && !done && !lock.owns_lock(); ++looks) {
    std::this_thread::yield();
    (void)lock.try_lock();
  }
  if (!lock.owns_lock()) lock.lock();
  return lock;
}

}  // namespace

ProgramCache::Entry& ProgramCache::EntryOf(const std::string& path, std::string_view text) const {
  {
    const std::shared_lock<std::shared_mutex> lock(mutex_);
    const auto found = entries_.find(path);
    if (found != entries_.end()) return found->second;
  }
  const std::lock_guard<std::shared_mutex> lock(mutex_);
  return MakeEntry(path, text);
}

ProgramCache::Entry& ProgramCache::MakeEntry(const std::string& path, std::string_view text) const {
  Entry& entry = entries_[path];
  if (entry.source == nullptr) entry.source = &sources_[text.data()];
  return entry;
}

std::unique_ptr<const Program> ProgramCache::Parse(const std::string& path, std::string_view text,
                                                   Budget& budget) const {
  std::unique_ptr<ParseBuffers> buffers;
  {
    const std::lock_guard<std::mutex> lock(idle_mutex_);
    if (!idle_buffers_.empty()) {
      buffers = std::move(idle_buffers_.back());
      idle_buffers_.pop_back();
    }
  }
  if (buffers == nullptr) buffers = std::make_unique<ParseBuffers>();
  std::unique_ptr<const Program> program = ParseTemplate(
      path, text, functions_, {.budget = &budget, .borrows_text = true, .buffers = buffers.get()});
  const std::lock_guard<std::mutex> lock(idle_mutex_);
  idle_buffers_.push_back(std::move(buffers));
  return program;
}

void ProgramCache::Compile(Entry& entry, const std::string& path, std::string_view text,
                           Budget& budget) const {
  const auto lock = LockOf(entry.compiling, entry.done);
  if (entry.done) return;
  const Program* const same = entry.source->program;
  std::unique_ptr<const Program> program;
  if (same != nullptr && same->text.size() == text.size()) program = UnderName(*same, path);
  try {
    if (program == nullptr) {
      program = Parse(path, text, budget);
      const Program* none = nullptr;
      entry.source->program.compare_exchange_strong(none, program.get());
    }
    entry.program = std::move(program);
  } catch (const Failure& failure) {
    if (failure.error().code != ErrorCode::kTemplate) throw;  // this render's limit
    entry.failure = std::make_unique<const Failure>(failure);
  }
  entry.done = true;
}

const Program& ProgramCache::Get(const std::string& path, std::string_view text,
                                 Budget& budget) const {
  Entry& entry = EntryOf(path, text);
  if (!entry.done) Compile(entry, path, text, budget);
  if (entry.failure != nullptr) throw Failure(*entry.failure);
  return *entry.program;
}

void ProgramCache::CompileAhead(std::span<const File> files, Budget& budget) const {
  std::vector<Entry*> entries;
  entries.reserve(files.size());
  {
    const std::lock_guard<std::shared_mutex> lock(mutex_);
    for (const File& file : files) entries.push_back(&MakeEntry(file.path, file.text));
  }
  for (size_t i = 0; i < files.size(); ++i) {
    if (!entries[i]->done) Compile(*entries[i], files[i].path, files[i].text, budget);
  }
}

void ProgramCache::EndCompiling() const {
  const std::lock_guard<std::mutex> lock(idle_mutex_);
  idle_buffers_.clear();
}

std::shared_ptr<const ReleaseTemplates> ProgramCache::Known(const std::string& key) const {
  const std::shared_lock<std::shared_mutex> lock(releases_mutex_);
  const auto found = releases_.find(key);
  return found == releases_.end() ? nullptr : found->second;
}

void ProgramCache::Keep(const std::string& key,
                        std::shared_ptr<const ReleaseTemplates> templates) const {
  constexpr size_t kMostKept = 16;
  const std::lock_guard<std::shared_mutex> lock(releases_mutex_);
  if (releases_.size() < kMostKept) releases_.emplace(key, std::move(templates));
}

}  // namespace chartrender::engine

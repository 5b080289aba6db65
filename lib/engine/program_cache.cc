#include "engine/program_cache.h"

#include <utility>

#include "gotemplate/parser.h"

namespace chartrender::engine {

ProgramCache::Entry& ProgramCache::EntryOf(const std::string& path) const {
  {
    const std::shared_lock<std::shared_mutex> lock(mutex_);
    const auto found = entries_.find(path);
    if (found != entries_.end()) return found->second;
  }
  const std::lock_guard<std::shared_mutex> lock(mutex_);
  return entries_[path];
}

void ProgramCache::Compile(Entry& entry, const std::string& path, std::string_view text,
                           Budget& budget) const {
  const std::lock_guard<std::mutex> lock(entry.compiling);
  if (entry.done) return;
  try {
    entry.result = ParseTemplate(path, text, functions_, {.budget = &budget, .borrows_text = true});
  } catch (const Failure& failure) {
    if (failure.error().code != ErrorCode::kTemplate) throw;  // this render's limit
    entry.result = failure;
  }
  entry.done = true;
}

const Program& ProgramCache::Get(const std::string& path, std::string_view text,
                                 Budget& budget) const {
  Entry& entry = EntryOf(path);
  if (!entry.done) Compile(entry, path, text, budget);
  if (const Failure* failure = std::get_if<Failure>(&entry.result)) throw Failure(*failure);
  return *std::get<std::unique_ptr<const Program>>(entry.result);
}

}  // namespace chartrender::engine

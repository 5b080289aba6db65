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

std::unique_ptr<const Program> ProgramCache::Shared(const std::string& path,
                                                    std::string_view text) const {
  const std::shared_lock<std::shared_mutex> lock(mutex_);
  const auto found = parsed_.find(text.data());
  if (found == parsed_.end() || found->second->text.size() != text.size()) return nullptr;
  return UnderName(*found->second, path);
}

void ProgramCache::Compile(Entry& entry, const std::string& path, std::string_view text,
                           Budget& budget) const {
  const std::lock_guard<std::mutex> lock(entry.compiling);
  if (entry.done) return;
  std::unique_ptr<const Program> program = Shared(path, text);
  try {
    if (program == nullptr) {
      program = ParseTemplate(path, text, functions_, {.budget = &budget, .borrows_text = true});
      const std::lock_guard<std::shared_mutex> parsed(mutex_);
      parsed_.try_emplace(text.data(), program.get());
    }
    entry.result = std::move(program);
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

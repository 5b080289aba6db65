#include "engine/program_cache.h"

#include <utility>

#include "engine/functions.h"
#include "gotemplate/parser.h"

namespace chartrender::engine {

const Program& ProgramCache::Get(const std::string& path, std::string_view text,
                                 Budget& budget) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto found = entries_.find(path);
  if (found == entries_.end()) {
    Entry entry;
    try {
      entry = ParseTemplate(path, text, ChartFunctions(dialect_), {.budget = &budget});
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kTemplate) throw;  // this render's limit
      entry = failure;
    }
    found = entries_.emplace(path, std::move(entry)).first;
  }
  if (const Failure* failure = std::get_if<Failure>(&found->second)) throw Failure(*failure);
  return *std::get<std::unique_ptr<const Program>>(found->second);
}

}  // namespace chartrender::engine

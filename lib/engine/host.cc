#include "engine/host.h"

#include "gotemplate/parser.h"

namespace chartrender {

const Program& CallHost::ProgramOf(std::string_view text, Budget& budget) {
  const auto found = programs_.find(text);
  if (found != programs_.end()) return *found->second;
  std::unique_ptr<const Program> program =
      ParseTemplate("gotpl", text, functions_, {.budget = &budget, .buffers = &parse_buffers_});
  // The program owns a copy of its text: the key lives as long as the entry.
  const std::string_view key = program->text;
  return *programs_.emplace(key, std::move(program)).first->second;
}

}  // namespace chartrender

// What the engine's own template functions work with during one render.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/budget.h"
#include "base/error.h"
#include "chart/log.h"
#include "chartrender/chartrender.h"
#include "gotemplate/function_table.h"
#include "gotemplate/parse_buffers.h"
#include "gotemplate/program.h"

namespace chartrender {

class CallHost {
 public:
  CallHost(const FunctionTable& functions, Log& log, bool lint_mode, const LookupCallback* lookup)
      : functions_(functions), log_(log), lint_mode_(lint_mode), lookup_(lookup) {}
  CallHost(const CallHost&) = delete;
  CallHost& operator=(const CallHost&) = delete;

  Log& log() { return log_; }
  bool lint_mode() const { return lint_mode_; }
  // Null where `lookup` finds nothing.
  const LookupCallback* lookup() const { return lookup_; }

  // The program of a `tpl` text, parsed once per render. Throws Failure(kTemplate) with Go's text.
  const Program& ProgramOf(std::string_view text, Budget& budget);

  // How often `include` of this name is under way. `name` must outlive this.
  uint32_t& IncludesOf(std::string_view name) { return includes_[name]; }
  // How many calls of `include` and `tpl` are under way.
  uint32_t& calls() { return calls_; }

 private:
  const FunctionTable& functions_;
  Log& log_;
  bool lint_mode_;
  const LookupCallback* lookup_;
  std::unordered_map<std::string_view, std::unique_ptr<const Program>> programs_;
  ParseBuffers parse_buffers_;
  std::unordered_map<std::string_view, uint32_t> includes_;
  uint32_t calls_ = 0;
};

}  // namespace chartrender

// What the engine's own template functions work with during one render.
#pragma once

#include <array>
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
#include "gotemplate/template_set.h"

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

  // What `include` of a name leads to: the template, null when there is none, and how often an
  // `include` of that name is under way.
  struct Included {
    const Template* found = nullptr;
    uint32_t* under_way = nullptr;
  };
  // `templates` must outlive this.
  Included IncludedBy(const TemplateSet& templates, std::string_view name);
  // How many calls of `include` and `tpl` are under way.
  uint32_t& calls() { return calls_; }

 private:
  Included Include(const TemplateSet& templates, std::string_view name);

  const FunctionTable& functions_;
  Log& log_;
  bool lint_mode_;
  const LookupCallback* lookup_;
  std::unordered_map<std::string_view, std::unique_ptr<const Program>> programs_;
  ParseBuffers parse_buffers_;
  std::unordered_map<std::string_view, uint32_t> includes_;
  // What names led to in the set of a release's own templates, by their last letters.
  std::array<Included, 256> included_;
  const TemplateSet* included_from_ = nullptr;
  uint32_t calls_ = 0;
};

}  // namespace chartrender

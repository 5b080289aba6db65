// .helmignore for JavaScript, which walks folders itself: charts come to the library as files.
#include "chart/ignore.h"

#include <cstdint>
#include <memory>

#include "base/error.h"
#include "guard.h"

using chartrender::Failure;
using chartrender::IgnoreRules;
using chartrender::c::Guarded;
using chartrender::c::Refusal;
using chartrender::c::TextOf;

extern "C" {

// The rules of a .helmignore, and Helm's own. CR_CHART for patterns that do not parse.
[[clang::export_name("cr_wasm_rules_new")]] cr_status RulesNew(const char* text, size_t size,
                                                               IgnoreRules** rules,
                                                               cr_error** error) {
  *rules = nullptr;
  return Guarded(error, [&]() -> cr_status {
    try {
      auto made = std::make_unique<IgnoreRules>(IgnoreRules::Parse(TextOf(text, size, "text")));
      made->AddDefaults();
      *rules = made.release();
      return CR_OK;
    } catch (const Failure& failure) {
      throw Refusal{failure.error()};
    }
  });
}

// Whether a path in the chart is no part of it.
[[clang::export_name("cr_wasm_rules_ignore")]] int32_t RulesIgnore(const IgnoreRules* rules,
                                                                   const char* path, size_t size,
                                                                   int32_t is_directory) {
  return rules->Ignores({path, size}, is_directory != 0) ? 1 : 0;
}

[[clang::export_name("cr_wasm_rules_free")]] void RulesFree(IgnoreRules* rules) { delete rules; }
}

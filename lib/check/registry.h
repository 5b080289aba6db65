// All rules in one table. A family of rules is a span of constant records in its own source, named
// here and joined in registry.cc; `render check --list-rules`, reports and documentation come from
// it.
#pragma once

#include <span>
#include <string_view>

#include "chartrender/check.h"

namespace chartrender::check {

std::span<const RuleInfo> ObjectRules();
std::span<const RuleInfo> IgnoreRules();
std::span<const RuleInfo> ImageRules();
std::span<const RuleInfo> ResourceRules();
std::span<const RuleInfo> PracticeRules();
std::span<const RuleInfo> PolicyRules();
std::span<const RuleInfo> YamlRules();
std::span<const RuleInfo> KubeRules();

// The rule of that id, or null.
const RuleInfo* FindRule(std::string_view id);

}  // namespace chartrender::check

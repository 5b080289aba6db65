#include "check/registry.h"

#include <algorithm>
#include <tuple>
#include <unordered_map>

namespace chartrender {

namespace {

std::vector<RuleInfo> Joined() {
  std::vector<RuleInfo> rules;
  for (const std::span<const RuleInfo> family :
       {check::ObjectRules(), check::IgnoreRules(), check::ImageRules(), check::ResourceRules(),
        check::PracticeRules(), check::PolicyRules(), check::YamlRules(), check::KubeRules()}) {
    rules.insert(rules.end(), family.begin(), family.end());
  }
  std::sort(rules.begin(), rules.end(), [](const RuleInfo& a, const RuleInfo& b) {
    return std::tie(a.family, a.id) < std::tie(b.family, b.id);
  });
  return rules;
}

const std::vector<RuleInfo>& Rules() {
  static const std::vector<RuleInfo> rules = Joined();
  return rules;
}

}  // namespace

std::vector<RuleInfo> CheckRules() { return Rules(); }

const RuleInfo* check::FindRule(std::string_view id) {
  static const std::unordered_map<std::string_view, const RuleInfo*> by_id = [] {
    std::unordered_map<std::string_view, const RuleInfo*> map;
    for (const RuleInfo& rule : Rules()) map.emplace(rule.id, &rule);
    return map;
  }();
  const auto found = by_id.find(id);
  return found == by_id.end() ? nullptr : found->second;
}

}  // namespace chartrender

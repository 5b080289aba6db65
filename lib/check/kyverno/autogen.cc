#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "base/stack.h"
#include "check/kyverno/match.h"
#include "check/kyverno/policy.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

struct Controller {
  std::string_view kind, selector;
};
constexpr Controller kControllers[] = {
    {"CronJob", "batch/v1/CronJob"},       {"DaemonSet", "apps/v1/DaemonSet"},
    {"Deployment", "apps/v1/Deployment"},  {"Job", "batch/v1/Job"},
    {"ReplicaSet", "apps/v1/ReplicaSet"},  {"ReplicationController", "v1/ReplicationController"},
    {"StatefulSet", "apps/v1/StatefulSet"}};
constexpr std::string_view kAnnotation = "pod-policies.kyverno.io/autogen-controllers";

using Replacement = std::pair<std::string_view, std::string_view>;
constexpr Replacement kOfTemplates[] = {
    {"request.object.spec", "request.object.spec.template.spec"},
    {"request.oldObject.spec", "request.oldObject.spec.template.spec"},
    {"request.object.metadata", "request.object.spec.template.metadata"},
    {"request.oldObject.metadata", "request.oldObject.spec.template.metadata"}};
constexpr Replacement kOfCronJobs[] = {
    {"request.object.spec", "request.object.spec.jobTemplate.spec.template.spec"},
    {"request.oldObject.spec", "request.oldObject.spec.jobTemplate.spec.template.spec"},
    {"request.object.metadata", "request.object.spec.jobTemplate.spec.template.metadata"},
    {"request.oldObject.metadata", "request.oldObject.spec.jobTemplate.spec.template.metadata"}};

bool IsText(Value value, std::string_view text) {
  return value.is_string() && value.AsString() == text;
}

// The kind of a selector as autogen understands it: "apps/v1/Pod" and "Pod/exec" are of Pod.
std::string KindOf(Value selector) {
  return selector.is_string() ? ReadKind(selector.AsString()).kind : "";
}
bool HasKind(Value kinds, std::string_view kind) {
  const auto items = Items(kinds);
  return std::any_of(items.begin(), items.end(),
                     [&](Value selector) { return KindOf(selector) == kind; });
}

// The descriptions of match or exclude.
std::vector<Value> DescriptionsOf(Value match) {
  std::vector<Value> descriptions = {DescriptionOf(match)};
  for (const std::string_view key : {"any", "all"}) {
    for (const Value filter : Items(Member(match, key)))
      descriptions.push_back(DescriptionOf(filter));
  }
  return descriptions;
}

// Whether the description lets rules be made of its rule; `needed` becomes true with the name of a
// kind that holds pods.
bool AllowsMaking(Value description, bool& needed) {
  for (const std::string_view key : {"selector", "annotations"}) {
    if (!Member(description, key).is_absent()) return false;
  }
  const Value kinds = Member(description, "kinds");
  if (!TextMember(description, "name").empty() || !Items(Member(description, "names")).empty() ||
      (Items(kinds).size() > 1 && HasKind(kinds, "Pod"))) {
    return false;
  }
  for (const Value kind : Items(kinds)) {
    needed = needed || IsText(kind, "Pod") ||
             std::any_of(std::begin(kControllers), std::end(kControllers),
                         [&](const Controller& known) { return IsText(kind, known.kind); });
  }
  return true;
}

// One rule that cannot be made for other kinds keeps those of its whole policy.
bool CanMake(Value spec) {
  bool needed = false;
  for (const Value rule : Items(Member(spec, "rules"))) {
    if (!Member(rule, "generate").is_absent()) return false;
    const Value mutate = Member(rule, "mutate");
    if (!TextMember(mutate, "patchesJson6902").empty()) return false;
    for (const Value foreach : Items(Member(mutate, "foreach"))) {
      if (!TextMember(foreach, "patchesJson6902").empty()) return false;
    }
    for (const std::string_view key : {"match", "exclude"}) {
      for (const Value description : DescriptionsOf(Member(rule, key))) {
        if (!AllowsMaking(description, needed)) return false;
      }
    }
  }
  return needed;
}

class Maker {
 public:
  Maker(std::string_view kind, Arena& arena) : is_cron_job_(kind == "CronJob"), arena_(arena) {
    const auto* found = std::find_if(std::begin(kControllers), std::end(kControllers),
                                     [&](const Controller& known) { return known.kind == kind; });
    const std::span<Value> kinds = arena_.Array<Value>(1);
    kinds[0] = Value::String(found->selector);
    kinds_ = Value::List(kinds);
  }

  // Nothing when the rule is not about pods.
  std::optional<Rule> Make(const Rule& rule) {
    if (rule.name.starts_with("autogen-") || !IsAboutPods(rule.value)) return std::nullopt;
    Map* made = Map::Copy(*rule.value.AsMap(), arena_, [](Value value) { return value; });
    made->Set("match", WithKinds(Member(rule.value, "match"), true));
    const Value exclude = Member(rule.value, "exclude");
    if (!exclude.is_absent()) made->Set("exclude", WithKinds(exclude, false));
    made->Set("validate", Validation(Member(rule.value, "validate")));
    return Rule{Replaced(Value::Of(made)), rule.name, rule.id, rule.has_variables};
  }

 private:
  static bool IsAboutPods(Value rule) {
    bool pods = false;
    for (const Value description : DescriptionsOf(Member(rule, "match")))
      pods = pods || HasKind(Member(description, "kinds"), "Pod");
    bool others = false;
    bool excluded_pods = false;
    for (const Value description : DescriptionsOf(Member(rule, "exclude"))) {
      others = others || !Items(Member(description, "kinds")).empty();
      excluded_pods = excluded_pods || HasKind(Member(description, "kinds"), "Pod");
    }
    return pods && (!others || excluded_pods);
  }

  Value With(Value map, std::string_view key, Value value) {
    Map* copy = map.is_map() && map.AsMap() != nullptr
                    ? Map::Copy(*map.AsMap(), arena_, [](Value same) { return same; })
                    : Map::New(arena_);
    copy->Set(key, value);
    return Value::Of(copy);
  }

  Value WithKinds(Value match, bool always) {
    for (const std::string_view key : {"any", "all"}) {
      const auto filters = Items(Member(match, key));
      if (filters.empty()) continue;
      const std::span<Value> made = arena_.Array<Value>(filters.size());
      for (size_t i = 0; i < filters.size(); ++i) {
        const Value description = DescriptionOf(filters[i]);
        const bool replaced = is_cron_job_ || HasKind(Member(description, "kinds"), "Pod");
        made[i] = replaced ? With(filters[i], "resources", With(description, "kinds", kinds_))
                           : filters[i];
      }
      return With(match, key, Value::List(made));
    }
    const Value description = DescriptionOf(match);
    if (!always && Items(Member(description, "kinds")).empty()) return match;
    return With(match, "resources", With(description, "kinds", kinds_));
  }

  // The pattern of a pod as one of what holds its template.
  Value Wrapped(Value pattern) {
    const Value held = With(Value(), "spec", With(Value(), "template", pattern));
    return is_cron_job_ ? With(Value(), "spec", With(Value(), "jobTemplate", held)) : held;
  }

  Value Validation(Value validate) {
    const Value pattern = Member(validate, "pattern");
    if (!pattern.is_absent()) return With(validate, "pattern", Wrapped(pattern));
    const Value any = Member(validate, "anyPattern");
    if (any.is_absent()) return validate;
    const std::span<Value> made = arena_.Array<Value>(Items(any).size());
    for (size_t i = 0; i < made.size(); ++i) made[i] = Wrapped(Items(any)[i]);
    return With(validate, "anyPattern", Value::List(made));
  }

  std::string_view ReplacedText(std::string_view text) {
    if (text.find("request.") == std::string_view::npos) return text;
    std::string made(text);
    for (const auto& [from, to] : is_cron_job_ ? kOfCronJobs : kOfTemplates) {
      for (size_t at = 0; (at = made.find(from, at)) != std::string::npos; at += to.size())
        made.replace(at, from.size(), to);
    }
    return arena_.Copy(made);
  }

  // Every text and key of the rule, for the place where the pod is.
  Value Replaced(Value value) {
    CheckStack();
    if (value.is_string()) return Value::String(ReplacedText(value.AsString()));
    if (value.is_list()) {
      const std::span<Value> made = arena_.Array<Value>(value.AsList().size());
      for (size_t i = 0; i < made.size(); ++i) made[i] = Replaced(value.AsList()[i]);
      return Value::List(made);
    }
    if (!value.is_map() || value.AsMap() == nullptr) return value;
    Map* made = Map::New(arena_, value.AsMap()->size());
    for (const Map::Entry& entry : value.AsMap()->Sorted())
      made->SetCopy(ReplacedText(entry.key()), Replaced(entry.value));
    return Value::Of(made);
  }

  bool is_cron_job_;
  Arena& arena_;
  Value kinds_;
};

}  // namespace

void ReadControllers(Value annotations, Policy& policy) {
  if (!CanMake(policy.spec)) return;
  const Value wanted = Member(annotations, kAnnotation);
  for (const Controller& controller : kControllers) {
    if (!wanted.is_string()) {
      policy.controllers.emplace(controller.kind);
      continue;
    }
    std::string_view rest = wanted.AsString();
    while (!rest.empty()) {
      const size_t comma = std::min(rest.find(','), rest.size());
      if (rest.substr(0, comma) == controller.kind) policy.controllers.emplace(controller.kind);
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
}

const std::vector<Rule>& RulesFor(Policy& policy, std::string_view kind, Arena& arena) {
  if (policy.controllers.find(kind) == policy.controllers.end()) return policy.rules;
  const auto known = policy.made.find(kind);
  if (known != policy.made.end()) return known->second;
  Maker maker(kind, arena);
  std::vector<Rule> made;
  for (const Rule& rule : policy.rules) {
    if (auto one = maker.Make(rule)) made.push_back(std::move(*one));
  }
  std::vector<Rule> all;
  for (const Rule& rule : policy.rules) {
    if (made.empty() || !rule.name.starts_with("autogen-")) all.push_back(rule);
  }
  all.insert(all.end(), made.begin(), made.end());
  return policy.made.emplace(std::string(kind), std::move(all)).first->second;
}

}  // namespace chartrender::check::kyverno

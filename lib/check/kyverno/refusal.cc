// What of a rule is not supported: found before the rule is applied, so that nothing passes because
// it was not looked at.
#include <algorithm>
#include <initializer_list>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "check/kyverno/conditions.h"
#include "check/kyverno/match.h"
#include "check/kyverno/pattern.h"
#include "check/kyverno/policy.h"
#include "check/kyverno/variables.h"
#include "check/psa.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

using Names = std::initializer_list<std::string_view>;

// Variables that are not known without a cluster.
constexpr std::string_view kOfRequests[] = {
    "request.userInfo",   "request.roles",           "request.clusterRoles", "request.oldObject",
    "serviceAccountName", "serviceAccountNamespace", "request.options",      "request.dryRun"};

bool IsOneOf(std::string_view word, Names words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
std::string Listed(Names words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ", ") + std::string(word);
  return text;
}

class RuleReader {
 public:
  void Read(Value rule) {
    CheckKeys(rule, "",
              {"name", "match", "exclude", "preconditions", "context", "validate", "mutate",
               "generate", "skipBackgroundRequests", "reportProperties"},
              {"verifyImages", "celPreconditions", "imageExtractors"});
    ReadTexts(rule, "");
    ReadMatch(Member(rule, "match"), "/match");
    ReadMatch(Member(rule, "exclude"), "/exclude");
    ReadContext(Member(rule, "context"), "/context");
    ReadConditions(Member(rule, "preconditions"), "/preconditions");
    const Value validate = Member(rule, "validate");
    CheckKeys(validate, "/validate",
              {"message", "pattern", "anyPattern", "deny", "foreach", "podSecurity",
               "failureAction", "failureActionOverrides", "allowExistingViolations"},
              {"cel", "manifests", "assert"});
    ReadAction(Member(validate, "failureAction"), "/validate/failureAction");
    ReadOverrides(Member(validate, "failureActionOverrides"), "/validate/failureActionOverrides");
    if (Member(rule, "match").is_absent()) Refuse("", "the rule has no match");
    ReadCheck(validate, "/validate", 0);
  }

  void ReadAction(Value action, const std::string& pointer) {
    if (action.is_absent()) return;
    const Names actions = {"Audit", "Enforce", "audit", "enforce"};
    if (!action.is_string() || !IsOneOf(action.AsString(), actions))
      Refuse(pointer, "the action is none of Audit and Enforce");
  }

  void ReadOverrides(Value overrides, const std::string& pointer) {
    const auto items = Items(overrides);
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string here = Pointer(pointer, i);
      ReadAction(Member(items[i], "action"), here + "/action");
      ReadSelector(Member(items[i], "namespaceSelector"), here + "/namespaceSelector");
    }
  }

  [[noreturn]] static void Refuse(std::string pointer, std::string message) {
    throw Refusal{std::move(pointer), std::move(message)};
  }

 private:
  static void CheckKeys(Value map, const std::string& pointer, Names known, Names unsupported) {
    if (!map.is_map() || map.AsMap() == nullptr) return;
    for (const Map::Entry& entry : map.AsMap()->Sorted()) {
      if (IsOneOf(entry.key(), known)) continue;
      const std::string place = Pointer(pointer, entry.key());
      if (IsOneOf(entry.key(), unsupported))
        Refuse(place, StrCat(entry.key(), " is not supported"));
      Refuse(place, StrCat("unknown field ", entry.key(), ": known are ", Listed(known)));
    }
  }

  // Every variable of the rule is an expression that can be read.
  void ReadTexts(Value value, const std::string& pointer) {
    CheckStack();
    if (value.is_string()) {
      ReadText(value.AsString(), pointer);
    } else if (value.is_list()) {
      for (size_t i = 0; i < value.AsList().size(); ++i)
        ReadTexts(value.AsList()[i], Pointer(pointer, i));
    } else if (value.is_map() && value.AsMap() != nullptr) {
      for (const Map::Entry& entry : value.AsMap()->Sorted()) {
        const std::string here = Pointer(pointer, entry.key());
        ReadText(entry.key(), here);
        ReadTexts(entry.value, here);
      }
    }
  }

  void ReadText(std::string_view text, const std::string& pointer) {
    CheckStack();
    if (text.find("{{") == std::string_view::npos) return;
    try {
      for (const Variable& variable : FindVariables(text)) {
        if (variable.nested) {
          ReadText(variable.expression, pointer);
        } else {
          ReadExpression(variable.expression, pointer);
        }
      }
    } catch (const Failure& failure) {
      RefuseFor(failure, pointer);
    }
  }

  static void RefuseFor(const Failure& failure, const std::string& pointer) {
    if (failure.error().code != ErrorCode::kValues) throw failure;
    Refuse(pointer, failure.error().message);
  }

  void ReadExpression(std::string_view expression, const std::string& pointer) {
    if (expression == "@") Refuse(pointer, "the variable @ is not supported");
    for (const std::string_view name : kOfRequests) {
      if (expression.find(name) == std::string_view::npos) continue;
      Refuse(pointer, StrCat(name, " is known in a cluster only"));
    }
    try {
      const JmesPath path(expression, arena_);
    } catch (const Failure& failure) {
      RefuseFor(failure, pointer);
    }
  }

  void ReadMatch(Value match, const std::string& pointer) {
    CheckKeys(match, pointer, {"any", "all", "resources", "subjects", "roles", "clusterRoles"}, {});
    ReadDescription(DescriptionOf(match), pointer + "/resources");
    for (const std::string_view key : {"any", "all"}) {
      const auto filters = Items(Member(match, key));
      for (size_t i = 0; i < filters.size(); ++i) {
        const std::string here = Pointer(Pointer(pointer, key), i);
        CheckKeys(filters[i], here, {"resources", "subjects", "roles", "clusterRoles"}, {});
        ReadDescription(DescriptionOf(filters[i]), here + "/resources");
      }
    }
  }

  void ReadDescription(Value description, const std::string& pointer) {
    CheckKeys(description, pointer,
              {"kinds", "name", "names", "namespaces", "annotations", "selector",
               "namespaceSelector", "operations"},
              {});
    ReadSelector(Member(description, "selector"), pointer + "/selector");
    ReadSelector(Member(description, "namespaceSelector"), pointer + "/namespaceSelector");
  }

  static void ReadSelector(Value selector, const std::string& pointer) {
    CheckKeys(selector, pointer, {"matchLabels", "matchExpressions"}, {});
    const SelectorProblem problem = ProblemOf(selector);
    if (!problem.message.empty()) Refuse(pointer + problem.pointer, problem.message);
  }

  void ReadContext(Value context, const std::string& pointer) {
    const auto entries = Items(context);
    for (size_t i = 0; i < entries.size(); ++i) {
      const std::string here = Pointer(pointer, i);
      CheckKeys(entries[i], here, {"name", "variable"},
                {"configMap", "apiCall", "imageRegistry", "globalReference"});
      const Value variable = Member(entries[i], "variable");
      CheckKeys(variable, here + "/variable", {"value", "jmesPath", "default"}, {});
      const std::string_view path = TextMember(variable, "jmesPath");
      if (!path.empty() && path.find("{{") == std::string_view::npos)
        ReadExpression(path, here + "/variable/jmesPath");
    }
  }

  void ReadConditions(Value conditions, const std::string& pointer) {
    if (conditions.is_list()) return ReadList(conditions, pointer);
    CheckKeys(conditions, pointer, {"any", "all"}, {});
    ReadList(Member(conditions, "any"), pointer + "/any");
    ReadList(Member(conditions, "all"), pointer + "/all");
  }

  void ReadList(Value conditions, const std::string& pointer) {
    const auto items = Items(conditions);
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string here = Pointer(pointer, i);
      CheckKeys(items[i], here, {"key", "operator", "value", "message"}, {});
      const std::string_view op = TextMember(items[i], "operator");
      if (!IsConditionOperator(op))
        Refuse(here + "/operator", StrCat("unknown operator ", op, " of a condition"));
    }
  }

  // One of pattern, anyPattern, deny, foreach, podSecurity.
  void ReadCheck(Value check, const std::string& pointer, size_t depth) {
    CheckStack();
    size_t count = 0;
    for (const std::string_view key : {"pattern", "anyPattern", "deny", "foreach", "podSecurity"}) {
      count += Member(check, key).is_absent() ? 0 : 1;
    }
    if (count != 1) {
      Refuse(pointer, StrCat("there is not one of pattern, anyPattern, deny, foreach",
                             depth == 0 ? ", podSecurity" : ""));
    }
    ReadPattern(Member(check, "pattern"), pointer + "/pattern");
    const Value any = Member(check, "anyPattern");
    if (!any.is_absent() && !any.is_list()) Refuse(pointer + "/anyPattern", "it is no list");
    ReadPattern(any, pointer + "/anyPattern");
    const Value deny = Member(check, "deny");
    CheckKeys(deny, pointer + "/deny", {"conditions"}, {});
    ReadConditions(Member(deny, "conditions"), pointer + "/deny/conditions");
    ReadSecurity(Member(check, "podSecurity"), pointer + "/podSecurity");
    ReadLoops(Member(check, "foreach"), pointer + "/foreach", depth);
  }

  void ReadLoops(Value loops, const std::string& pointer, size_t depth) {
    const auto items = Items(loops);
    for (size_t i = 0; i < items.size(); ++i) {
      const std::string here = Pointer(pointer, i);
      CheckKeys(items[i], here,
                {"list", "elementScope", "context", "preconditions", "pattern", "anyPattern",
                 "deny", "foreach"},
                {});
      ReadExpression(TextMember(items[i], "list"), here + "/list");
      ReadContext(Member(items[i], "context"), here + "/context");
      ReadConditions(Member(items[i], "preconditions"), here + "/preconditions");
      ReadCheck(items[i], here, depth + 1);
    }
  }

  void ReadSecurity(Value security, const std::string& pointer) {
    if (security.is_absent()) return;
    CheckKeys(security, pointer, {"level", "version", "exclude"}, {});
    if (!PsaLevelOf(TextMember(security, "level")))
      Refuse(pointer + "/level", "the level is none of privileged, baseline, restricted");
    if (!PsaMinorOf(TextMember(security, "version")))
      Refuse(pointer + "/version", "the version is neither latest nor like v1.30");
    const auto excludes = Items(Member(security, "exclude"));
    for (size_t i = 0; i < excludes.size(); ++i) {
      CheckKeys(excludes[i], Pointer(pointer + "/exclude", i), {"controlName", "images"},
                {"restrictedField", "values"});
    }
  }

  void ReadPattern(Value pattern, const std::string& pointer) {
    CheckStack();
    if (pattern.is_string()) return ReadScalar(pattern.AsString(), pointer);
    if (pattern.is_list()) {
      for (size_t i = 0; i < pattern.AsList().size(); ++i)
        ReadPattern(pattern.AsList()[i], Pointer(pointer, i));
      return;
    }
    if (!pattern.is_map() || pattern.AsMap() == nullptr) return;
    for (const Map::Entry& entry : pattern.AsMap()->Sorted()) {
      const std::string here = Pointer(pointer, entry.key());
      const std::string_view key = entry.key();
      const AnchorKind kind = ReadAnchor(key).kind;
      if (kind == AnchorKind::kAddition)
        Refuse(here, StrCat("the anchor of ", key, " is for mutation, not for validation"));
      if (kind == AnchorKind::kNone && key.ends_with(")") && key.find('(') <= 1)
        Refuse(here, StrCat("unknown anchor ", key));
      ReadPattern(entry.value, here);
    }
  }

  static void ReadScalar(std::string_view text, const std::string& pointer) {
    if (text.find("$(") != std::string_view::npos)
      Refuse(pointer, "references with $( ) are not supported");
    for (const std::string_view op : {"==", "=>", "=<", "!=", "<>", "><"}) {
      if (!text.starts_with(op)) continue;
      Refuse(pointer, StrCat("unknown operator ", op, ": there are > >= < <= ! | & and ranges"));
    }
  }

  Arena arena_;
};

bool HasVariables(Value value) {
  CheckStack();
  if (value.is_string()) return value.AsString().find("{{") != std::string_view::npos;
  if (value.is_list())
    return std::any_of(value.AsList().begin(), value.AsList().end(), HasVariables);
  if (!value.is_map() || value.AsMap() == nullptr) return false;
  const auto entries = value.AsMap()->Sorted();
  return std::any_of(entries.begin(), entries.end(), [](const Map::Entry& entry) {
    return entry.key().find("{{") != std::string_view::npos || HasVariables(entry.value);
  });
}

bool NeedsScope(Value rule) {
  return HasVariables(rule) || !Member(Member(rule, "validate"), "foreach").is_absent() ||
         !Member(rule, "context").is_absent();
}

}  // namespace

std::optional<Refusal> RefusalOf(Value rule) {
  try {
    RuleReader().Read(rule);
  } catch (const Refusal& refusal) {
    return refusal;
  }
  return std::nullopt;
}

bool IsKyvernoPolicy(const Object& object) {
  const std::string_view version = object.id.api_version;
  if (version.starts_with("kyverno.io/"))
    return object.id.kind == "ClusterPolicy" || object.id.kind == "Policy";
  return (version.starts_with("policies.kyverno.io/") ||
          version.starts_with("admissionregistration.k8s.io/")) &&
         object.id.kind.ends_with("Policy") &&
         object.id.kind.find("Validating") != std::string::npos;
}

std::optional<Refusal> ReadPolicy(const ObjectSet::Data& data, const Object& object,
                                  Policy& policy) {
  policy.object = &object;
  policy.name = object.id.name;
  policy.spec = Member(object.value, "spec");
  if (!object.id.api_version.starts_with("kyverno.io/")) {
    return Refusal{"/kind", StrCat(object.id.kind,
                                   " is not supported: its expressions are of CEL; known are "
                                   "ClusterPolicy and Policy of kyverno.io")};
  }
  if (object.id.kind == "Policy") {
    policy.space = object.id.space.empty() ? data.default_namespace : object.id.space;
  }
  try {
    RuleReader reader;
    reader.ReadAction(Member(policy.spec, "validationFailureAction"),
                      "/spec/validationFailureAction");
    reader.ReadOverrides(Member(policy.spec, "validationFailureActionOverrides"),
                         "/spec/validationFailureActionOverrides");
  } catch (const Refusal& refusal) {
    return refusal;
  }
  const auto rules = Items(Member(policy.spec, "rules"));
  if (rules.empty()) return Refusal{"/spec/rules", "the policy has no rules"};
  for (size_t i = 0; i < rules.size(); ++i) {
    const std::string pointer = Pointer("/spec/rules", i);
    if (TextMember(rules[i], "name").empty()) return Refusal{pointer, "the rule has no name"};
    const bool judges = !Member(rules[i], "validate").is_absent();
    if (!judges && Member(rules[i], "verifyImages").is_absent()) continue;
    if (auto refusal = RefusalOf(rules[i])) {
      refusal->pointer.insert(0, pointer);
      return refusal;
    }
    const std::string name(TextMember(rules[i], "name"));
    policy.rules.push_back({rules[i], name, policy.name + '/' + name, NeedsScope(rules[i])});
  }
  ReadControllers(Member(Member(object.value, "metadata"), "annotations"), policy);
  return std::nullopt;
}

}  // namespace chartrender::check::kyverno

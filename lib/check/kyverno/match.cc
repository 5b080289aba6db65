#include "check/kyverno/match.h"

#include <algorithm>
#include <span>

#include "base/error.h"
#include "check/kyverno/scalar.h"
#include "check/policies.h"
#include "manifest/api_version.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

constexpr std::string_view kOperation = "CREATE";

bool IsText(Value value, std::string_view text) {
  return value.is_string() && value.AsString() == text;
}

bool IsVersion(std::string_view text) {
  if (text == "*") return true;
  if (text.size() < 2 || text[0] != 'v' || text[1] < '0' || text[1] > '9') return false;
  std::string_view rest = text.substr(2);
  for (const std::string_view stage : {"alpha", "beta"}) {
    if (rest.size() == stage.size() + 1 && rest.starts_with(stage)) {
      return rest.back() >= '0' && rest.back() <= '9';
    }
  }
  return rest.empty();
}

bool IsLowerCase(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::vector<std::string> PartsOf(std::string_view text) {
  std::vector<std::string> parts;
  const size_t last = text.rfind('/');
  std::string_view rest = text.substr(0, last == std::string_view::npos ? 0 : last);
  while (!rest.empty()) {
    const size_t slash = std::min(rest.find('/'), rest.size());
    parts.emplace_back(rest.substr(0, slash));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  rest = last == std::string_view::npos ? text : text.substr(last + 1);
  while (true) {
    const size_t dot = rest.find('.');
    parts.emplace_back(rest.substr(0, dot));
    if (dot == std::string_view::npos) return parts;
    rest.remove_prefix(dot + 1);
  }
}

// Whether the object, not a part of it, is of one of the kinds.
bool IsOfKind(Value kinds, const Object& object) {
  const auto [group, version] = manifest::SplitApiVersion(object.id.api_version);
  return std::any_of(
      Items(kinds).begin(), Items(kinds).end(), [&, group = group, version = version](Value text) {
        const std::string_view name = text.is_string() ? text.AsString() : "";
        // A kind alone, as nearly all are written.
        if (name.find_first_of("/.") == std::string_view::npos)
          return IsWildcardMatch(name, object.id.kind);
        const KindSelector kind = ReadKind(name);
        return IsWildcardMatch(kind.group, group) && IsWildcardMatch(kind.version, version) &&
               IsWildcardMatch(kind.kind, object.id.kind) && IsWildcardMatch(kind.subresource, "");
      });
}

bool AnyMatches(Value patterns, std::string_view name) {
  return std::any_of(Items(patterns).begin(), Items(patterns).end(), [&](Value pattern) {
    return pattern.is_string() && IsWildcardMatch(pattern.AsString(), name);
  });
}

bool HaveAnnotations(Value wanted, Value annotations, Budget& budget) {
  if (!wanted.is_map() || wanted.AsMap() == nullptr) return true;
  const std::span<const Map::Entry> had = annotations.is_map() && annotations.AsMap() != nullptr
                                              ? annotations.AsMap()->Sorted()
                                              : std::span<const Map::Entry>();
  return std::all_of(wanted.AsMap()->Sorted().begin(), wanted.AsMap()->Sorted().end(),
                     [&](const Map::Entry& want) {
                       budget.ChargeSteps(had.size());
                       return std::any_of(had.begin(), had.end(), [&](const Map::Entry& entry) {
                         return IsWildcardMatch(want.key(), entry.key()) &&
                                IsWildcardMatch(TextOf(want.value), TextOf(entry.value));
                       });
                     });
}

// Whether nothing is asked of the object but who asks for it.
bool IsEmptyDescription(Value description) {
  for (const std::string_view key : {"kinds", "name", "names", "namespaces", "annotations",
                                     "selector", "namespaceSelector", "operations"}) {
    if (!Member(description, key).is_absent()) return false;
  }
  return true;
}

// `kinds` of a description: what most objects fail at.
bool AreKindsMet(Value description, const Object& object) {
  const Value kinds = Member(description, "kinds");
  return Items(kinds).empty() || IsOfKind(kinds, object);
}

// Whether all but the kinds is as described.
bool DescribesRest(Value description, const Request& request) {
  const Object& object = *request.object;
  const auto operations = Items(Member(description, "operations"));
  if (!operations.empty() &&
      std::none_of(operations.begin(), operations.end(),
                   [](Value operation) { return IsText(operation, kOperation); })) {
    return false;
  }
  const Value metadata = Member(request.value, "metadata");
  std::string_view name = TextMember(metadata, "name");
  if (name.empty()) name = TextMember(metadata, "generateName");
  const std::string_view wanted = TextMember(description, "name");
  if (!wanted.empty() && !IsWildcardMatch(wanted, name)) return false;
  const Value names = Member(description, "names");
  if (!Items(names).empty() && !AnyMatches(names, name)) return false;
  const bool is_space = object.id.kind == "Namespace";
  const Value spaces = Member(description, "namespaces");
  if (!Items(spaces).empty() && !AnyMatches(spaces, is_space ? name : request.space)) return false;
  if (!HaveAnnotations(Member(description, "annotations"), Member(metadata, "annotations"),
                       *request.budget))
    return false;
  const Value selector = Member(description, "selector");
  if (!selector.is_absent() && !IsSelected(selector, Member(metadata, "labels"), *request.budget))
    return false;
  const Value space_selector = Member(description, "namespaceSelector");
  return space_selector.is_absent() ||
         (!is_space && IsSelected(space_selector, request.space_labels, *request.budget));
}

bool HasUsers(Value filter) {
  return !Items(Member(filter, "subjects")).empty() || !Items(Member(filter, "roles")).empty() ||
         !Items(Member(filter, "clusterRoles")).empty();
}

bool IsTaken(Value filter, const Request& request) {
  const Value description = DescriptionOf(filter);
  return AreKindsMet(description, *request.object) && !IsEmptyDescription(description) &&
         DescribesRest(description, request);
}

bool IsExcluded(Value filter, const Request& request) {
  const Value description = DescriptionOf(filter);
  return AreKindsMet(description, *request.object) && !HasUsers(filter) &&
         !IsEmptyDescription(description) && DescribesRest(description, request);
}

// An expression of a selector: {key, operator, values}.
bool Expresses(Value expression, Value labels) {
  const std::string_view op = TextMember(expression, "operator");
  const Value label = Member(labels, TextMember(expression, "key"));
  if (op == "Exists") return !label.is_absent();
  if (op == "DoesNotExist") return label.is_absent();
  const auto values = Items(Member(expression, "values"));
  const bool in = !label.is_absent() && std::any_of(values.begin(), values.end(), [&](Value value) {
    return TextOf(value) == TextOf(label);
  });
  return op == "In" ? in : !in;
}

}  // namespace

KindSelector ReadKind(std::string_view text) {
  const std::vector<std::string> parts = PartsOf(text);
  switch (parts.size()) {
    case 1:
      return {"*", "*", parts[0], ""};
    case 2:
      if (parts[0] == "*" && parts[1] == "*") return {"*", "*", "*", "*"};
      if (parts[0] == "*" && IsLowerCase(parts[1])) return {"*", "*", parts[0], parts[1]};
      if (IsVersion(parts[0])) return {"*", parts[0], parts[1], ""};
      return {"*", "*", parts[0], parts[1]};
    case 3:
      if (IsVersion(parts[0])) return {"*", parts[0], parts[1], parts[2]};
      return {parts[0], parts[1], parts[2], ""};
    case 4:
      return {parts[0], parts[1], parts[2], parts[3]};
    default:
      return {};
  }
}

Value DescriptionOf(Value filter) { return Member(filter, "resources"); }

SelectorProblem ProblemOf(Value selector) {
  const auto expressions = Items(Member(selector, "matchExpressions"));
  for (size_t i = 0; i < expressions.size(); ++i) {
    const std::string_view op = TextMember(expressions[i], "operator");
    if (op == "In" || op == "NotIn" || op == "Exists" || op == "DoesNotExist") continue;
    return {
        Pointer("/matchExpressions", i) + "/operator",
        StrCat("the operator ", op, " of a selector is none of In, NotIn, Exists, DoesNotExist")};
  }
  return {};
}

bool IsSelected(Value selector, Value labels, Budget& budget) {
  const Value wanted = Member(selector, "matchLabels");
  if (!HaveAnnotations(wanted, labels, budget)) return false;
  const auto expressions = Items(Member(selector, "matchExpressions"));
  return std::all_of(expressions.begin(), expressions.end(),
                     [&](Value expression) { return Expresses(expression, labels); });
}

bool IsForRule(Value match, Value exclude, const Request& request) {
  const auto taken = [&](Value filter) { return IsTaken(filter, request); };
  const auto excluded = [&](Value filter) { return IsExcluded(filter, request); };
  const auto any = Items(Member(match, "any"));
  const auto all = Items(Member(match, "all"));
  const bool matches = !any.empty()   ? std::any_of(any.begin(), any.end(), taken)
                       : !all.empty() ? std::all_of(all.begin(), all.end(), taken)
                                      : taken(match);
  if (!matches) return false;
  const auto not_any = Items(Member(exclude, "any"));
  const auto not_all = Items(Member(exclude, "all"));
  if (!not_any.empty()) return std::none_of(not_any.begin(), not_any.end(), excluded);
  if (!not_all.empty()) return !std::all_of(not_all.begin(), not_all.end(), excluded);
  return !excluded(exclude);
}

}  // namespace chartrender::check::kyverno

#include "check/kyverno/rule.h"

#include <algorithm>
#include <span>
#include <utility>

#include "base/error.h"
#include "base/stack.h"
#include "check/images.h"
#include "check/kyverno/conditions.h"
#include "check/kyverno/pattern.h"
#include "check/kyverno/scalar.h"
#include "check/pods.h"
#include "check/policies.h"
#include "check/psa.h"
#include "manifest/api_version.h"

namespace chartrender::check::kyverno {

namespace {

using Status = Verdict::Status;

bool IsEnforcing(std::string_view action) { return action == "Enforce" || action == "enforce"; }

// The action of the override for the object's namespace, "" for none.
std::string_view OverrideOf(Value overrides, const Request& request) {
  for (const Value entry : Items(overrides)) {
    const auto spaces = Items(Member(entry, "namespaces"));
    const bool named = std::any_of(spaces.begin(), spaces.end(), [&](Value pattern) {
      return pattern.is_string() && IsWildcardMatch(pattern.AsString(), request.space);
    });
    const Value selector = Member(entry, "namespaceSelector");
    const bool selected =
        !selector.is_absent() && IsSelected(selector, request.space_labels, *request.budget);
    if ((spaces.empty() || named) && (selector.is_absent() || selected) && (named || selected)) {
      return TextMember(entry, "action");
    }
  }
  return {};
}

// Where the map lies in the value; nothing when it does not.
std::optional<std::string> PointerTo(const Map* wanted, Value value) {
  CheckStack();
  if (value.is_list()) {
    for (size_t i = 0; i < value.AsList().size(); ++i) {
      if (const auto found = PointerTo(wanted, value.AsList()[i])) return Pointer("", i) + *found;
    }
  }
  if (!value.is_map() || value.AsMap() == nullptr) return std::nullopt;
  if (value.AsMap() == wanted) return "";
  for (const Map::Entry& entry : value.AsMap()->Sorted()) {
    if (const auto found = PointerTo(wanted, entry.value)) return Pointer("", entry.key()) + *found;
  }
  return std::nullopt;
}

// The field that an expression such as `request.object.spec.a || 1` begins with: "/spec/a".
std::string FieldIn(std::string_view key, std::string_view holder) {
  const size_t at = key.find(holder);
  std::string pointer;
  if (at == std::string_view::npos) return pointer;
  std::string_view rest = key.substr(at + holder.size());
  while (rest.starts_with(".")) {
    rest.remove_prefix(1);
    size_t size = 0;
    while (size < rest.size() && (rest[size] == '_' || (rest[size] >= '0' && rest[size] <= '9') ||
                                  ((rest[size] | 0x20) >= 'a' && (rest[size] | 0x20) <= 'z'))) {
      ++size;
    }
    if (size == 0) break;
    pointer = Pointer(pointer, rest.substr(0, size));
    rest.remove_prefix(size);
  }
  return pointer;
}

class Judgement {
 public:
  Judgement(const Rule& rule, const Request& request, Scope& scope)
      : rule_(rule), request_(request), scope_(scope) {}

  Verdict Take() {
    try {
      SetRequest();
      const Value validate = Member(rule_.value, "validate");
      message_ = TextMember(validate, "message");
      return Evaluate(rule_.value, validate, request_.value, 0);
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kValues) throw;
      return {Status::kError, StrCat("the rule cannot be evaluated: ", failure.error().message),
              ""};
    }
  }

 private:
  // `holder` has preconditions and context, `check` what is checked; of foreach both are the same.
  Verdict Evaluate(Value holder, Value check, Value resource, size_t depth) {
    CheckStack();
    LoadContext(Member(holder, "context"));
    const Value preconditions = Member(holder, "preconditions");
    if (!preconditions.is_absent()) {
      in_preconditions_ = true;
      const bool met = AreConditionsMet(preconditions, scope_).met;
      in_preconditions_ = false;
      if (!met) return {Status::kSkip, "", ""};
    }
    const Value security = Member(check, "podSecurity");
    if (!security.is_absent()) return CheckSecurity(security);
    const Value deny = Member(check, "deny");
    if (!deny.is_absent()) return Deny(deny);
    const Value pattern = Member(check, "pattern");
    if (!pattern.is_absent()) return MatchOne(pattern, resource);
    const Value any = Member(check, "anyPattern");
    if (!any.is_absent()) return MatchAny(any, resource);
    return ForEach(Member(check, "foreach"), depth);
  }

  void SetRequest() {
    if (!rule_.has_variables) return;
    Map* request = Map::New(scope_.arena());
    const ResourceId& id = request_.object->id;
    const auto [group, version] = manifest::SplitApiVersion(id.api_version);
    Map* kind = Map::New(scope_.arena());
    kind->SetCopy("group", Text(group));
    kind->SetCopy("version", Text(version));
    kind->SetCopy("kind", Text(id.kind));
    request->SetCopy("object", request_.value);
    request->SetCopy("operation", Value::String("CREATE"));
    request->SetCopy("name", Text(id.name));
    request->SetCopy("namespace", Text(request_.space));
    request->SetCopy("kind", Value::Of(kind));
    scope_.Set("request", Value::Of(request));
    SetImages();
  }

  Value Text(std::string_view text) { return Value::String(scope_.arena(), text); }

  // images.containers.NAME and so on, taken apart.
  void SetImages() {
    Map* lists[3] = {};
    constexpr std::string_view kNames[] = {"containers", "initContainers", "ephemeralContainers"};
    for (const Pod& pod : PodsOf(*request_.object)) {
      for (const Container& container : ContainersOf(pod)) {
        const auto image = ParseImage(TextMember(container.value, "image"));
        if (!image) continue;
        Map*& list = lists[static_cast<size_t>(container.role)];
        if (list == nullptr) list = Map::New(scope_.arena());
        list->SetCopy(container.name, ImageInfo(*image));
      }
    }
    Map* images = Map::New(scope_.arena());
    for (size_t i = 0; i < std::size(lists); ++i) {
      if (lists[i] != nullptr) images->SetCopy(kNames[i], Value::Of(lists[i]));
    }
    if (!images->empty()) scope_.Set("images", Value::Of(images));
  }

  Value ImageInfo(const ImageName& image) {
    constexpr std::string_view kLibrary = "library/";
    std::string path = image.repository;
    if (image.registry == "docker.io" && path.starts_with(kLibrary)) path.erase(0, kLibrary.size());
    const std::string tag = image.tag.empty() && image.digest.empty() ? "latest" : image.tag;
    Map* info = Map::New(scope_.arena());
    info->SetCopy("registry", Text(image.registry));
    info->SetCopy("path", Text(path));
    info->SetCopy("name", Text(path.substr(path.rfind('/') + 1)));
    if (!tag.empty()) info->SetCopy("tag", Text(tag));
    if (!image.digest.empty()) info->SetCopy("digest", Text(image.digest));
    std::string reference = image.registry + '/' + path;
    reference += image.digest.empty() ? ':' + tag : '@' + image.digest;
    info->SetCopy("reference", Text(reference));
    return Value::Of(info);
  }

  // Variables of the rule's own, each seen by those after it.
  void LoadContext(Value context) {
    for (const Value entry : Items(context)) {
      const Value variable = Member(entry, "variable");
      const Value given = Member(variable, "value");
      const Value otherwise = Member(variable, "default");
      const Value path = Member(variable, "jmesPath");
      Value made = given.is_absent() ? Value::Nil() : scope_.Substitute(given);
      if (path.is_string()) {
        const std::string expression = TextOf(scope_.Substitute(path));
        try {
          made = given.is_absent() ? scope_.Query(expression) : scope_.QueryIn(expression, made);
        } catch (const Failure& failure) {
          if (failure.error().code != ErrorCode::kValues || otherwise.is_absent()) throw;
          made = Value::Nil();
        }
      }
      if (made.is_absent() && !otherwise.is_absent()) made = scope_.Substitute(otherwise);
      if (made.is_absent()) {
        throw Failure(ErrorCode::kValues, StrCat("the variable ", TextMember(entry, "name"),
                                                 " of the context is null"));
      }
      scope_.Set(TextMember(entry, "name"), made);
    }
  }

  Value Filled(Value value) { return rule_.has_variables ? scope_.Substitute(value) : value; }

  // The rule's message; as it is written where its variables have no values.
  std::string Message(std::string_view more, std::string_view pointer) {
    std::string message(message_);
    try {
      message = TextOf(Filled(Value::String(scope_.arena(), message)));
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kValues) throw;
    }
    if (!more.empty()) message += (message.empty() ? "" : "; ") + std::string(more);
    if (!message.empty()) return message;
    if (pointer.empty()) return StrCat("the rule ", rule_.name, " is not met");
    return StrCat("the rule ", rule_.name, " is not met at ", pointer);
  }

  Verdict Fail(const std::string& pointer, std::string_view more = "") {
    const std::string place = PointerInObject(pointer);
    return {Status::kFail, Message(more, place), place};
  }

  // Patterns within foreach are about the element.
  std::string PointerInObject(const std::string& pointer) const {
    if (element_ == nullptr) return pointer;
    const std::string element = PointerTo(element_, request_.value).value_or("");
    if (is_element_) return element + pointer;
    return pointer.empty() ? element : pointer;
  }

  Verdict Deny(Value deny) {
    const ConditionsOutcome outcome = AreConditionsMet(Member(deny, "conditions"), scope_);
    if (!outcome.met) return {};
    const Value more = Filled(Value::String(scope_.arena(), outcome.message));
    const std::string_view holder = is_element_ ? "element" : "request.object";
    return Fail(FieldIn(outcome.key, holder), TextOf(more));
  }

  Verdict MatchOne(Value pattern, Value resource) {
    const PatternOutcome outcome =
        MatchPattern(resource, Filled(pattern), scope_.budget(), scope_.arena());
    if (outcome.status == PatternOutcome::Status::kFail) return Fail(outcome.pointer);
    return {outcome.status == PatternOutcome::Status::kSkip ? Status::kSkip : Status::kPass, "",
            ""};
  }

  Verdict MatchAny(Value patterns, Value resource) {
    const Value filled = Filled(patterns);
    std::optional<std::string> failed;
    for (const Value pattern : Items(filled)) {
      const PatternOutcome outcome =
          MatchPattern(resource, pattern, scope_.budget(), scope_.arena());
      if (outcome.status == PatternOutcome::Status::kPass) return {};
      if (outcome.status == PatternOutcome::Status::kFail && !failed) failed = outcome.pointer;
    }
    return failed ? Fail(*failed) : Verdict{Status::kSkip, "", ""};
  }

  Verdict ForEach(Value loops, size_t depth) {
    size_t applied = 0;
    std::optional<Failure> unread;
    for (const Value loop : Items(loops)) {
      Value elements;
      try {
        elements = scope_.Query(TextMember(loop, "list"));
      } catch (const Failure& failure) {
        if (failure.error().code != ErrorCode::kValues) throw;
        if (failure.error().message.find("there is no field") == std::string::npos)
          unread = failure;
        continue;
      }
      if (elements.is_absent()) continue;
      const std::span<const Value> items =
          elements.is_list() ? elements.AsList() : std::span(&elements, 1);
      Verdict verdict = Each(loop, items, depth, applied);
      if (verdict.status != Status::kPass) return verdict;
    }
    if (applied == 0 && unread) throw Failure(*unread);
    return {applied == 0 ? Status::kSkip : Status::kPass, "", ""};
  }

  Verdict Each(Value loop, std::span<const Value> items, size_t depth, size_t& applied) {
    const Value scoped = Member(loop, "elementScope");
    for (size_t i = 0; i < items.size(); ++i) {
      if (items[i].is_absent()) continue;
      scope_.budget().ChargeSteps(1);
      Map* kept = scope_.Keep();
      const bool was_element = is_element_;
      const Map* const was_in = element_;
      const Value index = Value::Int64(static_cast<int64_t>(i));
      scope_.Set("element", items[i]);
      scope_.Set("element" + std::to_string(depth), items[i]);
      scope_.Set("elementIndex", index);
      scope_.Set("elementIndex" + std::to_string(depth), index);
      is_element_ = scoped.is(Kind::kBool) ? scoped.AsBool() : items[i].is_map();
      if (items[i].is_map()) element_ = items[i].AsMap();
      Verdict verdict = EachOne(loop, is_element_ ? items[i] : request_.value, depth);
      is_element_ = was_element;
      element_ = was_in;
      scope_.Restore(kept);
      if (verdict.status == Status::kSkip) continue;
      if (verdict.status != Status::kPass) return verdict;
      ++applied;
    }
    return {};
  }

  // Preconditions that cannot be evaluated skip the element.
  Verdict EachOne(Value loop, Value resource, size_t depth) {
    try {
      return Evaluate(loop, loop, resource, depth + 1);
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kValues || !in_preconditions_) throw;
      in_preconditions_ = false;
      return {Status::kSkip, "", ""};
    }
  }

  static bool IsExcluded(const PsaViolation& violation, Value excludes) {
    const auto items = Items(excludes);
    return std::any_of(items.begin(), items.end(), [&](Value entry) {
      if (TextMember(entry, "controlName") != violation.control) return false;
      const auto images = Items(Member(entry, "images"));
      if (images.empty()) return violation.image.empty();
      return std::any_of(images.begin(), images.end(), [&](Value pattern) {
        return pattern.is_string() && !violation.image.empty() &&
               IsWildcardMatch(pattern.AsString(), violation.image);
      });
    });
  }

  Verdict CheckSecurity(Value security) {
    const auto level = PsaLevelOf(TextMember(security, "level"));
    const auto minor = PsaMinorOf(TextMember(security, "version"));
    for (const Pod& pod : PodsOf(*request_.object)) {
      for (const PsaViolation& violation : PsaViolations(pod, *level, *minor, true)) {
        if (IsExcluded(violation, Member(security, "exclude"))) continue;
        return Fail(violation.pointer, violation.message);
      }
    }
    return {};
  }

  const Rule& rule_;
  const Request& request_;
  Scope& scope_;
  std::string_view message_;
  bool in_preconditions_ = false;
  bool is_element_ = false;       // what is matched is an element of foreach
  const Map* element_ = nullptr;  // the innermost one that is a map
};

}  // namespace

Verdict Judge(const Rule& rule, const Request& request, Scope& scope) {
  return Judgement(rule, request, scope).Take();
}

bool IsEnforced(const Policy& policy, const Rule& rule, const Request& request) {
  const Value validate = Member(rule.value, "validate");
  std::string_view action = OverrideOf(Member(validate, "failureActionOverrides"), request);
  if (action.empty()) action = TextMember(validate, "failureAction");
  if (action.empty())
    action = OverrideOf(Member(policy.spec, "validationFailureActionOverrides"), request);
  if (action.empty()) action = TextMember(policy.spec, "validationFailureAction");
  return IsEnforcing(action);
}

}  // namespace chartrender::check::kyverno

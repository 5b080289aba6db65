// include, tpl, required, fail and lookup. Source: Helm 4.3.1 pkg/engine/engine.go, funcs.go.
#include <string>

#include "base/stack.h"
#include "chart/log_events.h"
#include "engine/client_json.h"
#include "engine/error_layout.h"
#include "engine/functions.h"
#include "engine/host.h"
#include "engine/text_replace.h"
#include "gotemplate/exec.h"
#include "gotemplate/exec_error.h"
#include "value/map.h"
#include "value/print.h"

namespace chartrender::engine {

namespace {

// Counts one `include` of a name for as long as it runs.
class IncludeGuard {
 public:
  IncludeGuard(const Call& call, std::string_view name, uint32_t& count) : count_(count) {
    if (count_ > call.budget.limits().include_depth) {
      throw Failure(ErrorCode::kTemplate, StrCat("rendering template has a nested reference name: ",
                                                 name, ": unable to execute template"));
    }
    ++count_;
  }
  ~IncludeGuard() { --count_; }
  IncludeGuard(const IncludeGuard&) = delete;
  IncludeGuard& operator=(const IncludeGuard&) = delete;

 private:
  uint32_t& count_;
};

// Counts one `include` or `tpl` for as long as it runs.
class CallGuard {
 public:
  explicit CallGuard(const Call& call) : count_(call.host->calls()) {
    CheckStack();
    const uint32_t deepest = call.budget.limits().call_depth;
    if (count_ >= deepest) {
      throw Failure(ErrorCode::kLimit,
                    StrCat("limit reached: call depth (", std::to_string(deepest),
                           " include and tpl calls inside each other)"));
    }
    ++count_;
  }
  ~CallGuard() { --count_; }
  CallGuard(const CallGuard&) = delete;
  CallGuard& operator=(const CallGuard&) = delete;

 private:
  uint32_t& count_;
};

std::string_view Include(Call& call, std::string_view name, Value data) {
  const auto [found, under_way] = call.host->IncludedBy(*call.templates, name);
  if (found == nullptr) {
    Failure failure(ErrorCode::kTemplate, StrCat("template: no template ", Quoted(name),
                                                 " associated with template \"gotpl\""));
    failure.error().missing_template = name;
    throw failure;
  }
  const IncludeGuard guard(call, name, *under_way);
  const CallGuard depth(call);
  return call.interpreter->ExecuteToText(*call.templates, *found, data);
}

std::string_view Tpl(Call& call, std::string_view text, Value data) {
  const CallGuard depth(call);
  const Program* program = nullptr;
  try {
    program = &call.host->ProgramOf(text, call.budget);
  } catch (Failure& failure) {
    throw failure.WithPrefix(StrCat("cannot parse template ", Quoted(text), ": "));
  }
  TemplateSet templates(call.templates);
  const Template entry = templates.Add(*program);
  try {
    const std::string_view result = call.interpreter->ExecuteToText(templates, entry, data);
    return RemoveNoValue(result, call.arena);
  } catch (Failure& failure) {
    if (HasLongChain(failure.error())) throw;
    PrefixFailure(failure, StrCat("error during tpl function execution for ", Quoted(text), ": "));
    throw;
  }
}

[[noreturn]] void FailWithWarning(std::string_view message) {
  throw Failure(ErrorCode::kTemplate, StrCat(kWarnStart, message, kWarnEnd));
}

Value Required(Call& call, std::string_view message, Value value) {
  const bool absent = value.is_absent();
  const bool empty = value.is_string() && value.AsString().empty();
  if (!absent && !empty) return value;
  if (!call.host->lint_mode()) FailWithWarning(message);
  call.host->log().Add(absent ? log_events::kRequiredIsMissing : log_events::kRequiredIsEmpty,
                       {{"message", std::string(message)}});
  return Value::String("");
}

std::string_view Fail(Call& call, std::string_view message) {
  if (!call.host->lint_mode()) FailWithWarning(message);
  call.host->log().Add(log_events::kFail, {{"message", std::string(message)}});
  return "";
}

Value ReadObject(std::string_view json, Arena& arena) {
  const Value object = ReadClientJson(json, arena);
  if (!object.is_map()) throw Failure(ErrorCode::kTemplate, "lookup gave no object");
  return object;
}

Value Lookup(Call& call, std::string_view api_version, std::string_view kind,
             std::string_view space, std::string_view name) {
  const LookupCallback* lookup = call.host->lookup();
  if (lookup == nullptr) return Value::Of(Map::New(call.arena));
  const Result<std::string> json = (*lookup)(api_version, kind, space, name);
  if (!json.ok()) throw Failure(ErrorCode::kTemplate, json.error().message);
  if (json.value().empty()) return Value::Of(Map::New(call.arena));
  return ReadObject(json.value(), call.arena);
}

constexpr std::string_view kSource = "Helm 4.3.1 pkg/engine/engine.go";
constexpr FunctionDef kRows[] = {
    {"fail", Fn<&Fail>, "Ends the render with MESSAGE.", kSource},
    {"include", Fn<&Include>, "The text that the named template gives for DATA.", kSource},
    {"lookup", Fn<&Lookup>, "The object in the cluster; empty when rendering locally.",
     "Helm 4.3.1 pkg/engine/lookup_func.go"},
    {"required", Fn<&Required>,
     "VALUE, or the end of the render with MESSAGE when it is missing or empty.", kSource},
    {"tpl", Fn<&Tpl>, "TEXT run as a template with DATA.", kSource},
};

}  // namespace

std::span<const FunctionDef> EngineFunctions() { return kRows; }

}  // namespace chartrender::engine

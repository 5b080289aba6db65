#include "flag_value.h"

#include <algorithm>

#include "csv_record.h"
#include "go_number.h"
#include "go_text.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kModulesSyntax =
    "syntax error: expect comma-separated list of filename=N";
constexpr std::string_view kTraceSyntax = "syntax error: expect file.go:234";

std::string IntFault(std::string_view value, int base, int bits) {
  const NumberFault fault = ParseInt(value, base, bits).fault;
  return fault == NumberFault::kNone ? "" : NumberErrorText("ParseInt", value, fault);
}

std::string UintFault(std::string_view value) {
  const NumberFault fault = ParseUint(value, 0).fault;
  return fault == NumberFault::kNone ? "" : NumberErrorText("ParseUint", value, fault);
}

std::string BoolFault(std::string_view value) {
  return ParseBool(value) ? "" : NumberErrorText("ParseBool", value, NumberFault::kSyntax);
}

std::string FloatFault(std::string_view value) {
  const NumberFault fault = CheckFloat32(value);
  return fault == NumberFault::kNone ? "" : NumberErrorText("ParseFloat", value, fault);
}

std::string PairFault(std::string_view pair) {
  if (pair.find('=') != std::string_view::npos) return "";
  return std::string(pair) + " must be formatted as key=value";
}

std::string KeyValuesFault(std::string_view value) {
  const auto equals = std::count(value.begin(), value.end(), '=');
  if (equals < 2) return PairFault(value);
  const CsvRecord record = ReadCsvRecord(value);
  if (!record.error.empty()) return record.error;
  for (const std::string& pair : record.fields) {
    if (std::string fault = PairFault(pair); !fault.empty()) return fault;
  }
  return "";
}

bool IsWaitStrategy(std::string_view value) {
  return value == "watcher" || value == "hookOnly" || value == "legacy" || value == "true" ||
         value == "false";
}

std::string WaitFault(std::string_view value) {
  if (IsWaitStrategy(value)) return "";
  return "invalid wait input " + GoQuote(value) +
         ". Valid inputs are watcher, hookOnly, and legacy";
}

// Post-renderers are plugins of Helm, programs that this one never runs: none is found.
std::string PostRendererFault(const Option& option, std::string_view value,
                              const std::vector<OptionUse>& before) {
  if (value.empty()) return "";
  for (const OptionUse& use : before) {
    if (use.option == &option && !use.value.empty())
      return "cannot specify --post-renderer flag more than once";
  }
  return "plugin: {Name:" + std::string(value) + " Type:postrenderer/v1} not found";
}

std::string ChoiceFault(const Option& option, std::string_view value) {
  std::string_view rest = option.choices;
  while (true) {
    const size_t bar = rest.find('|');
    if (rest.substr(0, bar) == value) return "";
    if (bar == std::string_view::npos) break;
    rest.remove_prefix(bar + 1);
  }
  return "must be one of: " + std::string(option.choices);
}

std::string SeverityFault(std::string_view value) {
  std::string upper(value);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  if (upper == "INFO" || upper == "WARNING" || upper == "ERROR" || upper == "FATAL") return "";
  return IntFault(value, 10, 32);
}

std::string ModulesFault(std::string_view value) {
  while (!value.empty()) {
    const size_t comma = value.find(',');
    const std::string_view part = value.substr(0, comma);
    value.remove_prefix(comma == std::string_view::npos ? value.size() : comma + 1);
    if (part.empty()) continue;
    const size_t equals = part.find('=');
    if (equals == 0 || equals == std::string_view::npos || equals + 1 == part.size())
      return std::string(kModulesSyntax);
    const std::string_view level = part.substr(equals + 1);
    if (level.find('=') != std::string_view::npos) return std::string(kModulesSyntax);
    const ParsedInt number = ParseInt(level, 10, 32);
    if (number.fault != NumberFault::kNone) return std::string(kModulesSyntax);
    if (number.value < 0) return "negative value for vmodule level";
  }
  return "";
}

std::string TraceFault(std::string_view value) {
  if (value.empty()) return "";
  const size_t colon = value.find(':');
  if (colon == std::string_view::npos || value.find(':', colon + 1) != std::string_view::npos)
    return std::string(kTraceSyntax);
  if (value.substr(0, colon).find('.') == std::string_view::npos) return std::string(kTraceSyntax);
  const ParsedInt line = ParseInt(value.substr(colon + 1), 10, 64);
  if (line.fault != NumberFault::kNone) return std::string(kTraceSyntax);
  return line.value <= 0 ? "negative or zero value for level" : "";
}

}  // namespace

std::string ValueFault(const Option& option, std::string_view value,
                       const std::vector<OptionUse>& before) {
  switch (option.type) {
    case OptionType::kText:
    case OptionType::kTextArray:
      return "";
    case OptionType::kBool:
      return BoolFault(value);
    case OptionType::kTextList:
      return ReadCsvRecord(value).error;
    case OptionType::kInt:
      return IntFault(value, 0, 64);
    case OptionType::kUint:
      return UintFault(value);
    case OptionType::kFloat:
      return FloatFault(value);
    case OptionType::kDuration:
      return DurationError(value);
    case OptionType::kKeyValues:
      return KeyValuesFault(value);
    case OptionType::kWaitStrategy:
      return WaitFault(value);
    case OptionType::kPostRenderer:
      return PostRendererFault(option, value, before);
    case OptionType::kPostRendererPath:
      return value.empty() ? "" : "render runs no other program: pipe what it prints through yours";
    case OptionType::kChoice:
      return ChoiceFault(option, value);
    case OptionType::kGoBool:
      return ParseBool(value) ? "" : "parse error";
    case OptionType::kGoUint: {
      const NumberFault fault = ParseUint(value, 0).fault;
      return fault == NumberFault::kNone    ? ""
             : fault == NumberFault::kRange ? "value out of range"
                                            : "parse error";
    }
    case OptionType::kLogLevel:
      return IntFault(value, 10, 32);
    case OptionType::kLogSeverity:
      return SeverityFault(value);
    case OptionType::kLogModules:
      return ModulesFault(value);
    case OptionType::kLogTrace:
      return TraceFault(value);
  }
  return "";
}

std::vector<std::string> SplitValue(const Option& option, std::string_view value) {
  if (option.type == OptionType::kTextList) return ReadCsvRecord(value).fields;
  if (option.type == OptionType::kKeyValues) {
    if (std::count(value.begin(), value.end(), '=') > 1) return ReadCsvRecord(value).fields;
    while (!value.empty() && value.front() == '"') value.remove_prefix(1);
    while (!value.empty() && value.back() == '"') value.remove_suffix(1);
  }
  return {std::string(value)};
}

}  // namespace chartrender::cli

#include "shared_options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "flag_parser.h"
#include "go_text.h"

namespace chartrender::cli {
namespace {

using enum OptionType;
using enum OptionGroup;

constexpr Option kOwnGlobal[] = {
    {"error-format", 0, kChoice, kOutput, "FORMAT",
     "errors as Helm prints them (helm), with the place in the source below (full), as one JSON "
     "document on standard error (json); auto: full on a terminal, else helm",
     "auto", "", "", "auto|helm|full|json"},
};

constexpr Option kLimit[] = {
    {"limit", 0, kTextArray, kMain, "NAME=N",
     "what one chart may use: steps, output, memory, time (90s), nesting, template-depth, "
     "include-depth, call-depth, file, archive, archive-files, regex, alias-nodes; sizes in bytes "
     "or 512K, "
     "64M, 2G"},
};

constexpr Option kRendering[] = {
    {"all-errors", 0, kBool, kMain, "", "report every template that fails, not only the first"},
    {"lookup", 0, kTextArray, kMain, "FILE",
     "let `lookup` find the objects of the manifests in FILE, as in a cluster"},
};

constexpr Option kNetwork[] = {
    {"allow-network", 0, kBool, kMain, "",
     "fetch schema references that are http or https addresses"},
};

constexpr Option kWatch[] = {
    {"watch", 0, kBool, kMain, "", "run again whenever a file changes that was read, until Ctrl-C"},
};

enum class Unit : uint8_t { kCount, kBytes, kTime };

struct LimitField {
  std::string_view name;
  Unit unit;
  std::string_view member;  // of Limits
};

constexpr LimitField kFields[] = {
    {"steps", Unit::kCount, "steps"},
    {"output", Unit::kBytes, "output_bytes"},
    {"memory", Unit::kBytes, "memory_bytes"},
    {"time", Unit::kTime, "wall_milliseconds"},
    {"nesting", Unit::kCount, "nesting_depth"},
    {"template-depth", Unit::kCount, "template_depth"},
    {"include-depth", Unit::kCount, "include_depth"},
    {"call-depth", Unit::kCount, "call_depth"},
    {"file", Unit::kBytes, "file_bytes"},
    {"archive", Unit::kBytes, "archive_bytes"},
    {"archive-files", Unit::kCount, "archive_files"},
    {"regex", Unit::kBytes, "regex_bytes"},
    {"alias-nodes", Unit::kCount, "alias_nodes"},
};

static_assert(std::all_of(std::begin(kLimitMembers), std::end(kLimitMembers),
                          [](const LimitMember& limit) {
                            return std::count_if(std::begin(kFields), std::end(kFields),
                                                 [&](const LimitField& field) {
                                                   return field.member == limit.name;
                                                 }) == 1;
                          }) &&
                  std::size(kFields) == std::size(kLimitMembers),
              "every limit has its name in --limit");

struct Suffix {
  std::string_view text;
  uint64_t factor;
};
constexpr Suffix kCountSuffixes[] = {{"", 1}};
constexpr Suffix kByteSuffixes[] = {
    {"", 1}, {"K", 1ULL << 10}, {"M", 1ULL << 20}, {"G", 1ULL << 30}};
constexpr Suffix kTimeSuffixes[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}};

std::span<const Suffix> SuffixesOf(Unit unit) {
  if (unit == Unit::kBytes) return kByteSuffixes;
  if (unit == Unit::kTime) return kTimeSuffixes;
  return kCountSuffixes;
}

std::string_view Expectation(Unit unit) {
  switch (unit) {
    case Unit::kBytes:
      return "a number of bytes such as 1048576, 512K, 64M or 2G";
    case Unit::kTime:
      return "a time such as 500ms, 90s or 2m (0s: no limit)";
    case Unit::kCount:
      break;
  }
  return "a whole number";
}

std::optional<uint64_t> ReadAmount(std::string_view text, Unit unit, uint64_t most) {
  uint64_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc()) return std::nullopt;
  const std::string_view rest(end.ptr, static_cast<size_t>(text.data() + text.size() - end.ptr));
  for (const Suffix& suffix : SuffixesOf(unit)) {
    if (rest == suffix.text && number <= most / suffix.factor) return number * suffix.factor;
  }
  return std::nullopt;
}

[[noreturn]] void FailLimit(std::string_view argument, const std::string& why) {
  throw UsageError("invalid argument " + GoQuote(argument) + " for \"--limit\" flag: " + why);
}

void SetLimit(std::string_view argument, Limits& limits) {
  const size_t equals = argument.find('=');
  const std::string_view name = argument.substr(0, equals);
  std::string known;
  for (const LimitField& field : kFields) {
    known += (known.empty() ? "" : ", ") + std::string(field.name);
    if (field.name != name) continue;
    const std::string_view text =
        equals == std::string_view::npos ? std::string_view() : argument.substr(equals + 1);
    const LimitMember& limit = *FindLimit(field.member);
    const auto amount = ReadAmount(text, field.unit, limit.Highest());
    if (!amount) FailLimit(argument, "must be " + std::string(Expectation(field.unit)));
    limit.Set(limits, *amount);
    return;
  }
  FailLimit(argument, "there is no limit of that name; the limits are " + known);
}

}  // namespace

std::span<const Option> OwnGlobalOptions() { return kOwnGlobal; }
std::span<const Option> LimitOptions() { return kLimit; }
std::span<const Option> RenderingOptions() { return kRendering; }
std::span<const Option> WatchOptions() { return kWatch; }
std::span<const Option> NetworkOptions() { return kNetwork; }

Limits ReadLimits(const std::vector<std::string>& arguments) {
  Limits limits;
  for (std::string_view argument : arguments) {
    while (true) {
      const size_t comma = argument.find(',');
      SetLimit(argument.substr(0, comma), limits);
      if (comma == std::string_view::npos) break;
      argument.remove_prefix(comma + 1);
    }
  }
  return limits;
}

}  // namespace chartrender::cli

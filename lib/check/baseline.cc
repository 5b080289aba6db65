// Baselines: the findings of a day, which do not count afterwards.
#include "check/baseline.h"

#include "base/arena.h"
#include "base/error.h"
#include "check/objects.h"
#include "codec/json/json.h"

namespace chartrender::check {

namespace {

constexpr std::string_view kKeys[] = {"rule", "apiVersion", "kind", "namespace",
                                      "name", "pointer",    "file"};

// What stays the same about a finding while lines move; by kKeys.
std::vector<std::string_view> PartsOf(const Finding& finding) {
  // The file only where no object tells the finding apart.
  const bool has_object = !finding.resource.kind.empty();
  return {finding.rule,
          finding.resource.api_version,
          finding.resource.kind,
          finding.resource.space,
          finding.resource.name,
          finding.pointer,
          has_object ? std::string_view() : std::string_view(finding.source.file)};
}

[[noreturn]] void Refuse(const std::string& name, std::string_view why) {
  throw Failure(ErrorCode::kUsage, StrCat(name, ": no baseline: ", why));
}

}  // namespace

std::string FingerprintOf(const Finding& finding) {
  std::string text;
  for (const std::string_view part : PartsOf(finding)) {
    text += part;
    text += '\n';
  }
  return text;
}

std::map<std::string, size_t> ReadBaseline(const std::string& name, std::string_view text) {
  Arena arena;
  Value value;
  try {
    value = ReadJson(text, arena);
  } catch (const Failure& failure) {
    Refuse(name, failure.error().message);
  }
  const Value version = Member(value, "version");
  if (!version.is(Kind::kFloat) || version.AsFloat() != 1) {
    Refuse(name, "version is not 1; write it with --write-baseline");
  }
  const Value findings = Member(value, "findings");
  if (!findings.is_list()) Refuse(name, "findings is no list");
  std::map<std::string, size_t> known;
  for (const Value entry : findings.AsList()) {
    std::string fingerprint;
    for (const std::string_view key : kKeys) {
      fingerprint += TextMember(entry, key);
      fingerprint += '\n';
    }
    ++known[fingerprint];
  }
  return known;
}

std::string WriteBaseline(std::span<const Finding> findings) {
  std::string text = "{\n  \"version\": 1,\n  \"findings\": [";
  std::string_view separator = "\n";
  for (const Finding& finding : findings) {
    if (!finding.ignored.empty() && finding.ignored != kInBaseline) continue;
    text.append(separator).append("    {");
    const std::vector<std::string_view> parts = PartsOf(finding);
    std::string_view comma;
    for (size_t i = 0; i < parts.size(); ++i) {
      if (parts[i].empty()) continue;
      text.append(comma).append("\"").append(kKeys[i]).append("\": ");
      AppendJsonString(text, parts[i], false);
      comma = ", ";
    }
    text += '}';
    separator = ",\n";
  }
  text += separator == "\n" ? "]\n}\n" : "\n  ]\n}\n";
  return text;
}

}  // namespace chartrender::check

#include "finding_sarif.h"

#include <algorithm>
#include <cstdint>
#include <map>

namespace chartrender::cli {
namespace {

std::string_view LevelOf(Severity severity) {
  return severity == Severity::kInfo ? "note" : SeverityName(severity);
}

// A URI reference of a path.
std::string UriOf(const std::string& path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  constexpr std::string_view kKept = "-._~/";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kKept.find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return uri;
}

// FNV-1a, 64 bits: what stays the same while lines move.
std::string Fingerprint(const Finding& finding) {
  uint64_t hash = 0xCBF29CE484222325ULL;
  for (const std::string& part :
       {finding.rule, finding.resource.api_version, finding.resource.kind, finding.resource.space,
        finding.resource.name, finding.pointer, finding.source.file}) {
    for (const char c : part + '\n') {
      hash ^= static_cast<unsigned char>(c);
      hash *= 0x100000001B3ULL;
    }
  }
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string text;
  for (int shift = 60; shift >= 0; shift -= 4) text += kHex[(hash >> shift) & 15];
  return text;
}

Json RuleJson(const RuleInfo& rule) {
  Json entry = {{"id", std::string(rule.id)},
                {"shortDescription", {{"text", std::string(rule.summary)}}},
                {"defaultConfiguration", {{"level", std::string(LevelOf(rule.severity))}}},
                {"properties", {{"tags", Json::array({std::string(rule.family)})}}}};
  if (!rule.remedy.empty()) entry["help"] = {{"text", std::string(rule.remedy)}};
  return entry;
}

Json LocationJson(const Finding& finding) {
  const Location& where = BestPlace(finding);
  Json location = Json::object();
  if (!where.file.empty()) {
    Json place = {{"artifactLocation", {{"uri", UriOf(where.file)}}}};
    if (where.line > 0) place["region"] = {{"startLine", where.line}};
    if (where.line > 0 && finding.column > 0 && &where == &finding.rendered)
      place["region"]["startColumn"] = finding.column;
    location["physicalLocation"] = std::move(place);
  }
  const std::string name = finding.resource.ToText() + finding.pointer;
  if (!name.empty())
    location["logicalLocations"] = Json::array({Json{{"fullyQualifiedName", name}}});
  return location;
}

Json ResultJson(const Finding& finding, const std::map<std::string_view, size_t>& rules) {
  Json result = {{"ruleId", finding.rule}};
  if (const auto rule = rules.find(finding.rule); rule != rules.end()) {
    result["ruleIndex"] = rule->second;
  }
  std::string text = finding.message;
  if (!finding.remedy.empty()) text += "\n" + finding.remedy;
  result["level"] = std::string(LevelOf(finding.severity));
  result["message"] = {{"text", std::move(text)}};
  result["locations"] = Json::array({LocationJson(finding)});
  result["partialFingerprints"] = {{"chartrender/v1", Fingerprint(finding)}};
  if (!finding.ignored.empty()) {
    result["suppressions"] =
        Json::array({Json{{"kind", "external"}, {"justification", finding.ignored}}});
  }
  if (finding.rendered.line > 0) {
    Json rendered = {{"line", finding.rendered.line}};
    if (!finding.rendered.file.empty()) rendered["file"] = finding.rendered.file;
    result["properties"] = {{"rendered", std::move(rendered)}};
  }
  return result;
}

}  // namespace

std::string FindingsAsSarif(const FindingReport& report) {
  Json rules = Json::array();
  std::map<std::string_view, size_t> index;
  for (const RuleInfo& rule : report.rules) {
    const bool is_used =
        std::any_of(report.findings.begin(), report.findings.end(),
                    [&](const Finding& finding) { return finding.rule == rule.id; });
    if (!is_used) continue;
    index[rule.id] = rules.size();
    rules.push_back(RuleJson(rule));
  }
  Json results = Json::array();
  for (const Finding& finding : report.findings) results.push_back(ResultJson(finding, index));
  Json driver = {{"name", "chartrender"},
                 {"semanticVersion", std::string(Version())},
                 {"rules", std::move(rules)}};
  Json run = {{"tool", {{"driver", std::move(driver)}}},
              {"columnKind", "unicodeCodePoints"},
              {"results", std::move(results)}};
  return WriteJsonText({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", Json::array({std::move(run)})}});
}

}  // namespace chartrender::cli

#include "check/yaml_texts.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/line_starts.h"
#include "check/registry.h"
#include "yamllint/lint.h"

namespace chartrender::check {

namespace {

Finding FindingOf(yamllint::Problem&& problem) {
  Finding finding;
  finding.rule = problem.rule;
  finding.severity = problem.level;
  finding.message = std::move(problem.message);
  finding.column = static_cast<uint32_t>(problem.column);
  finding.rendered.line = static_cast<uint32_t>(problem.line);
  if (const RuleInfo* info = FindRule(problem.rule)) finding.remedy = info->remedy;
  return finding;
}

void LintFile(std::string_view name, std::string_view text, const yamllint::Config& config,
              Budget& budget, std::vector<Finding>& findings) {
  if (config.IsIgnored(name)) return;
  // Patterns are for paths as a user names them: without `./`.
  const std::string_view path = name.starts_with("./") ? name.substr(2) : name;
  std::vector<yamllint::Problem> problems = yamllint::Lint(text, path, config, budget);
  findings.reserve(findings.size() + problems.size());
  for (yamllint::Problem& problem : problems) {
    Finding finding = FindingOf(std::move(problem));
    finding.rendered.file = name;
    finding.source = finding.rendered;
    findings.push_back(std::move(finding));
  }
}

// Where the lines of a render come from.
class RenderedPlaces {
 public:
  explicit RenderedPlaces(const ObjectSet::Data& data) : data_(data) {
    for (const Object& object : data.objects) objects_.try_emplace(object.document, &object);
    for (const Document& document : data.documents) {
      lines_.emplace(&document, LineEndsIn(document.text) + 1);
    }
  }

  void Locate(Finding& finding) const {
    const uint32_t line = finding.rendered.line;
    auto document = std::partition_point(
        data_.documents.begin(), data_.documents.end(),
        [&](const Document& one) { return one.first_line + LinesOf(one) <= line; });
    // What stands between documents belongs to the next; what is behind the last to the last.
    if (document == data_.documents.end()) {
      if (data_.documents.empty()) return;
      --document;
    }
    if (const auto object = objects_.find(&*document); object != objects_.end()) {
      finding.resource = object->second->id;
    }
    Origin origin{document->source, 0, {}, 0};
    if (line >= document->first_line)
      origin = ObjectSet::Data::OriginOfLine(*document, line - document->first_line);
    finding.source = {data_.ShownFile(origin.file), origin.line, 0};
  }

 private:
  uint32_t LinesOf(const Document& document) const { return lines_.find(&document)->second; }

  const ObjectSet::Data& data_;
  std::unordered_map<const Document*, const Object*> objects_;  // the first of each
  std::unordered_map<const Document*, uint32_t> lines_;
};

constexpr RuleInfo kSyntax = {yamllint::kSyntaxRule, "yaml", Severity::kError,
                              "The text is no YAML.", ""};

std::vector<RuleInfo> MakeRules() {
  // Those that yamllint's own configuration has as warnings.
  constexpr std::string_view kWarnings[] = {"comments", "comments-indentation", "document-start",
                                            "truthy"};
  std::vector<RuleInfo> rules = {kSyntax};
  for (const yamllint::RuleSpec& rule : yamllint::AllRules()) {
    const bool is_warning =
        std::find(std::begin(kWarnings), std::end(kWarnings), rule.id) != std::end(kWarnings);
    rules.push_back({rule.id, "yaml", is_warning ? Severity::kWarning : Severity::kError,
                     rule.summary, rule.remedy});
  }
  return rules;
}

}  // namespace

std::span<const RuleInfo> YamlRules() {
  static const std::vector<RuleInfo> rules = MakeRules();
  return rules;
}

std::vector<Finding> LintFiles(std::span<const FileView> files, const yamllint::Config& config,
                               Budget& budget) {
  std::vector<Finding> findings;
  for (const FileView& file : files) LintFile(file.path, file.data, config, budget, findings);
  return findings;
}

std::vector<Finding> LintObjects(const ObjectSet::Data& data, const yamllint::Config& config) {
  Budget budget(data.budget.limits());
  std::vector<yamllint::Problem> problems;
  if (!data.text.empty()) problems = yamllint::Lint(data.text, "", config, budget);
  data.are_objects_read.wait(false);
  std::vector<Finding> findings;
  findings.reserve(problems.size());
  const RenderedPlaces places(data);
  for (yamllint::Problem& problem : problems) {
    Finding finding = FindingOf(std::move(problem));
    places.Locate(finding);
    findings.push_back(std::move(finding));
  }
  std::set<std::string_view> names;
  for (const Document& document : data.documents) {
    if (document.file.empty() || !names.insert(document.file).second) continue;
    const auto text = data.sources.find(document.file);
    if (text != data.sources.end()) LintFile(document.file, text->second, config, budget, findings);
  }
  return findings;
}

}  // namespace chartrender::check

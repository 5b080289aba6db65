#include "check/ignores.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <tuple>

#include "algo/wildcard.h"
#include "base/error.h"
#include "check/baseline.h"
#include "check/registry.h"

namespace chartrender::check {

namespace {

constexpr std::string_view kAnnotations[] = {"render.dev/ignore.", "ignore-check.kube-linter.io/"};

constexpr RuleInfo kRules[] = {
    {"ignore-expired", "ignores", Severity::kWarning, "A line of an ignore file is out of date.",
     "Mend what it ignores, or move its `until`."},
    {"ignore-unexplained", "ignores", Severity::kError,
     "A comment or annotation ignores a rule without saying why; it has no effect.",
     "Write the reason behind the rule."},
    {"ignore-unused", "ignores", Severity::kWarning, "A line of an ignore file ignores nothing.",
     "Remove it."},
};

using Id = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view>;
Id IdOf(const ResourceId& id) { return {id.api_version, id.kind, id.space, id.name}; }

// One set of objects with what its texts and annotations ignore.
class SetIgnores {
 public:
  explicit SetIgnores(const ObjectSet::Data& data) : data_(data) {
    if (data.comments == nullptr) {
      for (const auto& [name, text] : data.sources) sources_.emplace(data.ShownFile(name), text);
    }
    if (std::none_of(data.objects.begin(), data.objects.end(), MayIgnore)) return;
    for (const Object& object : data.objects) objects_.emplace(IdOf(object.id), &object);
  }

  // The reason of a comment or an annotation, "" for none.
  std::string ReasonFor(const Finding& finding, std::vector<Finding>& about) {
    std::string reason = ReasonInText(finding.source, finding, about);
    if (reason.empty()) reason = ReasonInText(finding.rendered, finding, about);
    if (reason.empty()) reason = ReasonInObject(finding, about);
    return reason;
  }

 private:
  static bool MayIgnore(const Object& object) {
    const Value annotations = Member(Member(object.value, "metadata"), "annotations");
    if (!annotations.is_map() || annotations.AsMap() == nullptr) return false;
    const auto entries = annotations.AsMap()->Sorted();
    return std::any_of(entries.begin(), entries.end(), [](const Map::Entry& entry) {
      return std::any_of(std::begin(kAnnotations), std::end(kAnnotations),
                         [&](std::string_view prefix) { return entry.key().starts_with(prefix); });
    });
  }

  const std::vector<IgnoreComment>& CommentsOf(const std::string& file) {
    return data_.comments == nullptr ? FindComments(file) : FoundComments(*data_.comments, file);
  }

  const std::vector<IgnoreComment>& FoundComments(const IgnoreComments& comments,
                                                  const std::string& file) const {
    if (file.empty()) return comments.of_render;
    const auto found = comments.of_files.find(file);
    return found == comments.of_files.end() ? none_ : found->second;
  }

  // Neighbouring findings are often of the same file.
  const std::vector<IgnoreComment>& FindComments(const std::string& file) {
    if (file.empty()) {
      if (!of_render_) of_render_ = FindIgnoreComments(data_.text);
      return *of_render_;
    }
    if (last_ != comments_.end() && last_->first == file) return last_->second;
    const auto [entry, is_new] = comments_.try_emplace(file);
    const auto text = sources_.find(file);
    if (is_new && text != sources_.end()) entry->second = FindIgnoreComments(text->second);
    last_ = entry;
    return entry->second;
  }

  std::string ReasonInText(const Location& where, const Finding& finding,
                           std::vector<Finding>& about) {
    for (const IgnoreComment& comment : CommentsOf(where.file)) {
      const bool near =
          where.line > 0 && (comment.line == where.line || comment.line + 1 == where.line);
      if (!comment.whole_file && !near) continue;
      for (const std::string& rule : comment.rules) {
        if (!MatchesWildcard(rule, finding.rule)) continue;
        if (!comment.reason.empty()) return comment.reason;
        Finding missing = Unexplained(rule, finding);
        missing.source = missing.rendered = {where.file, comment.line, 0};
        about.push_back(std::move(missing));
      }
    }
    return "";
  }

  std::string ReasonInObject(const Finding& finding, std::vector<Finding>& about) const {
    const auto found = objects_.find(IdOf(finding.resource));
    if (found == objects_.end()) return "";
    const Object& object = *found->second;
    const Value annotations = Member(Member(object.value, "metadata"), "annotations");
    if (!annotations.is_map() || annotations.AsMap() == nullptr) return "";
    for (const Map::Entry& entry : annotations.AsMap()->Sorted()) {
      for (const std::string_view prefix : kAnnotations) {
        if (!entry.key().starts_with(prefix)) continue;
        const std::string_view rule = entry.key().substr(prefix.size());
        if (!MatchesWildcard(rule, finding.rule)) continue;
        if (entry.value.is_string() && !entry.value.AsString().empty()) {
          return std::string(entry.value.AsString());
        }
        Finding missing = Unexplained(rule, finding);
        missing.pointer = Pointer("/metadata/annotations", entry.key());
        data_.Locate(object, missing.pointer, missing);
        about.push_back(std::move(missing));
      }
    }
    return "";
  }

  static Finding Unexplained(std::string_view rule, const Finding& finding) {
    const RuleInfo& info = *FindRule("ignore-unexplained");
    Finding missing;
    missing.rule = info.id;
    missing.severity = info.severity;
    missing.message = "rule " + std::string(rule) + " is ignored here without a reason";
    missing.resource = finding.resource;
    missing.remedy = info.remedy;
    return missing;
  }

  const ObjectSet::Data& data_;
  std::map<Id, const Object*> objects_;  // empty: no annotation ignores anything
  std::map<std::string, std::string_view> sources_;
  std::map<std::string, std::vector<IgnoreComment>> comments_;
  std::map<std::string, std::vector<IgnoreComment>>::iterator last_ = comments_.end();
  std::optional<std::vector<IgnoreComment>> of_render_;  // of the rendered text, whose file is ""
  std::vector<IgnoreComment> none_;
};

bool Matches(const IgnoreLine& line, std::string_view text) {
  return line.path == text || line.pattern->Matches(text);
}

// The path of an ignore line: of the template, whole or from any folder on, or the resource.
bool IsForPlace(const IgnoreLine& line, const Finding& finding) {
  if (line.path == "*" || Matches(line, finding.rendered.file)) return true;
  for (std::string_view file = finding.source.file; !file.empty();) {
    if (Matches(line, file)) return true;
    const size_t slash = file.find('/');
    file = slash == std::string_view::npos ? std::string_view() : file.substr(slash + 1);
  }
  const ResourceId& id = finding.resource;
  return !id.kind.empty() && (Matches(line, id.ToText()) || Matches(line, id.kind + '/' + id.name));
}

class IgnoreRun {
 public:
  explicit IgnoreRun(const Ignores& ignores) : ignores_(ignores) {
    for (const Ignores::File& file : ignores.files) {
      for (IgnoreLine& line : ReadIgnoreFile(file.name, file.text))
        lines_.push_back(std::move(line));
    }
    if (ignores.baseline) known_ = ReadBaseline(ignores.baseline->name, ignores.baseline->text);
  }

  std::vector<Finding> Run(std::vector<CheckedObjects>& checked) {
    std::map<const ObjectSet::Data*, SetIgnores> sets;
    size_t count = 0;
    for (const CheckedObjects& part : checked) count += part.findings.size();
    findings_.reserve(count);
    for (CheckedObjects& part : checked) {
      const ObjectSet::Data& data = part.objects.data();
      SetIgnores& set = sets.try_emplace(&data, data).first->second;
      for (Finding& finding : part.findings) {
        finding.ignored = set.ReasonFor(finding, about_);
        if (finding.ignored.empty()) finding.ignored = ReasonInFiles(finding);
        if (finding.ignored.empty()) finding.ignored = ReasonInBaseline(finding);
      }
      std::move(part.findings.begin(), part.findings.end(), std::back_inserter(findings_));
    }
    ReportLines();
    AddOnce(about_);
    return std::move(findings_);
  }

 private:
  std::string ReasonInFiles(const Finding& finding) {
    std::string reason;
    for (IgnoreLine& line : lines_) {
      if (!MatchesWildcard(line.rule, finding.rule) || !IsForPlace(line, finding)) continue;
      line.used = true;
      if (reason.empty() && line.until >= ignores_.now) reason = line.reason;
    }
    return reason;
  }

  std::string ReasonInBaseline(const Finding& finding) {
    if (known_.empty()) return "";
    const auto found = known_.find(FingerprintOf(finding));
    if (found == known_.end() || found->second == 0) return "";
    --found->second;
    return std::string(kInBaseline);
  }

  // Whether a rule that the pattern is for has been applied.
  bool IsApplied(std::string_view pattern) const {
    for (const RuleInfo& rule : CheckRules()) {
      const auto& families = ignores_.families;
      if (MatchesWildcard(pattern, rule.id) &&
          std::find(families.begin(), families.end(), rule.family) != families.end()) {
        return true;
      }
    }
    return false;
  }

  void ReportLines() {
    for (const IgnoreLine& line : lines_) {
      if (line.used && line.until < ignores_.now) {
        Report("ignore-expired", line, StrCat("the time to ignore ", line.rule, " is over"));
      } else if (!line.used && IsApplied(line.rule)) {
        Report("ignore-unused", line, StrCat("nothing at ", line.path, " is found by ", line.rule));
      }
    }
  }

  void Report(std::string_view rule, const IgnoreLine& line, std::string message) {
    const RuleInfo& info = *FindRule(rule);
    Finding finding;
    finding.rule = rule;
    finding.severity = info.severity;
    finding.message = std::move(message);
    finding.rendered = finding.source = {std::string(line.file), line.line, 0};
    finding.remedy = info.remedy;
    findings_.push_back(std::move(finding));
  }

  void AddOnce(const std::vector<Finding>& more) {
    std::set<std::tuple<std::string, uint32_t, std::string>> told;
    for (const Finding& finding : more) {
      if (told.emplace(finding.source.file, finding.source.line, finding.message).second) {
        findings_.push_back(finding);
      }
    }
  }

  const Ignores& ignores_;
  std::vector<IgnoreLine> lines_;
  std::map<std::string, size_t> known_;  // fingerprints of the baseline, and how many of each
  std::vector<Finding> findings_;
  std::vector<Finding> about_;
};

}  // namespace

std::span<const RuleInfo> IgnoreRules() { return kRules; }

std::shared_ptr<const IgnoreComments> FindAllComments(const ObjectSet::Data& data) {
  auto comments = std::make_shared<IgnoreComments>();
  for (const auto& [name, text] : data.sources) {
    std::vector<IgnoreComment> found = FindIgnoreComments(text);
    if (!found.empty()) comments->of_files.emplace(data.ShownFile(name), std::move(found));
  }
  comments->of_render = FindIgnoreComments(data.text);
  return comments;
}

std::vector<Finding> ApplyIgnores(std::vector<CheckedObjects> checked, const Ignores& ignores) {
  return IgnoreRun(ignores).Run(checked);
}

}  // namespace chartrender::check

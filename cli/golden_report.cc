#include "golden_report.h"

#include <algorithm>
#include <vector>

#include "json_text.h"
#include "report_text.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kIndent = "    ";

std::string_view StatusName(GoldenStatus status) {
  switch (status) {
    case GoldenStatus::kPassed:
      return "passed";
    case GoldenStatus::kFailed:
      return "failed";
    case GoldenStatus::kMissing:
      return "missing";
    case GoldenStatus::kObsolete:
      return "obsolete";
    case GoldenStatus::kWritten:
      return "written";
    case GoldenStatus::kPending:
      return "pending";
    default:
      return "note";
  }
}

bool Fails(const GoldenReport& report, const GoldenItem& item) {
  return item.status == GoldenStatus::kFailed || item.status == GoldenStatus::kMissing ||
         item.status == GoldenStatus::kPending ||
         (item.status == GoldenStatus::kObsolete && report.fail_on_obsolete);
}

std::string Title(const GoldenItem& item) {
  return item.group.empty() ? item.name : item.group + "/" + item.name;
}

std::string Indented(const std::string& text) {
  std::string indented;
  for (size_t start = 0; start < text.size();) {
    const size_t end = std::min(text.find('\n', start), text.size());
    indented += std::string(kIndent) + text.substr(start, end - start) + '\n';
    start = end + 1;
  }
  return indented;
}

std::string Counts(const GoldenReport& report) {
  std::string text;
  for (const GoldenStatus status :
       {GoldenStatus::kPassed, GoldenStatus::kFailed, GoldenStatus::kMissing,
        GoldenStatus::kPending, GoldenStatus::kWritten, GoldenStatus::kObsolete}) {
    const size_t count = report.Count(status);
    if (count == 0 && status != GoldenStatus::kPassed && status != GoldenStatus::kFailed) continue;
    text +=
        (text.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(StatusName(status));
  }
  return text;
}

std::string RunLine(const GoldenRun& run) {
  return run.target + ": " + Counts(run.report) +
         (run.report.renders > 0 ? " (" + std::to_string(run.report.renders) + " renders)" : "") +
         "\n";
}

std::string AsJson(std::span<const GoldenRun> runs) {
  Json targets = Json::array();
  for (const GoldenRun& run : runs) {
    Json phases = Json::array();
    for (const GoldenPhase& phase : run.report.phases) {
      phases.push_back({{"name", phase.name},
                        {"title", phase.title},
                        {"cases", phase.cases},
                        {"changedCases", phase.changed_cases},
                        {"newCases", phase.new_cases},
                        {"refusedCases", phase.refused_cases},
                        {"resourcesAdded", phase.resources_added},
                        {"resourcesRemoved", phase.resources_removed},
                        {"resourcesChanged", phase.resources_changed},
                        {"fieldChanges", phase.field_changes}});
    }
    Json items = Json::array();
    for (const GoldenItem& item : run.report.items) {
      Json entry = {{"group", item.group},
                    {"name", item.name},
                    {"status", std::string(StatusName(item.status))}};
      if (!item.message.empty()) entry["message"] = item.message;
      if (!item.detail.empty()) entry["detail"] = item.detail;
      if (!item.where.file.empty()) entry["file"] = item.where.file;
      if (item.where.line > 0) entry["line"] = item.where.line;
      items.push_back(std::move(entry));
    }
    targets.push_back({{"target", run.target},
                       {"ok", run.report.ok()},
                       {"renders", run.report.renders},
                       {"phases", std::move(phases)},
                       {"items", std::move(items)}});
  }
  return WriteJsonText({{"version", 1}, {"targets", std::move(targets)}});
}

std::string JunitCase(const GoldenReport& report, const GoldenItem& item,
                      const std::string& suite) {
  std::string text =
      "    <testcase classname=\"" + XmlText(suite) + "\" name=\"" + XmlText(item.name) + "\"";
  if (!Fails(report, item)) return text + "/>\n";
  text += ">\n      <failure type=\"" + std::string(StatusName(item.status)) + "\" message=\"" +
          XmlText(item.message) + "\">" + XmlText(PlaceText(item.where) + "\n" + item.detail) +
          "</failure>\n    </testcase>\n";
  return text;
}

// A suite for each target and phase.
std::string AsJunit(std::span<const GoldenRun> runs) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  for (const GoldenRun& run : runs) {
    std::vector<std::string> groups;
    for (const GoldenItem& item : run.report.items) {
      if (std::find(groups.begin(), groups.end(), item.group) == groups.end())
        groups.push_back(item.group);
    }
    for (const std::string& group : groups) {
      const std::string suite = group.empty() ? run.target : run.target + " " + group;
      std::string cases;
      size_t count = 0;
      size_t failures = 0;
      for (const GoldenItem& item : run.report.items) {
        if (item.group != group) continue;
        ++count;
        failures += Fails(run.report, item) ? 1 : 0;
        cases += JunitCase(run.report, item, suite);
      }
      text += "  <testsuite name=\"" + XmlText(suite) + "\" tests=\"" + std::to_string(count) +
              "\" failures=\"" + std::to_string(failures) + "\">\n" + cases + "  </testsuite>\n";
    }
  }
  return text + "</testsuites>\n";
}

std::string AsGithub(std::span<const GoldenRun> runs) {
  std::string text;
  for (const GoldenRun& run : runs) {
    for (const GoldenItem& item : run.report.items) {
      const bool fails = Fails(run.report, item);
      if (!fails && item.status != GoldenStatus::kObsolete) continue;
      std::string message = item.message;
      if (!item.detail.empty()) message += "\n" + item.detail;
      text += GithubAnnotation(fails ? "error" : "warning", item.where, Title(item), message);
    }
  }
  return text;
}

std::string PhaseTable(const GoldenReport& report) {
  std::string text =
      "| phase | resources added | removed | changed | fields | cases "
      "|\n|---|---|---|---|---|---|\n";
  for (const GoldenPhase& phase : report.phases) {
    text += "| " + phase.name + ": " + phase.title + " | " + std::to_string(phase.resources_added) +
            " | " + std::to_string(phase.resources_removed) + " | " +
            std::to_string(phase.resources_changed) + " | " + std::to_string(phase.field_changes) +
            " | " + std::to_string(phase.changed_cases) + " of " +
            std::to_string(phase.cases - phase.new_cases) + " |\n";
  }
  return text + "\n";
}

std::string AsMarkdown(std::span<const GoldenRun> runs) {
  std::string text;
  for (const GoldenRun& run : runs) {
    text += "### " + std::string(run.report.ok() ? "✓" : "✗") + " " + run.target + "\n\n" +
            Counts(run.report) + "\n\n";
    if (!run.report.phases.empty()) text += PhaseTable(run.report);
    for (const GoldenItem& item : run.report.items) {
      if (item.status == GoldenStatus::kPassed) continue;
      text += "- **" + std::string(StatusName(item.status)) + "** `" + Title(item) +
              "`: " + item.message + "\n";
      if (!item.detail.empty()) text += "\n  ```diff\n" + Indented(item.detail) + "  ```\n";
    }
    text += "\n";
  }
  return CutForComment(std::move(text));
}

}  // namespace

std::string GoldenText(std::span<const GoldenRun> runs) {
  std::string text;
  for (const GoldenRun& run : runs) {
    for (const GoldenItem& item : run.report.items) {
      if (item.status == GoldenStatus::kPassed) continue;
      text += std::string(StatusName(item.status)) + ": " + Title(item) + ": " + item.message;
      if (item.status == GoldenStatus::kFailed) text += " (" + PlaceText(item.where) + ")";
      text += "\n";
      if (item.status != GoldenStatus::kWritten || item.detail.starts_with("masked"))
        text += Indented(item.detail);
    }
    text += RunLine(run);
  }
  return text;
}

std::string GoldenSummary(std::span<const GoldenRun> runs) {
  std::string text;
  for (const GoldenRun& run : runs) {
    for (const GoldenPhase& phase : run.report.phases) {
      text += phase.name + "  " + phase.title + "\n" + std::string(kIndent) +
              "resources: " + std::to_string(phase.resources_added) + " added, " +
              std::to_string(phase.resources_removed) + " removed, " +
              std::to_string(phase.resources_changed) +
              " changed; fields: " + std::to_string(phase.field_changes) +
              "; cases: " + std::to_string(phase.changed_cases) + " of " +
              std::to_string(phase.cases - phase.new_cases) + " change, " +
              std::to_string(phase.new_cases) + " new, " + std::to_string(phase.refused_cases) +
              " refused now\n";
    }
  }
  return text;
}

std::string FormatGolden(std::span<const GoldenRun> runs, std::string_view format) {
  if (format == "json") return AsJson(runs);
  if (format == "junit") return AsJunit(runs);
  if (format == "github") return AsGithub(runs);
  if (format == "markdown") return AsMarkdown(runs);
  return GoldenText(runs);
}

}  // namespace chartrender::cli

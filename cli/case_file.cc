#include "case_file.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kSectionOpen = "-- ";
constexpr std::string_view kSectionClose = " --";
constexpr std::string_view kTemplatePath = "templates/t.yaml";
constexpr std::string_view kChartYaml = "apiVersion: v2\nname: chart\nversion: 0.1.0\n";

Error CaseError(std::string message) {
  return {.code = ErrorCode::kUsage, .message = std::move(message)};
}

// NAME of a line `-- NAME --`.
std::optional<std::string_view> SectionName(std::string_view line) {
  if (line.size() <= kSectionOpen.size() + kSectionClose.size() ||
      !line.starts_with(kSectionOpen) || !line.ends_with(kSectionClose))
    return std::nullopt;
  return line.substr(kSectionOpen.size(), line.size() - kSectionOpen.size() - kSectionClose.size());
}

struct Section {
  std::string name;
  std::string text;
};

// The title as the first section, without a name.
std::vector<Section> SplitSections(std::string_view text) {
  std::vector<Section> sections(1);
  bool is_first_line = true;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (const auto name = SectionName(line)) {
      sections.push_back({std::string(*name), ""});
      is_first_line = true;
      continue;
    }
    if (!is_first_line) sections.back().text += '\n';
    sections.back().text += line;
    is_first_line = false;
  }
  return sections;
}

}  // namespace

Result<CaseFile> ReadCaseFile(std::string_view text) {
  CaseFile test;
  std::optional<std::string> template_text;
  const auto take = [](std::optional<std::string>& place, Section& section) {
    if (place) return false;
    place = std::move(section.text);
    return true;
  };
  std::vector<Section> sections = SplitSections(text);
  test.title = std::move(sections.front().text);
  for (size_t i = 1; i < sections.size(); ++i) {
    Section& section = sections[i];
    bool is_new = true;
    if (section.name == "values") {
      is_new = take(test.values, section);
    } else if (section.name == "template") {
      is_new = take(template_text, section);
    } else if (section.name == "want") {
      is_new = take(test.want, section);
    } else if (section.name == "error") {
      is_new = take(test.error, section);
    } else if (section.name.starts_with("file ")) {
      test.files.emplace_back(section.name.substr(5), std::move(section.text));
    } else {
      return CaseError("unknown section `-- " + section.name + " --`");
    }
    if (!is_new) return CaseError("section `-- " + section.name + " --` stands twice");
  }
  if (!template_text) return CaseError("no section `-- template --`");
  if (test.want.has_value() == test.error.has_value()) {
    return CaseError("one of the sections `-- want --` and `-- error --` is needed");
  }
  test.template_text = std::move(*template_text);
  return test;
}

CaseOutcome RunCase(const CaseFile& test, Dialect dialect, const RenderOptions& base) {
  const auto judge = [&](std::string got, bool is_error) {
    const auto& expected = is_error ? test.error : test.want;
    return CaseOutcome{expected && *expected == got, std::move(got), is_error};
  };
  std::vector<FileView> files = {{kTemplatePath, test.template_text}};
  bool has_chart_yaml = false;
  for (const auto& [path, text] : test.files) {
    files.push_back({path, text});
    has_chart_yaml = has_chart_yaml || path == "Chart.yaml";
  }
  if (!has_chart_yaml) files.push_back({"Chart.yaml", kChartYaml});
  LoadOptions load;
  load.dialect = dialect;
  load.limits = base.limits;
  load.log = base.log;
  const auto chart = LoadChart(files, load);
  if (!chart.ok()) return judge(chart.error().message, true);
  RenderOptions options = base;
  options.templates_only = true;
  options.release_namespace = "default";
  if (test.values) options.values.push_back(ValuesSource::Yaml("", *test.values));
  const auto result = Render(chart.value(), options);
  if (!result.ok()) return judge(result.error().message, true);
  for (const TemplateOutput& output : result.value().templates()) {
    if (output.path.ends_with(kTemplatePath)) return judge(output.text, false);
  }
  return judge("", false);
}

}  // namespace chartrender::cli

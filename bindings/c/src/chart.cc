// Charts: loading, rendering, values.
#include "guard.h"
#include "json.h"
#include "options.h"

using chartrender::Chart;
using chartrender::Dialect;
using chartrender::LoadOptions;
using chartrender::c::BytesOf;
using chartrender::c::Checked;
using chartrender::c::DialectKey;
using chartrender::c::Free;
using chartrender::c::IsAlive;
using chartrender::c::Json;
using chartrender::c::Made;
using chartrender::c::ReadLoadOptions;
using chartrender::c::ReadRenderOptions;
using chartrender::c::RenderRequest;
using chartrender::c::Take;
using chartrender::c::TextOf;

namespace {

template <class Load>
cr_status LoadWith(const char* options, size_t options_size, const cr_host* host, cr_chart** chart,
                   cr_error** error, Load load) noexcept {
  return Made(chart, error, [&] {
    LoadOptions settings = ReadLoadOptions(TextOf(options, options_size, "options"));
    if (host != nullptr) Checked(host, "cr_host").AddTo(settings);
    return std::make_unique<cr_chart>(Take(load(settings)), settings.dialect);
  });
}

RenderRequest ReadRequest(const char* options, size_t options_size, const cr_host* host,
                          DialectKey dialect = DialectKey::kNo) {
  RenderRequest request = ReadRenderOptions(TextOf(options, options_size, "options"), dialect);
  const cr_host none;
  (host == nullptr ? none : Checked(host, "cr_host")).AddTo(request.options);
  return request;
}

std::string FindingsJson(const std::vector<chartrender::Diagnostic>& findings) {
  Json list = Json::array();
  for (const chartrender::Diagnostic& finding : findings) {
    list.push_back({{"severity", SeverityName(finding.severity)},
                    {"rule", finding.rule},
                    {"message", finding.message},
                    {"file", finding.where.file},
                    {"line", finding.where.line},
                    {"column", finding.where.column}});
  }
  return chartrender::c::JsonText(list);
}

}  // namespace

cr_chart::cr_chart(Chart loaded, Dialect loaded_as)
    : chart(std::move(loaded)),
      dialect(loaded_as),
      files(chart.Files()),
      metadata(chartrender::c::JsonText({{"name", chart.name()},
                                         {"version", chart.version()},
                                         {"app_version", chart.app_version()},
                                         {"description", chart.description()},
                                         {"type", chart.type()},
                                         {"deprecated", chart.deprecated()}})) {}

extern "C" {

cr_status cr_chart_load_path(const char* path, size_t path_size, const char* options,
                             size_t options_size, const cr_host* host, cr_chart** chart,
                             cr_error** error) noexcept {
  return LoadWith(options, options_size, host, chart, error, [&](const LoadOptions& settings) {
    const std::string_view name = TextOf(path, path_size, "path");
    if (name.empty() || name.find('\0') != std::string_view::npos) {
      throw chartrender::c::Misuse{"path: it is empty or has a NUL byte"};
    }
    return LoadChart(std::filesystem::path(name), settings);
  });
}

cr_status cr_chart_load_archive(const void* data, size_t size, const char* options,
                                size_t options_size, const cr_host* host, cr_chart** chart,
                                cr_error** error) noexcept {
  return LoadWith(options, options_size, host, chart, error, [&](const LoadOptions& settings) {
    return LoadChartArchive(TextOf(data, size, "data"), "chart.tgz", settings);
  });
}

cr_status cr_chart_load_files(const cr_files* files, const char* options, size_t options_size,
                              const cr_host* host, cr_chart** chart, cr_error** error) noexcept {
  return LoadWith(options, options_size, host, chart, error, [&](const LoadOptions& settings) {
    return LoadChart(Checked(files, "cr_files").Views(), settings);
  });
}

cr_bytes cr_chart_metadata(const cr_chart* chart) noexcept {
  return BytesOf(IsAlive(chart) ? std::string_view(chart->metadata) : std::string_view());
}

size_t cr_chart_file_count(const cr_chart* chart) noexcept {
  return IsAlive(chart) ? chart->files.size() : 0;
}

cr_bytes cr_chart_file_path(const cr_chart* chart, size_t index) noexcept {
  return BytesOf(index < cr_chart_file_count(chart) ? chart->files[index].path
                                                    : std::string_view());
}

cr_bytes cr_chart_file_data(const cr_chart* chart, size_t index) noexcept {
  return BytesOf(index < cr_chart_file_count(chart) ? chart->files[index].data
                                                    : std::string_view());
}

void cr_chart_free(cr_chart* chart) noexcept { Free(chart); }

cr_status cr_chart_render(const cr_chart* chart, const char* options, size_t options_size,
                          const cr_host* host, cr_result** result, cr_error** error) noexcept {
  return Made(result, error, [&] {
    Checked(chart, "cr_chart");
    const RenderRequest request = ReadRequest(options, options_size, host);
    chartrender::RenderResult rendered = Take(Render(chart->chart, request.options));
    std::string text;
    if (request.text && !request.options.templates_only) {
      text = rendered.Text(request.hooks, request.tests);
      if (!request.show_only.empty()) {
        text = Take(chartrender::SelectDocuments(text, request.show_only, chart->dialect));
      }
    }
    return std::make_unique<cr_result>(std::move(rendered), std::move(text));
  });
}

cr_status cr_chart_values(const cr_chart* chart, const char* options, size_t options_size,
                          const cr_host* host, cr_text** yaml, cr_error** error) noexcept {
  return Made(yaml, error, [&] {
    Checked(chart, "cr_chart");
    const RenderRequest request = ReadRequest(options, options_size, host);
    return std::make_unique<cr_text>(Take(CoalescedValues(chart->chart, request.options)));
  });
}

cr_status cr_chart_validate(const cr_chart* chart, const char* options, size_t options_size,
                            const cr_host* host, cr_text** findings, cr_error** error) noexcept {
  return Made(findings, error, [&] {
    Checked(chart, "cr_chart");
    const RenderRequest request = ReadRequest(options, options_size, host);
    return std::make_unique<cr_text>(
        FindingsJson(Take(ValidateValues(chart->chart, request.options))));
  });
}

cr_status cr_kube_version(const char* text, size_t size, cr_text** version,
                          cr_error** error) noexcept {
  return Made(version, error, [&] {
    return std::make_unique<cr_text>(
        Take(chartrender::ParseKubeVersion(TextOf(text, size, "text"))));
  });
}

cr_status cr_yaml_to_json(const char* yaml, size_t size, cr_text** json,
                          cr_error** error) noexcept {
  return Made(json, error, [&] {
    return std::make_unique<cr_text>(Take(chartrender::YamlToJson(TextOf(yaml, size, "yaml"))));
  });
}

cr_status cr_merge_values(const char* options, size_t options_size, const cr_host* host,
                          cr_text** yaml, cr_error** error) noexcept {
  return Made(yaml, error, [&] {
    const RenderRequest request = ReadRequest(options, options_size, host, DialectKey::kYes);
    return std::make_unique<cr_text>(
        Take(chartrender::MergedUserValues(request.options, request.dialect)));
  });
}

}  // extern "C"

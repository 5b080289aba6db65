// A whole render. The parts, with lines of "====" between them, are templates/a.yaml, values.yaml,
// templates/_b.tpl, Chart.yaml, values.schema.json and a --set argument; what is missing has a
// default. The same render twice, with clock and seed fixed, gives the same text.
#include <string>

#include "chartrender/chartrender.h"
#include "input.h"

namespace chartrender::fuzz {

namespace {

constexpr std::string_view kChartYaml = "apiVersion: v2\nname: c\nversion: 1.0.0\n";

struct Outcome {
  std::string text;
  ErrorCode code = ErrorCode::kInternal;
};

RenderOptions OptionsFor(std::string_view set) {
  RenderOptions options;
  options.limits = SmallLimits();
  options.now = 1'700'000'000'000'000'000;
  options.seed = 1;
  if (!set.empty()) options.values.push_back(ValuesSource::Set(std::string(set)));
  return options;
}

Outcome RenderOnce(const Chart& chart, const RenderOptions& options) {
  const Result<RenderResult> result = Render(chart, options);
  if (!result.ok()) {
    if (result.error().code == ErrorCode::kInternal) {
      Broken("internal error", result.error().message, "");
    }
    return {result.error().message, result.error().code};
  }
  const std::string text = result.value().Text();
  const std::string pattern = "templates/*";
  (void)SelectDocuments(text, {&pattern, 1});
  return {text, ErrorCode::kUsage};
}

}  // namespace

void Run(std::string_view input) {
  const auto parts = Parts(input, 6);
  std::vector<FileView> files = {{"templates/a.yaml", parts[0]},
                                 {"values.yaml", parts[1]},
                                 {"templates/_b.tpl", parts[2]},
                                 {"Chart.yaml", parts[3].empty() ? kChartYaml : parts[3]}};
  if (!parts[4].empty()) files.push_back({"values.schema.json", parts[4]});
  LoadOptions load;
  load.limits = SmallLimits();
  const Result<Chart> chart = LoadChart(files, load);
  if (!chart.ok()) {
    if (chart.error().code == ErrorCode::kInternal) {
      Broken("internal error", chart.error().message, "");
    }
    return;
  }
  const RenderOptions options = OptionsFor(parts[5]);
  const Outcome first = RenderOnce(chart.value(), options);
  if (first.code == ErrorCode::kLimit) return;
  const Outcome second = RenderOnce(chart.value(), options);
  if (second.code != ErrorCode::kLimit && first.text != second.text) {
    Broken("two renders differ", first.text, second.text);
  }
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

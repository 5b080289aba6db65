// What the phases of a render cost within one process: loading, composing values, validating them,
// running the templates, and all of it with one chart loaded once. BENCH_CHART names another chart
// folder.
#include <benchmark/benchmark.h>
#include <chartrender/chartrender.h>

#include <cstdlib>
#include <filesystem>

namespace {

using chartrender::Chart;
using chartrender::RenderOptions;

std::filesystem::path ChartPath() {
  const char* other = std::getenv("BENCH_CHART");
  return other == nullptr ? CHARTRENDER_SOURCE_DIR "/charts/prowler" : other;
}

const Chart& LoadedChart() {
  static const Chart chart = chartrender::LoadChart(ChartPath()).value();
  return chart;
}

// Runs `phase` on the chart; its failure ends the benchmark.
template <class Phase>
void Measure(benchmark::State& state, const Phase& phase) {
  for ([[maybe_unused]] const auto _ : state) {
    const auto result = phase();
    if (!result.ok()) {
      state.SkipWithError(result.error().message.c_str());
      return;
    }
    benchmark::DoNotOptimize(&result);
  }
}

void Load(benchmark::State& state) {
  Measure(state, [] { return chartrender::LoadChart(ChartPath()); });
}
void Values(benchmark::State& state) {
  RenderOptions options;
  options.skip_schema_validation = true;
  Measure(state, [&] { return chartrender::CoalescedValues(LoadedChart(), options); });
}
void Schema(benchmark::State& state) {
  Measure(state, [] { return chartrender::ValidateValues(LoadedChart(), RenderOptions{}); });
}
void Templates(benchmark::State& state) {
  RenderOptions options;
  options.skip_schema_validation = true;
  options.templates_only = true;
  Measure(state, [&] { return chartrender::Render(LoadedChart(), options); });
}
void Whole(benchmark::State& state) {
  Measure(state, [] { return chartrender::Render(LoadedChart(), RenderOptions{}); });
}

BENCHMARK(Load);
BENCHMARK(Values);
BENCHMARK(Schema);
BENCHMARK(Templates);
BENCHMARK(Whole);

}  // namespace

BENCHMARK_MAIN();

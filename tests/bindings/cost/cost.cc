// CPU time of warm renders through the C++ interface: cost CHART COUNT. Prints microseconds per
// render.
#include <chartrender/chartrender.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>

int main(int count, char** words) {
  if (count != 3) return 2;
  const auto chart = chartrender::LoadChart(words[1]);
  if (!chart.ok()) return 1;
  const long renders = std::atol(words[2]);
  chartrender::RenderOptions options;
  options.release_name = "cost";
  options.values.push_back(
      {chartrender::ValuesSource::Kind::kJson, "", "{\"ui\": {\"replicaCount\": 2}}"});
  size_t bytes = 0;
  clock_t start = 0;
  for (long i = -renders / 10 - 1; i < renders; ++i) {
    if (i == 0) start = clock();
    const auto result = chartrender::Render(chart.value(), options);
    if (!result.ok()) return 1;
    bytes += result.value().Text().size();
  }
  std::printf("%.2f\n", 1e6 * static_cast<double>(clock() - start) / CLOCKS_PER_SEC /
                            static_cast<double>(renders));
  return bytes == 0 ? 1 : 0;
}

#include <chartrender/chartrender.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  auto chart = chartrender::LoadChart(std::filesystem::path(argv[1]));
  if (!chart.ok()) {
    std::cerr << chart.error().message << '\n';
    return 1;
  }
  auto result = chartrender::Render(chart.value(), {});
  if (!result.ok()) {
    std::cerr << result.error().message << '\n';
    return 1;
  }
  std::cout << result.value().Text();
  return 0;
}

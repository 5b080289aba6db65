/* CPU time of warm renders through the C interface: cost CHART COUNT. Prints microseconds per render. */
#include <chartrender.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

int main(int count, char **words) {
  static const char kOptions[] =
      "{\"release\": {\"name\": \"cost\"}, \"values\": [{\"json\": \"{\\\"ui\\\": {\\\"replicaCount\\\": 2}}\"}]}";
  cr_chart *chart = NULL;
  if (count != 3 || cr_chart_load_path(words[1], strlen(words[1]), NULL, 0, NULL, &chart, NULL)) return 2;
  long renders = atol(words[2]);
  size_t bytes = 0;
  clock_t start = 0;
  for (long i = -renders / 10 - 1; i < renders; ++i) {
    cr_result *result = NULL;
    if (i == 0) start = clock();
    if (cr_chart_render(chart, kOptions, strlen(kOptions), NULL, &result, NULL)) return 1;
    bytes += cr_result_text(result).size;
    cr_result_free(result);
  }
  printf("%.2f\n", 1e6 * (double)(clock() - start) / CLOCKS_PER_SEC / (double)renders);
  cr_chart_free(chart);
  return bytes == 0;
}

/* Renders again and again and watches the memory of the process: soak CHART COUNT. */
#include <chartrender.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Kilobytes in memory now. */
static long resident(void) {
  long pages = 0;
  FILE *file = fopen("/proc/self/statm", "r");
  if (file == NULL || fscanf(file, "%*s %ld", &pages) != 1) exit(2);
  fclose(file);
  return pages * 4;
}

int main(int count, char **words) {
  static const char *const kOptions[] = {"{}", "{\"values\": [{\"set\": \"api.replicaCount=2\"}]}", "{\"nope\": 1}",
                                         "{\"values\": [{\"yaml\": \"a: [\"}]}", "{\"all_errors\": true}"};
  cr_chart *chart = NULL;
  if (count != 3 || cr_chart_load_path(words[1], strlen(words[1]), NULL, 0, NULL, &chart, NULL)) return 2;
  long renders = atol(words[2]), before = 0, failed = 0;
  for (long i = 0; i < renders; ++i) {
    const char *options = kOptions[i % 5];
    cr_result *result = NULL;
    cr_error *error = NULL;
    if (i == renders / 10) before = resident();
    failed += cr_chart_render(chart, options, strlen(options), NULL, &result, &error) != CR_OK;
    if (error != NULL) cr_error_json(error);
    cr_error_free(error);
    cr_result_free(result);
  }
  long after = resident();
  printf("%ld renders, %ld refused, memory %ld kB after a tenth, %ld kB at the end\n", renders, failed, before, after);
  cr_chart_free(chart);
  return after > before + before / 10 + 1024;
}

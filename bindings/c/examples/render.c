/* Renders a chart as `helm template` does: render CHART [VALUES.yaml]. */
#include <chartrender.h>
#include <stdio.h>
#include <string.h>

static int fail(cr_error *error) {
  cr_bytes text = cr_error_message(error);
  fprintf(stderr, "Error: %.*s\n", (int)text.size, text.data);
  cr_error_free(error);
  return 1;
}

/* Puts the file of this name among `files`. */
static int add_file(cr_files *files, const char *name) {
  static char data[1 << 20];
  FILE *file = fopen(name, "rb");
  if (file == NULL) return 0;
  size_t size = fread(data, 1, sizeof data, file);
  fclose(file);
  return cr_files_add(files, name, strlen(name), data, size, NULL) == CR_OK;
}

int main(int count, char **words) {
  cr_error *error = NULL;
  cr_chart *chart = NULL;
  cr_result *result = NULL;
  cr_files *files = NULL;
  cr_host *host = NULL;
  char options[4096] = "{}";
  if (count < 2) {
    fprintf(stderr, "usage: render CHART [VALUES.yaml]\n");
    return 2;
  }
  if (cr_files_new(&files, &error) || cr_host_new(&host, &error) ||
      cr_host_set_files(host, files, &error)) {
    return fail(error);
  }
  if (count > 2) { /* A name with a quote in it would have to be written as JSON writes it. */
    if (!add_file(files, words[2])) fprintf(stderr, "cannot read %s\n", words[2]);
    snprintf(options, sizeof options, "{\"values\": [{\"file\": \"%s\"}]}", words[2]);
  }
  if (cr_chart_load_path(words[1], strlen(words[1]), NULL, 0, host, &chart, &error)) {
    return fail(error);
  }
  if (cr_chart_render(chart, options, strlen(options), host, &result, &error)) return fail(error);
  cr_bytes text = cr_result_text(result);
  fwrite(text.data, 1, text.size, stdout);
  cr_result_free(result);
  cr_chart_free(chart);
  cr_host_free(host);
  cr_files_free(files);
  return 0;
}

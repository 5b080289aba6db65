/* A chart from memory, with a template function of this program and a `lookup` that answers. */
#include <chartrender.h>
#include <stdio.h>
#include <string.h>

static const char kChart[] = "{apiVersion: v2, name: demo, version: 0.1.0}";
static const char kTemplate[] =
    "kind: ConfigMap\n"
    "apiVersion: v1\n"
    "metadata: {name: {{ .Release.Name }}}\n"
    "data:\n"
    "  sum: {{ sum 1 2 39 | quote }}\n"
    "  owner: {{ (lookup \"v1\" \"Namespace\" \"\" \"default\").metadata.labels.owner }}\n";

/* The arguments are a JSON list; of numbers here. */
static void sum(void *user, cr_bytes arguments, cr_reply *reply) {
  char text[256], answer[32];
  long total = 0;
  (void)user;
  if (arguments.size >= sizeof text) {
    cr_reply_error(reply, "too many numbers", 16);
    return;
  }
  memcpy(text, arguments.data, arguments.size);
  text[arguments.size] = '\0';
  for (char *at = strtok(text, "[,]"); at != NULL; at = strtok(NULL, "[,]")) {
    long number = 0;
    if (sscanf(at, "%ld", &number) != 1) {
      cr_reply_error(reply, "a number is needed", 18);
      return;
    }
    total += number;
  }
  cr_reply_text(reply, answer, (size_t)snprintf(answer, sizeof answer, "%ld", total));
}

static void lookup(void *user, cr_bytes api_version, cr_bytes kind, cr_bytes space, cr_bytes name,
                   cr_reply *reply) {
  const char *json = user;
  (void)api_version, (void)space, (void)name;
  if (kind.size == 9 && memcmp(kind.data, "Namespace", 9) == 0) {
    cr_reply_text(reply, json, strlen(json));
  }
}

int main(void) {
  char json[] = "{\"metadata\": {\"labels\": {\"owner\": \"platform\"}}}";
  cr_error *error = NULL;
  cr_files *files = NULL;
  cr_host *host = NULL;
  cr_chart *chart = NULL;
  cr_result *result = NULL;
  const char *options = "{\"release\": {\"name\": \"hello\"}}";
  if (cr_files_new(&files, &error) ||
      cr_files_add(files, "Chart.yaml", 10, kChart, strlen(kChart), &error) ||
      cr_files_add(files, "templates/map.yaml", 18, kTemplate, strlen(kTemplate), &error) ||
      cr_host_new(&host, &error) || cr_host_set_lookup(host, lookup, json, &error) ||
      cr_host_add_function(host, "sum", 3, sum, NULL, &error) ||
      cr_chart_load_files(files, NULL, 0, host, &chart, &error) ||
      cr_chart_render(chart, options, strlen(options), host, &result, &error)) {
    cr_bytes text = cr_error_json(error);
    fprintf(stderr, "%.*s\n", (int)text.size, text.data);
    return 1;
  }
  for (size_t i = 0; i < cr_result_count(result); ++i) {
    cr_bytes kind = cr_result_field(result, i, CR_FIELD_KIND);
    cr_bytes name = cr_result_field(result, i, CR_FIELD_NAME);
    cr_bytes text = cr_result_field(result, i, CR_FIELD_TEXT);
    printf("# %.*s/%.*s\n%.*s\n", (int)kind.size, kind.data, (int)name.size, name.data,
           (int)text.size, text.data);
  }
  cr_result_free(result);
  cr_chart_free(chart);
  cr_host_free(host);
  cr_files_free(files);
  return 0;
}

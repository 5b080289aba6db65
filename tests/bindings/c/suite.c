/* The C interface as its header promises it: results, errors, bad input, callbacks, threads. Prints what fails.
 * suite PROWLER_CHART */
#include <chartrender.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures = 0;
static const char *prowler = NULL;

#define CHECK(condition)                                              \
  do {                                                                \
    if (!(condition)) {                                               \
      ++failures;                                                     \
      printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition);  \
    }                                                                 \
  } while (0)

static int is(cr_bytes bytes, const char *text) {
  return bytes.data != NULL && bytes.size == strlen(text) && memcmp(bytes.data, text, bytes.size) == 0;
}

static int says(cr_bytes bytes, const char *text) {
  if (is(bytes, text)) return 1;
  printf("not \"%s\" but \"%.*s\"\n", text, (int)bytes.size, bytes.data);
  return 0;
}

static int has(cr_bytes bytes, const char *part) {
  size_t size = strlen(part);
  for (size_t at = 0; at + size <= bytes.size; ++at) {
    if (memcmp(bytes.data + at, part, size) == 0) return 1;
  }
  return 0;
}

/* The status of a call whose error has `part` in its message. */
static cr_status failed_with(cr_status status, cr_error *error, const char *part) {
  if (error == NULL) {
    printf("no error for: %s\n", part);
    return -1;
  }
  CHECK(cr_error_status(error) == status);
  if (!has(cr_error_message(error), part)) {
    cr_bytes text = cr_error_message(error);
    printf("\"%.*s\" has no \"%s\"\n", (int)text.size, text.data, part);
    ++failures;
  }
  cr_error_free(error);
  return status;
}

static cr_files *files_of(const char *yaml_template) {
  cr_files *files = NULL;
  const char *chart = "{apiVersion: v2, name: c, version: 1.2.3, appVersion: \"7\"}";
  const char *values = "name: world\n";
  CHECK(cr_files_new(&files, NULL) == CR_OK);
  CHECK(cr_files_add(files, "Chart.yaml", 10, chart, strlen(chart), NULL) == CR_OK);
  CHECK(cr_files_add(files, "values.yaml", 11, values, strlen(values), NULL) == CR_OK);
  CHECK(cr_files_add(files, "templates/t.yaml", 16, yaml_template, strlen(yaml_template), NULL) == CR_OK);
  return files;
}

static cr_chart *chart_of(const char *yaml_template, const cr_host *host) {
  cr_files *files = files_of(yaml_template);
  cr_chart *chart = NULL;
  CHECK(cr_chart_load_files(files, NULL, 0, host, &chart, NULL) == CR_OK);
  cr_files_free(files);
  return chart;
}

static cr_status render(const cr_chart *chart, const char *options, const cr_host *host, cr_result **result,
                        cr_error **error) {
  return cr_chart_render(chart, options, strlen(options), host, result, error);
}

static void test_render(void) {
  cr_chart *chart = chart_of("kind: A\napiVersion: v1\nmetadata: {name: {{ .Values.name }}}\n", NULL);
  cr_result *result = NULL;
  cr_error *error = NULL;
  CHECK(has(cr_chart_metadata(chart), "\"app_version\":\"7\""));
  CHECK(cr_chart_file_count(chart) == 3);
  CHECK(says(cr_chart_file_path(chart, 2), "values.yaml"));
  CHECK(says(cr_chart_file_data(chart, 2), "name: world\n"));
  CHECK(says(cr_chart_file_path(chart, 3), ""));
  CHECK(render(chart, "{\"values\": [{\"set\": \"name=x\"}]}", NULL, &result, &error) == CR_OK);
  CHECK(error == NULL);
  CHECK(says(cr_result_text(result),
           "---\n# Source: c/templates/t.yaml\nkind: A\napiVersion: v1\nmetadata: {name: x}\n"));
  CHECK(cr_result_count(result) == 1);
  CHECK(says(cr_result_field(result, 0, CR_FIELD_SECTION), "manifest"));
  CHECK(says(cr_result_field(result, 0, CR_FIELD_KIND), "A"));
  CHECK(says(cr_result_field(result, 0, CR_FIELD_NAME), "x"));
  CHECK(says(cr_result_field(result, 0, CR_FIELD_WEIGHT), ""));
  CHECK(says(cr_result_field(result, 0, 999), ""));
  CHECK(says(cr_result_field(result, 1, CR_FIELD_KIND), ""));
  cr_chart_free(chart);
  CHECK(has(cr_result_text(result), "name: x")); /* does not need its chart */
  cr_result_free(result);
}

static void test_hooks_and_selection(void) {
  cr_chart *chart = chart_of(
      "kind: Job\nmetadata: {name: h, annotations: {helm.sh/hook: \"pre-install,test\", helm.sh/hook-weight: \"-5\"}}\n"
      "---\nkind: A\nmetadata: {name: a}\n", NULL);
  cr_result *result = NULL;
  cr_error *error = NULL;
  CHECK(render(chart, "{}", NULL, &result, NULL) == CR_OK);
  CHECK(cr_result_count(result) == 2);
  CHECK(says(cr_result_field(result, 1, CR_FIELD_SECTION), "hook"));
  CHECK(says(cr_result_field(result, 1, CR_FIELD_EVENTS), "pre-install,test"));
  CHECK(says(cr_result_field(result, 1, CR_FIELD_WEIGHT), "-5"));
  CHECK(has(cr_result_text(result), "kind: Job"));
  cr_result_free(result);
  CHECK(render(chart, "{\"text\": false}", NULL, &result, NULL) == CR_OK);
  CHECK(says(cr_result_text(result), ""));
  CHECK(cr_result_count(result) == 2);
  cr_result_free(result);
  CHECK(render(chart, "{\"tests\": false}", NULL, &result, NULL) == CR_OK);
  CHECK(!has(cr_result_text(result), "kind: Job"));
  cr_result_free(result);
  CHECK(render(chart, "{\"show_only\": [\"templates/t.yaml\"], \"hooks\": false}", NULL, &result, NULL) == CR_OK);
  CHECK(has(cr_result_text(result), "kind: A"));
  cr_result_free(result);
  CHECK(render(chart, "{\"show_only\": [\"templates/no.yaml\"]}", NULL, &result, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "could not find template templates/no.yaml in chart");
  CHECK(result == NULL);
  cr_chart_free(chart);
}

static int comes_from(cr_origin origin, uint32_t line, uint32_t caller_line) {
  return origin.line == line && origin.caller_line == caller_line;
}

static void test_origins(void) {
  cr_chart *chart = chart_of(
      "{{- define \"x\" -}}\na: 1\n{{- end -}}\nkind: A\n{{ include \"x\" . }}\n\nb: 1\n---\nkind: B\n", NULL);
  cr_result *result = NULL;
  size_t count = 7;
  CHECK(render(chart, "{}", NULL, &result, NULL) == CR_OK);
  CHECK(cr_result_origins(result, 0, &count) == NULL && count == 0);
  CHECK(cr_result_origin_file_count(result) == 0);
  cr_result_free(result);
  CHECK(render(chart, "{\"origins\": true}", NULL, &result, NULL) == CR_OK);
  cr_chart_free(chart);
  CHECK(cr_result_origin_file_count(result) == 1);
  CHECK(says(cr_result_origin_file(result, 0), "c/templates/t.yaml"));
  CHECK(says(cr_result_origin_file(result, 1), ""));
  const cr_origin *origins = cr_result_origins(result, 0, &count);
  CHECK(count == 4);
  CHECK(comes_from(origins[0], 4, 0) && comes_from(origins[1], 2, 5));
  CHECK(comes_from(origins[2], 0, 0) && comes_from(origins[3], 7, 0)); /* a blank line has none */
  origins = cr_result_origins(result, 1, NULL);
  CHECK(comes_from(origins[0], 9, 0));
  CHECK(cr_result_origins(result, 2, &count) == NULL && count == 0);
  CHECK(cr_result_origins(NULL, 0, &count) == NULL && count == 0);
  CHECK(says(cr_result_origin_file(NULL, 0), ""));
  cr_result_free(result);
}

static void test_errors(void) {
  cr_chart *chart = chart_of("a: {{ include \"x\" . }}\n{{ define \"x\" }}\n{{ .Values.no.deep }}{{ end }}", NULL);
  cr_result *result = (cr_result *)1;
  cr_error *error = NULL;
  CHECK(render(chart, "", NULL, &result, &error) == CR_TEMPLATE);
  CHECK(result == NULL);
  CHECK(has(cr_error_message(error), "nil pointer evaluating interface {}.deep"));
  cr_bytes json = cr_error_json(error);
  CHECK(has(json, "\"code\":\"template\""));
  CHECK(has(json, "\"file\":\"c/templates/t.yaml\",\"line\":3,\"column\":10"));
  CHECK(has(json, "\"node\":\"include \\\"x\\\" .\""));
  CHECK(cr_error_json(error).data == json.data);
  cr_error_free(error);
  CHECK(render(chart, "", NULL, &result, NULL) == CR_TEMPLATE); /* nobody wants to know why */
  cr_chart_free(chart);

  cr_files *files = files_of("a: {{ if }}");
  CHECK(cr_chart_load_files(files, NULL, 0, NULL, &chart, &error) == CR_OK);
  CHECK(render(chart, "", NULL, &result, &error) == CR_TEMPLATE);
  failed_with(CR_TEMPLATE, error, "missing value for if");
  cr_chart_free(chart);
  cr_files_add(files, "Chart.yaml", 10, "[", 1, NULL);
  CHECK(cr_chart_load_files(files, NULL, 0, NULL, &chart, &error) == CR_CHART);
  failed_with(CR_CHART, error, "cannot load Chart.yaml");
  CHECK(chart == NULL);
  cr_files_free(files);
  CHECK(cr_chart_load_path("/no/such", 8, NULL, 0, NULL, &chart, &error) == CR_IO);
  failed_with(CR_IO, error, "/no/such");
  CHECK(cr_chart_load_archive("not gzip", 8, NULL, 0, NULL, &chart, &error) == CR_CHART);
  failed_with(CR_CHART, error, "gzip");
}

static void test_options(void) {
  static const struct { const char *options, *error; } kBad[] = {
      {"{", "options: "},
      {"[]", "options: an object is needed"},
      {"{\"stric\": true}", "options: stric: no such key; there are release, kube_version"},
      {"{\"strict\": 1}", "options: strict: true or false is needed"},
      {"{\"release\": {\"nam\": \"x\"}}", "options: release.nam: no such key; there are name, namespace"},
      {"{\"release\": {\"revision\": 1.5}}", "options: release.revision: a whole number"},
      {"{\"release\": {\"revision\": 9223372036854775808}}", "options: release.revision: a whole number"},
      {"{\"seed\": -1}", "options: seed: a whole number from 0"},
      {"{\"limits\": {\"include_depth\": 4294967296}}", "options: limits.include_depth: a whole number from 0 to 4294967295"},
      {"{\"limits\": {\"call_depth\": -1}}", "options: limits.call_depth: a whole number from 0 to 4294967295"},
      {"{\"limits\": {\"steps\": 1e999}}", "options: "},
      {"{\"values\": [{}]}", "options: values[0]: exactly one source is needed"},
      {"{\"values\": [{\"set\": \"a=b\", \"json\": \"{}\"}]}", "options: values[0]: exactly one source"},
      {"{\"values\": [{\"set\": \"a=b\", \"name\": \"n\"}]}", "options: values[0].name: no such key"},
      {"{\"values\": {}}", "options: values: a list of sources is needed"},
      {"{\"show_only\": [1]}", "options: show_only: a list of texts is needed"},
      {"{\"encrypted_values\": \"x\"}", "options: encrypted_values: one of take, refuse, placeholder is needed"},
      {"{\"time_zone\": \"\xff\"}", "options: "},
  };
  cr_chart *chart = chart_of("a: {{ .Values.name }}", NULL);
  cr_result *result = NULL;
  cr_error *error = NULL;
  for (size_t i = 0; i < sizeof kBad / sizeof kBad[0]; ++i) {
    CHECK(render(chart, kBad[i].options, NULL, &result, &error) == CR_USAGE);
    failed_with(CR_USAGE, error, kBad[i].error);
  }
  CHECK(render(chart, "{\"values\": [{\"file\": \"v.yaml\"}]}", NULL, &result, &error) == CR_IO);
  failed_with(CR_IO, error, "open v.yaml: no such file or directory");
  CHECK(render(chart, "{\"values\": [{\"yaml\": \"a: [\", \"name\": \"v.yaml\"}]}", NULL, &result, &error) == CR_VALUES);
  failed_with(CR_VALUES, error, "failed to parse v.yaml");
  cr_chart *none = chart;
  CHECK(cr_chart_load_path("x", 1, "{\"dialect\": \"helm5\"}", 20, NULL, &none, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "options: dialect: one of helm4, helm3 is needed");
  CHECK(render(none, "{}", NULL, &result, &error) == CR_USAGE); /* it is NULL now */
  failed_with(CR_USAGE, error, "cr_chart: NULL");
  cr_chart_free(chart);
}

static void test_bad_arguments(void) {
  cr_chart *chart = chart_of("a: 1", NULL);
  cr_result *result = NULL;
  cr_error *error = NULL;
  cr_files *files = NULL;
  CHECK(cr_chart_render(chart, NULL, 7, NULL, &result, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "options: NULL with a length");
  CHECK(cr_chart_render(chart, "{}", (size_t)-1, NULL, &result, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "options: the length is no size");
  CHECK(cr_chart_render(chart, NULL, 0, NULL, NULL, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "NULL where a handle is to be put");
  CHECK(cr_chart_render((const cr_chart *)(const void *)"not a handle!!!!", NULL, 0, NULL, &result, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "cr_chart: no such handle");
  CHECK(cr_chart_render(chart, NULL, 0, (const cr_host *)(const void *)chart, &result, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "cr_host: no such handle");
  CHECK(cr_files_add(NULL, "a", 1, "b", 1, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "cr_files: NULL");
  CHECK(cr_files_new(&files, NULL) == CR_OK);
  CHECK(cr_files_add(files, "", 0, "b", 1, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "path: it is empty");
  CHECK(cr_files_add(files, "a", 1, NULL, 1, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "data: NULL with a length");
  cr_files_free(files);
  cr_chart *none = NULL;
  CHECK(cr_chart_load_path("a\0b", 3, NULL, 0, NULL, &none, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "NUL");
  cr_chart_free(chart);
  CHECK(says(cr_result_text(NULL), "") && is(cr_error_message(NULL), "") && is(cr_error_json(NULL), ""));
  CHECK(says(cr_chart_metadata(NULL), "") && cr_result_count(NULL) == 0 && is(cr_text_bytes(NULL), ""));
  cr_chart_free(NULL), cr_result_free(NULL), cr_error_free(NULL), cr_files_free(NULL);
  cr_host_free(NULL), cr_cancel_free(NULL), cr_text_free(NULL), cr_cancel_request(NULL);
  cr_reply_text(NULL, "x", 1), cr_reply_error(NULL, "x", 1);
}

/* Bytes of every kind come through as they are. */
static void test_bytes(void) {
  cr_files *files = files_of("x");
  cr_chart *chart = NULL;
  cr_result *result = NULL;
  cr_error *error = NULL;
  CHECK(cr_files_add(files, "templates/t.yaml", 16, "a\0b\xff{{ .Values.name }}", 22, NULL) == CR_OK);
  CHECK(cr_chart_load_files(files, NULL, 0, NULL, &chart, NULL) == CR_OK);
  CHECK(render(chart, "{\"templates_only\": true}", NULL, &result, NULL) == CR_OK);
  cr_bytes text = cr_result_field(result, 0, CR_FIELD_TEXT);
  CHECK(text.size == 9 && memcmp(text.data, "a\0b\xffworld", 9) == 0);
  CHECK(says(cr_result_text(result), ""));
  CHECK(says(cr_result_field(result, 0, CR_FIELD_SECTION), "template"));
  cr_result_free(result);
  cr_chart_free(chart);
  CHECK(cr_files_add(files, "templates/t.yaml", 16, "{{ fail (b64dec \"/w==\") }}", 26, NULL) == CR_OK);
  CHECK(cr_chart_load_files(files, NULL, 0, NULL, &chart, NULL) == CR_OK);
  CHECK(render(chart, "{}", NULL, &result, &error) == CR_TEMPLATE);
  CHECK(has(cr_error_message(error), "\xff"));
  CHECK(has(cr_error_json(error), "\xEF\xBF\xBD"));
  cr_error_free(error);
  cr_chart_free(chart);
  cr_files_free(files);
}

static pthread_t caller;
static int calls = 0;

static void lookup(void *user, cr_bytes api_version, cr_bytes kind, cr_bytes space, cr_bytes name, cr_reply *reply) {
  ++calls;
  CHECK(pthread_equal(caller, pthread_self()));
  CHECK(says(api_version, "v1") && is(space, "ns"));
  if (is(kind, "Bad")) cr_reply_error(reply, "no cluster", 10);
  if (is(kind, "NotJson")) cr_reply_text(reply, "{", 1);
  if (is(kind, "Null")) cr_reply_text(reply, NULL, 5);
  if (is(name, "there")) cr_reply_text(reply, user, strlen(user));
}

/* Calls the library again. */
static void inner(void *user, cr_bytes arguments, cr_reply *reply) {
  cr_result *result = NULL;
  cr_error *error = NULL;
  CHECK(pthread_equal(caller, pthread_self()));
  if (render(user, "{\"templates_only\": true}", NULL, &result, &error)) {
    cr_reply_error(reply, cr_error_message(error).data, cr_error_message(error).size);
    cr_error_free(error);
    return;
  }
  CHECK(has(arguments, "[1,\"a\\u0000b\",{\"x\":null}]") || has(arguments, "["));
  cr_reply_text(reply, "{\"big\": 12345678901, \"part\": 1.5}", 33);
  cr_result_free(result);
}

static void log_line(void *user, cr_bytes record) {
  *(int *)user += has(record, "\"level\":\"warning\"");
}

static void read_file(void *user, cr_bytes path, cr_reply *reply) {
  if (is(path, "there")) cr_reply_text(reply, user, strlen(user));
  if (is(path, "away")) cr_reply_error(reply, "open away: it is gone", 21);
}

static void expect_text(const cr_chart *chart, const cr_host *host, const char *want) {
  cr_result *result = NULL;
  cr_error *error = NULL;
  if (render(chart, "{\"templates_only\": true}", host, &result, &error)) {
    CHECK(has(cr_error_message(error), want));
    if (!has(cr_error_message(error), want)) printf("got %s\n", cr_error_message(error).data);
    cr_error_free(error);
    return;
  }
  CHECK(says(cr_result_field(result, 0, CR_FIELD_TEXT), want));
  cr_result_free(result);
}

static void expect(const char *yaml_template, cr_host *host, const char *want) {
  cr_chart *chart = chart_of(yaml_template, host);
  expect_text(chart, host, want);
  cr_chart_free(chart);
}

static void test_callbacks(void) {
  cr_host *host = NULL;
  cr_error *error = NULL;
  cr_chart *other = chart_of("{{ len (repeat 5000 .Values.name) }}", NULL);
  char object[] = "{\"data\": {\"n\": 9007199254740993}}";
  int warnings = 0;
  caller = pthread_self();
  CHECK(cr_host_new(&host, NULL) == CR_OK);
  CHECK(cr_host_set_lookup(host, lookup, object, NULL) == CR_OK);
  CHECK(cr_host_set_log(host, log_line, &warnings, NULL) == CR_OK);
  CHECK(cr_host_add_function(host, "inner", 5, inner, other, NULL) == CR_OK);
  expect("{{ (lookup \"v1\" \"S\" \"ns\" \"there\").data.n }}", host, "9007199254740993");
  expect("{{ lookup \"v1\" \"S\" \"ns\" \"away\" }}", host, "map[]");
  expect("{{ lookup \"v1\" \"Bad\" \"ns\" \"x\" }}", host, "error calling lookup: no cluster");
  expect("{{ lookup \"v1\" \"NotJson\" \"ns\" \"x\" }}", host, "unexpected EOF");
  expect("{{ lookup \"v1\" \"Null\" \"ns\" \"x\" }}", host, "reply: NULL with a length");
  expect("{{ (inner 1 \"a\" .Values).big }} {{ (tpl \"{{ inner }}\" .).part }}", NULL, "function \"inner\" not defined");
  expect("{{ (inner 1 \"a\" .Values).big }} {{ include \"d\" . }}{{ define \"d\" }}{{ inner.part }}{{ end }}", host,
         "12345678901 1.5");
  expect("{{ tpl \"{{ (inner).big }}\" . }}", host, "12345678901");
  CHECK(calls == 5);
  cr_files *files = files_of("{{ inner }}");
  cr_chart *chart = NULL;
  CHECK(cr_host_add_function(host, "if", 2, inner, other, NULL) == CR_OK);
  CHECK(cr_chart_load_files(files, NULL, 0, host, &chart, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "template function `if`");
  CHECK(cr_host_add_function(host, "x", 1, NULL, NULL, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "function: NULL");
  cr_host_free(host);
  CHECK(cr_host_new(&host, NULL) == CR_OK);
  CHECK(cr_host_add_function(host, "upper", 5, inner, other, NULL) == CR_OK);
  CHECK(cr_chart_load_files(files, NULL, 0, host, &chart, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "`upper`: there is one of this name");
  cr_host_free(host);
  cr_files_free(files);
  cr_chart_free(other);
  (void)warnings;
}

static void test_host_files(void) {
  cr_host *host = NULL;
  cr_files *files = NULL;
  cr_error *error = NULL;
  cr_result *result = NULL;
  const char *object = "{apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}, data: {k: dg==}}";
  cr_chart *chart = chart_of("{{ .Values.name }} {{ (lookup \"v1\" \"Secret\" \"ns\" \"s\").data }}", NULL);
  CHECK(cr_files_new(&files, NULL) == CR_OK && cr_host_new(&host, NULL) == CR_OK);
  CHECK(cr_files_add(files, "v.yaml", 6, "name: file", 10, NULL) == CR_OK);
  CHECK(cr_files_add(files, "cert", 4, "a\nb", 3, NULL) == CR_OK);
  CHECK(cr_host_set_files(host, files, NULL) == CR_OK);
  CHECK(render(chart, "{\"templates_only\": true, \"values\": [{\"file\": \"v.yaml\"}]}", host, &result, NULL) == CR_OK);
  CHECK(says(cr_result_field(result, 0, CR_FIELD_TEXT), "file "));
  cr_result_free(result);
  cr_files *objects = NULL;
  CHECK(cr_files_new(&objects, NULL) == CR_OK);
  CHECK(cr_files_add(objects, "o.yaml", 6, object, strlen(object), NULL) == CR_OK);
  CHECK(cr_host_set_objects(host, objects, NULL) == CR_OK);
  CHECK(cr_files_add(objects, "bad.yaml", 8, "[", 1, NULL) == CR_OK);
  CHECK(cr_host_set_objects(host, objects, &error) == CR_VALUES);
  failed_with(CR_VALUES, error, "bad.yaml");
  cr_files_free(objects);
  CHECK(render(chart, "{\"templates_only\": true, \"values\": [{\"set_file\": \"name=cert\"}]}", host, &result, NULL) == CR_OK);
  CHECK(says(cr_result_field(result, 0, CR_FIELD_TEXT), "a\nb map[k:dg==]"));
  cr_result_free(result);
  char content[] = "read";
  CHECK(cr_host_set_read(host, read_file, content, NULL) == CR_OK);
  const char *set = "{\"templates_only\": true, \"values\": [{\"set_file\": \"name=there\"}]}";
  CHECK(render(chart, set, host, &result, NULL) == CR_OK);
  CHECK(says(cr_result_field(result, 0, CR_FIELD_TEXT), "read map[k:dg==]"));
  cr_result_free(result);
  CHECK(render(chart, "{\"values\": [{\"file\": \"away\"}]}", host, &result, &error) == CR_IO);
  failed_with(CR_IO, error, "open away: it is gone");
  cr_chart_free(chart), cr_host_free(host), cr_files_free(files);
}

static void test_cancel_and_limits(void) {
  cr_chart *chart = chart_of("{{ range until 1000 }}{{ range until 1000 }}{{ range until 1000 }}x{{ end }}{{ end }}{{ end }}", NULL);
  cr_cancel *cancel = NULL;
  cr_host *host = NULL;
  cr_result *result = NULL;
  cr_error *error = NULL;
  CHECK(cr_cancel_new(&cancel, NULL) == CR_OK && cr_host_new(&host, NULL) == CR_OK);
  CHECK(cr_host_set_cancel(host, cancel, NULL) == CR_OK);
  cr_cancel_request(cancel);
  CHECK(render(chart, "{}", host, &result, &error) == CR_CANCELLED);
  cr_error_free(error);
  CHECK(render(chart, "{\"limits\": {\"steps\": 10000}}", NULL, &result, &error) == CR_LIMIT);
  failed_with(CR_LIMIT, error, "limit reached");
  CHECK(render(chart, "{\"limits\": {\"output_bytes\": 1000}}", NULL, &result, &error) == CR_LIMIT);
  failed_with(CR_LIMIT, error, "limit reached");
  cr_chart_free(chart), cr_host_free(host), cr_cancel_free(cancel);
}

static void test_values(void) {
  cr_chart *chart = NULL;
  cr_text *text = NULL;
  cr_error *error = NULL;
  CHECK(cr_chart_load_path(prowler, strlen(prowler), NULL, 0, NULL, &chart, &error) == CR_OK);
  const char *bad = "{\"values\": [{\"set\": \"ui.service.port=99999\"}]}";
  CHECK(cr_chart_validate(chart, bad, strlen(bad), NULL, &text, &error) == CR_OK);
  CHECK(has(cr_text_bytes(text), "\"severity\":\"error\""));
  CHECK(has(cr_text_bytes(text), "got 99,999, want 65,535"));
  cr_text_free(text);
  CHECK(cr_chart_validate(chart, NULL, 0, NULL, &text, &error) == CR_OK);
  CHECK(says(cr_text_bytes(text), "[]"));
  cr_text_free(text);
  CHECK(cr_chart_values(chart, NULL, 0, NULL, &text, &error) == CR_OK);
  CHECK(has(cr_text_bytes(text), "\nui:\n"));
  cr_text_free(text);
  cr_chart_free(chart);
  const char *two = "{\"values\": [{\"yaml\": \"a: {b: 1}\"}, {\"set\": \"a.c=2\"}], \"dialect\": \"helm3\"}";
  CHECK(cr_merge_values(two, strlen(two), NULL, &text, &error) == CR_OK);
  CHECK(says(cr_text_bytes(text), "a:\n  b: 1\n  c: 2\n"));
  cr_text_free(text);
  CHECK(cr_kube_version("1.31", 4, &text, &error) == CR_OK);
  CHECK(says(cr_text_bytes(text), "v1.31"));
  cr_text_free(text);
  CHECK(cr_kube_version("x", 1, &text, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "could not parse \"x\" as version");
  CHECK(cr_yaml_to_json("a: [1.50, y, 2001-01-01]\nb: {c: ~}", 34, &text, &error) == CR_OK);
  CHECK(says(cr_text_bytes(text), "{\"a\":[1.5,true,\"2001-01-01\"],\"b\":{\"c\":null}}"));
  cr_text_free(text);
  CHECK(cr_yaml_to_json("a: [", 4, &text, &error) == CR_VALUES);
  failed_with(CR_VALUES, error, "yaml");
  CHECK(cr_version().size > 4);
}

static void test_numbers(void) {
  cr_chart *chart = chart_of("{{ .Values.a }} {{ .Values.b }} {{ .Values.c }} {{ kindOf (index .Values.d 0) }}", NULL);
  cr_result *result = NULL;
  cr_error *error = NULL;
  const char *both = "{\"values\": [{\"json\": \"{\\\"a\\\": 10000000}\"},"
                     " {\"typed_json\": \"{\\\"b\\\": 10000000, \\\"c\\\": 1e7, \\\"d\\\": [1.0]}\"}], \"templates_only\": true}";
  CHECK(render(chart, both, NULL, &result, &error) == CR_OK);
  CHECK(says(cr_result_field(result, 0, CR_FIELD_TEXT), "1e+07 10000000 1e+07 float64"));
  cr_result_free(result);
  static const struct { const char *options, *error; } kBad[] = {
      {"{\"values\": [{\"typed_json\": \"[]\"}]}", "a JSON object is needed"},
      {"{\"values\": [{\"typed_json\": \"{\"}]}", "unexpected EOF"},
  };
  for (size_t i = 0; i < sizeof kBad / sizeof kBad[0]; ++i) {
    CHECK(render(chart, kBad[i].options, NULL, &result, &error) == CR_VALUES);
    failed_with(CR_VALUES, error, kBad[i].error);
  }
  cr_chart_free(chart);
}

/* What threads share; the header lists what they may do with it at once. */
struct shared {
  cr_chart *chart;
  cr_host *host;
  cr_cancel *cancel; /* is requested meanwhile; nobody renders with it */
  cr_files *files;
  cr_result *result;
  cr_error *error;
  cr_text *text;
};

static void load_and_read(const struct shared *shared) {
  const char *options = "{\"values\": [{\"file\": \"values.yaml\"}]}";
  cr_chart *chart = NULL;
  cr_text *text = NULL;
  size_t count = 0;
  CHECK(cr_chart_load_files(shared->files, NULL, 0, shared->host, &chart, NULL) == CR_OK);
  cr_chart_free(chart);
  CHECK(cr_merge_values(options, strlen(options), shared->host, &text, NULL) == CR_OK);
  CHECK(says(cr_text_bytes(text), "name: world\n"));
  cr_text_free(text);
  CHECK(cr_chart_values(shared->chart, NULL, 0, shared->host, &text, NULL) == CR_OK);
  cr_text_free(text);
  CHECK(cr_chart_validate(shared->chart, options, strlen(options), shared->host, &text, NULL) == CR_OK);
  cr_text_free(text);
  CHECK(cr_yaml_to_json("a: 1", 4, &text, NULL) == CR_OK);
  cr_text_free(text);
  CHECK(cr_kube_version("1.31", 4, &text, NULL) == CR_OK);
  cr_text_free(text);
  CHECK(has(cr_chart_metadata(shared->chart), "\"name\":\"prowler\""));
  CHECK(cr_chart_file_path(shared->chart, cr_chart_file_count(shared->chart) - 1).size > 0);
  CHECK(cr_chart_file_data(shared->chart, 0).size > 0);
  CHECK(cr_result_count(shared->result) > 0 && cr_result_notes(shared->result).data != NULL);
  CHECK(cr_result_field(shared->result, 0, CR_FIELD_KIND).size > 0);
  CHECK(cr_result_origins(shared->result, 0, &count) != NULL && count > 0);
  CHECK(cr_result_origin_file(shared->result, cr_result_origin_file_count(shared->result) - 1).size > 0);
  CHECK(cr_error_status(shared->error) == CR_USAGE && has(cr_error_message(shared->error), "stric"));
  CHECK(cr_text_bytes(shared->text).size > 0 && cr_version().size > 0);
  cr_cancel_request(shared->cancel);
}

/* One chart, many threads, from the first use on. */
static void *work(void *user) {
  const struct shared *shared = user;
  cr_result *first = NULL, *result = NULL;
  CHECK(render(shared->chart, "{\"seed\": 7}", shared->host, &first, NULL) == CR_OK);
  for (int i = 0; i < 8; ++i) {
    CHECK(render(shared->chart, "{\"seed\": 7}", shared->host, &result, NULL) == CR_OK);
    CHECK(cr_result_text(result).size == cr_result_text(first).size);
    CHECK(memcmp(cr_result_text(result).data, cr_result_text(first).data, cr_result_text(first).size) == 0);
    cr_result_free(result);
  }
  cr_result_free(first);
  load_and_read(shared);
  return NULL;
}

static void test_threads(void) {
  pthread_t threads[4];
  struct shared shared = {0};
  cr_chart *other = NULL;
  cr_result *none = NULL;
  CHECK(cr_chart_load_path(prowler, strlen(prowler), NULL, 0, NULL, &other, NULL) == CR_OK);
  CHECK(render(other, "{\"origins\": true}", NULL, &shared.result, NULL) == CR_OK);
  CHECK(cr_chart_values(other, NULL, 0, NULL, &shared.text, NULL) == CR_OK);
  CHECK(render(other, "{\"stric\": true}", NULL, &none, &shared.error) == CR_USAGE);
  cr_chart_free(other);
  CHECK(cr_chart_load_path(prowler, strlen(prowler), NULL, 0, NULL, &shared.chart, NULL) == CR_OK);
  shared.files = files_of("a: 1");
  CHECK(cr_host_new(&shared.host, NULL) == CR_OK && cr_cancel_new(&shared.cancel, NULL) == CR_OK);
  CHECK(cr_host_set_files(shared.host, shared.files, NULL) == CR_OK);
  for (int i = 0; i < 4; ++i) CHECK(pthread_create(&threads[i], NULL, work, &shared) == 0);
  for (int i = 0; i < 4; ++i) pthread_join(threads[i], NULL);
  cr_chart_free(shared.chart), cr_host_free(shared.host), cr_cancel_free(shared.cancel), cr_files_free(shared.files);
  cr_result_free(shared.result), cr_error_free(shared.error), cr_text_free(shared.text);
}

/* Reads freed memory, as a program in error would; the address sanitizer ends it before we can answer. */
static void test_freed(void) {
#if !defined(__SANITIZE_ADDRESS__) && !defined(CHARTRENDER_SANITIZED)
  cr_files *files = NULL;
  cr_error *error = NULL;
  CHECK(cr_files_new(&files, NULL) == CR_OK);
  cr_files *volatile freed = files;
  cr_files_free(freed);
  CHECK(cr_files_add(freed, "a", 1, "b", 1, &error) == CR_USAGE);
  failed_with(CR_USAGE, error, "cr_files: no such handle, or one that was freed");
  cr_files_free(freed);
#endif
}

int main(int count, char **words) {
  prowler = count > 1 ? words[1] : "charts/prowler";
  test_render();
  test_hooks_and_selection();
  test_origins();
  test_errors();
  test_options();
  test_bad_arguments();
  test_bytes();
  test_callbacks();
  test_host_files();
  test_cancel_and_limits();
  test_values();
  test_numbers();
  test_threads();
  test_freed();
  printf(failures == 0 ? "the C interface is as its header says\n" : "%d checks failed\n", failures);
  return failures != 0;
}

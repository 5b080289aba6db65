/* clang-format off: tables in the comment */
/* chartrender: load a Helm chart once, render it any number of times. The C interface of the
 * library.
 *
 *   cr_chart *chart = NULL;
 *   cr_result *result = NULL;
 *   cr_error *error = NULL;
 *   if (cr_chart_load_path("./mychart", 9, NULL, 0, NULL, &chart, &error) != CR_OK) ...
 *   if (cr_chart_render(chart, "{}", 2, NULL, &result, &error) != CR_OK) ...
 *   cr_bytes text = cr_result_text(result);
 *
 * Conventions
 *
 * - Texts and data are a pointer and a length in bytes; NUL bytes are ordinary, nothing is
 *   terminated by one. A null pointer with length 0 is the empty text. Texts that go in are copied
 *   or used up before the call returns. What a cr_bytes points at belongs to the handle it was
 *   asked of, and lives until that handle is freed. Its data is never null.
 * - Handles are opaque, made by a function with an out-parameter and freed by the cr_..._free of
 *   their type, which takes NULL. A handle of another type, NULL, and (as far as its memory was not
 *   given out again) a freed one are told as CR_USAGE; functions that return cr_bytes or a number
 *   answer with an empty one.
 * - Functions that can fail return a cr_status. Unless it is CR_OK the out-parameter is set to
 *   NULL, and `*error` to a new cr_error if `error` is not NULL. Nothing else is written to.
 * - Options are one JSON object in UTF-8, see the lists below; none (length 0) is `{}`. A key that
 *   is not listed, a value of the wrong type and a text that is not UTF-8 are errors (CR_USAGE)
 *   that name the place.
 * - Nothing prints, reads the environment or changes global state; the network is never used; no
 *   file is touched but the chart that cr_chart_load_path names. Charts of strangers are bounded by
 *   `limits`.
 * - Threads: a call uses the thread of its caller, and no other. What each function asks of other
 *   threads is listed below.
 * - Callbacks run while the caller waits, on the caller's thread and stack. They answer through
 *   cr_reply, and may call every function of this header but those that change or free the handles
 *   in use. They must return: an exception or longjmp through the library is undefined.
 * - No C++ exception leaves the library. Memory that is not there is CR_LIMIT.
 * - Versions: functions and enumerators are added, none is removed or changed while the number in
 *   the library's SONAME stays. Each symbol has the version in which it came (CHARTRENDER_0.1,
 *   CHARTRENDER_0.2).
 *
 * Threads
 *   Any number of threads at once, also with the same handles, from their first use on, as long as
 *   none of these is changed or freed meanwhile (what a cr_host names counts as part of it):
 *     cr_version  cr_error_status  cr_error_message  cr_text_bytes
 *     cr_chart_load_path  cr_chart_load_archive  cr_chart_load_files
 *     cr_chart_metadata  cr_chart_file_count  cr_chart_file_path  cr_chart_file_data
 *     cr_chart_render  cr_chart_values  cr_chart_validate
 *     cr_kube_version  cr_yaml_to_json  cr_merge_values
 *     cr_result_text  cr_result_notes  cr_result_count  cr_result_field
 *     cr_result_origins  cr_result_origin_file_count  cr_result_origin_file
 *     cr_files_new  cr_host_new  cr_cancel_new
 *   The same, also while a render looks at the request, and from a signal handler:
 *     cr_cancel_request
 *   While no other thread uses the handle that is given first:
 *     cr_error_json  cr_files_add  cr_host_set_files  cr_host_set_read  cr_host_set_lookup
 *     cr_host_set_objects  cr_host_set_log  cr_host_set_cancel  cr_host_add_function
 *     cr_error_free  cr_text_free  cr_files_free  cr_host_free  cr_cancel_free  cr_chart_free
 *     cr_result_free
 *   Within a callback, on its thread:
 *     cr_reply_text  cr_reply_error
 *
 * Options of loading
 *   "dialect"          "helm4" (default) or "helm3"
 *   "detect_version"   false: load as `helm show` does, without a look at apiVersion first (default
 *                      true)
 *   "limits"           see below
 *
 * Options of rendering (cr_chart_render, cr_chart_values, cr_chart_validate)
 *   "release"          {"name": "release-name", "namespace": "default", "revision": 1,
 *                      "upgrade": false}
 *   "kube_version"     "1.31" or the like; default Helm's own
 *   "api_versions"     list of texts, added to Helm's own
 *   "values"           list of sources, merged in order, later ones win; each an object with one of
 *                        {"yaml": TEXT}           and maybe "name", for error texts
 *                        {"json": TEXT}           of an object; numbers as in a values file
 *                        {"typed_json": TEXT}     likewise, but whole numbers are int64
 *                        {"file": NAME}           in the files of the host
 *                        {"set": TEXT}, {"set_string": TEXT}, {"set_json": TEXT},
 *                        {"set_literal": TEXT}
 *                        {"set_file": TEXT}       its files likewise in those of the host
 *   "include_crds", "skip_schema_validation", "strict", "lint_mode", "sub_notes", "all_errors",
 *   "templates_only"   true or false (default), as in chartrender/chartrender.h
 *   "text"             false: cr_result_text stays empty, which saves its making (default true)
 *   "hooks"            false: without hooks in cr_result_text (default true)
 *   "tests"            false: without test hooks there (default true)
 *   "origins"          true: cr_result_origins tells (default false)
 *   "show_only"        list of template paths or patterns: only their documents in cr_result_text
 *   "encrypted_values" "take" (default), "refuse" or "placeholder"
 *   "now"              nanoseconds since 1970 UTC; default the system's clock
 *   "seed"             number that makes random functions repeatable; default the system's entropy
 *   "time_zone"        "UTC" by default
 *   "limits"           {NAME: N}: "steps", "output_bytes", "memory_bytes", "wall_milliseconds",
 *                      "nesting_depth", "template_depth", "include_depth", "call_depth",
 *                      "file_bytes", "archive_bytes", "archive_files", "regex_bytes", "alias_nodes"
 */
/* clang-format on */
#ifndef CHARTRENDER_H_
#define CHARTRENDER_H_

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CR_API __attribute__((visibility("default")))
#else
#define CR_API
#endif

#ifdef __cplusplus
extern "C" {
#define CR_NOEXCEPT noexcept
#else
#define CR_NOEXCEPT
#endif

/* What became of a call. The numbers stay. */
typedef int32_t cr_status;
enum {
  CR_OK = 0,
  CR_USAGE = 1,     /* bad arguments, options or handles */
  CR_IO = 2,        /* a file cannot be read */
  CR_CHART = 3,     /* the chart cannot be loaded */
  CR_VALUES = 4,    /* values cannot be read */
  CR_SCHEMA = 5,    /* values do not meet values.schema.json, or that schema is broken */
  CR_TEMPLATE = 6,  /* a template does not parse or execute */
  CR_MANIFEST = 7,  /* a rendered document is not valid YAML */
  CR_LIMIT = 8,     /* a limit was reached */
  CR_CANCELLED = 9, /* cr_cancel_request */
  CR_INTERNAL = 10  /* a bug in this library */
};

/* A text or data that belongs to a handle. */
typedef struct cr_bytes {
  const char* data;
  size_t size;
} cr_bytes;

typedef struct cr_chart cr_chart;   /* a loaded chart: const, shared by threads */
typedef struct cr_result cr_result; /* what a render gave */
typedef struct cr_text cr_text;     /* a text that a function gave */
typedef struct cr_error cr_error;   /* why a call failed */
typedef struct cr_files cr_files;   /* files in memory, by path */
typedef struct cr_host cr_host;     /* what charts may ask of the caller: files and callbacks */
typedef struct cr_cancel cr_cancel; /* a request to stop */
typedef struct cr_reply cr_reply;   /* where a callback puts its answer; valid while it runs */

/* "0.1.0". Lives as long as the library. */
CR_API cr_bytes cr_version(void) CR_NOEXCEPT;

/* ---- Errors ---- */

/* The cr_status that came with it. */
CR_API cr_status cr_error_status(const cr_error* error) CR_NOEXCEPT;
/* What Helm prints behind "Error: ", byte for byte. */
CR_API cr_bytes cr_error_message(const cr_error* error) CR_NOEXCEPT;
/* Everything known, as a JSON object: "code" ("template", ...), "message", "while_rendering", and
 * where they are known "file", "line" (from 1), "column" (bytes from 0), "frames" (outermost first,
 * each "file", "line", "column", "template", "node", "text", "excerpt"), "excerpt", "absence" (the
 * missing value), "missing_template", "others" (of "all_errors"). Bytes that are not UTF-8 read as
 * U+FFFD. Made at the first call, which thus needs the error alone. */
CR_API cr_bytes cr_error_json(cr_error* error) CR_NOEXCEPT;
CR_API void cr_error_free(cr_error* error) CR_NOEXCEPT;

/* ---- Texts ---- */

CR_API cr_bytes cr_text_bytes(const cr_text* text) CR_NOEXCEPT;
CR_API void cr_text_free(cr_text* text) CR_NOEXCEPT;

/* ---- Files in memory ---- */

CR_API cr_status cr_files_new(cr_files** files, cr_error** error) CR_NOEXCEPT;
/* Adds a file, or replaces the one of this path. Paths of a chart are relative to its folder, with
 * '/': "Chart.yaml", "templates/x.yaml", "charts/sub/Chart.yaml". Path and data are copied.
 * CR_USAGE for an empty path. */
CR_API cr_status cr_files_add(cr_files* files, const char* path, size_t path_size, const void* data,
                              size_t size, cr_error** error) CR_NOEXCEPT;
CR_API void cr_files_free(cr_files* files) CR_NOEXCEPT;

/* ---- What charts may ask of the caller ---- */

/* Puts the answer of a callback, copied; the last one counts. None at all: the empty text. */
CR_API void cr_reply_text(cr_reply* reply, const char* text, size_t size) CR_NOEXCEPT;
/* Lets the callback fail. `message` becomes part of the error's text. */
CR_API void cr_reply_error(cr_reply* reply, const char* message, size_t size) CR_NOEXCEPT;

/* `lookup` in templates: replies with the JSON text of the object, or of the list when `name` is
 * empty; nothing when there is none. */
typedef void (*cr_lookup_fn)(void* user, cr_bytes api_version, cr_bytes kind, cr_bytes space,
                             cr_bytes name, cr_reply* reply);
/* A file that "file" or "set_file" among the values names: replies with its content, or with an
 * error such as "open x.yaml: no such file or directory". */
typedef void (*cr_read_fn)(void* user, cr_bytes path, cr_reply* reply);
/* A template function: `arguments` is a JSON list; replies with the JSON text of the result,
 * nothing for nil. */
typedef void (*cr_function_fn)(void* user, cr_bytes arguments, cr_reply* reply);
/* A line of Helm's log. `record` is {"level": "debug"|"info"|"warning"|"error", "message",
 * "attributes": [[K, V]]}. */
typedef void (*cr_log_fn)(void* user, cr_bytes record);

/* A host may serve any number of calls; `user` is handed to the callback as it is. What it holds
 * must live until the last call that uses it, and for functions until the last chart loaded with it
 * is freed. */
CR_API cr_status cr_host_new(cr_host** host, cr_error** error) CR_NOEXCEPT;
/* The files that "file" and "set_file" among the values read. They are not copied: `files` outlives
 * the host. */
CR_API cr_status cr_host_set_files(cr_host* host, const cr_files* files,
                                   cr_error** error) CR_NOEXCEPT;
/* The files that are not among these are read through `read`; NULL: there are no others. */
CR_API cr_status cr_host_set_read(cr_host* host, cr_read_fn read, void* user,
                                  cr_error** error) CR_NOEXCEPT;
/* `lookup` answers through `lookup`; NULL: it finds nothing. */
CR_API cr_status cr_host_set_lookup(cr_host* host, cr_lookup_fn lookup, void* user,
                                    cr_error** error) CR_NOEXCEPT;
/* `lookup` answers from the manifests in `files` as a cluster that holds them would. CR_VALUES when
 * they are not YAML objects. */
CR_API cr_status cr_host_set_objects(cr_host* host, const cr_files* files,
                                     cr_error** error) CR_NOEXCEPT;
CR_API cr_status cr_host_set_log(cr_host* host, cr_log_fn log, void* user,
                                 cr_error** error) CR_NOEXCEPT;
/* Renders stop soon after cr_cancel_request(cancel), with CR_CANCELLED. `cancel` outlives the host.
 */
CR_API cr_status cr_host_set_cancel(cr_host* host, const cr_cancel* cancel,
                                    cr_error** error) CR_NOEXCEPT;
/* A template function beside Helm's, for the charts that are loaded with this host. Loading fails
 * with CR_USAGE for a name that is no identifier of ASCII letters, digits and `_`, or is taken. */
CR_API cr_status cr_host_add_function(cr_host* host, const char* name, size_t name_size,
                                      cr_function_fn function, void* user,
                                      cr_error** error) CR_NOEXCEPT;
CR_API void cr_host_free(cr_host* host) CR_NOEXCEPT;

CR_API cr_status cr_cancel_new(cr_cancel** cancel, cr_error** error) CR_NOEXCEPT;
/* From any thread, and from a signal handler. It cannot be taken back. */
CR_API void cr_cancel_request(cr_cancel* cancel) CR_NOEXCEPT;
CR_API void cr_cancel_free(cr_cancel* cancel) CR_NOEXCEPT;

/* ---- Charts ---- */

/* Loads a chart folder or a .tgz archive. Of `host` functions and log are used; NULL: there are
 * none. CR_IO, CR_CHART, CR_VALUES, CR_LIMIT with Helm's text. */
CR_API cr_status cr_chart_load_path(const char* path, size_t path_size, const char* options,
                                    size_t options_size, const cr_host* host, cr_chart** chart,
                                    cr_error** error) CR_NOEXCEPT;
/* Loads a chart from the bytes of a .tgz archive. */
CR_API cr_status cr_chart_load_archive(const void* data, size_t size, const char* options,
                                       size_t options_size, const cr_host* host, cr_chart** chart,
                                       cr_error** error) CR_NOEXCEPT;
/* Loads a chart from files in memory, which are copied. */
CR_API cr_status cr_chart_load_files(const cr_files* files, const char* options,
                                     size_t options_size, const cr_host* host, cr_chart** chart,
                                     cr_error** error) CR_NOEXCEPT;
/* {"name", "version", "app_version", "description", "type", "deprecated"} as JSON. */
CR_API cr_bytes cr_chart_metadata(const cr_chart* chart) CR_NOEXCEPT;
/* The chart's files as loaded, subcharts' included, by index below cr_chart_file_count. */
CR_API size_t cr_chart_file_count(const cr_chart* chart) CR_NOEXCEPT;
CR_API cr_bytes cr_chart_file_path(const cr_chart* chart, size_t index) CR_NOEXCEPT;
CR_API cr_bytes cr_chart_file_data(const cr_chart* chart, size_t index) CR_NOEXCEPT;
/* Results do not need their chart any more. */
CR_API void cr_chart_free(cr_chart* chart) CR_NOEXCEPT;

/* Merges values, validates them, executes the templates, splits and sorts the documents, as `helm
 * template` does. */
CR_API cr_status cr_chart_render(const cr_chart* chart, const char* options, size_t options_size,
                                 const cr_host* host, cr_result** result,
                                 cr_error** error) CR_NOEXCEPT;
/* The values as a render would see them, as YAML. */
CR_API cr_status cr_chart_values(const cr_chart* chart, const char* options, size_t options_size,
                                 const cr_host* host, cr_text** yaml, cr_error** error) CR_NOEXCEPT;
/* The values against the schemas of the chart and its subcharts: a JSON list of findings, each
 * {"severity": "info"|"warning"|"error", "rule", "message", "file", "line", "column"}. CR_OK also
 * where there are some. */
CR_API cr_status cr_chart_validate(const cr_chart* chart, const char* options, size_t options_size,
                                   const cr_host* host, cr_text** findings,
                                   cr_error** error) CR_NOEXCEPT;
/* "v1.31" of "1.31": the version as "kube_version" reads it. CR_USAGE with Helm's text. */
CR_API cr_status cr_kube_version(const char* text, size_t size, cr_text** version,
                                 cr_error** error) CR_NOEXCEPT;
/* The JSON text of a YAML document as Kubernetes' tools read it; of a manifest's text its object.
 * CR_VALUES for a text that is not YAML. */
CR_API cr_status cr_yaml_to_json(const char* yaml, size_t size, cr_text** json,
                                 cr_error** error) CR_NOEXCEPT;
/* The user values alone, merged from "values" of rendering options, as YAML; "dialect" may be among
 * the options. */
CR_API cr_status cr_merge_values(const char* options, size_t options_size, const cr_host* host,
                                 cr_text** yaml, cr_error** error) CR_NOEXCEPT;

/* ---- Results ---- */

/* What `helm template` prints. Empty with "templates_only". */
CR_API cr_bytes cr_result_text(const cr_result* result) CR_NOEXCEPT;
CR_API cr_bytes cr_result_notes(const cr_result* result) CR_NOEXCEPT;

/* What is asked of a document. */
typedef int32_t cr_field;
enum {
  CR_FIELD_SECTION = 0, /* "crd", "manifest", "hook"; "template" with "templates_only" */
  CR_FIELD_PATH = 1,    /* of the template: "chart/templates/x.yaml" */
  CR_FIELD_TEXT = 2,
  CR_FIELD_API_VERSION = 3,
  CR_FIELD_KIND = 4,
  CR_FIELD_NAME = 5,
  CR_FIELD_EVENTS = 6,          /* of hooks: "pre-install,test" */
  CR_FIELD_DELETE_POLICIES = 7, /* of hooks, likewise */
  CR_FIELD_WEIGHT = 8           /* of hooks: a whole number */
};
/* CRDs first, then manifests in Helm's install order, then hooks; with "templates_only" the
 * templates by path. */
CR_API size_t cr_result_count(const cr_result* result) CR_NOEXCEPT;
CR_API cr_bytes cr_result_field(const cr_result* result, size_t index, cr_field field) CR_NOEXCEPT;
CR_API void cr_result_free(cr_result* result) CR_NOEXCEPT;

/* Where a line of a document comes from: the template line that gave its first character which is
 * not blank. */
typedef struct cr_origin {
  uint32_t file; /* for cr_result_origin_file */
  uint32_t line; /* from 1; 0: not known, as of blank lines */
  /* The line outside of all definitions that included it; line 0: it is there itself. */
  uint32_t caller_file;
  uint32_t caller_line;
} cr_origin;
/* With "origins" an array of `*count` origins, one for each line of the document at this index (a
 * line end at its end begins no line); else NULL and 0. Belongs to the result. */
CR_API const cr_origin* cr_result_origins(const cr_result* result, size_t index,
                                          size_t* count) CR_NOEXCEPT;
/* The files that origins count: "chart/templates/_helpers.tpl". */
CR_API size_t cr_result_origin_file_count(const cr_result* result) CR_NOEXCEPT;
CR_API cr_bytes cr_result_origin_file(const cr_result* result, size_t file) CR_NOEXCEPT;

#undef CR_NOEXCEPT
#ifdef __cplusplus
}
#endif

#endif /* CHARTRENDER_H_ */

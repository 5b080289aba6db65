#include "callbacks.h"

#include <string.h>

#include "_cgo_export.h"

/* Functions belong to a chart, which several threads render: this tells which call they are part of. */
static __thread uintptr_t current_call;

static void read_file(void *user, cr_bytes path, cr_reply *reply) { goRead((uintptr_t)user, path, reply); }

static void look_up(void *user, cr_bytes api_version, cr_bytes kind, cr_bytes space, cr_bytes name, cr_reply *reply) {
  goLookup((uintptr_t)user, api_version, kind, space, name, reply);
}

static void write_log(void *user, cr_bytes record) { goLog((uintptr_t)user, record); }

static void call_function(void *user, cr_bytes arguments, cr_reply *reply) {
  goCall((uintptr_t)user, current_call, arguments, reply);
}

cr_status go_host_set_read(cr_host *host, uintptr_t handle, cr_error **error) {
  return cr_host_set_read(host, read_file, (void *)handle, error);
}

cr_status go_host_set_lookup(cr_host *host, uintptr_t handle, cr_error **error) {
  return cr_host_set_lookup(host, look_up, (void *)handle, error);
}

cr_status go_host_set_log(cr_host *host, uintptr_t handle, cr_error **error) {
  return cr_host_set_log(host, write_log, (void *)handle, error);
}

cr_status go_host_add_function(cr_host *host, const char *name, size_t name_size, uintptr_t handle, cr_error **error) {
  return cr_host_add_function(host, name, name_size, call_function, (void *)handle, error);
}

cr_status go_chart_render(const cr_chart *chart, const char *options, size_t options_size, const cr_host *host,
                          uintptr_t call, cr_result **result, cr_error **error) {
  uintptr_t outer_call = current_call;
  current_call = call;
  cr_status status = cr_chart_render(chart, options, options_size, host, result, error);
  current_call = outer_call;
  return status;
}

static const char source_mark[] = "---\n# Source: ";

size_t go_result_sizes(const cr_result *result, size_t *sizes) {
  const size_t count = cr_result_count(result);
  size_t sum = cr_result_notes(result).size;
  for (size_t i = 0; i < count; ++i) {
    for (cr_field field = 0; field < GO_FIELDS; ++field) sum += *sizes++ = cr_result_field(result, i, field).size;
  }
  *sizes = cr_result_notes(result).size;
  return sum + count * (sizeof source_mark - 1 + 2);
}

static char *put(char *to, cr_bytes bytes) {
  memcpy(to, bytes.data, bytes.size);
  return to + bytes.size;
}

void go_result_copy(const cr_result *result, char *to) {
  const size_t count = cr_result_count(result);
  const cr_bytes mark = {source_mark, sizeof source_mark - 1};
  const cr_bytes end = {"\n", 1};
  for (size_t i = 0; i < count; ++i) {
    to = put(put(to, mark), cr_result_field(result, i, CR_FIELD_PATH));
    to = put(put(put(to, end), cr_result_field(result, i, CR_FIELD_TEXT)), end);
  }
  for (size_t i = 0; i < count; ++i) {
    for (cr_field field = 0; field < GO_FIELDS; ++field) {
      if (field != CR_FIELD_PATH && field != CR_FIELD_TEXT) to = put(to, cr_result_field(result, i, field));
    }
  }
  put(to, cr_result_notes(result));
}

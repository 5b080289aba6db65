#include "callbacks.h"

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

void go_result_fields(const cr_result *result, size_t index, cr_bytes fields[GO_FIELDS]) {
  for (cr_field field = 0; field < GO_FIELDS; ++field) fields[field] = cr_result_field(result, index, field);
}

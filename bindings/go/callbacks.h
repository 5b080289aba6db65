/* The callbacks of chartrender.h with the handle of a Go object for `user`. */
#ifndef CHARTRENDER_GO_CALLBACKS_H_
#define CHARTRENDER_GO_CALLBACKS_H_

#include <chartrender.h>

enum { GO_FIELDS = 9 };

cr_status go_host_set_read(cr_host* host, uintptr_t handle, cr_error** error);
cr_status go_host_set_lookup(cr_host* host, uintptr_t handle, cr_error** error);
cr_status go_host_set_log(cr_host* host, uintptr_t handle, cr_error** error);
cr_status go_host_add_function(cr_host* host, const char* name, size_t name_size, uintptr_t handle,
                               cr_error** error);

/* cr_chart_render for the call with this handle: functions of the chart that fail meanwhile leave
 * their reason there. */
cr_status go_chart_render(const cr_chart* chart, const char* options, size_t options_size,
                          const cr_host* host, uintptr_t call, cr_result** result,
                          cr_error** error);

/* All fields of a document at once. */
void go_result_fields(const cr_result* result, size_t index, cr_bytes fields[GO_FIELDS]);

#endif

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

/* The length of each field, document by document, and behind them that of the notes. Returns the
 * length of what go_result_copy writes. */
size_t go_result_sizes(const cr_result* result, size_t* sizes);

/* Writes "---\n# Source: PATH\nTEXT\n" of each document, then the other fields of each, then the
 * notes. */
void go_result_copy(const cr_result* result, char* to);

#endif

/* Answers requests of tests/bindings/vectors.py through the C interface. Each message on standard input and output is
 * a row of fields, each a 32-bit little-endian length and that many bytes, after a 32-bit count of them.
 * Request: load options, render options, then path and data of each file.
 * Answer: "ok", then path and text of each template; or "error" and the message. */
#include <chartrender.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int read_number(uint32_t *number) {
  unsigned char raw[4];
  if (fread(raw, 1, 4, stdin) != 4) return 0;
  *number = (uint32_t)raw[0] | (uint32_t)raw[1] << 8 | (uint32_t)raw[2] << 16 | (uint32_t)raw[3] << 24;
  return 1;
}

static void write_number(uint32_t number) {
  unsigned char raw[4] = {number & 255, number >> 8 & 255, number >> 16 & 255, number >> 24};
  fwrite(raw, 1, 4, stdout);
}

static void write_field(cr_bytes field) {
  write_number((uint32_t)field.size);
  fwrite(field.data, 1, field.size, stdout);
}

static cr_bytes read_field(void) {
  uint32_t size = 0;
  if (!read_number(&size)) exit(3);
  char *data = malloc(size + 1U);
  if (data == NULL || fread(data, 1, size, stdin) != size) exit(3);
  return (cr_bytes){data, size};
}

static void answer_error(cr_error *error) {
  write_number(2);
  write_field((cr_bytes){"error", 5});
  write_field(cr_error_message(error));
  cr_error_free(error);
}

static void answer(uint32_t count) {
  cr_error *error = NULL;
  cr_files *files = NULL;
  cr_chart *chart = NULL;
  cr_result *result = NULL;
  cr_bytes load = read_field();
  cr_bytes options = read_field();
  int failed = cr_files_new(&files, &error);
  for (uint32_t i = 2; i + 1 < count; i += 2) {
    cr_bytes path = read_field();
    cr_bytes data = read_field();
    failed = failed || cr_files_add(files, path.data, path.size, data.data, data.size, &error);
    free((void *)path.data);
    free((void *)data.data);
  }
  failed = failed || cr_chart_load_files(files, load.data, load.size, NULL, &chart, &error);
  failed = failed || cr_chart_render(chart, options.data, options.size, NULL, &result, &error);
  if (failed) {
    answer_error(error);
  } else {
    size_t rows = cr_result_count(result);
    write_number((uint32_t)(1 + 2 * rows));
    write_field((cr_bytes){"ok", 2});
    for (size_t i = 0; i < rows; ++i) {
      write_field(cr_result_field(result, i, CR_FIELD_PATH));
      write_field(cr_result_field(result, i, CR_FIELD_TEXT));
    }
  }
  cr_result_free(result);
  cr_chart_free(chart);
  cr_files_free(files);
  free((void *)load.data);
  free((void *)options.data);
}

int main(void) {
  uint32_t count = 0;
  while (read_number(&count)) {
    answer(count);
    fflush(stdout);
  }
  return 0;
}

// Callbacks of JavaScript as those of chartrender.h. `user` is a number by which JavaScript finds
// its function; texts of type cr_bytes arrive there as the address of pointer and length.
#include <cstdlib>
#include <cstring>

#include "chartrender.h"

namespace {

constexpr size_t kFields = CR_FIELD_WEIGHT + 1;

cr_bytes FieldAt(const cr_result* result, size_t i) {
  return cr_result_field(result, i / kFields, static_cast<cr_field>(i % kFields));
}

}  // namespace

#define CHARTRENDER_IMPORT(name) [[clang::import_module("chartrender"), clang::import_name(name)]]
#define CHARTRENDER_EXPORT(name) [[clang::export_name(name)]]

extern "C" {

CHARTRENDER_IMPORT("lookup")
void chartrender_lookup(void* user, cr_bytes api_version, cr_bytes kind, cr_bytes space,
                        cr_bytes name, cr_reply* reply);
CHARTRENDER_IMPORT("read") void chartrender_read(void* user, cr_bytes path, cr_reply* reply);
CHARTRENDER_IMPORT("function")
void chartrender_function(void* user, cr_bytes arguments, cr_reply* reply);
CHARTRENDER_IMPORT("log") void chartrender_log(void* user, cr_bytes record);

CHARTRENDER_EXPORT("cr_wasm_set_lookup")
cr_status SetLookup(cr_host* host, void* user, cr_error** error) {
  return cr_host_set_lookup(host, &chartrender_lookup, user, error);
}

CHARTRENDER_EXPORT("cr_wasm_set_read")
cr_status SetRead(cr_host* host, void* user, cr_error** error) {
  return cr_host_set_read(host, &chartrender_read, user, error);
}

CHARTRENDER_EXPORT("cr_wasm_set_log")
cr_status SetLog(cr_host* host, void* user, cr_error** error) {
  return cr_host_set_log(host, &chartrender_log, user, error);
}

CHARTRENDER_EXPORT("cr_wasm_add_function")
cr_status AddFunction(cr_host* host, const char* name, size_t size, void* user, cr_error** error) {
  return cr_host_add_function(host, name, size, &chartrender_function, user, error);
}

CHARTRENDER_EXPORT("cr_wasm_field_count")
size_t FieldCount(const cr_result* result) { return cr_result_count(result) * kFields; }

// The fields of all documents at once: where each one ends (as uint32_t), then their bytes. To be
// freed; null: no memory.
CHARTRENDER_EXPORT("cr_wasm_pack_fields")
char* PackFields(const cr_result* result) {
  const size_t count = FieldCount(result);
  size_t size = 0;
  for (size_t i = 0; i < count; ++i) size += FieldAt(result, i).size;
  auto* packed = static_cast<char*>(std::malloc(count * sizeof(uint32_t) + size + 1));
  if (packed == nullptr) return nullptr;
  auto* ends = reinterpret_cast<uint32_t*>(packed);
  char* const first = packed + count * sizeof(uint32_t);
  char* next = first;
  for (size_t i = 0; i < count; ++i) {
    const cr_bytes field = FieldAt(result, i);
    std::memcpy(next, field.data, field.size);
    next += field.size;
    ends[i] = static_cast<uint32_t>(next - first);
  }
  return packed;
}
}

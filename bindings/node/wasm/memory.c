/* memcpy, memchr and memcmp by 16 bytes at a time: those of the C library go by 4, and a render
 * spends a tenth of its time in them. */
#include <stddef.h>
#include <stdint.h>
#include <wasm_simd128.h>

enum { kBlock = 16 };

/* A number at any address. */
#define LOAD(type, at) \
  (((const struct { type value; } __attribute__((packed, may_alias))*)(at))->value)
#define STORE(type, at, number) \
  (((struct { type value; } __attribute__((packed, may_alias))*)(at))->value = (number))

/* Up to 16 bytes: both ends, which may overlap. */
static void CopyFew(unsigned char* to, const unsigned char* from, size_t size) {
  if (size >= 8) {
    const uint64_t head = LOAD(uint64_t, from);
    const uint64_t tail = LOAD(uint64_t, from + size - 8);
    STORE(uint64_t, to, head);
    STORE(uint64_t, to + size - 8, tail);
  } else if (size >= 4) {
    const uint32_t head = LOAD(uint32_t, from);
    const uint32_t tail = LOAD(uint32_t, from + size - 4);
    STORE(uint32_t, to, head);
    STORE(uint32_t, to + size - 4, tail);
  } else if (size >= 2) {
    const uint16_t head = LOAD(uint16_t, from);
    const uint16_t tail = LOAD(uint16_t, from + size - 2);
    STORE(uint16_t, to, head);
    STORE(uint16_t, to + size - 2, tail);
  } else if (size == 1) {
    *to = *from;
  }
}

void* memcpy(void* restrict target, const void* restrict source, size_t size) {
  unsigned char* to = target;
  const unsigned char* from = source;
  if (size <= kBlock) {
    CopyFew(to, from, size);
    return target;
  }
  const v128_t tail = wasm_v128_load(from + size - kBlock);
  unsigned char* const last = to + size - kBlock;
  for (; to < last; to += kBlock, from += kBlock) wasm_v128_store(to, wasm_v128_load(from));
  wasm_v128_store(last, tail);
  return target;
}

void* memchr(const void* start, int wanted, size_t size) {
  const unsigned char* at = start;
  const unsigned char* const end = at + size;
  const v128_t all = wasm_i8x16_splat((int8_t)wanted);
  for (; end - at >= kBlock; at += kBlock) {
    const uint32_t found = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(at), all));
    if (found != 0) return (void*)(at + __builtin_ctz(found));
  }
  for (; at < end; ++at) {
    if (*at == (unsigned char)wanted) return (void*)at;
  }
  return NULL;
}

int memcmp(const void* left, const void* right, size_t size) {
  const unsigned char* a = left;
  const unsigned char* b = right;
  for (; size >= kBlock; a += kBlock, b += kBlock, size -= kBlock) {
    const uint32_t equal = wasm_i8x16_bitmask(wasm_i8x16_eq(wasm_v128_load(a), wasm_v128_load(b)));
    if (equal == 0xFFFF) continue;
    const int first = __builtin_ctz(~equal);
    return a[first] - b[first];
  }
  for (; size > 0; ++a, ++b, --size) {
    if (*a != *b) return *a - *b;
  }
  return 0;
}

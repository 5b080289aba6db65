/* The part of libcrypt's interface that the library uses. */
#ifndef CHARTRENDER_WASM_CRYPT_H_
#define CHARTRENDER_WASM_CRYPT_H_

#include <stdint.h>

#define CRYPT_OUTPUT_SIZE 384
#define CRYPT_MAX_PASSPHRASE_SIZE 512

struct crypt_data {
  char output[CRYPT_OUTPUT_SIZE];
  uint64_t scratch[1024];
};

#ifdef __cplusplus
extern "C" {
#endif
/* The hash of `phrase` for a setting "$2b$..."; NULL for any other setting. */
char* crypt_rn(const char* phrase, const char* setting, void* data, int size);
#ifdef __cplusplus
}
#endif

#endif /* CHARTRENDER_WASM_CRYPT_H_ */

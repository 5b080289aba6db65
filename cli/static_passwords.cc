// Only in the static executable, and only where crypt() is libxcrypt 4.4's: elsewhere this file is
// empty. libcrypt chooses among all ways of hashing a password by what the salt begins with;
// lib/algo/crypto/password.cc asks for bcrypt alone. Defining crypt_rn keeps the choice, and with
// it the other ways, out of the program. cmake/StaticArchives.cmake sees to it that libcrypt.a has
// the name that this file uses.
#include <crypt.h>

#if defined(XCRYPT_VERSION_MAJOR) && XCRYPT_VERSION_MAJOR == 4 && XCRYPT_VERSION_MINOR == 4

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): libxcrypt's name
void _crypt_crypt_bcrypt_rn(const char* phrase, size_t phrase_size, const char* setting,
                            size_t setting_size, uint8_t* output, size_t output_size, void* scratch,
                            size_t scratch_size);
// NOLINTEND(bugprone-reserved-identifier)

// Null for what is not bcrypt's.
char* crypt_rn(const char* phrase, const char* setting, void* data, int size) {
  if (size < static_cast<int>(sizeof(crypt_data)) || std::strncmp(setting, "$2b$", 4) != 0) {
    return nullptr;
  }
  auto* room = static_cast<crypt_data*>(data);
  void* scratch = room->internal;
  size_t scratch_size = sizeof room->internal;
  std::align(alignof(std::max_align_t), 0, scratch, scratch_size);
  room->output[0] = '\0';
  _crypt_crypt_bcrypt_rn(phrase, std::strlen(phrase), setting, std::strlen(setting),
                         reinterpret_cast<uint8_t*>(room->output), sizeof room->output, scratch,
                         scratch_size);
  explicit_bzero(room->internal, sizeof room->internal);
  return room->output[0] == '$' ? room->output : nullptr;
}

}  // extern "C"

#endif

/* libcrypt's entry, for bcrypt alone. */
#include "crypt.h"

#include "crypt-port.h"

char* crypt_rn(const char* phrase, const char* setting, void* data, int size) {
  struct crypt_data* room = data;
  if (size < (int)sizeof *room) return NULL;
  room->output[0] = '*';
  crypt_bcrypt_rn(phrase, strlen(phrase), setting, strlen(setting), (uint8_t*)room->output,
                  sizeof room->output, room->scratch, sizeof room->scratch);
  return room->output[0] == '*' ? NULL : room->output;
}

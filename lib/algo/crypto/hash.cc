#include <zlib.h>

#include "algo/crypto.h"
#include "algo/crypto/openssl.h"

namespace chartrender {

namespace {

std::string Hex(std::string_view bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text(bytes.size() * 2, '\0');
  char* to = text.data();
  for (const char c : bytes) {
    *to++ = digits[static_cast<uint8_t>(c) >> 4];
    *to++ = digits[static_cast<uint8_t>(c) & 0xF];
  }
  return text;
}

}  // namespace

std::string Sha1Hex(std::string_view bytes) {
  return Hex(crypto::Digest(crypto::Hash::kSha1, bytes));
}
std::string Sha256Hex(std::string_view bytes) {
  return Hex(crypto::Digest(crypto::Hash::kSha256, bytes));
}
std::string Sha512Hex(std::string_view bytes) {
  return Hex(crypto::Digest(crypto::Hash::kSha512, bytes));
}

uint32_t Adler32(std::string_view bytes) {
  return static_cast<uint32_t>(
      adler32_z(1, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace chartrender

#include "algo/crypto/openssl.h"

#include <openssl/crypto.h>

#include "base/error.h"

namespace chartrender::crypto {

void StartOpenSsl() {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
}

void Check(bool worked) {
  if (!worked) throw Failure(ErrorCode::kInternal, "libcrypto failed");
}

Number NewNumber() {
  Number number(BN_new());
  Check(number != nullptr);
  return number;
}

NumberContext NewNumberContext() {
  NumberContext context(BN_CTX_new());
  Check(context != nullptr);
  return context;
}

Number FromBytes(std::string_view bytes) {
  Number number(BN_bin2bn(Bytes(bytes), static_cast<int>(bytes.size()), nullptr));
  Check(number != nullptr);
  return number;
}

std::string ToBytes(const BIGNUM* number, size_t size) {
  if (size == 0) size = static_cast<size_t>(BN_num_bytes(number));
  std::string bytes(size, '\0');
  Check(BN_bn2binpad(number, Bytes(bytes), static_cast<int>(size)) >= 0);
  return bytes;
}

}  // namespace chartrender::crypto

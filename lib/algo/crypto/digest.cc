// The plain functions of libcrypto are called, not EVP: that would look the digest up among all
// algorithms, which costs more than the digest of a chart's configuration.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/sha.h>

#include "algo/crypto/openssl.h"

namespace chartrender::crypto {

namespace {

template <class Context, auto Init, auto Update, auto Final, size_t kSize>
std::string Run(std::string_view bytes) {
  Context context;
  unsigned char digest[kSize];
  Check(Init(&context) == 1 && Update(&context, bytes.data(), bytes.size()) == 1 &&
        Final(digest, &context) == 1);
  return {reinterpret_cast<char*>(digest), kSize};
}

}  // namespace

std::string Digest(Hash hash, std::string_view bytes) {
  // The static executable leaves it to the first use to ask what the processor can.
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, nullptr);
  switch (hash) {
    case Hash::kSha1:
      return Run<SHA_CTX, SHA1_Init, SHA1_Update, SHA1_Final, SHA_DIGEST_LENGTH>(bytes);
    case Hash::kSha256:
      return Run<SHA256_CTX, SHA256_Init, SHA256_Update, SHA256_Final, SHA256_DIGEST_LENGTH>(bytes);
    case Hash::kSha384:
      return Run<SHA512_CTX, SHA384_Init, SHA384_Update, SHA384_Final, SHA384_DIGEST_LENGTH>(bytes);
    case Hash::kSha512:
      break;
  }
  return Run<SHA512_CTX, SHA512_Init, SHA512_Update, SHA512_Final, SHA512_DIGEST_LENGTH>(bytes);
}

}  // namespace chartrender::crypto

// Owners of libcrypto's objects, and its start. Private to this folder.
#pragma once

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace chartrender::crypto {

template <auto Free>
struct Freer {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Key = std::unique_ptr<EVP_PKEY, Freer<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Freer<EVP_MD_CTX_free>>;
using Cipher = std::unique_ptr<EVP_CIPHER, Freer<EVP_CIPHER_free>>;
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Freer<EVP_CIPHER_CTX_free>>;
using Number = std::unique_ptr<BIGNUM, Freer<BN_clear_free>>;
using NumberContext = std::unique_ptr<BN_CTX, Freer<BN_CTX_free>>;
using Montgomery = std::unique_ptr<BN_MONT_CTX, Freer<BN_MONT_CTX_free>>;
using Group = std::unique_ptr<EC_GROUP, Freer<EC_GROUP_free>>;
using Point = std::unique_ptr<EC_POINT, Freer<EC_POINT_free>>;
using Certificate = std::unique_ptr<X509, Freer<X509_free>>;

// Starts libcrypto without reading its configuration. Call before anything else of it.
void StartOpenSsl();
// Throws Failure(kInternal) when a call of libcrypto did not work; those it guards cannot fail but
// for memory.
void Check(bool worked);

inline const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* Bytes(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

Number NewNumber();
NumberContext NewNumberContext();
Number FromBytes(std::string_view bytes);
// Big-endian, padded with zeros to `size` bytes; 0: as many as needed.
std::string ToBytes(const BIGNUM* number, size_t size = 0);

enum class Hash : uint8_t { kSha1, kSha256, kSha384, kSha512 };
// Needs no start of libcrypto.
std::string Digest(Hash hash, std::string_view bytes);

}  // namespace chartrender::crypto

// What a PrivateKey and a SignerCertificate hold. Private to this folder.
#pragma once

#include <string>
#include <string_view>

#include "algo/crypto.h"
#include "algo/crypto/openssl.h"

namespace chartrender {

struct PrivateKey::Data {
  crypto::Key key;

  int kind() const { return EVP_PKEY_get_base_id(key.get()); }  // EVP_PKEY_RSA, ...
  // Go's crypto.Signer: what can sign a certificate.
  bool can_sign() const { return kind() != EVP_PKEY_DSA && kind() != EVP_PKEY_X25519; }
  // The curve's name in OpenSSL.
  std::string CurveName() const;

  // SubjectPublicKeyInfo in DER, and the key's bits in it.
  std::string PublicKeyInfo() const;
  std::string PublicKeyBits() const;
  // AlgorithmIdentifier in DER. Throws Failure for a key that Go does not sign with.
  std::string SignatureAlgorithm() const;
  std::string Sign(std::string_view message, const Entropy& entropy) const;
};

struct SignerCertificate::Data {
  crypto::Certificate certificate;

  std::string Subject() const;       // Name in DER
  std::string SubjectKeyId() const;  // "" when it has none
  bool HasKey(const PrivateKey::Data& key) const;
};

namespace crypto {

// A key from its traditional DER form. Null when it is malformed.
Key KeyFromDer(int kind, std::string_view der);
// r and s of an ECDSA signature in DER. The nonce comes from key, message and entropy, so it does
// not repeat for another message even when the entropy does.
std::string SignEcdsa(const PrivateKey::Data& key, std::string_view digest, const Entropy& entropy);

}  // namespace crypto

}  // namespace chartrender

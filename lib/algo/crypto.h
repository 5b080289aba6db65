// Hashes, passwords, encryption, keys and certificates as Go's crypto packages and sprig make them,
// over OpenSSL's libcrypto and libcrypt. The one header of everything that needs these libraries.
// Keys and signatures take all their randomness from the entropy that is passed in. Thread-safe:
// objects are const after construction. Source: sprig 3.3 crypto.go; crypto/x509, encoding/pem of
// Go 1.26; golang.org/x/crypto.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "algo/entropy.h"
#include "algo/go_ip.h"

namespace chartrender {

// Lower-case hexadecimal digests.
std::string Sha1Hex(std::string_view bytes);
std::string Sha256Hex(std::string_view bytes);
std::string Sha512Hex(std::string_view bytes);
uint32_t Adler32(std::string_view bytes);

// bcrypt of cost 10: "$2a$10$...". Throws Failure: "bcrypt: password length exceeds 72 bytes".
std::string BcryptHash(std::string_view password, const Entropy& entropy);

// The password that the Master Password algorithm gives for a site; a text that says so for an
// unknown type.
std::string DerivePassword(uint32_t counter, std::string_view type, std::string_view password,
                           std::string_view user, std::string_view site);

// AES-256 in CBC mode, the password padded or cut to the key, PKCS#7, the initialisation vector
// first, base 64.
std::string EncryptAes(std::string_view password, std::string_view text, const Entropy& entropy);
// Throws Failure with the text of Go's error or panic.
std::string DecryptAes(std::string_view password, std::string_view base64);

// A key for signing: RSA, ECDSA, Ed25519 or (only to be kept) DSA.
class PrivateKey {
 public:
  static PrivateKey GenerateRsa(int bits, const Entropy& entropy);
  static PrivateKey GenerateEcdsa(const Entropy& entropy);  // P-256
  static PrivateKey GenerateEd25519(const Entropy& entropy);
  static PrivateKey GenerateDsa(const Entropy& entropy);  // L 2048, N 256
  // Throws Failure with sprig's text: "no PEM data in input", ...
  static PrivateKey FromPem(std::string_view pem);

  ~PrivateKey();
  PrivateKey(PrivateKey&&) noexcept;
  PrivateKey& operator=(PrivateKey&&) noexcept;

  std::string ToPem() const;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  explicit PrivateKey(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

// The certificate of an authority.
class SignerCertificate {
 public:
  // Throws Failure: "unable to decode certificate", "error parsing certificate: ...". `what` stands
  // in the latter.
  static SignerCertificate FromPem(std::string_view pem, std::string_view what);

  ~SignerCertificate();
  SignerCertificate(SignerCertificate&&) noexcept;
  SignerCertificate& operator=(SignerCertificate&&) noexcept;

  struct Data;
  const Data& data() const { return *data_; }

 private:
  explicit SignerCertificate(std::unique_ptr<Data> data);
  std::unique_ptr<Data> data_;
};

struct CertificateRequest {
  std::string_view common_name;
  std::vector<IpAddress> ips;
  std::vector<std::string_view> dns_names;
  int64_t not_before = 0;  // seconds since 1970
  int64_t not_after = 0;
  bool is_authority = false;
};

// A certificate in PEM for `key`, signed by `signer` and its key, or by `key` itself when they are
// null. Throws Failure: "error creating certificate: x509: ...".
std::string IssueCertificate(const CertificateRequest& request, const PrivateKey& key,
                             const SignerCertificate* signer, const PrivateKey* signer_key,
                             const Entropy& entropy);

}  // namespace chartrender

#include "algo/crypto.h"

#include <doctest/doctest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

#include <stdexcept>
#include <string>

#include "algo/base64.h"
#include "base/error.h"

namespace chartrender {

namespace {

// The same bytes in every run.
Entropy FixedEntropy(uint64_t seed) {
  return [state = seed](char* bytes, size_t size) mutable {
    for (size_t i = 0; i < size; ++i) {
      state = state * 6364136223846793005ULL + 1442695040888963407ULL;
      bytes[i] = static_cast<char>(state >> 56);
    }
  };
}

std::string Message(const auto& work) {
  try {
    work();
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return "";
}

CertificateRequest Authority() {
  CertificateRequest request;
  request.common_name = "my-ca";
  request.not_before = 1700000000;
  request.not_after = 1800000000;
  request.is_authority = true;
  return request;
}

}  // namespace

TEST_CASE("digests are those of the standards") {
  CHECK(Sha1Hex("abc") == "a9993e364706816aba3e25717850c26c9cd0d89d");
  CHECK(Sha256Hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(Sha512Hex("abc").substr(0, 32) == "ddaf35a193617abacc417349ae204131");
  CHECK(Adler32("Wikipedia") == 0x11E60398);
}

// Measured with Helm 4.3.1.
TEST_CASE("derived passwords are sprig's") {
  CHECK(DerivePassword(1, "long", "password", "user", "example.com") == "ZedaFaxcZaso9*");
  CHECK(DerivePassword(2, "maximum", "password", "user", "example.com") == "O8-6Bwz1*I5XVPPq)@H!");
  CHECK(DerivePassword(1, "basic", "p", "u", "s") == "tGf1NEr0");
  CHECK(DerivePassword(1, "bad", "p", "u", "s") == "cannot find password template bad");
}

TEST_CASE("what is encrypted can be decrypted; damage gives Go's texts") {
  const Entropy entropy = FixedEntropy(1);
  for (const std::string text : {"x", "0123456789abcdef", "line\nbreak \xff"}) {
    CHECK(DecryptAes("key", EncryptAes("key", text, entropy)) == text);
  }
  CHECK(EncryptAes("key", "", entropy).empty());
  CHECK(Message([] { DecryptAes("k", "!"); }) == "illegal base64 data at input byte 0");
  CHECK(Message([] { DecryptAes("k", "YWJj"); }) ==
        "runtime error: slice bounds out of range [:16] with capacity 3");
  CHECK(Message([] { DecryptAes("k", EncodeBase64("0123456789abcdef0")); }) ==
        "crypto/cipher: input not full blocks");
  CHECK(Message([] { DecryptAes("key", "30tEfhuJSVRhpG97XCuWgz2okj7L8vQ1s6V9zVUPeDQ="); }) ==
        "runtime error: slice bounds out of range [:-34]");
}

TEST_CASE("bcrypt refuses what it cannot hash") {
  const Entropy entropy = FixedEntropy(2);
  CHECK(BcryptHash("p", entropy).substr(0, 7) == "$2a$10$");
  CHECK(BcryptHash("p", entropy).size() == 60);
  CHECK(Message([&] { BcryptHash(std::string(73, 'x'), entropy); }) ==
        "bcrypt: password length exceeds 72 bytes");
}

TEST_CASE("keys survive their PEM form and repeat with the entropy") {
  for (const int kind : {0, 1, 2}) {
    const auto generate = [&] {
      const Entropy entropy = FixedEntropy(3);
      if (kind == 0) return PrivateKey::GenerateRsa(1024, entropy);
      return kind == 1 ? PrivateKey::GenerateEcdsa(entropy) : PrivateKey::GenerateEd25519(entropy);
    };
    const std::string pem = generate().ToPem();
    CHECK(generate().ToPem() == pem);
    CHECK(PrivateKey::FromPem(pem).ToPem() == pem);
  }
}

TEST_CASE("OpenSSL finds nothing wrong with generated RSA keys") {
  for (const int bits : {1024, 2048}) {
    for (unsigned seed = 0; seed < 4; ++seed) {
      const std::string pem = PrivateKey::GenerateRsa(bits, FixedEntropy(seed)).ToPem();
      BIO* bio = BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size()));
      EVP_PKEY* key = PEM_read_bio_PrivateKey(bio, nullptr, nullptr, nullptr);
      REQUIRE(key != nullptr);
      CHECK(EVP_PKEY_get_bits(key) == bits);
      EVP_PKEY_CTX* context = EVP_PKEY_CTX_new(key, nullptr);
      // Primality with many rounds, the product, the exponents, the coefficient.
      CHECK(EVP_PKEY_check(context) == 1);
      EVP_PKEY_CTX_free(context);
      EVP_PKEY_free(key);
      BIO_free(bio);
    }
  }
}

TEST_CASE("a source of entropy that throws ends the search for a key") {
  int draws = 0;
  const Entropy entropy = [&, fixed = FixedEntropy(9)](char* bytes, size_t size) {
    if (++draws == 6) throw std::runtime_error("enough");
    fixed(bytes, size);
  };
  CHECK_THROWS_WITH(PrivateKey::GenerateRsa(2048, entropy), "enough");
}

TEST_CASE("an authority signs; its certificate repeats with the entropy") {
  const PrivateKey key = PrivateKey::GenerateEcdsa(FixedEntropy(4));
  const std::string first = IssueCertificate(Authority(), key, nullptr, nullptr, FixedEntropy(5));
  CHECK(first == IssueCertificate(Authority(), key, nullptr, nullptr, FixedEntropy(5)));
  CHECK(first != IssueCertificate(Authority(), key, nullptr, nullptr, FixedEntropy(6)));
  const SignerCertificate signer = SignerCertificate::FromPem(first, "x");
  const PrivateKey leaf = PrivateKey::GenerateEd25519(FixedEntropy(7));
  CertificateRequest request;
  request.common_name = "leaf";
  request.dns_names = {"a.example", "*.b"};
  request.ips = {ParseIpAddress("10.0.0.1"), ParseIpAddress("::1")};
  CHECK_NOTHROW(IssueCertificate(request, leaf, &signer, &key, FixedEntropy(8)));
  CHECK(Message([&] { IssueCertificate(request, leaf, &signer, &leaf, FixedEntropy(8)); }) ==
        "error creating certificate: x509: provided PrivateKey doesn't match parent's PublicKey");
  request.dns_names = {"\u00e9"};
  CHECK(Message([&] { IssueCertificate(request, leaf, &signer, &key, FixedEntropy(8)); }) ==
        "error creating certificate: x509: \"\u00e9\" cannot be encoded as an IA5String");
}

TEST_CASE("bad keys and certificates have sprig's texts") {
  CHECK(Message([] { PrivateKey::FromPem("x"); }) == "no PEM data in input");
  const std::string other = "-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n";
  CHECK(Message([&] { PrivateKey::FromPem(other); }) ==
        "no private key data in PEM block of type CERTIFICATE");
  const std::string odd = "-----BEGIN ODD PRIVATE KEY-----\nYWJj\n-----END ODD PRIVATE KEY-----\n";
  CHECK(Message([&] { PrivateKey::FromPem(odd); }) == "invalid private key type ODD");
  CHECK(Message([] { SignerCertificate::FromPem("", "x"); }) == "unable to decode certificate");
  CHECK(Message([&] {
          SignerCertificate::FromPem(other, "x");
        }).starts_with("error parsing certificate: x: "));
}

}  // namespace chartrender

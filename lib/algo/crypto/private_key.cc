#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>

#include "algo/crypto/asn1_error.h"
#include "algo/crypto/der.h"
#include "algo/crypto/key_data.h"
#include "algo/crypto/pem.h"
#include "base/error.h"

namespace chartrender {

namespace {

using crypto::Check;
using crypto::Key;

[[noreturn]] void Fail(std::string text) { throw Failure(ErrorCode::kTemplate, std::move(text)); }

constexpr std::string_view kSuffix = " PRIVATE KEY";

// The queue of errors belongs to the thread: what a caller was told already must not stay in it.
struct ErrorMark {
  ErrorMark() { ERR_set_mark(); }
  ~ErrorMark() { ERR_pop_to_mark(); }
  ErrorMark(const ErrorMark&) = delete;
  ErrorMark& operator=(const ErrorMark&) = delete;
};

Key KeyFromPkcs8(std::string_view der) {
  const ErrorMark mark;
  const unsigned char* at = crypto::Bytes(der);
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, crypto::Freer<PKCS8_PRIV_KEY_INFO_free>> info(
      d2i_PKCS8_PRIV_KEY_INFO(nullptr, &at, static_cast<long>(der.size())));
  return info == nullptr ? nullptr : Key(EVP_PKCS82PKEY(info.get()));
}

// What Go says of a key of another form than its PEM type promises; `type` is the Go type it reads.
std::string WrongForm(std::string_view der, std::string_view type) {
  std::string_view form;
  if (crypto::KeyFromDer(EVP_PKEY_EC, der) != nullptr) form = "ParseECPrivateKey";
  if (crypto::KeyFromDer(EVP_PKEY_RSA, der) != nullptr) form = "ParsePKCS1PrivateKey";
  if (KeyFromPkcs8(der) != nullptr) form = "ParsePKCS8PrivateKey";
  if (form.empty()) return crypto::Asn1Problem(der, type);
  return StrCat("x509: failed to parse private key (use ", form, " instead for this key format)");
}

bool IsKnownCurve(const Key& key) {
  PrivateKey::Data probe;
  EVP_PKEY_up_ref(key.get());
  probe.key.reset(key.get());
  const std::string name = probe.CurveName();
  return name == SN_secp224r1 || name == SN_X9_62_prime256v1 || name == SN_secp384r1 ||
         name == SN_secp521r1;
}

Key ParsePkcs8(std::string_view der) {
  Key key = KeyFromPkcs8(der);
  if (key == nullptr) Fail(StrCat("decoding PEM as PKCS#8: ", WrongForm(der, "pkcs8")));
  const int kind = EVP_PKEY_get_base_id(key.get());
  if (kind == EVP_PKEY_EC && !IsKnownCurve(key)) {
    Fail(
        "decoding PEM as PKCS#8: x509: failed to parse EC private key embedded in PKCS#8: x509: "
        "unknown elliptic curve");
  }
  if (kind != EVP_PKEY_RSA && kind != EVP_PKEY_EC && kind != EVP_PKEY_ED25519 &&
      kind != EVP_PKEY_X25519) {
    Fail(
        "decoding PEM as PKCS#8: x509: PKCS#8 wrapping contained private key with unknown "
        "algorithm");
  }
  return key;
}

Key ParseTyped(int kind, std::string_view name, std::string_view der) {
  Key key = crypto::KeyFromDer(kind, der);
  const std::string prefix = StrCat("parsing ", name, " private key from PEM: ");
  if (key == nullptr && kind == EVP_PKEY_DSA) {
    Fail(prefix + crypto::Asn1Problem(der, "DSAKeyFormat"));
  }
  if (key == nullptr) {
    std::string problem = WrongForm(der, kind == EVP_PKEY_EC ? "ecPrivateKey" : "pkcs1PrivateKey");
    if (kind == EVP_PKEY_EC && problem.starts_with("asn1:")) {
      problem.insert(0, "x509: failed to parse EC private key: ");
    }
    Fail(prefix + problem);
  }
  if (kind == EVP_PKEY_EC && !IsKnownCurve(key)) Fail(prefix + "x509: unknown elliptic curve");
  return key;
}

}  // namespace

namespace crypto {

Key KeyFromDer(int kind, std::string_view der) {
  const ErrorMark mark;
  const unsigned char* at = Bytes(der);
  Key key(d2i_PrivateKey(kind, nullptr, &at, static_cast<long>(der.size())));
  // OpenSSL takes other forms too; Go wants the one that was asked for, to its last byte.
  std::string_view rest = der;
  std::string_view content;
  std::string_view version;
  if (key == nullptr || !TakeDer(rest, DerTag::kSequence, content) || !rest.empty()) return nullptr;
  if (!TakeDer(content, DerTag::kInteger, version)) return nullptr;
  const DerTag second = kind == EVP_PKEY_EC ? DerTag::kOctetString : DerTag::kInteger;
  std::string_view ignored;
  return TakeDer(content, second, ignored) ? std::move(key) : nullptr;
}

}  // namespace crypto

PrivateKey::PrivateKey(std::unique_ptr<Data> data) : data_(std::move(data)) {}
PrivateKey::~PrivateKey() = default;
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;

PrivateKey PrivateKey::FromPem(std::string_view pem) {
  crypto::StartOpenSsl();
  const std::optional<crypto::PemBlock> block = crypto::DecodePem(pem);
  if (!block) Fail("no PEM data in input");
  const std::string_view type = block->type;
  auto data = std::make_unique<Data>();
  if (type == "PRIVATE KEY") {
    data->key = ParsePkcs8(block->bytes);
    return PrivateKey(std::move(data));
  }
  if (!type.ends_with(kSuffix)) Fail(StrCat("no private key data in PEM block of type ", type));
  const std::string_view name = type.substr(0, type.size() - kSuffix.size());
  if (name == "RSA") {
    data->key = ParseTyped(EVP_PKEY_RSA, name, block->bytes);
  } else if (name == "EC") {
    data->key = ParseTyped(EVP_PKEY_EC, name, block->bytes);
  } else if (name == "DSA") {
    data->key = ParseTyped(EVP_PKEY_DSA, name, block->bytes);
  } else {
    Fail(StrCat("invalid private key type ", name));
  }
  return PrivateKey(std::move(data));
}

std::string PrivateKey::ToPem() const {
  unsigned char* raw = nullptr;
  const int size = i2d_PrivateKey(data_->key.get(), &raw);
  Check(size > 0);
  const std::string der(reinterpret_cast<char*>(raw), static_cast<size_t>(size));
  OPENSSL_clear_free(raw, static_cast<size_t>(size));
  switch (data_->kind()) {
    case EVP_PKEY_RSA:
      return crypto::EncodePem("RSA PRIVATE KEY", der);
    case EVP_PKEY_DSA:
      return crypto::EncodePem("DSA PRIVATE KEY", der);
    case EVP_PKEY_EC:
      return crypto::EncodePem("EC PRIVATE KEY", der);
    default:
      return crypto::EncodePem("PRIVATE KEY", der);
  }
}

std::string PrivateKey::Data::CurveName() const {
  char name[80] = {};
  size_t size = 0;
  Check(EVP_PKEY_get_utf8_string_param(key.get(), OSSL_PKEY_PARAM_GROUP_NAME, name, sizeof name,
                                       &size) == 1);
  return name;
}

std::string PrivateKey::Data::PublicKeyInfo() const {
  unsigned char* raw = nullptr;
  const int size = i2d_PUBKEY(key.get(), &raw);
  Check(size > 0);
  std::string der(reinterpret_cast<char*>(raw), static_cast<size_t>(size));
  OPENSSL_free(raw);
  return der;
}

std::string PrivateKey::Data::PublicKeyBits() const {
  const std::string der = PublicKeyInfo();
  std::string_view rest = der;
  std::string_view info;
  std::string_view algorithm;
  std::string_view bits;
  Check(crypto::TakeDer(rest, crypto::DerTag::kSequence, info) &&
        crypto::TakeDer(info, crypto::DerTag::kSequence, algorithm) &&
        crypto::TakeDer(info, crypto::DerTag::kBitString, bits) && !bits.empty());
  return std::string(bits.substr(1));
}

namespace {

crypto::Hash EcDigest(std::string_view curve) {
  if (curve == SN_secp384r1) return crypto::Hash::kSha384;
  return curve == SN_secp521r1 ? crypto::Hash::kSha512 : crypto::Hash::kSha256;
}

}  // namespace

std::string PrivateKey::Data::SignatureAlgorithm() const {
  using crypto::Der;
  using crypto::DerTag;
  if (kind() == EVP_PKEY_RSA) {
    const std::string null("\x05\x00", 2);
    return Der(DerTag::kSequence, Der(DerTag::kOid, crypto::oid::kSha256WithRsa) + null);
  }
  if (kind() == EVP_PKEY_ED25519)
    return Der(DerTag::kSequence, Der(DerTag::kOid, crypto::oid::kEd25519));
  const crypto::Hash digest = EcDigest(CurveName());
  std::string_view oid = crypto::oid::kEcdsaWithSha256;
  if (digest == crypto::Hash::kSha384) oid = crypto::oid::kEcdsaWithSha384;
  if (digest == crypto::Hash::kSha512) oid = crypto::oid::kEcdsaWithSha512;
  return Der(DerTag::kSequence, Der(DerTag::kOid, oid));
}

std::string PrivateKey::Data::Sign(std::string_view message, const Entropy& entropy) const {
  if (kind() == EVP_PKEY_EC) {
    return crypto::SignEcdsa(*this, crypto::Digest(EcDigest(CurveName()), message), entropy);
  }
  const crypto::DigestContext context(EVP_MD_CTX_new());
  Check(context != nullptr);
  const EVP_MD* digest = kind() == EVP_PKEY_RSA ? EVP_sha256() : nullptr;
  Check(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key.get()) == 1);
  size_t size = 0;
  Check(EVP_DigestSign(context.get(), nullptr, &size, crypto::Bytes(message), message.size()) == 1);
  std::string signature(size, '\0');
  if (EVP_DigestSign(context.get(), crypto::Bytes(signature), &size, crypto::Bytes(message),
                     message.size()) != 1) {
    Fail("error creating certificate: crypto/rsa: the key cannot sign");
  }
  signature.resize(size);
  return signature;
}

}  // namespace chartrender

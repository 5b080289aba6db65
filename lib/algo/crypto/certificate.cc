// Certificates as Go's crypto/x509 writes them: which extensions, in which order, in which types.
#include <openssl/x509v3.h>

#include <algorithm>

#include "algo/civil_time.h"
#include "algo/crypto/asn1_error.h"
#include "algo/crypto/der.h"
#include "algo/crypto/key_data.h"
#include "algo/crypto/pem.h"
#include "base/error.h"
#include "base/quote.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

using crypto::Check;
using crypto::Der;
using crypto::DerTag;

[[noreturn]] void Fail(std::string_view text) {
  throw Failure(ErrorCode::kTemplate, StrCat("error creating certificate: ", text));
}

bool IsPrintable(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (c != '\0' && std::string_view(" '()+,-./:=?").find(c) != std::string_view::npos);
}

std::string Name(std::string_view common_name) {
  if (common_name.empty()) return Der(DerTag::kSequence, "");
  if (!IsValidUtf8(common_name)) Fail("asn1: string not valid UTF-8");
  const bool printable = std::all_of(common_name.begin(), common_name.end(), IsPrintable);
  const std::string text =
      Der(printable ? DerTag::kPrintableString : DerTag::kUtf8String, common_name);
  const std::string pair =
      Der(DerTag::kSequence, Der(DerTag::kOid, crypto::oid::kCommonName) + text);
  return Der(DerTag::kSequence, Der(DerTag::kSet, pair));
}

std::string TwoDigits(int number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::string Time(int64_t seconds) {
  const CivilTime civil = CivilFromSeconds(seconds);
  if (civil.year < 0 || civil.year > 9999) {
    Fail("asn1: structure error: cannot represent time as GeneralizedTime");
  }
  const auto year = static_cast<int>(civil.year);
  const std::string rest =
      StrCat(TwoDigits(year % 100), TwoDigits(civil.month), TwoDigits(civil.day),
             TwoDigits(civil.hour), TwoDigits(civil.minute), TwoDigits(civil.second), "Z");
  if (year >= 1950 && year < 2050) return Der(DerTag::kUtcTime, rest);
  return Der(DerTag::kGeneralizedTime, TwoDigits(year / 100) + rest);
}

std::string Extension(std::string_view id, bool critical, std::string_view value) {
  const std::string flag = critical ? Der(DerTag::kBoolean, "\xFF") : "";
  return Der(DerTag::kSequence,
             StrCat(Der(DerTag::kOid, id), flag, Der(DerTag::kOctetString, value)));
}

bool IsV4InV6(const IpAddress& ip) {
  constexpr std::array<uint8_t, 12> prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
  return std::equal(prefix.begin(), prefix.end(), ip.bytes.begin());
}

std::string AlternativeNames(const CertificateRequest& request) {
  std::string names;
  for (const std::string_view name : request.dns_names) {
    const bool ascii = std::all_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<uint8_t>(c) < 0x80; });
    if (!ascii) {
      std::string text = "x509: ";
      AppendQuote(text, name);
      Fail(text + " cannot be encoded as an IA5String");
    }
    names += Der(DerTag::kImplicit2, name);
  }
  for (const IpAddress& ip : request.ips) {
    const auto* bytes = reinterpret_cast<const char*>(ip.bytes.data());
    std::string_view address(bytes, ip.is_v4 ? 4 : 16);
    if (!ip.is_v4 && IsV4InV6(ip)) address = {bytes + 12, 4};
    names += Der(DerTag::kImplicit7, address);
  }
  return Der(DerTag::kSequence, names);
}

struct KeyIds {
  std::string subject;
  std::string authority;
};

std::string Extensions(const CertificateRequest& request, const KeyIds& ids) {
  // Digital signature and key encipherment; for an authority also the signing of certificates.
  const std::string usage = request.is_authority ? "\x02\xA4" : "\x05\xA0";
  std::string list = Extension(crypto::oid::kKeyUsage, true, Der(DerTag::kBitString, usage));
  list += Extension(crypto::oid::kExtendedKeyUsage, false,
                    Der(DerTag::kSequence, Der(DerTag::kOid, crypto::oid::kServerAuth) +
                                               Der(DerTag::kOid, crypto::oid::kClientAuth)));
  const std::string is_authority = request.is_authority ? Der(DerTag::kBoolean, "\xFF") : "";
  list += Extension(crypto::oid::kBasicConstraints, true, Der(DerTag::kSequence, is_authority));
  if (!ids.subject.empty()) {
    list += Extension(crypto::oid::kSubjectKeyId, false, Der(DerTag::kOctetString, ids.subject));
  }
  if (!ids.authority.empty()) {
    list += Extension(crypto::oid::kAuthorityKeyId, false,
                      Der(DerTag::kSequence, Der(DerTag::kImplicit0, ids.authority)));
  }
  if (!request.dns_names.empty() || !request.ips.empty()) {
    list += Extension(crypto::oid::kSubjectAltName, request.common_name.empty(),
                      AlternativeNames(request));
  }
  return Der(DerTag::kContext3, Der(DerTag::kSequence, list));
}

}  // namespace

SignerCertificate::SignerCertificate(std::unique_ptr<Data> data) : data_(std::move(data)) {}
SignerCertificate::~SignerCertificate() = default;
SignerCertificate::SignerCertificate(SignerCertificate&&) noexcept = default;
SignerCertificate& SignerCertificate::operator=(SignerCertificate&&) noexcept = default;

SignerCertificate SignerCertificate::FromPem(std::string_view pem, std::string_view what) {
  crypto::StartOpenSsl();
  const std::optional<crypto::PemBlock> block = crypto::DecodePem(pem);
  if (!block) throw Failure(ErrorCode::kTemplate, "unable to decode certificate");
  auto data = std::make_unique<Data>();
  const unsigned char* at = crypto::Bytes(block->bytes);
  const unsigned char* end = at + block->bytes.size();
  data->certificate.reset(d2i_X509(nullptr, &at, static_cast<long>(block->bytes.size())));
  if (data->certificate == nullptr || at != end) {
    throw Failure(ErrorCode::kTemplate, StrCat("error parsing certificate: ", what, ": ",
                                               crypto::CertificateProblem(block->bytes)));
  }
  return SignerCertificate(std::move(data));
}

std::string SignerCertificate::Data::Subject() const {
  unsigned char* raw = nullptr;
  const int size = i2d_X509_NAME(X509_get_subject_name(certificate.get()), &raw);
  Check(size > 0);
  std::string der(reinterpret_cast<char*>(raw), static_cast<size_t>(size));
  OPENSSL_free(raw);
  return der;
}

std::string SignerCertificate::Data::SubjectKeyId() const {
  const ASN1_OCTET_STRING* id = X509_get0_subject_key_id(certificate.get());
  if (id == nullptr) return {};
  return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(id)),
          static_cast<size_t>(ASN1_STRING_length(id))};
}

bool SignerCertificate::Data::HasKey(const PrivateKey::Data& key) const {
  EVP_PKEY* own = X509_get0_pubkey(certificate.get());
  // A key of a kind that Go does not know is not compared.
  return own == nullptr || EVP_PKEY_eq(own, key.key.get()) == 1;
}

std::string IssueCertificate(const CertificateRequest& request, const PrivateKey& key,
                             const SignerCertificate* signer, const PrivateKey* signer_key,
                             const Entropy& entropy) {
  const PrivateKey::Data& own = key.data();
  const PrivateKey::Data& signing = signer_key == nullptr ? own : signer_key->data();
  if (!signing.can_sign()) Fail("x509: certificate private key does not implement crypto.Signer");
  const std::string algorithm = signing.SignatureAlgorithm();
  if (!own.can_sign()) {
    Fail(StrCat("x509: unsupported public key type: ",
                own.kind() == EVP_PKEY_DSA ? "*dsa.PublicKey" : "*ecdh.PublicKey"));
  }
  const std::string subject = Name(request.common_name);
  const std::string issuer = signer == nullptr ? subject : signer->data().Subject();
  KeyIds ids;
  if (signer != nullptr && issuer != subject) ids.authority = signer->data().SubjectKeyId();
  if (request.is_authority)
    ids.subject = crypto::Digest(crypto::Hash::kSha256, own.PublicKeyBits()).substr(0, 20);
  if (signer != nullptr && !signer->data().HasKey(signing)) {
    Fail("x509: provided PrivateKey doesn't match parent's PublicKey");
  }
  const crypto::Number serial = crypto::FromBytes(RandomBytes(entropy, 16));
  const std::string validity =
      Der(DerTag::kSequence, Time(request.not_before) + Time(request.not_after));
  const std::string body =
      Der(DerTag::kSequence, StrCat(Der(DerTag::kContext0, crypto::DerSmallInteger(2)),
                                    crypto::DerInteger(serial.get()), algorithm, issuer, validity,
                                    subject, own.PublicKeyInfo(), Extensions(request, ids)));
  const std::string signature = signing.Sign(body, entropy);
  return crypto::EncodePem(
      "CERTIFICATE",
      Der(DerTag::kSequence, StrCat(body, algorithm, crypto::DerBitString(signature))));
}

}  // namespace chartrender

#include <optional>
#include <string>
#include <string_view>

#include "algo/base64.h"
#include "algo/crypto.h"
#include "functions/functions.h"
#include "functions/raise.h"
#include "value/object.h"
#include "value/print.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::Raise;

// Interpreter steps that slow work counts as, about ten to a microsecond of it.
constexpr uint64_t kRsa2048Steps = 1'000'000;
constexpr uint64_t kRsa4096Steps = 4'000'000;
constexpr uint64_t kDsaSteps = 4'000'000;
constexpr uint64_t kSignSteps = 20'000;

constexpr std::string_view kFields[] = {"Cert", "Key"};
bool SameFields(const Object& a, const Object& b) {
  return a.fields[0].AsString() == b.fields[0].AsString() &&
         a.fields[1].AsString() == b.fields[1].AsString();
}
constexpr ObjectType kCertificateType{
    .name = "sprig.certificate", .kind = GoKind::kStruct, .fields = kFields, .equal = SameFields};

using CertificateArg = ObjectArg<kCertificateType>;

Value MakeCertificate(Call& call, std::string_view certificate, std::string_view key) {
  const std::span<Value> fields = call.arena.Array<Value>(2);
  fields[0] = call.Text(certificate);
  fields[1] = call.Text(key);
  return Value::Of(call.arena.New<Object>(&kCertificateType, Value(), fields));
}

template <class Work>
auto WithPrefix(std::string_view prefix, Work work) {
  try {
    return work();
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    throw failure.WithPrefix(prefix);
  }
}

// What a certificate is to say, as the template gives it.
struct Wish {
  std::string_view name;
  AnyList ips;
  AnyList dns_names;
  int64_t days = 0;
};

CertificateRequest ToRequest(Call& call, const Wish& wish) {
  CertificateRequest request;
  request.common_name = wish.name;
  for (const Value ip : wish.ips.items()) {
    if (!ip.is_string()) Raise(StrCat("error parsing ip: ", PlainText(ip), " is not a string"));
    const std::optional<IpAddress> address = TryParseIp(ip.AsString());
    if (!address) Raise(StrCat("error parsing ip: ", ip.AsString()));
    request.ips.push_back(*address);
  }
  for (const Value name : wish.dns_names.items()) {
    if (!name.is_string()) {
      Raise(StrCat("error processing alternate dns name: ", PlainText(name), " is not a string"));
    }
    request.dns_names.push_back(name.AsString());
  }
  constexpr int64_t nanoseconds = 1'000'000'000;
  constexpr uint64_t day = uint64_t{86400} * nanoseconds;
  const int64_t now = call.environment.now();
  request.not_before = now / nanoseconds;
  // As in Go, too many days wrap around.
  const auto length = static_cast<int64_t>(static_cast<uint64_t>(wish.days) * day);
  request.not_after = request.not_before + length / nanoseconds;
  if (now % nanoseconds + length % nanoseconds < 0) --request.not_after;
  return request;
}

// The key that the template brings, or none.
std::optional<PrivateKey> ParseKey(const std::string_view* pem) {
  if (pem == nullptr) return std::nullopt;
  return WithPrefix("parsing private key: ", [&] { return PrivateKey::FromPem(*pem); });
}

// The entropy of a search for primes, which asks for some at every try and can take seconds.
Entropy WatchedEntropy(Call& call) {
  return [&call](char* bytes, size_t size) {
    call.budget.Poll();
    call.environment.random(bytes, size);
  };
}

PrivateKey NewRsaKey(Call& call) {
  call.budget.ChargeSteps(kRsa2048Steps);
  return PrivateKey::GenerateRsa(2048, WatchedEntropy(call));
}

// A certificate signed by its own key; `pem` null: by a new one.
Value SelfSigned(Call& call, const Wish& wish, const std::string_view* pem, bool is_authority) {
  call.budget.ChargeSteps(kSignSteps);
  std::optional<PrivateKey> key = ParseKey(pem);
  CertificateRequest request = ToRequest(call, wish);
  request.is_authority = is_authority;
  if (!key) key = NewRsaKey(call);
  const std::string certificate =
      IssueCertificate(request, *key, nullptr, nullptr, call.environment.random);
  return MakeCertificate(call, certificate, key->ToPem());
}

Value SignedBy(Call& call, const Wish& wish, const Object& authority, const std::string_view* pem) {
  call.budget.ChargeSteps(kSignSteps);
  std::optional<PrivateKey> key = ParseKey(pem);
  const SignerCertificate signer =
      SignerCertificate::FromPem(authority.fields[0].AsString(), "decodedSignerCert.Bytes");
  const PrivateKey signer_key = WithPrefix("error parsing private key: ", [&] {
    return PrivateKey::FromPem(authority.fields[1].AsString());
  });
  const CertificateRequest request = ToRequest(call, wish);
  if (!key) key = NewRsaKey(call);
  const std::string certificate =
      IssueCertificate(request, *key, &signer, &signer_key, call.environment.random);
  return MakeCertificate(call, certificate, key->ToPem());
}

const AnyList kNone{Value::NilList()};

Value GenCa(Call& call, std::string_view name, GoInt days) {
  return SelfSigned(call, {name, kNone, kNone, days.value}, nullptr, true);
}

Value GenCaWithKey(Call& call, std::string_view name, GoInt days, std::string_view pem) {
  return SelfSigned(call, {name, kNone, kNone, days.value}, &pem, true);
}

Value GenSelfSigned(Call& call, std::string_view name, AnyList ips, AnyList dns_names, GoInt days) {
  return SelfSigned(call, {name, ips, dns_names, days.value}, nullptr, false);
}

Value GenSelfSignedWithKey(Call& call, std::string_view name, AnyList ips, AnyList dns_names,
                           GoInt days, std::string_view pem) {
  return SelfSigned(call, {name, ips, dns_names, days.value}, &pem, false);
}

Value GenSigned(Call& call, std::string_view name, AnyList ips, AnyList dns_names, GoInt days,
                CertificateArg authority) {
  return SignedBy(call, {name, ips, dns_names, days.value}, *authority.object, nullptr);
}

Value GenSignedWithKey(Call& call, std::string_view name, AnyList ips, AnyList dns_names,
                       GoInt days, CertificateArg authority, std::string_view pem) {
  return SignedBy(call, {name, ips, dns_names, days.value}, *authority.object, &pem);
}

Value BuildCustomCert(Call& call, std::string_view cert64, std::string_view key64) {
  std::string certificate;
  std::string key;
  if (DecodeBase64(cert64, certificate)) Raise("unable to decode base64 certificate");
  if (DecodeBase64(key64, key)) Raise("unable to decode base64 private key");
  SignerCertificate::FromPem(certificate, "decodedCert.Bytes");
  WithPrefix("error parsing private key: ", [&] { return PrivateKey::FromPem(key); });
  return MakeCertificate(call, certificate, key);
}

std::string GenPrivateKey(Call& call, std::string_view type) {
  const Entropy entropy = WatchedEntropy(call);
  if (type.empty() || type == "rsa") {
    call.budget.ChargeSteps(kRsa4096Steps);
    return PrivateKey::GenerateRsa(4096, entropy).ToPem();
  }
  if (type == "dsa") {
    call.budget.ChargeSteps(kDsaSteps);
    return PrivateKey::GenerateDsa(entropy).ToPem();
  }
  call.budget.ChargeSteps(kSignSteps);
  if (type == "ecdsa") return PrivateKey::GenerateEcdsa(entropy).ToPem();
  if (type == "ed25519") return PrivateKey::GenerateEd25519(entropy).ToPem();
  return StrCat("Unknown type ", type);
}

constexpr std::string_view kSource = "sprig 3.3 crypto.go";

constexpr FunctionDef kRows[] = {
    {"genPrivateKey", Fn<&GenPrivateKey>, "A new private key in PEM: rsa, dsa, ecdsa or ed25519.",
     kSource},
    {"genCA", Fn<&GenCa>, "A certificate authority NAME for DAYS with a new RSA key.", kSource},
    {"genCAWithKey", Fn<&GenCaWithKey>, "As genCA with the private key PEM.", kSource},
    {"genSelfSignedCert", Fn<&GenSelfSigned>,
     "A self-signed certificate for NAME, IPS and DNS names for DAYS with a new RSA key.", kSource},
    {"genSelfSignedCertWithKey", Fn<&GenSelfSignedWithKey>,
     "As genSelfSignedCert with the private key PEM.", kSource},
    {"genSignedCert", Fn<&GenSigned>, "As genSelfSignedCert, signed by the authority CA.", kSource},
    {"genSignedCertWithKey", Fn<&GenSignedWithKey>, "As genSignedCert with the private key PEM.",
     kSource},
    {"buildCustomCert", Fn<&BuildCustomCert>,
     "A certificate object from a certificate and a key in base 64.", kSource},
};

}  // namespace

std::span<const FunctionDef> CertificateFunctions() { return kRows; }

}  // namespace chartrender

#include <openssl/core_names.h>
#include <openssl/objects.h>

#include "algo/crypto/der.h"
#include "algo/crypto/key_data.h"
#include "algo/crypto/prime.h"
#include "base/error.h"

namespace chartrender {

namespace {

using crypto::Check;
using crypto::Group;
using crypto::NewNumber;
using crypto::NewNumberContext;
using crypto::Number;
using crypto::NumberContext;
using crypto::Point;

Group CurveGroup(const char* name) {
  Group group(EC_GROUP_new_by_curve_name(OBJ_sn2nid(name)));
  Check(group != nullptr);
  return group;
}

Point Multiply(const EC_GROUP* group, const BIGNUM* factor, BN_CTX* context) {
  Point point(EC_POINT_new(group));
  Check(point != nullptr &&
        EC_POINT_mul(group, point.get(), factor, nullptr, nullptr, context) == 1);
  return point;
}

// A number below the group's order from everything that must not repeat.
Number Nonce(const BIGNUM* order, std::string_view key, std::string_view digest,
             std::string_view random, char attempt) {
  std::string wide;
  for (const char half : {'\0', '\1'}) {
    wide += crypto::Digest(crypto::Hash::kSha512,
                           StrCat(key, digest, random, std::string{attempt, half}));
  }
  const NumberContext context = NewNumberContext();
  const Number number = crypto::FromBytes(wide);
  Number nonce = NewNumber();
  Check(BN_mod(nonce.get(), number.get(), order, context.get()) == 1);
  BN_set_flags(nonce.get(), BN_FLG_CONSTTIME);
  return nonce;
}

// The digest's first bits, as many as the order has.
Number Shortened(std::string_view digest, const BIGNUM* order) {
  Number number = crypto::FromBytes(digest);
  const int excess = static_cast<int>(digest.size()) * 8 - BN_num_bits(order);
  if (excess > 0) Check(BN_rshift(number.get(), number.get(), excess) == 1);
  return number;
}

}  // namespace

namespace crypto {

std::string SignEcdsa(const PrivateKey::Data& key, std::string_view digest,
                      const Entropy& entropy) {
  const Group group = CurveGroup(key.CurveName().c_str());
  const BIGNUM* order = EC_GROUP_get0_order(group.get());
  BIGNUM* raw = nullptr;
  Check(EVP_PKEY_get_bn_param(key.key.get(), OSSL_PKEY_PARAM_PRIV_KEY, &raw) == 1);
  const Number secret(raw);
  BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
  const std::string secret_bytes = ToBytes(secret.get(), static_cast<size_t>(BN_num_bytes(order)));
  const std::string random = RandomBytes(entropy, 32);
  const Number message = Shortened(digest, order);
  const NumberContext context = NewNumberContext();
  for (char attempt = 0;; ++attempt) {
    const Number nonce = Nonce(order, secret_bytes, digest, random, attempt);
    if (BN_is_zero(nonce.get()) == 1) continue;
    const Point point = Multiply(group.get(), nonce.get(), context.get());
    const Number x = NewNumber();
    const Number r = NewNumber();
    const Number s = NewNumber();
    Check(EC_POINT_get_affine_coordinates(group.get(), point.get(), x.get(), nullptr,
                                          context.get()) == 1);
    Check(BN_nnmod(r.get(), x.get(), order, context.get()) == 1);
    const Number inverse(BN_mod_inverse(nullptr, nonce.get(), order, context.get()));
    Check(inverse != nullptr);
    Check(BN_mod_mul(s.get(), r.get(), secret.get(), order, context.get()) == 1);
    Check(BN_mod_add(s.get(), s.get(), message.get(), order, context.get()) == 1);
    Check(BN_mod_mul(s.get(), s.get(), inverse.get(), order, context.get()) == 1);
    if (BN_is_zero(r.get()) == 1 || BN_is_zero(s.get()) == 1) continue;
    return Der(DerTag::kSequence, StrCat(DerInteger(r.get()), DerInteger(s.get())));
  }
}

}  // namespace crypto

PrivateKey PrivateKey::GenerateEcdsa(const Entropy& entropy) {
  using crypto::Der;
  using crypto::DerTag;
  crypto::StartOpenSsl();
  const Group group = CurveGroup(SN_X9_62_prime256v1);
  const BIGNUM* order = EC_GROUP_get0_order(group.get());
  const Number secret = crypto::RandomBetweenOneAnd(order, entropy);
  const NumberContext context = NewNumberContext();
  const Point point = Multiply(group.get(), secret.get(), context.get());
  std::string public_bytes(65, '\0');
  Check(EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED,
                           crypto::Bytes(public_bytes), public_bytes.size(),
                           context.get()) == public_bytes.size());
  const std::string content = StrCat(crypto::DerSmallInteger(1),
                                     Der(DerTag::kOctetString, crypto::ToBytes(secret.get(), 32)),
                                     Der(DerTag::kContext0, Der(DerTag::kOid, crypto::oid::kP256)),
                                     Der(DerTag::kContext1, crypto::DerBitString(public_bytes)));
  auto data = std::make_unique<Data>();
  data->key = crypto::KeyFromDer(EVP_PKEY_EC, Der(DerTag::kSequence, content));
  Check(data->key != nullptr);
  return PrivateKey(std::move(data));
}

}  // namespace chartrender

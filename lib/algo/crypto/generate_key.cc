// RSA, DSA and Ed25519 keys. OpenSSL's own generators take their randomness from OpenSSL; these
// take it from the caller, so that a fixed source gives a fixed key.
#include <algorithm>

#include "algo/crypto/der.h"
#include "algo/crypto/key_data.h"
#include "algo/crypto/prime.h"
#include "base/error.h"

namespace chartrender {

namespace {

using crypto::Check;
using crypto::DerInteger;
using crypto::NewNumber;
using crypto::NewNumberContext;
using crypto::Number;
using crypto::NumberContext;

constexpr BN_ULONG kExponent = 65537;

Number LessOne(const Number& number) {
  Number less(BN_dup(number.get()));
  Check(less != nullptr && BN_sub_word(less.get(), 1) == 1);
  BN_set_flags(less.get(), BN_FLG_CONSTTIME);
  return less;
}

// Primes that are too near to each other can be found from their product. Source: FIPS 186-5
// appendix A.1.3.
bool FarApart(const Number& p, const Number& q, int bits) {
  const Number difference = NewNumber();
  Check(BN_sub(difference.get(), p.get(), q.get()) == 1);
  return BN_num_bits(difference.get()) > bits / 2 - 100;
}

// PKCS#1 of a key with these primes, p the greater one.
std::string RsaDer(const Number& p, const Number& q) {
  const NumberContext context = NewNumberContext();
  const Number modulus = NewNumber();
  const Number exponent = NewNumber();
  const Number common = NewNumber();
  const Number lambda = NewNumber();
  const Number p1 = LessOne(p);
  const Number q1 = LessOne(q);
  Check(BN_set_word(exponent.get(), kExponent) == 1);
  Check(BN_mul(modulus.get(), p.get(), q.get(), context.get()) == 1);
  Check(BN_gcd(common.get(), p1.get(), q1.get(), context.get()) == 1);
  Check(BN_mul(lambda.get(), p1.get(), q1.get(), context.get()) == 1);
  Check(BN_div(lambda.get(), nullptr, lambda.get(), common.get(), context.get()) == 1);
  BN_set_flags(lambda.get(), BN_FLG_CONSTTIME);
  const Number secret(BN_mod_inverse(nullptr, exponent.get(), lambda.get(), context.get()));
  const Number coefficient(BN_mod_inverse(nullptr, q.get(), p.get(), context.get()));
  Check(secret != nullptr && coefficient != nullptr);
  const Number secret_p = NewNumber();
  const Number secret_q = NewNumber();
  Check(BN_mod(secret_p.get(), secret.get(), p1.get(), context.get()) == 1);
  Check(BN_mod(secret_q.get(), secret.get(), q1.get(), context.get()) == 1);
  return crypto::Der(crypto::DerTag::kSequence,
                     StrCat(crypto::DerSmallInteger(0), DerInteger(modulus.get()),
                            DerInteger(exponent.get()), DerInteger(secret.get()),
                            DerInteger(p.get()), DerInteger(q.get()), DerInteger(secret_p.get()),
                            DerInteger(secret_q.get()), DerInteger(coefficient.get())));
}

// A prime p of 2048 bits with p - 1 a multiple of q. Source: crypto/dsa GenerateParameters,
// Go 1.26.
Number DsaModulus(const Number& q, const Entropy& entropy) {
  constexpr int bits = 2048;
  const NumberContext context = NewNumberContext();
  const Number step = NewNumber();
  const Number rest = NewNumber();
  Check(BN_lshift1(step.get(), q.get()) == 1);
  for (;;) {
    Number p = crypto::RandomOdd(bits, false, entropy);
    Check(BN_mod(rest.get(), p.get(), step.get(), context.get()) == 1);
    Check(BN_sub(p.get(), p.get(), rest.get()) == 1 && BN_add_word(p.get(), 1) == 1);
    if (BN_num_bits(p.get()) == bits && crypto::IsProbablePrime(p.get(), entropy)) return p;
  }
}

}  // namespace

PrivateKey PrivateKey::GenerateRsa(int bits, const Entropy& entropy) {
  crypto::StartOpenSsl();
  auto [p, q] = crypto::RandomPrimePair(bits / 2, kExponent, entropy);
  while (!FarApart(p, q, bits)) q = crypto::RandomPrime(bits / 2, kExponent, entropy);
  if (BN_cmp(p.get(), q.get()) < 0) std::swap(p, q);
  auto data = std::make_unique<Data>();
  data->key = crypto::KeyFromDer(EVP_PKEY_RSA, RsaDer(p, q));
  Check(data->key != nullptr);
  return PrivateKey(std::move(data));
}

PrivateKey PrivateKey::GenerateDsa(const Entropy& entropy) {
  crypto::StartOpenSsl();
  const NumberContext context = NewNumberContext();
  const Number q = crypto::RandomPrime(256, kExponent, entropy);
  const Number p = DsaModulus(q, entropy);
  const Number power = NewNumber();
  const Number base = NewNumber();
  const Number generator = NewNumber();
  const Number shared = NewNumber();
  Check(BN_div(power.get(), nullptr, LessOne(p).get(), q.get(), context.get()) == 1);
  Check(BN_set_word(base.get(), 1) == 1);
  do {
    Check(BN_add_word(base.get(), 1) == 1);
    Check(BN_mod_exp(generator.get(), base.get(), power.get(), p.get(), context.get()) == 1);
  } while (BN_is_one(generator.get()) == 1);
  const Number secret = crypto::RandomBetweenOneAnd(q.get(), entropy);
  BN_set_flags(secret.get(), BN_FLG_CONSTTIME);
  Check(BN_mod_exp(shared.get(), generator.get(), secret.get(), p.get(), context.get()) == 1);
  auto data = std::make_unique<Data>();
  data->key = crypto::KeyFromDer(
      EVP_PKEY_DSA, crypto::Der(crypto::DerTag::kSequence,
                                StrCat(crypto::DerSmallInteger(0), DerInteger(p.get()),
                                       DerInteger(q.get()), DerInteger(generator.get()),
                                       DerInteger(shared.get()), DerInteger(secret.get()))));
  Check(data->key != nullptr);
  return PrivateKey(std::move(data));
}

PrivateKey PrivateKey::GenerateEd25519(const Entropy& entropy) {
  crypto::StartOpenSsl();
  const std::string seed = RandomBytes(entropy, 32);
  auto data = std::make_unique<Data>();
  data->key.reset(
      EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, crypto::Bytes(seed), seed.size()));
  Check(data->key != nullptr);
  return PrivateKey(std::move(data));
}

}  // namespace chartrender

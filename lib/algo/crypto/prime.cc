#include "algo/crypto/prime.h"

#include <array>
#include <vector>

namespace chartrender::crypto {

namespace {

constexpr size_t kSmallPrimes = 1024;
constexpr int kRounds = 5;
// How far a search goes from its random start.
constexpr uint32_t kWindow = 1 << 15;

constexpr std::array<uint32_t, kSmallPrimes> MakeSmallPrimes() {
  std::array<uint32_t, kSmallPrimes> primes{};
  size_t count = 0;
  for (uint32_t number = 3; count < kSmallPrimes; number += 2) {
    bool prime = true;
    for (size_t i = 0; i < count && primes[i] * primes[i] <= number; ++i) {
      if (number % primes[i] == 0) {
        prime = false;
        break;
      }
    }
    if (prime) primes[count++] = number;
  }
  return primes;
}

constexpr std::array<uint32_t, kSmallPrimes> kPrimes = MakeSmallPrimes();

// Miller-Rabin without the trial division.
bool PassesMillerRabin(const BIGNUM* candidate, const Entropy& entropy) {
  const NumberContext context = NewNumberContext();
  const Montgomery montgomery(BN_MONT_CTX_new());
  const Number less_one(BN_dup(candidate));
  Check(montgomery != nullptr && less_one != nullptr && BN_sub_word(less_one.get(), 1) == 1);
  Check(BN_MONT_CTX_set(montgomery.get(), candidate, context.get()) == 1);
  int twos = 0;
  while (BN_is_bit_set(less_one.get(), twos) == 0) ++twos;
  const Number odd = NewNumber();
  Check(BN_rshift(odd.get(), less_one.get(), twos) == 1);
  const Number power = NewNumber();
  for (int round = 0; round < kRounds; ++round) {
    const Number base = RandomBetweenOneAnd(less_one.get(), entropy);
    Check(BN_mod_exp_mont_consttime(power.get(), base.get(), odd.get(), candidate, context.get(),
                                    montgomery.get()) == 1);
    bool passed = BN_is_one(power.get()) == 1 || BN_cmp(power.get(), less_one.get()) == 0;
    for (int i = 1; i < twos && !passed; ++i) {
      Check(BN_mod_sqr(power.get(), power.get(), candidate, context.get()) == 1);
      passed = BN_cmp(power.get(), less_one.get()) == 0;
    }
    if (!passed) return false;
  }
  return true;
}

}  // namespace

Number RandomOdd(int bits, bool two_top_bits, const Entropy& entropy) {
  std::string bytes = RandomBytes(entropy, static_cast<size_t>(bits) / 8);
  bytes.front() = static_cast<char>(bytes.front() | (two_top_bits ? 0xC0 : 0x80));
  bytes.back() = static_cast<char>(bytes.back() | 1);
  return FromBytes(bytes);
}

Number RandomBetweenOneAnd(const BIGNUM* bound, const Entropy& entropy) {
  const NumberContext context = NewNumberContext();
  const Number range(BN_dup(bound));
  Check(range != nullptr && BN_sub_word(range.get(), 1) == 1);
  // Eight bytes more than needed make the remainder nearly even.
  const Number wide = FromBytes(RandomBytes(entropy, static_cast<size_t>(BN_num_bytes(bound)) + 8));
  Number result = NewNumber();
  Check(BN_mod(result.get(), wide.get(), range.get(), context.get()) == 1 &&
        BN_add_word(result.get(), 1) == 1);
  return result;
}

bool IsProbablePrime(const BIGNUM* candidate, const Entropy& entropy) {
  for (const uint32_t prime : kPrimes) {
    if (BN_mod_word(candidate, prime) == 0) return false;
  }
  return PassesMillerRabin(candidate, entropy);
}

Number RandomPrime(int bits, BN_ULONG exponent, const Entropy& entropy) {
  for (;;) {
    const Number start = RandomOdd(bits, true, entropy);
    std::vector<bool> composite(kWindow, false);
    for (const uint32_t prime : kPrimes) {
      const auto rest = static_cast<uint32_t>(BN_mod_word(start.get(), prime));
      for (uint32_t at = rest == 0 ? 0 : prime - rest; at < kWindow; at += prime)
        composite[at] = true;
    }
    for (uint32_t step = 0; step < kWindow; step += 2) {
      if (composite[step]) continue;
      Number candidate(BN_dup(start.get()));
      Check(candidate != nullptr && BN_add_word(candidate.get(), step) == 1);
      if (BN_num_bits(candidate.get()) != bits) break;
      if (BN_mod_word(candidate.get(), exponent) == 1) continue;
      if (PassesMillerRabin(candidate.get(), entropy)) return candidate;
    }
  }
}

}  // namespace chartrender::crypto

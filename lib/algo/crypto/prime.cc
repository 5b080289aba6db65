#include "algo/crypto/prime.h"

#include <atomic>
#include <exception>
#include <functional>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

namespace chartrender::crypto {

namespace {

constexpr int kRounds = 5;
// How far a search goes from its random start: about fifty times the distance between primes of
// 1024 bits.
constexpr uint32_t kWindow = 1 << 15;
constexpr uint32_t kSieveLimit = 1 << 16;

// The odd primes below kSieveLimit.
std::vector<uint32_t> MakeSmallPrimes() {
  std::vector<bool> composite(kSieveLimit, false);
  std::vector<uint32_t> primes;
  for (uint32_t number = 3; number < kSieveLimit; number += 2) {
    if (composite[number]) continue;
    primes.push_back(number);
    for (uint64_t at = uint64_t{number} * number; at < kSieveLimit; at += uint64_t{2} * number)
      composite[at] = true;
  }
  return primes;
}

const std::vector<uint32_t>& SmallPrimes() {
  static const std::vector<uint32_t> primes = MakeSmallPrimes();
  return primes;
}

// Calls `use` with each small prime and what is left of `number` when it is divided by it. Two
// primes share one division of the long number.
template <class Use>
void ForEachRest(const BIGNUM* number, Use use) {
  const std::vector<uint32_t>& primes = SmallPrimes();
  for (size_t i = 0; i < primes.size(); i += 2) {
    const uint32_t first = primes[i];
    const uint32_t second = i + 1 < primes.size() ? primes[i + 1] : 1;
    const auto rest =
        static_cast<uint32_t>(BN_mod_word(number, static_cast<BN_ULONG>(first) * second));
    use(first, rest % first);
    if (second != 1) use(second, rest % second);
  }
}

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
  bool divides = false;
  ForEachRest(candidate,
              [&](uint32_t /*prime*/, uint32_t rest) { divides = divides || rest == 0; });
  return !divides && PassesMillerRabin(candidate, entropy);
}

namespace {

// The numbers start, start + 2, ... below start + kWindow that no small prime divides, as steps
// from the start.
std::vector<uint32_t> Survivors(const BIGNUM* start) {
  std::vector<bool> composite(kWindow / 2, false);
  ForEachRest(start, [&](uint32_t prime, uint32_t rest) {
    const uint32_t distance = rest == 0 ? 0 : prime - rest;
    // The start is odd: even distances alone matter.
    const uint32_t first = distance % 2 == 0 ? distance : distance + prime;
    for (uint32_t at = first / 2; at < kWindow / 2; at += prime) composite[at] = true;
  });
  std::vector<uint32_t> steps;
  for (uint32_t i = 0; i < kWindow / 2; ++i) {
    if (!composite[i]) steps.push_back(2 * i);
  }
  return steps;
}

// A stream of bytes from 32 random ones, for the bases of Miller-Rabin: so that searches that run
// at the same time do not share a source.
class BaseStream {
 public:
  explicit BaseStream(std::string seed) : state_(std::move(seed)) {}

  void operator()(char* bytes, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      if (at_ == block_.size()) {
        block_ = Digest(Hash::kSha256, state_ + std::to_string(count_++));
        at_ = 0;
      }
      bytes[i] = block_[at_++];
    }
  }

 private:
  std::string state_;
  std::string block_;
  size_t at_ = 0;
  uint64_t count_ = 0;
};

// A search for one prime; what it finds depends on the bytes drawn when it is made alone.
class PrimeSearch {
 public:
  PrimeSearch(int bits, BN_ULONG exponent, const Entropy& entropy)
      : bits_(bits),
        exponent_(exponent),
        start_(RandomOdd(bits, true, entropy)),
        bases_(BaseStream(RandomBytes(entropy, 32))) {}

  // Null: there is no prime near the start, or `go_on` gave false before it was found. `go_on` is
  // asked before every test.
  Number Run(const std::function<bool()>& go_on) const {
    for (const uint32_t step : Survivors(start_.get())) {
      Number candidate(BN_dup(start_.get()));
      Check(candidate != nullptr && BN_add_word(candidate.get(), step) == 1);
      if (BN_num_bits(candidate.get()) != bits_ || !go_on()) return nullptr;
      if (BN_mod_word(candidate.get(), exponent_) == 1) continue;
      if (PassesMillerRabin(candidate.get(), bases_)) return candidate;
    }
    return nullptr;
  }

 private:
  int bits_;
  BN_ULONG exponent_;
  Number start_;
  Entropy bases_;
};

// Runs `own` on this thread and `other` on another one, or after it where there is none. When `own`
// throws, `other` is told to stop and waited for.
void RunBoth(const std::function<void()>& own,
             const std::function<void(const std::atomic<bool>& stop)>& other) {
  std::atomic<bool> stop = false;
  std::exception_ptr thrown;
  const auto run_other = [&] {
    try {
      other(stop);
    } catch (...) {
      thrown = std::current_exception();
    }
  };
  std::thread helper;
  try {
    helper = std::thread(run_other);
  } catch (const std::system_error&) {
    run_other();
  }
  try {
    own();
  } catch (...) {
    stop = true;
    if (helper.joinable()) helper.join();
    throw;
  }
  if (helper.joinable()) helper.join();
  if (thrown) std::rethrow_exception(thrown);
}

}  // namespace

Number RandomPrime(int bits, BN_ULONG exponent, const Entropy& entropy) {
  for (;;) {
    const PrimeSearch search(bits, exponent, entropy);
    Number prime = search.Run([&] {
      (void)RandomBytes(entropy, 1);
      return true;
    });
    if (prime != nullptr) return prime;
  }
}

std::pair<Number, Number> RandomPrimePair(int bits, BN_ULONG exponent, const Entropy& entropy) {
  for (;;) {
    const PrimeSearch first_search(bits, exponent, entropy);
    const PrimeSearch second_search(bits, exponent, entropy);
    Number first;
    Number second;
    RunBoth(
        [&] {
          first = first_search.Run([&] {
            (void)RandomBytes(entropy, 1);
            return true;
          });
        },
        [&](const std::atomic<bool>& stop) {
          second = second_search.Run([&stop] { return !stop; });
        });
    if (first != nullptr && second != nullptr) return {std::move(first), std::move(second)};
  }
}

}  // namespace chartrender::crypto

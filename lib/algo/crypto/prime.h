// Prime numbers for keys. All randomness comes from the entropy passed in.
#pragma once

#include <utility>

#include "algo/crypto/openssl.h"
#include "algo/entropy.h"

namespace chartrender::crypto {

// A random number of `bits` bits (a multiple of 8) whose first and last bits are set; the second
// too if `two_top_bits`.
Number RandomOdd(int bits, bool two_top_bits, const Entropy& entropy);
// A random number from 1 to `bound` - 1, its distance from even distribution below 2^-64.
Number RandomBetweenOneAnd(const BIGNUM* bound, const Entropy& entropy);

// True for a prime, and for other numbers with negligible probability: trial division, then
// Miller-Rabin with random bases. For random candidates of at least 256 bits. Source: FIPS 186-5
// appendix B.3.
bool IsProbablePrime(const BIGNUM* candidate, const Entropy& entropy);

// A random prime of `bits` bits with its two first bits set and prime - 1 not divisible by
// `exponent`. Some entropy is asked for at every try, so that a source which throws ends the
// search.
Number RandomPrime(int bits, BN_ULONG exponent, const Entropy& entropy);

// Two of them, searched for at the same time on two threads; `entropy` is asked on the caller's
// alone, and what comes out depends on its bytes alone.
std::pair<Number, Number> RandomPrimePair(int bits, BN_ULONG exponent, const Entropy& entropy);

}  // namespace chartrender::crypto

#include "static_processor.h"

#ifdef __x86_64__

#include <cpuid.h>

#include <cstdint>

namespace chartrender {

// It is called before the stack has its guard.
__attribute__((no_stack_protector)) const Processor& AskProcessor() {
  static constinit Processor processor;
  if (processor.leaf1_eax != 0) return processor;
  unsigned other = 0;
  __cpuid(1, processor.leaf1_eax, other, processor.leaf1_ecx, processor.leaf1_edx);
  if ((processor.leaf1_ecx & bit_OSXSAVE) != 0) {
    asm volatile("xgetbv" : "=a"(processor.states), "=d"(other) : "c"(0));
  }
  // Who has AVX also has leaf 7.
  if ((processor.leaf1_ecx & bit_AVX) == 0) return processor;
  __cpuid_count(7, 0, other, processor.leaf7_ebx, processor.leaf7_ecx, other);
  return processor;
}

}  // namespace chartrender

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker chooses the
// name
uint64_t __wrap_OPENSSL_ia32_cpuid(unsigned* capabilities);

// In place of libcrypto's, which asks four to six questions of its own (--wrap). The same bits
// (crypto/x86_64cpuid.pl of OpenSSL 3.0) but for three that choose between equal results: who made
// the processor, whether its threads share a core, and AMD's XOP.
uint64_t __wrap_OPENSSL_ia32_cpuid(unsigned* capabilities) {
  constexpr unsigned kAvx512States = 0xE6;
  constexpr unsigned kAvxStates = 6;
  constexpr unsigned kSharedCore = 1U << 28U;
  constexpr unsigned kReserved = 1U << 20U | 1U << 30U;
  constexpr unsigned kXop = 1U << 11U;
  constexpr unsigned kFma = 1U << 12U;
  constexpr unsigned kIfma = 1U << 21U;
  const chartrender::Processor& processor = chartrender::AskProcessor();
  const unsigned low = processor.leaf1_edx & ~(kReserved | kSharedCore);
  unsigned high = processor.leaf1_ecx & ~kXop;
  unsigned extended = processor.leaf7_ebx;
  if ((processor.states & kAvx512States) != kAvx512States) {
    extended &= ~static_cast<unsigned>(bit_AVX512F | kIfma | bit_AVX512BW | bit_AVX512VL);
  }
  if ((processor.states & kAvxStates) != kAvxStates) {
    high &= ~(bit_AVX | kFma);
    extended &= ~unsigned{bit_AVX2};
  }
  capabilities[2] = extended;
  capabilities[3] = processor.leaf7_ecx;
  return uint64_t{high} << 32U | low;
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

}  // extern "C"

#endif

// Only in the static executable, and only where the C library is glibc 2.36 on x86-64: elsewhere
// this file is empty and the C library starts the program itself.
//
// The start-up code of a static glibc asks the processor some seventy times (cpuid) for the sizes
// of its caches and for what a dynamic loader would need. A virtual machine answers each of them
// outside of itself, which takes 1 to 20 microseconds: up to 1.2 ms, as long as a small chart takes
// to render. Nothing here needs the answers but the choice between forms of memcpy and its like,
// for which two questions do (static_processor.h).
//
// This is what __libc_start_main of glibc 2.36 does (csu/libc-start.c, LGPL), without that: the
// names below are what its archive calls its parts. Defining all that libc-start.o defines keeps
// that object out of the program; where a later glibc has other parts, the condition below is
// false.
#include <features.h>

#if defined(__x86_64__) && defined(__GLIBC__) && __GLIBC__ == 2 && __GLIBC_MINOR__ == 36

#include <cpuid.h>
#include <link.h>

#include <cstdint>
#include <cstdlib>

#include "static_processor.h"

// NOLINTBEGIN(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp): glibc's names
// NOLINTBEGIN(readability-identifier-naming)
extern "C" {

using Hook = void (*)(int, char**, char**);

// What the functions that choose look at: the head of glibc's `struct cpu_features`.
struct ProcessorFeatures {
  enum Register { kEax, kEbx, kEcx, kEdx };
  struct Leaf {
    unsigned told[4];    // by the processor
    unsigned active[4];  // what of it may be used
  };
  unsigned basic[5];
  Leaf leaves[9];  // 1, 7, ...
  unsigned preferred;
};

extern ProcessorFeatures _dl_x86_cpu_features;

extern char** __environ;
extern void* __libc_stack_end;
extern void* _dl_random;  // 16 random bytes of the kernel's
extern int __libc_enable_secure;
extern const void* _dl_sysinfo_dso;  // the kernel's own shared library
extern const ElfW(Rela) __rela_iplt_start[] __attribute__((weak));
extern const ElfW(Rela) __rela_iplt_end[] __attribute__((weak));
extern const Hook __preinit_array_start[];
extern const Hook __preinit_array_end[];
extern const Hook __init_array_start[];
extern const Hook __init_array_end[];
extern void (*const __fini_array_start[])();
extern void (*const __fini_array_end[])();

void _dl_aux_init(ElfW(auxv_t) * auxiliary);
void __tunables_init(char** environment);
void __libc_setup_tls();
void __libc_early_init(bool initial);
void __libc_init_first(int argc, char** argv, char** environment);
void __libc_check_standard_fds();
int __cxa_atexit(void (*function)(void*), void* argument, void* object);

// Bytes. What memcpy and memset of glibc ask for; the first six as glibc has them for a processor
// that tells nothing, the others are where copying goes past the caches.
long __x86_data_cache_size_half = 32L * 1024 / 2;
long __x86_data_cache_size = 32L * 1024;
long __x86_shared_cache_size_half = 1024L * 1024 / 2;
long __x86_shared_cache_size = 1024L * 1024;
long __x86_rep_movsb_threshold = 2048;
long __x86_rep_stosb_threshold = 2048;
long __x86_shared_non_temporal_threshold = 16L * 1024 * 1024;
long __x86_rep_movsb_stop_threshold = 16L * 1024 * 1024;
int __x86_string_control = 0;

__attribute__((noreturn, no_stack_protector)) int __libc_start_main(
    int (*main)(int, char**, char**), int argc, char** argv, Hook init, void (*fini)(),
    void (*loader_fini)(), void* stack_end);

}  // extern "C"

namespace {

// Tells of the AVX2 forms of memcpy, memchr and memcmp, where processor and system have all that
// they use.
__attribute__((no_stack_protector)) void FindVectors() {
  constexpr unsigned kStates = 6;  // the system keeps SSE and AVX registers
  constexpr unsigned kBasic = bit_OSXSAVE | bit_AVX | bit_MOVBE;
  constexpr unsigned kExtended = bit_AVX2 | bit_BMI | bit_BMI2;
  constexpr unsigned kFastUnalignedAvx = 1U << 9U;  // AVX_Fast_Unaligned_Load
  const chartrender::Processor& processor = chartrender::AskProcessor();
  if ((processor.leaf1_ecx & kBasic) != kBasic) return;
  if ((processor.states & kStates) != kStates) return;
  if ((processor.leaf7_ebx & kExtended) != kExtended) return;
  ProcessorFeatures& features = _dl_x86_cpu_features;
  features.leaves[0].active[ProcessorFeatures::kEcx] = kBasic;
  features.leaves[1].active[ProcessorFeatures::kEbx] = kExtended;
  features.preferred = kFastUnalignedAvx;
}

// Chooses the form of each function that has several.
__attribute__((no_stack_protector)) void ChooseFunctions() {
  for (const ElfW(Rela)* rela = __rela_iplt_start; rela < __rela_iplt_end; ++rela) {
    // NOLINTBEGIN(performance-no-int-to-ptr): relocations are numbers
    const auto choose = reinterpret_cast<ElfW(Addr) (*)()>(rela->r_addend);
    *reinterpret_cast<ElfW(Addr)*>(rela->r_offset) = choose();
    // NOLINTEND(performance-no-int-to-ptr)
  }
}

// The guards of stacks and of kept code addresses, where gcc and glibc read them.
__attribute__((no_stack_protector)) void SetGuards() {
  const auto* random = static_cast<const std::uint64_t*>(_dl_random);
  const std::uint64_t stack_guard = random[0] & ~std::uint64_t{0xff};  // a text ends before it
  asm volatile("movq %0, %%fs:0x28" ::"r"(stack_guard));
  asm volatile("movq %0, %%fs:0x30" ::"r"(random[1]));
}

void Finish(void*) {
  for (auto function = __fini_array_end; function != __fini_array_start;) (*--function)();
}

// Without _init, which holds but one thing: libcrypto's questions to the processor. It asks them
// itself before its first work.
void Initialize(int argc, char** argv) {
  for (auto hook = __preinit_array_start; hook != __preinit_array_end; ++hook) {
    (*hook)(argc, argv, __environ);
  }
  for (auto hook = __init_array_start; hook != __init_array_end; ++hook) {
    (*hook)(argc, argv, __environ);
  }
}

}  // namespace

int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, Hook, void (*)(),
                      void (*)(), void* stack_end) {
  __environ = argv + argc + 1;
  __libc_stack_end = stack_end;
  char** end = __environ;
  while (*end != nullptr) ++end;
  _dl_aux_init(reinterpret_cast<ElfW(auxv_t)*>(end + 1));
  // To look up five functions in it takes longer than the kernel's answers to the few questions
  // for the time.
  _dl_sysinfo_dso = nullptr;
  __tunables_init(__environ);
  FindVectors();
  ChooseFunctions();
  __libc_setup_tls();
  SetGuards();
  __libc_early_init(true);
  __libc_init_first(argc, argv, __environ);
  __cxa_atexit(Finish, nullptr, nullptr);
  if (__libc_enable_secure != 0) __libc_check_standard_fds();
  Initialize(argc, argv);
  std::exit(main(argc, argv, __environ));
}
// NOLINTEND(readability-identifier-naming)
// NOLINTEND(bugprone-reserved-identifier,cert-dcl37-c,cert-dcl51-cpp)

#endif

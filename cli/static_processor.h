// Only in the static executable. What the processor tells of itself (cpuid), asked for when the
// program starts and never again: a virtual machine answers each question outside of itself, which
// takes 1 to 20 microseconds.
#pragma once

#ifdef __x86_64__

namespace chartrender {

struct Processor {
  unsigned leaf1_eax = 0;
  unsigned leaf1_ecx = 0;
  unsigned leaf1_edx = 0;
  unsigned leaf7_ebx = 0;  // 0 where there is no such leaf
  unsigned leaf7_ecx = 0;
  unsigned states = 0;  // the registers that the system keeps (XCR0); 0: it does not tell
};

// Before the first call nobody else may run.
const Processor& AskProcessor();

}  // namespace chartrender

#endif

// The call stack as a resource. Every recursion over user input opens with `CheckStack()`, which
// measures the stack that is left instead of counting levels; deep work runs on a stack of its own,
// reserved large and committed as used, so that Helm's own depth limits are reached before ours.
#pragma once

#include <cstddef>
#include <functional>

namespace chartrender {

// Throws Failure(kLimit, "limit reached: nesting depth") when the current thread's stack is nearly
// used up.
#ifdef __EMSCRIPTEN__
// Only what lies in memory can be measured there: each frame that checks takes a piece of it.
void CheckStackAt(const volatile char* frame);
[[gnu::always_inline]] inline void CheckStack() {
  volatile char frame = 0;
  CheckStackAt(&frame);
}
#else
void CheckStack();
#endif

// True while at least `bytes` of the current thread's stack are left.
bool StackHas(size_t bytes);

// Runs `work` on a stack of `bytes` and returns when it has finished; what it throws is thrown
// here. Nested calls run directly when the current stack is already such a stack.
void RunOnLargeStack(const std::function<void()>& work, size_t bytes = size_t{1} << 30);

// Runs `work` where RunOnLargeStack was called, on that thread and its own stack, and returns when
// it has finished; outside of RunOnLargeStack directly. For code of the caller: the runtimes of
// other languages know the stacks of their threads only.
void RunOnCallersStack(const std::function<void()>& work);

}  // namespace chartrender

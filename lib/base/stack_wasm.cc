// Two stacks: the one in memory, whose bounds are known, and the engine's, which nothing can be
// asked about but whether it has room for a number of calls. That is asked whenever the first one
// has grown by a step.
#include <cstdint>
#include <utility>

#include "base/error.h"
#include "base/stack.h"

extern "C" {
extern char __data_end;  // NOLINT(bugprone-reserved-identifier): of the linker; the stack's low end

// Whether the engine's stack has room for what may happen between two questions.
[[clang::import_module("chartrender"), clang::import_name("stack_has_room")]] int32_t
chartrender_stack_has_room();

// For the answer: takes `calls` frames of the engine's stack, and nothing of the one in memory.
[[gnu::noinline, gnu::used, clang::export_name("chartrender_take_stack")]] int32_t
chartrender_take_stack(int32_t calls) {
  if (calls <= 0) return 0;
  int32_t below = chartrender_take_stack(calls - 1);
  asm volatile("" : "+r"(below));  // so that the call is one
  return below;
}
}

namespace chartrender {

namespace {

constexpr size_t kReserve = size_t{192} * 1024;
// The engine's frames are several times those in memory: 8 KB there are at most 100 KB here.
constexpr uintptr_t kStep = size_t{8} * 1024;

// Down to here the engine's stack is known to suffice. There is one thread.
uintptr_t asked_down_to = UINTPTR_MAX;

bool HasRoom(uintptr_t here, size_t bytes) {
  if (here <= reinterpret_cast<uintptr_t>(&__data_end) + bytes) return false;
  if (here >= asked_down_to) return true;
  if (chartrender_stack_has_room() == 0) return false;
  asked_down_to = here - kStep;
  return true;
}

// The engine's stack has been used by others meanwhile.
class AsksAnew {
 public:
  AsksAnew() : outer_(std::exchange(asked_down_to, UINTPTR_MAX)) {}
  ~AsksAnew() { asked_down_to = outer_; }
  AsksAnew(const AsksAnew&) = delete;
  AsksAnew& operator=(const AsksAnew&) = delete;

 private:
  uintptr_t outer_;
};

}  // namespace

bool StackHas(size_t bytes) {
  return HasRoom(reinterpret_cast<uintptr_t>(__builtin_frame_address(0)), bytes);
}

void CheckStackAt(const volatile char* frame) {
  if (!HasRoom(reinterpret_cast<uintptr_t>(frame), kReserve)) {
    throw Failure(ErrorCode::kLimit, "limit reached: nesting depth");
  }
}

void RunOnLargeStack(const std::function<void()>& work, size_t /*bytes*/) {
  const AsksAnew scope;
  work();
}

void RunOnCallersStack(const std::function<void()>& work) { work(); }

}  // namespace chartrender

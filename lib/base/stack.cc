#include "base/stack.h"

#include <pthread.h>
#include <sys/resource.h>

#include <cerrno>
#include <cstdint>
#include <exception>

#include "base/error.h"

namespace chartrender {

namespace {

// What must be left for the frames between two checks, for unwinding, and for library calls.
constexpr size_t kReserve = 192 * 1024;

struct StackBounds {
  uintptr_t low = 0;
  bool large = false;
};

// Per thread, not per process: no other thread sees it.
thread_local StackBounds bounds;

uintptr_t FindLow() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void* address = nullptr;
  size_t size = 0;
  pthread_attr_getstack(&attributes, &address, &size);
  pthread_attr_destroy(&attributes);
  return reinterpret_cast<uintptr_t>(address);
}

uintptr_t Here() { return reinterpret_cast<uintptr_t>(__builtin_frame_address(0)); }

struct Job {
  const std::function<void()>* work;
  std::exception_ptr thrown;
};

void* RunJob(void* argument) {
  auto* job = static_cast<Job*>(argument);
  bounds.large = true;
  try {
    (*job->work)();
  } catch (...) {
    job->thrown = std::current_exception();
  }
  return nullptr;
}

}  // namespace

bool StackHas(size_t bytes) {
  if (bounds.low == 0) bounds.low = FindLow();
  return Here() > bounds.low + bytes;
}

void CheckStack() {
  if (!StackHas(kReserve)) throw Failure(ErrorCode::kLimit, "limit reached: nesting depth");
}

void RunOnLargeStack(const std::function<void()>& work, size_t bytes) {
  if (bounds.large) {
    work();
    return;
  }
  Job job{&work, nullptr};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_t thread{};
  int started = EAGAIN;
  // A machine that refuses the reservation gets a smaller one: the limits are then reached earlier.
  for (size_t size = bytes; started != 0 && size >= (size_t{1} << 20); size /= 2) {
    pthread_attr_setstacksize(&attributes, size);
    started = pthread_create(&thread, &attributes, RunJob, &job);
  }
  pthread_attr_destroy(&attributes);
  if (started != 0) throw Failure(ErrorCode::kLimit, "no memory for a stack");
  pthread_join(thread, nullptr);
  if (job.thrown) std::rethrow_exception(job.thrown);
}

}  // namespace chartrender

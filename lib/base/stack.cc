#include "base/stack.h"

#include <pthread.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <utility>

#include "base/error.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CHARTRENDER_STACK_BY_THREAD
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CHARTRENDER_STACK_BY_THREAD
#endif
#endif

namespace chartrender {

namespace {

// What must be left for the frames between two checks, for unwinding, and for library calls.
constexpr size_t kReserve = size_t{192} * 1024;

struct StackBounds {
  uintptr_t low = 0;              // 0: not asked for yet
  uintptr_t watch = UINTPTR_MAX;  // a check at or below this address looks closer
  bool large = false;
};

// Every recursion reads the bounds: this model needs no call for it in a shared library. A few
// bytes of it are there for libraries that are loaded late, too.
#define CHARTRENDER_NEAR_TLS __attribute__((tls_model("initial-exec")))

// Per thread, not per process: no other thread sees it.
CHARTRENDER_NEAR_TLS thread_local StackBounds bounds;

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

// Work on a stack of its own, and what it wants to be done on the stack it came from.
struct Job {
  const std::function<void()>* work = nullptr;
  std::exception_ptr thrown;
  const std::function<void()>* errand = nullptr;
  std::exception_ptr errand_thrown;
#ifdef CHARTRENDER_STACK_BY_THREAD
  std::mutex mutex;
  std::condition_variable changed;
  bool done = false;
#else
  ucontext_t here;   // of the caller
  ucontext_t there;  // of the work
#endif

  void Run() {
    bounds.large = true;
    thrown = Thrown(*work);
  }
  void RunErrand() { errand_thrown = Thrown(*errand); }

  static std::exception_ptr Thrown(const std::function<void()>& work) {
    try {
      work();
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }
};

// The job that this code is part of; null outside of one and during an errand.
CHARTRENDER_NEAR_TLS thread_local Job* current_job = nullptr;

constexpr size_t kSmallestStack = size_t{1} << 20;

#ifdef CHARTRENDER_STACK_BY_THREAD

// The sanitizers know the stacks of threads only.
bool RunOn(size_t size, Job& job) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, size);
  pthread_t thread{};
  const auto entry = [](void* argument) -> void* {
    current_job = static_cast<Job*>(argument);
    current_job->Run();
    const std::lock_guard<std::mutex> lock(current_job->mutex);
    current_job->done = true;
    current_job->changed.notify_all();
    return nullptr;
  };
  const bool started = pthread_create(&thread, &attributes, entry, &job) == 0;
  pthread_attr_destroy(&attributes);
  if (!started) return false;
  {
    std::unique_lock<std::mutex> lock(job.mutex);
    while (true) {
      job.changed.wait(lock, [&] { return job.done || job.errand != nullptr; });
      if (job.errand == nullptr) break;
      lock.unlock();
      job.RunErrand();
      lock.lock();
      job.errand = nullptr;
      job.changed.notify_all();
    }
  }
  pthread_join(thread, nullptr);
  return true;
}

void RunErrandOf(Job& job, const std::function<void()>& work) {
  std::unique_lock<std::mutex> lock(job.mutex);
  job.errand = &work;
  job.changed.notify_all();
  job.changed.wait(lock, [&] { return job.errand == nullptr; });
}

#else

// makecontext passes ints only.
void Enter(unsigned high, unsigned low) {
  const auto address = static_cast<uintptr_t>(high) << 32U | low;
  reinterpret_cast<Job*>(address)->Run();  // NOLINT(performance-no-int-to-ptr)
}

// Memory for a stack, reserved but not taken before it is used: a thread would do the same, at the
// price of its start. A thread keeps the first one, because to map and unmap it would take as long
// as a small render, and longest where other threads run: their processors have to be told.
class StackMemory {
 public:
  StackMemory() = default;
  ~StackMemory() {
    if (start_ != nullptr) munmap(start_, size_);
  }
  StackMemory(const StackMemory&) = delete;
  StackMemory& operator=(const StackMemory&) = delete;

  // False: there is no room for that.
  bool Reserve(size_t size) {
    if (size_ >= size) return true;
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (memory == MAP_FAILED) return false;
    if (start_ != nullptr) munmap(start_, size_);
    start_ = static_cast<char*>(memory);
    size_ = size;
    mprotect(start_, kGuard, PROT_NONE);
    return true;
  }

  // What few renders need lies below this address, and is given back by Trim().
  [[nodiscard]] uintptr_t kept() const {
    return reinterpret_cast<uintptr_t>(start_) + (size_ - kKept);
  }
  void Trim() { madvise(start_ + kGuard, size_ - kGuard - kKept, MADV_DONTNEED); }

  [[nodiscard]] char* start() const { return start_; }
  [[nodiscard]] size_t size() const { return size_; }
  // The lowest address of a stack of `size` that ends with the memory.
  [[nodiscard]] uintptr_t LowOf(size_t size) const {
    return reinterpret_cast<uintptr_t>(start_) + kGuard + (size_ - size);
  }

 private:
  static constexpr size_t kGuard = 4096;
  static constexpr size_t kKept = size_t{128} * 1024;

  char* start_ = nullptr;
  size_t size_ = 0;
};

struct KeptStack {
  StackMemory memory;
  bool is_used = false;
};

thread_local KeptStack kept_stack;

// True: a check found more of the stack in use than is kept.
bool RunOnMemory(const StackMemory& memory, size_t size, Job& job) {
  const StackBounds outer = bounds;
  Job* const outer_job = current_job;
  StackBounds inner{memory.LowOf(size), memory.kept(), true};
  getcontext(&job.there);
  job.there.uc_stack.ss_sp = memory.start();
  job.there.uc_stack.ss_size = memory.size();
  job.there.uc_link = &job.here;
  const auto address = reinterpret_cast<uintptr_t>(&job);
  makecontext(&job.there, reinterpret_cast<void (*)()>(&Enter), 2,
              static_cast<unsigned>(address >> 32U), static_cast<unsigned>(address));
  while (true) {
    bounds = inner;
    current_job = &job;
    swapcontext(&job.here, &job.there);
    inner = std::exchange(bounds, outer);
    current_job = outer_job;
    if (job.errand == nullptr) break;
    job.RunErrand();
    job.errand = nullptr;
  }
  return inner.watch != memory.kept();
}

// Runs the job on memory of its own. False: there is no room for that.
bool RunOn(size_t size, Job& job) {
  KeptStack& kept = kept_stack;
  if (kept.is_used) {  // in an errand of a job that runs there
    StackMemory memory;
    if (!memory.Reserve(size)) return false;
    RunOnMemory(memory, size, job);
    return true;
  }
  if (!kept.memory.Reserve(size)) return false;
  kept.is_used = true;
  const bool deep = RunOnMemory(kept.memory, size, job);
  kept.is_used = false;
  if (deep) kept.memory.Trim();
  return true;
}

void RunErrandOf(Job& job, const std::function<void()>& work) {
  job.errand = &work;
  swapcontext(&job.there, &job.here);
}

#endif

// Apart from the check, which every step of a template makes.
[[gnu::noinline]] void CheckStackSlowly() {
  if (!StackHas(kReserve)) throw Failure(ErrorCode::kLimit, "limit reached: nesting depth");
  bounds.watch = bounds.low + kReserve;
}

}  // namespace

bool StackHas(size_t bytes) {
  if (bounds.low == 0) bounds.low = FindLow();
  return Here() > bounds.low + bytes;
}

void CheckStack() {
  if (Here() <= bounds.watch) CheckStackSlowly();
}

void RunOnLargeStack(const std::function<void()>& work, size_t bytes) {
  if (bounds.large) {
    work();
    return;
  }
  Job job;
  job.work = &work;
  // A machine that refuses the reservation gets a smaller one: the limits are then reached earlier.
  size_t size = bytes;
  while (!RunOn(size, job)) {
    size /= 2;
    if (size < kSmallestStack) throw Failure(ErrorCode::kLimit, "no memory for a stack");
  }
  if (job.thrown) std::rethrow_exception(job.thrown);
}

void RunOnCallersStack(const std::function<void()>& work) {
  Job* const job = current_job;
  if (job == nullptr) {
    work();
    return;
  }
  RunErrandOf(*job, work);
  if (job->errand_thrown) std::rethrow_exception(std::exchange(job->errand_thrown, nullptr));
}

}  // namespace chartrender

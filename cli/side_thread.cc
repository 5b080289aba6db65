#include "side_thread.h"

#include <pthread.h>
#include <sched.h>

#include <cstdlib>
#include <system_error>
#include <utility>

namespace chartrender::cli {

namespace {

// The heap of a thread grows page by page, a call of the system each; what has been freed stays.
void ReserveHeap() {
  constexpr size_t kPart = size_t{3} << 20;  // less than what would be mapped on its own
  void* volatile parts[] = {std::malloc(kPart), std::malloc(kPart), std::malloc(kPart)};
  for (void* part : parts) std::free(part);
}

// A thread begins, and often wakes, on the processor of who calls it, and the system may take
// milliseconds to see that another one does nothing: as long as all of its work takes. This sends
// it there at once; afterwards it is as free as before.
void SendElsewhere(pthread_t thread) {
  cpu_set_t allowed;
  const int here = sched_getcpu();
  if (here < 0 || pthread_getaffinity_np(thread, sizeof allowed, &allowed) != 0) return;
  cpu_set_t others = allowed;
  CPU_CLR(static_cast<size_t>(here), &others);
  if (pthread_setaffinity_np(thread, sizeof others, &others) != 0) return;  // there is no other
  (void)pthread_setaffinity_np(thread, sizeof allowed, &allowed);
}

}  // namespace

SideThread::~SideThread() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    closed_ = true;
    tasks_.clear();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

std::future<SideThread::Findings> SideThread::Post(std::function<Findings()> work) {
  Task task(std::move(work));
  std::future<Findings> result = task.get_future();
  if (!Start()) {
    task();
    return result;
  }
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    tasks_.push_back(std::move(task));
  }
  changed_.notify_all();
  SendElsewhere(thread_.native_handle());
  return result;
}

bool SideThread::Start() {
  if (thread_.joinable()) return true;
  try {
    thread_ = std::thread([this] { Run(); });
  } catch (const std::system_error&) {
    return false;
  }
  return true;
}

void SideThread::Run() {
  ReserveHeap();
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    changed_.wait(lock, [&] { return closed_ || !tasks_.empty(); });
    if (tasks_.empty()) return;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
    lock.lock();
  }
}

}  // namespace chartrender::cli

// One thread beside the calling one, for work that shares nothing with it. What is posted runs in
// that order; the thread starts with the first of it. Where no thread can be had, it runs at once.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "chartrender/check.h"

namespace chartrender::cli {

class SideThread {
 public:
  using Findings = Result<std::vector<Finding>>;

  SideThread() = default;
  SideThread(const SideThread&) = delete;
  SideThread& operator=(const SideThread&) = delete;
  // Waits for what runs; what has not begun is left out.
  ~SideThread();

  // What `work` throws comes out of the future.
  std::future<Findings> Post(std::function<Findings()> work);

 private:
  using Task = std::packaged_task<Findings()>;

  bool Start();
  void Run();

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Task> tasks_;
  bool closed_ = false;
  std::thread thread_;
};

}  // namespace chartrender::cli

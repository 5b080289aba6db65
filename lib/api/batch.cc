// Threads that take releases in order, render them, and hand the texts over in order.
#include "chartrender/batch.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "base/stack.h"

namespace chartrender {

namespace {

// How many releases one thread may be ahead of the one whose text is taken next.
constexpr size_t kAheadPerThread = 8;

class BatchRun {
 public:
  BatchRun(size_t count, const BatchSteps& steps, unsigned jobs)
      : count_(count), steps_(steps), jobs_(jobs), texts_(jobs * kAheadPerThread) {}

  void Run() {
    std::vector<std::thread> helpers;
    try {
      while (helpers.size() + 1 < jobs_) helpers.emplace_back([this] { Work(); });
    } catch (const std::system_error&) {
      // Fewer threads than wanted do the same.
    }
    Work();
    for (std::thread& helper : helpers) helper.join();
  }

 private:
  // One thread, on one large stack for all its releases.
  void Work() {
    RunOnLargeStack([this] {
      while (const auto index = Next()) Hand(*index, TextOf(*index));
    });
  }

  std::optional<size_t> Next() {
    std::unique_lock<std::mutex> lock(mutex_);
    room_.wait(lock, [this] { return next_ < taken_ + texts_.size() || next_ >= count_; });
    if (next_ >= count_) return std::nullopt;
    return next_++;
  }

  std::string TextOf(size_t index) const {
    const Result<BatchRelease> release = steps_.release(index);
    Result<RenderResult> result = release.ok()
                                      ? Render(release.value().chart, release.value().options)
                                      : Result<RenderResult>(release.error());
    if (steps_.text) return steps_.text(index, std::move(result));
    return result.ok() ? result.value().Text() : result.error().message;
  }

  // Whoever finishes the text that is due takes it and all that wait behind it.
  void Hand(size_t index, std::string text) {
    std::unique_lock<std::mutex> lock(mutex_);
    texts_[index % texts_.size()] = std::move(text);
    if (taking_) return;
    taking_ = true;
    while (std::optional<std::string> due = std::move(texts_[taken_ % texts_.size()])) {
      texts_[taken_ % texts_.size()].reset();
      lock.unlock();
      const bool more = steps_.take(taken_, std::move(*due));
      lock.lock();
      ++taken_;
      if (!more) count_ = 0;
      room_.notify_all();
      if (!more) return;  // and nobody takes again
    }
    taking_ = false;
  }

  size_t count_;
  const BatchSteps& steps_;
  const size_t jobs_;
  std::mutex mutex_;
  std::condition_variable room_;
  std::vector<std::optional<std::string>> texts_;  // by index modulo their number
  size_t next_ = 0;                                // the release that is begun next
  size_t taken_ = 0;                               // the release whose text is taken next
  bool taking_ = false;                            // some thread is in `take`
};

}  // namespace

void RenderBatch(size_t count, const BatchSteps& steps, unsigned jobs) {
  if (count == 0) return;
  if (jobs == 0) jobs = std::max(1U, std::thread::hardware_concurrency());
  BatchRun(count, steps, static_cast<unsigned>(std::min<size_t>(jobs, count))).Run();
}

}  // namespace chartrender

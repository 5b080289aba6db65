#include "side_thread.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

namespace chartrender::cli {
namespace {

std::vector<Finding> One(const std::string& rule) {
  Finding finding;
  finding.rule = rule;
  return {finding};
}

TEST_CASE("side thread: what is posted runs in its order, and its results come back") {
  SideThread side;
  std::atomic<int> done = 0;
  std::vector<std::future<SideThread::Findings>> results;
  for (int i = 0; i < 20; ++i) {
    results.push_back(side.Post([&done, i]() -> SideThread::Findings {
      if (done++ != i) return Error{};
      return One(std::to_string(i));
    }));
  }
  for (int i = 0; i < 20; ++i) {
    const SideThread::Findings found = results[static_cast<size_t>(i)].get();
    REQUIRE(found.ok());
    CHECK(found.value().at(0).rule == std::to_string(i));
  }
}

TEST_CASE("side thread: errors and exceptions come back") {
  SideThread side;
  auto failed = side.Post([]() -> SideThread::Findings { return Error{.message = "no"}; });
  auto thrown = side.Post([]() -> SideThread::Findings { throw std::runtime_error("broken"); });
  const SideThread::Findings found = failed.get();
  REQUIRE_FALSE(found.ok());
  CHECK(found.error().message == "no");
  CHECK_THROWS_AS((void)thrown.get(), std::runtime_error);
}

TEST_CASE("side thread: it ends with what it runs, and leaves out what has not begun") {
  std::atomic<int> done = 0;
  {
    SideThread side;
    std::promise<void> begun;
    (void)side.Post([&]() -> SideThread::Findings {
      begun.set_value();
      ++done;
      return One("first");
    });
    begun.get_future().wait();
  }
  CHECK(done == 1);
  { const SideThread unused; }
}

}  // namespace
}  // namespace chartrender::cli

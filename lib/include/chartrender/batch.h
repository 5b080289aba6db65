// Many releases on several threads. Charts are loaded by the caller and shared: each is compiled
// once, whatever the number of releases. Every thread keeps its stack and its memory from one
// render to the next; nothing is shared between renders but the charts.
//
//   chartrender::BatchSteps steps;
//   steps.release = [&](size_t i) { return chartrender::BatchRelease{chart, OptionsFor(i)}; };
//   steps.take = [&](size_t i, std::string text) { std::cout << text; return true; };
//   chartrender::RenderBatch(1000, steps);
#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "chartrender/chartrender.h"

namespace chartrender {

struct BatchRelease {
  Chart chart;
  RenderOptions options;
};

// The caller's part; none may throw. What runs on several threads at once is told.
struct BatchSteps {
  // The release of that index, or why there is none. On any thread, for several releases at once.
  std::function<Result<BatchRelease>(size_t index)> release;
  // The text that goes to `take`. On the thread that rendered, for several releases at once. Unset:
  // RenderResult::Text(), or the error's message.
  std::function<std::string(size_t index, Result<RenderResult> result)> text;
  // Takes the texts in the order of their releases, never two at a time, on any thread. False: no
  // release after this one is wanted.
  std::function<bool(size_t index, std::string text)> take;
};

// Calls the steps for the releases 0 <= index < count, on `jobs` threads, the caller's among them;
// 0: one for each processor. A thread that is far ahead of `take` waits, so that the texts held at
// a time do not grow with `count`.
void RenderBatch(size_t count, const BatchSteps& steps, unsigned jobs = 0);

}  // namespace chartrender

// Loads and renders one chart under limits of its own and tells, as one line of JSON, how that
// ended: `limits_probe CHART [NAME=N...]`, NAME a field of Limits, or `-f FILE` or `--set ARG`.
#include <time.h>

#include <charconv>
#include <chrono>
#include <condition_variable>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <thread>

#include "chartrender/chartrender.h"

namespace {

using chartrender::Limits;
using Clock = std::chrono::steady_clock;

bool SetLimit(std::string_view argument, Limits& limits) {
  const size_t equals = argument.find('=');
  const chartrender::LimitMember* limit = chartrender::FindLimit(argument.substr(0, equals));
  if (limit == nullptr || equals == std::string_view::npos) return false;
  uint64_t number = 0;
  std::from_chars(argument.data() + equals + 1, argument.data() + argument.size(), number);
  limit->Set(limits, number);
  return true;
}

std::string FileText(const char* name) {
  std::ifstream file(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// Of this program alone: getrusage() counts what its parent had before, too.
long PeakMegabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmHWM:", 0) == 0) return std::stol(line.substr(6)) / 1024;
  }
  return 0;
}

// The start and the end of a long text.
std::string BothEnds(const std::string& text) {
  constexpr size_t part = 2000;
  if (text.size() <= 2 * part) return text;
  return text.substr(0, part) + " ... " + text.substr(text.size() - part);
}

struct Ending {
  std::string stage = "done", message;
  int code = -1;
};

double ProcessorMilliseconds() {
  timespec now = {};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

// Notes the processor time that was used when the budget of wall time ended: what is used after
// that does not depend on what else the machine does.
class DeadlineWatch {
 public:
  explicit DeadlineWatch(uint64_t milliseconds)
      : thread_([this, milliseconds] {
          std::unique_lock lock(mutex_);
          ended_.wait_for(lock, std::chrono::milliseconds(milliseconds), [this] { return stop_; });
          used_ = ProcessorMilliseconds();
        }) {}
  ~DeadlineWatch() { Stop(); }
  DeadlineWatch(const DeadlineWatch&) = delete;
  DeadlineWatch& operator=(const DeadlineWatch&) = delete;

  // Milliseconds of processor time since the end of the budget; 0 before it.
  double Stop() {
    if (!thread_.joinable()) return 0;
    {
      const std::lock_guard lock(mutex_);
      stop_ = true;
    }
    ended_.notify_all();
    thread_.join();
    return ProcessorMilliseconds() - used_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable ended_;
  bool stop_ = false;
  double used_ = 0;
  std::thread thread_;
};

Ending LoadAndRender(const char* chart, const chartrender::RenderOptions& options) {
  chartrender::LoadOptions load;
  load.limits = options.limits;
  const auto loaded = chartrender::LoadChart(chart, load);
  if (!loaded.ok()) {
    return {"load", loaded.error().message, static_cast<int>(loaded.error().code)};
  }
  const auto rendered = chartrender::Render(loaded.value(), options);
  if (!rendered.ok()) {
    return {"render", rendered.error().message, static_cast<int>(rendered.error().code)};
  }
  return {"done", rendered.value().Text().substr(0, 2000), -1};
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  chartrender::RenderOptions options;
  options.release_name = "r";
  for (int i = 2; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "-f" && i + 1 < argc) {
      const char* name = argv[++i];
      options.values.push_back(chartrender::ValuesSource::Yaml(name, FileText(name)));
    } else if (argument == "--set" && i + 1 < argc) {
      options.values.push_back(chartrender::ValuesSource::Set(argv[++i]));
    } else if (!SetLimit(argument, options.limits)) {
      std::cerr << "limits_probe: what is " << argument << "?\n";
      return 2;
    }
  }
  const auto start = Clock::now();
  DeadlineWatch watch(options.limits.wall_milliseconds);
  const Ending ending = LoadAndRender(argv[1], options);
  const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
  const double after = watch.Stop();
  const nlohmann::json line = {{"stage", ending.stage},
                               {"code", ending.code},
                               {"message", BothEnds(ending.message)},
                               {"message_bytes", ending.message.size()},
                               {"milliseconds", taken.count()},
                               {"processor_after", after},
                               {"peak_megabytes", PeakMegabytes()}};
  std::cout << line.dump(-1, ' ', true, nlohmann::json::error_handler_t::replace) << "\n";
  return 0;
}

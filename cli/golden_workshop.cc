#include "golden_workshop.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <initializer_list>
#include <string_view>
#include <system_error>

#include "go_text.h"
#include "process.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

Error SystemError(const std::string& what, const std::string& why) {
  return {.code = ErrorCode::kIo, .message = what + ": " + why};
}

// What Helm says from its line "Error: " on; its log lines come before.
std::string ErrorPart(const std::string& text) {
  if (text.starts_with("Error: ")) return text;
  const size_t at = text.find("\nError: ");
  return at == std::string::npos ? "" : text.substr(at + 1);
}

std::string NameOfChart(const GoldenChart& chart) {
  return chart.name.empty() ? chart.folder.filename().string() : chart.name;
}

constexpr const char* kZone = "TZ=UTC";  // of goldens

// The process's variables, but for those that start so.
std::vector<std::string> Inherited(std::initializer_list<std::string_view> left_out) {
  std::vector<std::string> variables;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view variable(*entry);
    if (std::none_of(left_out.begin(), left_out.end(),
                     [&](std::string_view start) { return variable.starts_with(start); })) {
      variables.emplace_back(variable);
    }
  }
  return variables;
}

}  // namespace

GoldenWorkshop::~GoldenWorkshop() {
  std::error_code code;
  if (!room_.empty()) fs::remove_all(room_, code);
}

Result<fs::path> GoldenWorkshop::Room() {
  if (!room_.empty()) return room_;
  std::error_code code;
  std::string name = (fs::temp_directory_path(code) / "render-golden-XXXXXX").string();
  if (code || mkdtemp(name.data()) == nullptr) {
    return SystemError("cannot make a temporary folder", SystemErrorText(errno));
  }
  room_ = name;
  fs::create_directories(room_ / "bin", code);
  fs::create_directories(room_ / "home", code);
  if (!code) {
    const fs::path self = fs::read_symlink("/proc/self/exe", code);
    if (!code) fs::create_symlink(self, room_ / "bin" / "helm", code);
  }
  if (code) return SystemError("cannot make " + (room_ / "bin" / "helm").string(), code.message());
  return room_;
}

Result<fs::path> GoldenWorkshop::PlaceOf(const GoldenChart& chart) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (const auto found = places_.find(chart.id); found != places_.end()) return found->second;
  const auto room = Room();
  if (!room.ok()) return room.error();
  const fs::path place = room.value() / std::to_string(made_++);
  const fs::path folder = place / "charts" / NameOfChart(chart);
  std::error_code code;
  if (chart.files == nullptr) {
    fs::create_directories(folder, code);
    fs::copy(chart.folder, folder, fs::copy_options::recursive, code);
    if (code) return SystemError("cannot copy the chart to " + folder.string(), code.message());
  } else {
    for (const auto& [path, text] : *chart.files) {
      fs::create_directories((folder / path).parent_path(), code);
      std::ofstream out(folder / path, std::ios::binary);
      out << text;
      out.close();
      if (!out)
        return SystemError("cannot write " + (folder / path).string(), SystemErrorText(errno));
    }
  }
  return places_[chart.id] = place;
}

void GoldenWorkshop::Forget(const std::string& id) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const auto found = places_.find(id);
  if (found == places_.end()) return;
  std::error_code code;
  fs::remove_all(found->second, code);
  places_.erase(found);
}

std::vector<std::string> GoldenWorkshop::EnvironmentOf(const fs::path& room) const {
  std::vector<std::string> environment =
      Inherited({"HELM_", "KUBE", "XDG_", "HOME=", "LC_", "TZ=", "PWD=", "CI=", "PATH="});
  environment.insert(environment.end(), {"HOME=" + (room / "home").string(), "LC_ALL=C", kZone});
  if (const char* path = std::getenv("PATH"); path != nullptr)
    environment.push_back("PATH=" + (room / "bin").string() + ":" + path);
  return environment;
}

Result<GoldenAnswer> GoldenWorkshop::RunShell(const GoldenChart& chart,
                                              const std::string& command) {
  const auto place = PlaceOf(chart);
  if (!place.ok()) return place.error();
  ProcessCall call;
  call.words = {"/bin/sh", "-c", command};
  call.folder = place.value().string();
  call.environment = EnvironmentOf(place.value().parent_path());
  auto answer = RunProcess(call);
  if (!answer.ok()) return answer.error();
  return GoldenAnswer{answer.value().exit_status, std::move(answer.value().output)};
}

Result<GoldenRender> GoldenWorkshop::AskOracle(const GoldenChart& chart,
                                               const GoldenRequest& request) {
  fs::path folder = chart.folder;
  if (chart.files != nullptr) {
    const auto place = PlaceOf(chart);
    if (!place.ok()) return place.error();
    folder = place.value() / "charts" / NameOfChart(chart);
  }
  ProcessCall call;
  call.words = {oracle_,         "template", request.release_name,
                folder.string(), "-n",       request.release_namespace};
  for (const GoldenFlag& flag : request.flags) {
    call.words.push_back(flag.name);
    if (!flag.argument.empty()) call.words.push_back(flag.argument);
  }
  call.environment = Inherited({"TZ="});
  call.environment.emplace_back(kZone);
  const auto answer = RunProcess(call);
  if (!answer.ok()) return answer.error();
  if (answer.value().exit_status == 0) return GoldenRender{true, answer.value().output, ""};
  std::string error = ErrorPart(answer.value().errors);
  if (error.empty()) {
    return SystemError(oracle_ + " ended with status " +
                           std::to_string(answer.value().exit_status) + " and no error of Helm",
                       answer.value().errors);
  }
  return GoldenRender{false, std::move(error), ""};
}

Result<std::string> GoldenWorkshop::OracleVersion() {
  ProcessCall call;
  call.words = {oracle_, "version", "--template", "{{.Version}}"};
  const auto answer = RunProcess(call);
  if (!answer.ok()) return answer.error();
  std::string version = answer.value().output;
  if (version.starts_with('v')) version.erase(0, 1);
  if (const size_t plus = version.find('+'); plus != std::string::npos) version.erase(plus);
  if (answer.value().exit_status == 0 && !version.empty()) return version;
  return SystemError(oracle_ + " is no Helm", answer.value().errors);
}

}  // namespace chartrender::cli

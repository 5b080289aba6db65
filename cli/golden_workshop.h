// What golden runs need of the system: charts written to a temporary folder, where shell commands
// and another Helm work on them. The folder goes with the object.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "chartrender/golden.h"

namespace chartrender::cli {

class GoldenWorkshop : public GoldenTools {
 public:
  // `oracle` is a program's name or path; "" for none.
  explicit GoldenWorkshop(std::string oracle) : oracle_(std::move(oracle)) {}
  ~GoldenWorkshop() override;
  GoldenWorkshop(const GoldenWorkshop&) = delete;
  GoldenWorkshop& operator=(const GoldenWorkshop&) = delete;

  Result<GoldenRender> AskOracle(const GoldenChart& chart, const GoldenRequest& request) override;
  Result<std::string> OracleVersion() override;
  // The command runs in a folder with charts/NAME/, with this program as `helm`, without Helm's
  // variables and with an empty home.
  Result<GoldenAnswer> RunShell(const GoldenChart& chart, const std::string& command) override;
  void Forget(const std::string& id) override;

 private:
  // The folder that holds charts/NAME/; written when first asked for.
  Result<std::filesystem::path> PlaceOf(const GoldenChart& chart);
  // The temporary folder, with bin/helm in it.
  Result<std::filesystem::path> Room();
  std::vector<std::string> EnvironmentOf(const std::filesystem::path& room) const;

  const std::string oracle_;
  std::mutex mutex_;
  std::filesystem::path room_;
  std::map<std::string, std::filesystem::path> places_;  // by id of the chart
  size_t made_ = 0;
};

}  // namespace chartrender::cli

// The values that -f and the --set flags name, as sources for a render, in Helm's order.
// Source: Helm 4.3.1 pkg/cli/values/options.go.
#pragma once

#include <memory>
#include <string>

#include "arguments.h"
#include "chartrender/chartrender.h"

namespace chartrender::cli {

class ValueSources {
 public:
  explicit ValueSources(const Arguments& arguments);

  // Sets `values`, `read_file` and `encrypted_values` of `options`. Files are read when a render
  // merges them; standard input ("-") is read once and given to every render, on whatever thread.
  void Apply(RenderOptions& options) const;
  // The same with the values files replaced by `file`.
  void ApplyWithFile(const std::string& file, RenderOptions& options) const;

  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

 private:
  struct Input;
  void ApplyReader(RenderOptions& options) const;

  std::vector<std::string> files_;
  EncryptedValues encrypted_;
  std::vector<ValuesSource> settings_;  // what --set and its kin say
  std::shared_ptr<Input> input_;
};

}  // namespace chartrender::cli

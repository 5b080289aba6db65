// The values a user gives: -f files and --set flags, applied one after the other. (Helm's command
// line orders them: all -f, then --set-json, --set, --set-string, --set-file, --set-literal.)
// Everything lives in the arena given.
// Source: helm.sh/helm/v4@v4.3.1 pkg/cli/values/options.go.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "chartrender/dialect.h"
#include "chartrender/encrypted_values.h"
#include "value/map.h"

namespace chartrender {

class UserValues {
 public:
  // Reads the file that --set-file names; throws Failure(kIo) with Go's text ("open x: no such file
  // or directory").
  using ReadFile = std::function<std::string(const std::string& path)>;

  UserValues(Arena& arena, Dialect dialect, EncryptedValues encrypted = EncryptedValues::kTake);

  // A values file; `name` appears in "failed to parse NAME: ...". Throws Failure(kValues), also for
  // an encrypted file that is to be refused.
  void AddYaml(std::string_view name, std::string_view text);
  // The text of a JSON object; throws Failure(kValues).
  void AddJson(std::string_view text);
  void AddMap(const Map& values);
  // The flags' arguments; throw Failure(kValues, "failed parsing --set data: ...").
  void AddSetJson(std::string_view argument);
  void AddSet(std::string_view argument);
  void AddSetString(std::string_view argument);
  void AddSetFile(std::string_view argument, const ReadFile& read_file);
  void AddSetLiteral(std::string_view argument);

  Map* map() const { return map_; }

 private:
  Arena& arena_;
  Dialect dialect_;
  EncryptedValues encrypted_;
  Map* map_;
};

}  // namespace chartrender

// One release of `render batch`: what a line of JSON says, or the entries of a matrix file that
// meet in it.
//
// Fields, all optional: id (names the result), chart (folder or archive), name, namespace, files (a
// values file or a list of them, as -f), values (an object) or valuesYaml (its text), set and
// setString (an argument of --set or a list of them), kubeVersion, apiVersions, revision,
// isUpgrade. Paths are relative to the file that holds the entry.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/chartrender.h"

namespace chartrender::cli {

struct BatchEntry {
  std::optional<std::string> id, chart, name, release_namespace, kube_version;
  std::optional<int64_t> revision;
  std::optional<bool> is_upgrade;
  std::vector<std::string> api_versions;
  std::vector<ValuesSource> values;    // files, then the object
  std::vector<ValuesSource> settings;  // of --set and --set-string

  // This entry with what `more` says on top: its single fields win, its lists come behind.
  void Add(const BatchEntry& more);
};

// The entry in a JSON object; paths are taken from `folder` ("": as they stand). kUsage says what
// is wrong with it.
Result<BatchEntry> ReadBatchEntry(std::string_view json, const std::string& folder);

}  // namespace chartrender::cli

// The releases of one file of `render batch`: JSON lines, or a matrix in YAML.
//
// A matrix has up to three lists, `charts`, `values` and `releases`; there is a release for each
// choice of one entry from every list that is there, the last list turning fastest. An entry is an
// object with the fields of batch_entry.h, or a text that is short for {chart: X}, {files: X} and
// {name: X}. The id of a release is that of its entries, joined with "/": an entry without one is
// named after its chart, its first values file or its release where its list has several, else left
// out; the release's own is always there.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "batch_entry.h"

namespace chartrender::cli {

class BatchList {
 public:
  virtual ~BatchList() = default;
  [[nodiscard]] virtual size_t size() const = 0;
  // Safe from any thread. The error is kUsage, with file and line.
  [[nodiscard]] virtual Result<BatchEntry> Entry(size_t index) const = 0;
};

// `name` decides how `text` is read: *.yaml and *.yml are a matrix, all else is JSON lines; "-" is
// standard input.
Result<std::unique_ptr<BatchList>> ReadBatchList(const std::string& name, std::string text);

}  // namespace chartrender::cli

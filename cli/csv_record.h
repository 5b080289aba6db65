// The first record of a CSV text, as pflag splits the value of a list option ("a,\"b,c\"" is a and
// b,c). Source: Go 1.26 encoding/csv Reader.Read with its defaults.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace chartrender::cli {

struct CsvRecord {
  std::vector<std::string> fields;
  std::string error;  // Go's text; empty: none
};

CsvRecord ReadCsvRecord(std::string_view text);

}  // namespace chartrender::cli

// Texts behind http and https addresses, for values files and --allow-network: a GET request at a
// time over its own connection. What a server may send is bounded in bytes and time. Source: RFC
// 9110, RFC 9112; error texts of Go 1.26 net/http.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender::cli {

struct FetchRules {
  size_t most_bytes = size_t{16} << 20;
  std::chrono::milliseconds most_time = std::chrono::seconds(120);  // redirects included
};

struct HttpAnswer {
  int status = 0;
  std::string reason;  // what the server calls the status, "Not Found"
  std::string body;
};

// Follows at most ten redirects, to http and https alone. The message of an error is Go's, `Get
// "ADDRESS": ...`; kIo, or kLimit for an answer that is too long.
Result<HttpAnswer> FetchAddress(const std::string& address, const FetchRules& rules = {});

// "Not Found" for 404, "" for a status without a name.
std::string_view StatusName(int status);

// The values of a header and the answer's parts, for tests: reads a whole response text. kIo for
// what is no HTTP/1 response.
Result<HttpAnswer> ReadHttpAnswer(std::string_view response);

}  // namespace chartrender::cli

// A connection to a server over TCP, with TLS where asked for. Every operation ends at the deadline
// that the connection was opened with. Errors are kIo with the words of Go's net and crypto/tls,
// "dial tcp 127.0.0.1:1: connect: connection refused".
#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender::cli {

struct NetTarget {
  std::string host;  // a name or an address, without brackets
  std::string port;
  bool secure = false;
};

class NetStream {
 public:
  using Time = std::chrono::steady_clock::time_point;

  static Result<std::unique_ptr<NetStream>> Open(const NetTarget& target, Time deadline);
  virtual ~NetStream() = default;
  NetStream(const NetStream&) = delete;
  NetStream& operator=(const NetStream&) = delete;

  // Bytes read, 0 at the end of the stream.
  virtual Result<size_t> Read(char* bytes, size_t size) = 0;
  virtual Result<size_t> Write(const char* bytes, size_t size) = 0;

 protected:
  NetStream() = default;
};

}  // namespace chartrender::cli

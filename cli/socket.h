// Addresses written as numbers and the sockets that talk to them.
#pragma once

#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdint>
#include <optional>
#include <string>

namespace chartrender::cli {

// An IPv4 or IPv6 address with a port.
class SocketAddress {
 public:
  // Of a text such as "10.0.0.1" or "::1"; none when it is no address (a host name, say).
  static std::optional<SocketAddress> Parse(const std::string& text, uint16_t port);

  [[nodiscard]] sa_family_t family() const { return storage_.any.sa_family; }
  [[nodiscard]] const sockaddr* data() const { return &storage_.any; }
  [[nodiscard]] socklen_t size() const;

 private:
  union {
    sockaddr any;
    sockaddr_in v4;
    sockaddr_in6 v6;
  } storage_ = {};
};

// A socket, closed with this object; the number is negative when none could be made.
class Socket {
 public:
  // Arguments of socket(2); close-on-exec is added to the type.
  Socket(int family, int type);
  ~Socket();
  Socket(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

}  // namespace chartrender::cli

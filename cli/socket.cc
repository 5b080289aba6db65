#include "socket.h"

#include <arpa/inet.h>
#include <unistd.h>

#include <utility>

namespace chartrender::cli {

std::optional<SocketAddress> SocketAddress::Parse(const std::string& text, uint16_t port) {
  SocketAddress address;
  if (inet_pton(AF_INET, text.c_str(), &address.storage_.v4.sin_addr) == 1) {
    address.storage_.v4.sin_family = AF_INET;
    address.storage_.v4.sin_port = htons(port);
    return address;
  }
  address = {};
  if (inet_pton(AF_INET6, text.c_str(), &address.storage_.v6.sin6_addr) == 1) {
    address.storage_.v6.sin6_family = AF_INET6;
    address.storage_.v6.sin6_port = htons(port);
    return address;
  }
  return std::nullopt;
}

socklen_t SocketAddress::size() const {
  return family() == AF_INET ? sizeof storage_.v4 : sizeof storage_.v6;
}

Socket::Socket(int family, int type) : number_(socket(family, type | SOCK_CLOEXEC, 0)) {}

Socket::~Socket() {
  if (number_ >= 0) close(number_);
}

Socket::Socket(Socket&& other) noexcept : number_(std::exchange(other.number_, -1)) {}

}  // namespace chartrender::cli

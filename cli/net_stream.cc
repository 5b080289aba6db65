#include "net_stream.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <optional>
#include <utility>

#include "go_text.h"
#include "name_lookup.h"
#include "socket.h"
#include "tls_trust.h"

namespace chartrender::cli {
namespace {

using Time = NetStream::Time;

Error NetError(std::string message) {
  return {.code = ErrorCode::kIo, .message = std::move(message)};
}

Error TimeoutError() { return NetError("context deadline exceeded"); }

// Waits until the socket is ready; false at the deadline.
bool Wait(int socket, short events, Time deadline) {
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
                          deadline - std::chrono::steady_clock::now())
                          .count();
    if (left <= 0) return false;
    pollfd state{socket, events, 0};
    const int ready =
        poll(&state, 1, static_cast<int>(std::min<int64_t>(left, std::numeric_limits<int>::max())));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return true;  // the operation itself will tell
  }
}

// 0, or the errno of the failure; ETIMEDOUT at the deadline.
int Connect(int socket, const SocketAddress& address, Time deadline) {
  if (connect(socket, address.data(), address.size()) == 0) return 0;
  if (errno != EINPROGRESS) return errno;
  if (!Wait(socket, POLLOUT, deadline)) return ETIMEDOUT;
  int failure = 0;
  socklen_t length = sizeof failure;
  return getsockopt(socket, SOL_SOCKET, SO_ERROR, &failure, &length) == 0 ? failure : errno;
}

Result<Socket> Dial(const NetTarget& target, Time deadline) {
  const std::string host = SystemNameLookup(target.host);
  const auto port = static_cast<uint16_t>(std::strtoul(target.port.c_str(), nullptr, 10));
  const auto address = SocketAddress::Parse(host, port);
  if (!address) return NetError("dial tcp: lookup " + target.host + ": no such host");
  Socket socket(address->family(), SOCK_STREAM | SOCK_NONBLOCK);
  const std::string place = "dial tcp " + (address->family() == AF_INET ? host : "[" + host + "]") +
                            ":" + target.port + ": ";
  if (socket.number() < 0) return NetError(place + "socket: " + SystemErrorText(errno));
  const int failure = Connect(socket.number(), *address, deadline);
  if (failure == ETIMEDOUT) return NetError(place + "i/o timeout");
  if (failure != 0) return NetError(place + "connect: " + SystemErrorText(failure));
  return socket;
}

class PlainStream : public NetStream {
 public:
  PlainStream(Socket socket, Time deadline) : socket_(std::move(socket)), deadline_(deadline) {}

  Result<size_t> Read(char* bytes, size_t size) override {
    return Transfer("read", POLLIN, [&] { return recv(socket_.number(), bytes, size, 0); });
  }
  Result<size_t> Write(const char* bytes, size_t size) override {
    return Transfer("write", POLLOUT,
                    [&] { return send(socket_.number(), bytes, size, MSG_NOSIGNAL); });
  }

 private:
  template <class Call>
  Result<size_t> Transfer(std::string_view name, short events, const Call& call) {
    while (true) {
      const ssize_t count = call();
      if (count >= 0) return static_cast<size_t>(count);
      if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
        return NetError(std::string(name) + " tcp: " + SystemErrorText(errno));
      }
      if (!Wait(socket_.number(), events, deadline_)) return TimeoutError();
    }
  }

  Socket socket_;
  Time deadline_;
};

struct FreeContext {
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
struct FreeSession {
  void operator()(SSL* session) const { SSL_free(session); }
};

class TlsStream : public NetStream {
 public:
  TlsStream(Socket socket, Time deadline) : socket_(std::move(socket)), deadline_(deadline) {}

  // The error that ends it, or nothing.
  std::string Start(const std::string& host) {
    context_.reset(SSL_CTX_new(TLS_client_method()));
    if (context_ == nullptr) return "tls: no context";
    // Go takes keys from 1024 bits on; OpenSSL's usual level asks for more.
    SSL_CTX_set_security_level(context_.get(), 1);
    trust_.emplace(context_.get(), host);
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
    session_.reset(SSL_new(context_.get()));
    if (session_ == nullptr) return "tls: no session";
    if (!SocketAddress::Parse(host, 0)) SSL_set_tlsext_host_name(session_.get(), host.c_str());
    SSL_set_msg_callback(session_.get(), &TlsStream::KeepRecordHead);
    SSL_set_msg_callback_arg(session_.get(), &record_head_);
    SSL_set_fd(session_.get(), socket_.number());
    while (true) {
      const int result = SSL_connect(session_.get());
      if (result == 1) return "";
      if (!WaitFor(SSL_get_error(session_.get(), result))) return Problem();
    }
  }

  Result<size_t> Read(char* bytes, size_t size) override {
    while (true) {
      size_t count = 0;
      const int result = SSL_read_ex(session_.get(), bytes, size, &count);
      if (result == 1) return count;
      const int reason = SSL_get_error(session_.get(), result);
      if (reason == SSL_ERROR_ZERO_RETURN) return size_t{0};
      if (!WaitFor(reason)) return NetError(Problem());
    }
  }

  Result<size_t> Write(const char* bytes, size_t size) override {
    while (true) {
      size_t count = 0;
      const int result = SSL_write_ex(session_.get(), bytes, size, &count);
      if (result == 1) return count;
      if (!WaitFor(SSL_get_error(session_.get(), result))) return NetError(Problem());
    }
  }

 private:
  // False when the operation cannot go on.
  bool WaitFor(int reason) {
    if (reason != SSL_ERROR_WANT_READ && reason != SSL_ERROR_WANT_WRITE) return false;
    late_ = !Wait(socket_.number(), reason == SSL_ERROR_WANT_READ ? POLLIN : POLLOUT, deadline_);
    return !late_;
  }

  // Called for each message with the address of `record_head_`.
  static void KeepRecordHead(int written, int /*version*/, int type, const void* bytes, size_t size,
                             SSL* /*session*/, void* head) {
    constexpr size_t head_size = 5;
    if (written == 0 && type == SSL3_RT_HEADER && size == head_size) {
      static_cast<std::string*>(head)->assign(static_cast<const char*>(bytes), size);
    }
  }

  [[nodiscard]] std::string Problem() const {
    if (late_) return TimeoutError().message;
    if (!trust_->problem().empty())
      return "tls: failed to verify certificate: " + trust_->problem();
    const unsigned long error = ERR_peek_last_error();
    if (ERR_GET_REASON(error) == SSL_R_WRONG_VERSION_NUMBER) {
      return record_head_ == "HTTP/" ? "http: server gave HTTP response to HTTPS client"
                                     : "tls: first record does not look like a TLS handshake";
    }
    const char* reason = ERR_reason_error_string(error);
    return std::string("tls: ") + (reason == nullptr ? "the connection was closed" : reason);
  }

  Socket socket_;
  Time deadline_;
  std::string record_head_;  // of what the server sent last
  std::optional<ServerTrust> trust_;
  std::unique_ptr<SSL_CTX, FreeContext> context_;
  std::unique_ptr<SSL, FreeSession> session_;
  bool late_ = false;
};

}  // namespace

Result<std::unique_ptr<NetStream>> NetStream::Open(const NetTarget& target, Time deadline) {
  auto socket = Dial(target, deadline);
  if (!socket.ok()) return socket.error();
  if (!target.secure) {
    return std::unique_ptr<NetStream>(
        std::make_unique<PlainStream>(std::move(socket.value()), deadline));
  }
  auto secure = std::make_unique<TlsStream>(std::move(socket.value()), deadline);
  if (std::string problem = secure->Start(target.host); !problem.empty()) {
    return NetError(std::move(problem));
  }
  return std::unique_ptr<NetStream>(std::move(secure));
}

}  // namespace chartrender::cli

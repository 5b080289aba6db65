// Which TLS servers are trusted: as Go's crypto/x509 decides, against the certificates of
// SSL_CERT_FILE and SSL_CERT_DIR or those of the system, with Go's words for what is wrong.
// Source: crypto/x509 root_unix.go, root_linux.go, verify.go, Go 1.26.
#pragma once

#include <openssl/ssl.h>

#include <string>

namespace chartrender::cli {

// Belongs to one connection and must outlive its handshake.
class ServerTrust {
 public:
  // `host` is the name or address that was asked for.
  ServerTrust(SSL_CTX* context, std::string host);
  ServerTrust(const ServerTrust&) = delete;
  ServerTrust& operator=(const ServerTrust&) = delete;

  // Why the server was refused, "x509: ..."; empty when it was not.
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  static int Check(X509_STORE_CTX* chain, void* trust);
  std::string Judge(X509_STORE_CTX* chain) const;

  std::string host_;
  std::string problem_;
};

}  // namespace chartrender::cli

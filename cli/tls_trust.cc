#include "tls_trust.h"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

#include "file_text.h"
#include "go_text.h"
#include "settings.h"
#include "socket.h"

namespace chartrender::cli {
namespace {

namespace fs = std::filesystem;

// The first of these that can be read counts.
constexpr const char* kRootFiles[] = {"/etc/ssl/certs/ca-certificates.crt",
                                      "/etc/pki/tls/certs/ca-bundle.crt",
                                      "/etc/ssl/ca-bundle.pem",
                                      "/etc/pki/tls/cacert.pem",
                                      "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
                                      "/etc/ssl/cert.pem"};
// Every file of these counts.
constexpr const char* kRootFolders[] = {"/etc/ssl/certs", "/etc/pki/tls/certs"};

struct FreeBio {
  void operator()(BIO* bio) const { BIO_free(bio); }
};
struct FreeCertificate {
  void operator()(X509* certificate) const { X509_free(certificate); }
};
struct FreeNames {
  void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

// False when the file cannot be read; what is no certificate in it is passed over.
bool AddFile(X509_STORE* store, const std::string& path) {
  const auto text = ReadFile(path);
  if (!text.ok()) return false;
  const std::unique_ptr<BIO, FreeBio> input(
      BIO_new_mem_buf(text.value().data(), static_cast<int>(text.value().size())));
  while (input != nullptr && BIO_pending(input.get()) > 0) {
    const std::unique_ptr<X509, FreeCertificate> certificate(
        PEM_read_bio_X509(input.get(), nullptr, nullptr, nullptr));
    if (certificate != nullptr) X509_STORE_add_cert(store, certificate.get());
  }
  ERR_clear_error();
  return true;
}

// A link to a name in its own folder stands for a file that is met anyway.
bool IsLinkBeside(const fs::directory_entry& entry) {
  std::error_code code;
  if (!entry.is_symlink(code)) return false;
  const fs::path target = fs::read_symlink(entry.path(), code);
  return !code && !target.has_parent_path();
}

void AddFolder(X509_STORE* store, const std::string& folder) {
  std::error_code code;
  for (fs::directory_iterator at(folder, code), end; !code && at != end; at.increment(code)) {
    if (!IsLinkBeside(*at)) AddFile(store, at->path().string());
  }
}

void AddRoots(X509_STORE* store) {
  const Environment environment = ProcessEnvironment();
  const std::string file = environment("SSL_CERT_FILE").value_or("");
  if (!file.empty()) {
    AddFile(store, file);
  } else {
    (void)std::any_of(std::begin(kRootFiles), std::end(kRootFiles),
                      [&](const char* path) { return AddFile(store, path); });
  }
  std::string folders = environment("SSL_CERT_DIR").value_or("");
  if (folders.empty()) {
    for (const char* folder : kRootFolders) AddFolder(store, folder);
    return;
  }
  for (size_t colon = 0; colon != std::string::npos;) {
    colon = folders.find(':');
    AddFolder(store, folders.substr(0, colon));
    folders.erase(0, colon == std::string::npos ? colon : colon + 1);
  }
}

// Time as Go's RFC3339; `offset` in seconds east of UTC.
std::string TimeText(const std::tm& time, long offset) {
  char text[64];
  std::string whole(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &time));
  if (offset == 0) return whole + 'Z';
  const long minutes = std::abs(offset) / 60;
  const auto two = [](long n) { return std::string(n < 10 ? "0" : "") + std::to_string(n); };
  return whole + (offset < 0 ? '-' : '+') + two(minutes / 60) + ':' + two(minutes % 60);
}

// Nothing when the certificate is valid now.
std::string TimeProblem(const X509* certificate) {
  const std::time_t now = std::time(nullptr);
  const bool early = ASN1_TIME_cmp_time_t(X509_get0_notBefore(certificate), now) > 0;
  const bool late = ASN1_TIME_cmp_time_t(X509_get0_notAfter(certificate), now) < 0;
  if (!early && !late) return "";
  std::tm here = {};
  localtime_r(&now, &here);
  std::tm bound = {};
  ASN1_TIME_to_tm(early ? X509_get0_notBefore(certificate) : X509_get0_notAfter(certificate),
                  &bound);
  return "x509: certificate has expired or is not yet valid: current time " +
         TimeText(here, here.tm_gmtoff) + (early ? " is before " : " is after ") +
         TimeText(bound, 0);
}

std::string AddressText(const ASN1_OCTET_STRING* address) {
  const int family = ASN1_STRING_length(address) == 4 ? AF_INET : AF_INET6;
  char text[INET6_ADDRSTRLEN];
  const char* made = inet_ntop(family, ASN1_STRING_get0_data(address), text, sizeof text);
  return made == nullptr ? "" : made;
}

// The alternative names of one kind that the certificate is for.
std::vector<std::string> NamesOf(const GENERAL_NAMES* names, int kind) {
  std::vector<std::string> found;
  for (int i = 0; i < sk_GENERAL_NAME_num(names); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names, i);
    if (name->type != kind) continue;
    found.push_back(
        kind == GEN_IPADD
            ? AddressText(name->d.iPAddress)
            : std::string(reinterpret_cast<const char*>(ASN1_STRING_get0_data(name->d.dNSName)),
                          static_cast<size_t>(ASN1_STRING_length(name->d.dNSName))));
  }
  return found;
}

// What is said of a certificate for other hosts.
std::string WrongHost(const X509* certificate, const std::string& host, bool is_address) {
  constexpr size_t most_names = 100;
  const std::unique_ptr<GENERAL_NAMES, FreeNames> names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  if (names == nullptr &&
      X509_check_host(const_cast<X509*>(certificate), host.data(), host.size(), 0, nullptr) == 1) {
    return "x509: certificate relies on legacy Common Name field, use SANs instead";
  }
  std::vector<std::string> found;
  if (names != nullptr) found = NamesOf(names.get(), is_address ? GEN_IPADD : GEN_DNS);
  if (is_address && found.empty()) {
    return "x509: cannot validate certificate for " + host +
           " because it doesn't contain any IP SANs";
  }
  if (found.size() >= most_names) {
    return "x509: certificate is valid for " + std::to_string(found.size()) +
           (is_address ? " IP SANs" : " names") + ", but none matched " + host;
  }
  if (found.empty())
    return "x509: certificate is not valid for any names, but wanted to match " + host;
  return "x509: certificate is valid for " + Joined(found) + ", not " + host;
}

std::string HostProblem(X509* certificate, const std::string& host) {
  const bool is_address = SocketAddress::Parse(host, 0).has_value();
  constexpr unsigned names_only = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT;
  const int matches =
      is_address ? X509_check_ip_asc(certificate, host.c_str(), names_only)
                 : X509_check_host(certificate, host.data(), host.size(), names_only, nullptr);
  return matches == 1 ? "" : WrongHost(certificate, host, is_address);
}

std::string ChainProblem(X509_STORE_CTX* chain) {
  switch (const int error = X509_STORE_CTX_get_error(chain)) {
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "x509: certificate signed by unknown authority";
    case X509_V_ERR_INVALID_PURPOSE:
      return "x509: certificate specifies an incompatible key usage";
    case X509_V_ERR_CERT_HAS_EXPIRED:
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return TimeProblem(X509_STORE_CTX_get_current_cert(chain));
    default:
      return std::string("x509: ") + X509_verify_cert_error_string(error);
  }
}

}  // namespace

ServerTrust::ServerTrust(SSL_CTX* context, std::string host) : host_(std::move(host)) {
  X509_STORE* store = SSL_CTX_get_cert_store(context);
  // Whatever is among the roots is trusted, a certificate that another one signed too.
  X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST);
  AddRoots(store);
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_cert_verify_callback(context, &ServerTrust::Check, this);
}

int ServerTrust::Check(X509_STORE_CTX* chain, void* trust) {
  auto& self = *static_cast<ServerTrust*>(trust);
  try {
    self.problem_ = self.Judge(chain);
  } catch (const std::exception&) {  // no memory for the words; OpenSSL takes no exceptions
    return 0;
  }
  return self.problem_.empty() ? 1 : 0;
}

std::string ServerTrust::Judge(X509_STORE_CTX* chain) const {
  X509* certificate = X509_STORE_CTX_get0_cert(chain);
  if (std::string problem = TimeProblem(certificate); !problem.empty()) return problem;
  if (std::string problem = HostProblem(certificate, host_); !problem.empty()) return problem;
  return X509_verify_cert(chain) == 1 ? "" : ChainProblem(chain);
}

}  // namespace chartrender::cli

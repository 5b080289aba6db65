#include "schema/unreachable.h"

#include "algo/go_ip.h"
#include "algo/go_url.h"
#include "base/error.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

std::string DialReason(const Url& url) {
  if (url.host.empty()) return "http: no Host in request URL";
  const std::string host(url.Hostname());
  if (!TryParseIp(host).has_value()) return "dial tcp: lookup " + host + ": no such host";
  std::string address = url.host;
  if (address.size() == host.size() || address.back() == ']') {
    address += url.scheme == "https" ? ":443" : ":80";
  }
  return "dial tcp " + address + ": connect: connection refused";
}

// net/http shows no passwords.
std::string ShownUrl(const Url& url) {
  std::string text = url.ToString();
  if (!url.user.has_value() || !url.user->has_password) return text;
  const std::string credentials = url.user->ToString() + "@";
  const size_t at = text.find(credentials);
  if (at != std::string::npos) text.replace(at, credentials.size(), url.user->name + ":***@");
  return text;
}

}  // namespace

bool IsUrn(const std::string& url) { return Url::Parse(url).scheme == "urn"; }

std::string UnreachableReason(const std::string& url) {
  const Url parsed = Url::Parse(url);
  if (parsed.scheme == "file") {
    if (parsed.path == "/") return "read /: is a directory";
    return "open " + parsed.path + ": no such file or directory";
  }
  if (parsed.scheme != "http" && parsed.scheme != "https") {
    return "no URLLoader registered for " + Quoted(parsed.ToString());
  }
  return "HTTP request failed for " + url + ": Get " + Quoted(ShownUrl(parsed)) + ": " +
         DialReason(parsed);
}

}  // namespace chartrender::schema

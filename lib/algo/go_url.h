// URLs as Go's net/url reads and writes them. Plain data, pure functions.
// Source: net/url/url.go, Go 1.26.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

struct UrlUser {
  std::string name;
  std::string password;
  bool has_password = false;

  std::string ToString() const;
};

struct Url {
  std::string scheme;
  std::string opaque;
  std::optional<UrlUser> user;
  std::string host;  // with the port
  std::string path;  // decoded
  std::string raw_path;
  std::string raw_query;
  std::string fragment;  // decoded
  std::string raw_fragment;
  bool force_query = false;  // a '?' stands though the query is empty
  bool omit_host = false;

  // Throws Failure: `parse ":x": missing protocol scheme`.
  static Url Parse(std::string_view text);

  std::string ToString() const;
  // The path as it was written, when that is a valid encoding of `path`.
  std::string EscapedPath() const;
  // `reference` as seen from this URL.
  Url Resolve(const Url& reference) const;
  // The host without port and brackets.
  std::string_view Hostname() const;
};

// url.PathEscape and url.PathUnescape: one segment of a path. The latter throws Failure: `invalid
// URL escape "%zz"`.
std::string PathEscape(std::string_view segment);
std::string PathUnescape(std::string_view segment);

// url.QueryEscape, which the built-in urlquery uses.
std::string QueryEscape(std::string_view text);

}  // namespace chartrender

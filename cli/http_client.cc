#include "http_client.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <vector>

#include "base64_text.h"
#include "go_text.h"
#include "net_stream.h"

namespace chartrender::cli {
namespace {

constexpr int kMostRedirects = 10;
constexpr size_t kMostHeaderBytes = size_t{256} << 10;

struct StatusText {
  int status;
  std::string_view name;
};
constexpr StatusText kStatusTexts[] = {
    {200, "OK"},
    {201, "Created"},
    {202, "Accepted"},
    {204, "No Content"},
    {206, "Partial Content"},
    {300, "Multiple Choices"},
    {304, "Not Modified"},
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {402, "Payment Required"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {408, "Request Timeout"},
    {409, "Conflict"},
    {410, "Gone"},
    {418, "I'm a teapot"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {505, "HTTP Version Not Supported"},
};

Error HttpError(ErrorCode code, std::string message) {
  return {.code = code, .message = std::move(message)};
}

// The parts of an address; `target` is the path with its query.
struct Address {
  std::string scheme, user, authority, target;
  NetTarget server;
};

std::optional<Address> ReadAddress(std::string_view text) {
  Address address;
  const size_t mark = text.find("://");
  if (mark == std::string_view::npos) return std::nullopt;
  address.scheme = LowerCase(text.substr(0, mark));
  std::string_view rest = text.substr(mark + 3);
  rest = rest.substr(0, rest.find('#'));
  const size_t end = std::min(rest.find_first_of("/?"), rest.size());
  std::string_view authority = rest.substr(0, end);
  address.target = rest.substr(end);
  if (address.target.empty() || address.target[0] != '/') address.target.insert(0, "/");
  const bool clean = std::none_of(address.target.begin(), address.target.end(), [](char c) {
    return static_cast<unsigned char>(c) <= ' ' || c == '\x7F';
  });
  if (!clean) return std::nullopt;
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    address.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  address.authority = authority;
  size_t colon = authority.rfind(':');
  if (const size_t bracket = authority.rfind(']'); bracket != std::string_view::npos) {
    if (colon != std::string_view::npos && colon < bracket) colon = std::string_view::npos;
  }
  std::string_view host = authority.substr(0, colon);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  address.server.host = host;
  address.server.secure = address.scheme == "https";
  address.server.port = address.server.secure ? "443" : "80";
  if (colon != std::string_view::npos && colon + 1 < authority.size()) {
    address.server.port = authority.substr(colon + 1);
  }
  return address;
}

// What a Location header means to a page at `base`.
std::string ResolveAddress(const Address& base, std::string_view location) {
  const size_t scheme = location.find("://");
  if (scheme != std::string_view::npos && location.find_first_of("/?#") > scheme) {
    return std::string(location);
  }
  if (location.starts_with("//")) return base.scheme + ":" + std::string(location);
  const std::string top = base.scheme + "://" + base.authority;
  if (location.starts_with("/")) return top + std::string(location);
  const std::string_view path = std::string_view(base.target).substr(0, base.target.find('?'));
  return top + std::string(path.substr(0, path.rfind('/') + 1)) + std::string(location);
}

std::string RequestFor(const Address& address) {
  std::string text = "GET " + address.target + " HTTP/1.1\r\nHost: " + address.authority +
                     "\r\nUser-Agent: chartrender\r\n";
  if (!address.user.empty()) {
    text += "Authorization: Basic " + EncodeBase64(address.user) + "\r\n";
  }
  return text + "Accept: */*\r\nConnection: close\r\n\r\n";
}

// A response as it arrives: the head, then the body.
struct Response {
  int status = 0;
  std::string reason;
  std::vector<std::pair<std::string, std::string>> headers;  // names in lower case
  size_t body = 0;                                           // where it starts

  [[nodiscard]] const std::string* Header(std::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return &value;
    }
    return nullptr;
  }
  [[nodiscard]] bool IsRedirect() const {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }
};

std::string_view TakeLine(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

std::optional<Response> ReadHead(std::string_view text) {
  const std::string_view whole = text;
  Response response;
  const std::string_view first = TakeLine(text);
  if (!first.starts_with("HTTP/1.") || first.size() < 12 || first[8] != ' ') return std::nullopt;
  const auto end = std::from_chars(first.data() + 9, first.data() + 12, response.status);
  if (end.ec != std::errc() || end.ptr != first.data() + 12) return std::nullopt;
  if (first.size() > 13) response.reason = first.substr(13);
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    response.headers.emplace_back(LowerCase(line.substr(0, colon)),
                                  TrimSpace(line.substr(colon + 1)));
  }
  response.body = whole.size() - text.size();
  return response;
}

// A body sent in chunks; nothing when it is broken or incomplete.
std::optional<std::string> ReadChunks(std::string_view text) {
  std::string body;
  while (!text.empty()) {
    const std::string_view line = TakeLine(text);
    size_t size = 0;
    const auto end = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    if (end.ec != std::errc()) return std::nullopt;
    if (size == 0) return body;
    if (size > text.size()) return std::nullopt;
    body += text.substr(0, size);
    text.remove_prefix(size);
    if (!TakeLine(text).empty()) return std::nullopt;
  }
  return std::nullopt;
}

// The number of a header Content-Length; none when it is broken.
std::optional<size_t> ReadLength(std::string_view text) {
  size_t size = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), size);
  return end.ec == std::errc() ? std::optional(size) : std::nullopt;
}

// The body of a response that has arrived as a whole.
Result<std::string> BodyOf(const Response& response, std::string_view text) {
  const std::string_view raw = text.substr(response.body);
  if (const auto* encoding = response.Header("transfer-encoding"); encoding != nullptr) {
    if (LowerCase(*encoding) != "chunked") {
      return HttpError(ErrorCode::kIo, "unsupported transfer encoding: " + GoQuote(*encoding));
    }
    auto body = ReadChunks(raw);
    if (!body) return HttpError(ErrorCode::kIo, "unexpected EOF");
    return std::move(*body);
  }
  if (const auto* length = response.Header("content-length"); length != nullptr) {
    const auto size = ReadLength(*length);
    if (!size || *size > raw.size()) return HttpError(ErrorCode::kIo, "unexpected EOF");
    return std::string(raw.substr(0, *size));
  }
  return std::string(raw);
}

// Whether no more is to come: servers may keep a connection open despite of being asked not to.
bool IsComplete(const Response& response, std::string_view text) {
  const std::string_view raw = text.substr(response.body);
  if (response.Header("transfer-encoding") != nullptr) {
    return raw.ends_with("0\r\n\r\n") && ReadChunks(raw).has_value();
  }
  const auto* length = response.Header("content-length");
  return length != nullptr && raw.size() >= ReadLength(*length).value_or(0);
}

// The whole response as text.
Result<std::string> Exchange(const Address& address, const FetchRules& rules,
                             NetStream::Time deadline) {
  auto stream = NetStream::Open(address.server, deadline);
  if (!stream.ok()) return stream.error();
  const std::string request = RequestFor(address);
  for (size_t sent = 0; sent < request.size();) {
    const auto count = stream.value()->Write(request.data() + sent, request.size() - sent);
    if (!count.ok()) return count.error();
    sent += count.value();
  }
  std::string text;
  std::optional<Response> head;
  std::vector<char> piece(size_t{1} << 16);
  while (true) {
    const auto count = stream.value()->Read(piece.data(), piece.size());
    if (!count.ok()) return count.error();
    if (count.value() == 0) return text;
    text.append(piece.data(), count.value());
    if (text.size() > rules.most_bytes + kMostHeaderBytes) {
      return HttpError(ErrorCode::kLimit, "limit reached: the answer is longer than " +
                                              std::to_string(rules.most_bytes) + " bytes");
    }
    if (!head && text.find("\r\n\r\n") != std::string::npos) head = ReadHead(text);
    if (head && IsComplete(*head, text)) return text;
  }
}

}  // namespace

std::string_view StatusName(int status) {
  for (const StatusText& known : kStatusTexts) {
    if (known.status == status) return known.name;
  }
  return "";
}

Result<HttpAnswer> ReadHttpAnswer(std::string_view response) {
  const auto head = ReadHead(response);
  if (!head) return HttpError(ErrorCode::kIo, "malformed HTTP response");
  auto body = BodyOf(*head, response);
  if (!body.ok()) return body.error();
  return HttpAnswer{head->status, head->reason, std::move(body).value()};
}

Result<HttpAnswer> FetchAddress(const std::string& address, const FetchRules& rules) {
  const auto deadline = std::chrono::steady_clock::now() + rules.most_time;
  std::string place = address;
  const auto fail = [&](const Error& error) {
    return HttpError(error.code, "Get " + GoQuote(place) + ": " + error.message);
  };
  for (int redirects = 0;; ++redirects) {
    const auto parts = ReadAddress(place);
    if (parts && parts->scheme != "http" && parts->scheme != "https") {
      return fail(
          HttpError(ErrorCode::kIo, "unsupported protocol scheme " + GoQuote(parts->scheme)));
    }
    if (!parts || parts->server.host.empty()) {
      return fail(HttpError(ErrorCode::kUsage, "http: no Host in request URL"));
    }
    const auto text = Exchange(*parts, rules, deadline);
    if (!text.ok()) return fail(text.error());
    if (text.value().empty()) return fail(HttpError(ErrorCode::kIo, "EOF"));
    const auto head = ReadHead(text.value());
    if (!head) return fail(HttpError(ErrorCode::kIo, "malformed HTTP response"));
    const std::string* location = head->Header("location");
    if (head->IsRedirect() && location != nullptr) {
      place = ResolveAddress(*parts, *location);
      if (redirects + 1 < kMostRedirects) continue;
      place = *location;  // as Go tells it
      return fail(HttpError(ErrorCode::kIo, "stopped after 10 redirects"));
    }
    auto answer = ReadHttpAnswer(text.value());
    if (!answer.ok()) return answer.error();
    if (answer.value().body.size() > rules.most_bytes) {
      return fail(HttpError(ErrorCode::kLimit, "limit reached: the answer is longer than " +
                                                   std::to_string(rules.most_bytes) + " bytes"));
    }
    return answer;
  }
}

}  // namespace chartrender::cli

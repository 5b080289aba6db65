#include "http_client.h"

#include <doctest/doctest.h>

#include <string>

namespace chartrender::cli {
namespace {

TEST_CASE("answers of HTTP servers") {
  struct Case {
    const char* name;
    std::string response;
    int status;
    const char* body;  // nullptr: an error
    const char* error;
  };
  const Case cases[] = {
      {"length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef", 200, "abc", ""},
      {"until the end", "HTTP/1.0 404 Not Found\r\nX: y\r\n\r\ngone", 404, "gone", ""},
      {"chunks",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n",
       200, "abcde", ""},
      {"no reason", "HTTP/1.1 204\r\n\r\n", 204, "", ""},
      {"short body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", 0, nullptr,
       "unexpected EOF"},
      {"short chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc\r\n", 0,
       nullptr, "unexpected EOF"},
      {"endless chunk",
       "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nabc", 0, nullptr,
       "unexpected EOF"},
      {"no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n", 0,
       nullptr, "unexpected EOF"},
      {"strange encoding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", 0, nullptr,
       "unsupported transfer encoding: \"gzip\""},
      {"no HTTP", "SSH-2.0-x\r\n", 0, nullptr, "malformed HTTP response"},
      {"no status", "HTTP/1.1 abc OK\r\n\r\n", 0, nullptr, "malformed HTTP response"},
      {"bad header", "HTTP/1.1 200 OK\r\nnope\r\n\r\n", 0, nullptr, "malformed HTTP response"},
      {"empty", "", 0, nullptr, "malformed HTTP response"},
  };
  for (const Case& c : cases) {
    CAPTURE(c.name);
    const auto answer = ReadHttpAnswer(c.response);
    CHECK(answer.ok() == (c.body != nullptr));
    if (answer.ok()) {
      CHECK(answer.value().status == c.status);
      CHECK(answer.value().body == c.body);
    } else {
      CHECK(answer.error().message == c.error);
    }
  }
}

TEST_CASE("addresses that are not fetched") {
  const auto message = [](const char* address) { return FetchAddress(address).error().message; };
  CHECK(message("ftp://h/x") == "Get \"ftp://h/x\": unsupported protocol scheme \"ftp\"");
  CHECK(message("file:///etc/passwd") ==
        "Get \"file:///etc/passwd\": unsupported protocol scheme \"file\"");
  CHECK(message("http:///x") == "Get \"http:///x\": http: no Host in request URL");
  CHECK(message("http://h/a b") == "Get \"http://h/a b\": http: no Host in request URL");
  CHECK(message("http://127.0.0.1:1/x") ==
        "Get \"http://127.0.0.1:1/x\": dial tcp 127.0.0.1:1: connect: connection refused");
}

}  // namespace
}  // namespace chartrender::cli

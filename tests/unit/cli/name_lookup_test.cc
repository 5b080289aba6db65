#include "name_lookup.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace chartrender::cli {
namespace {

using std::string_literals::operator""s;

TEST_CASE("resolv.conf") {
  const ResolverSettings settings = ReadResolverSettings(
      "# comment\nnameserver 10.0.0.1 ; first\nnameserver fd00::1\nsearch a.example b.example\n"
      "options ndots:3 timeout:99 attempts:x rotate\nnameserver 10.0.0.3\nnameserver 10.0.0.4\n");
  CHECK(settings.servers == std::vector<std::string>{"10.0.0.1", "fd00::1", "10.0.0.3"});
  CHECK(settings.search == std::vector<std::string>{"a.example", "b.example"});
  CHECK(settings.dots == 3);
  CHECK(settings.timeout == 30);
  CHECK(settings.attempts == 2);
  CHECK(ReadResolverSettings("").servers == std::vector<std::string>{"127.0.0.1"});
}

TEST_CASE("hosts file") {
  const std::string hosts = "127.0.0.1\tlocalhost\n# 10.0.0.9 web\n10.0.0.2  db.local DB # web\n";
  CHECK(AddressInHosts(hosts, "LocalHost") == "127.0.0.1");
  CHECK(AddressInHosts(hosts, "db") == "10.0.0.2");
  CHECK(AddressInHosts(hosts, "web").empty());
}

TEST_CASE("names to ask for") {
  ResolverSettings settings;
  settings.search = {"x.org", "y.org"};
  CHECK(NamesToAsk("web", settings) == std::vector<std::string>{"web.x.org", "web.y.org", "web"});
  CHECK(NamesToAsk("web.z", settings) ==
        std::vector<std::string>{"web.z", "web.z.x.org", "web.z.y.org"});
  CHECK(NamesToAsk("web.", settings) == std::vector<std::string>{"web"});
}

TEST_CASE("queries") {
  CHECK(DnsQuery(0x1234, "a.bc", RecordType::kAaaa) ==
        "\x12\x34\x01\0\0\x01\0\0\0\0\0\0\x01"
        "a\x02"
        "bc\0\0\x1C\0\x01"s);
  for (const std::string& bad : {""s, "a..b"s, std::string(64, 'x'), ".a"s}) {
    CHECK(DnsQuery(1, bad, RecordType::kA).empty());
  }
}

TEST_CASE("answers") {
  const std::string query = DnsQuery(7, "a.b", RecordType::kA);
  // An alias, then the address; both name the question by a pointer.
  const std::string answer = "\0\x07\x81\x80\0\x01\0\x02\0\0\0\0"s + query.substr(12) +
                             "\xC0\x0C\0\x05\0\x01\0\0\0\x3C\0\x03\x01z\0"s +
                             "\xC0\x0C\0\x01\0\x01\0\0\0\x3C\0\x04\x0A\0\0\x05"s;
  CHECK(AddressInAnswer(answer, 7, RecordType::kA) == "10.0.0.5");
  CHECK(AddressInAnswer(answer, 8, RecordType::kA).empty());
  CHECK(AddressInAnswer(answer, 7, RecordType::kAaaa).empty());
  for (size_t size = 0; size < answer.size(); ++size) {
    CHECK(AddressInAnswer(answer.substr(0, size), 7, RecordType::kA).empty());
  }
}

TEST_CASE("addresses are their own answer") {
  CHECK(SystemNameLookup("10.1.2.3") == "10.1.2.3");
  CHECK(SystemNameLookup("::1") == "::1");
}

}  // namespace
}  // namespace chartrender::cli

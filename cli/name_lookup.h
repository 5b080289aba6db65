// Looks up host names without the C library's resolver, which a static program cannot use: the
// hosts file first, then the name servers of resolv.conf over UDP, for A and then AAAA records.
// Texts in, texts out; only SystemNameLookup touches files and sockets. Source: resolv.conf(5),
// hosts(5), RFC 1035 section 4.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::cli {

enum class RecordType : uint16_t { kA = 1, kAaaa = 28 };

// What resolv.conf says. Times in seconds.
struct ResolverSettings {
  std::vector<std::string> servers;  // addresses; at most three
  std::vector<std::string> search;   // domains to append
  int dots = 1;                      // names with fewer dots are looked up in `search` first
  int timeout = 5;
  int attempts = 2;
};

ResolverSettings ReadResolverSettings(std::string_view resolv_conf);

// The first address of `host` in a hosts file; "" when it is not there.
std::string AddressInHosts(std::string_view hosts, std::string_view host);

// The names to ask for, in order, each without its last dot.
std::vector<std::string> NamesToAsk(std::string_view host, const ResolverSettings& settings);

// A query; "" for what is no host name.
std::string DnsQuery(uint16_t id, std::string_view name, RecordType type);

// The first address of the wanted type in the answer to the query `id`; "" when there is none.
std::string AddressInAnswer(std::string_view answer, uint16_t id, RecordType type);

// An address of `host`; "" when there is none.
std::string SystemNameLookup(std::string_view host);

}  // namespace chartrender::cli

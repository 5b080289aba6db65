// IP addresses as text. Pure functions. Source: net/netip/netip.go ParseAddr, net/ip.go ParseIP,
// Go 1.26.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

struct IpAddress {
  bool is_v4 = false;
  std::array<uint8_t, 16> bytes = {};  // the first four of a version 4 address
  std::string_view zone;               // behind '%', a view of the text
};

// Throws Failure: `ParseAddr("1.2"): IPv4 address too short`.
IpAddress ParseIpAddress(std::string_view text);
// net.ParseIP: nothing for what is no address and for addresses with a zone.
std::optional<IpAddress> TryParseIp(std::string_view text);

}  // namespace chartrender

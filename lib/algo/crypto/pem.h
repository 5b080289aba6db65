// PEM texts. Pure functions. Source: encoding/pem/pem.go, Go 1.26.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace chartrender::crypto {

struct PemBlock {
  std::string type;   // "RSA PRIVATE KEY"
  std::string bytes;  // decoded
};

// The first well-formed block of `text`.
std::optional<PemBlock> DecodePem(std::string_view text);
std::string EncodePem(std::string_view type, std::string_view bytes);

}  // namespace chartrender::crypto

// Pieces of ASN.1 in DER. Each function returns one encoded value. Pure functions.
#pragma once

#include <openssl/bn.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace chartrender::crypto {

enum class DerTag : uint8_t {
  kBoolean = 0x01,
  kInteger = 0x02,
  kBitString = 0x03,
  kOctetString = 0x04,
  kOid = 0x06,
  kUtf8String = 0x0C,
  kPrintableString = 0x13,
  kUtcTime = 0x17,
  kGeneralizedTime = 0x18,
  kSequence = 0x30,
  kSet = 0x31,
  kContext0 = 0xA0,  // explicit
  kContext1 = 0xA1,
  kContext3 = 0xA3,
  kImplicit0 = 0x80,
  kImplicit2 = 0x82,
  kImplicit7 = 0x87,
};

std::string Der(DerTag tag, std::string_view content);
std::string DerInteger(const BIGNUM* number);
std::string DerSmallInteger(int number);  // 0 to 127
// Whole bytes.
std::string DerBitString(std::string_view bytes);

// The content of one value at the front of `der`, which moves behind it. False when there is none
// with that tag.
bool TakeDer(std::string_view& der, DerTag tag, std::string_view& content);

// Encoded object identifiers, without tag and length.
namespace oid {
inline constexpr std::string_view kRsa("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01", 9);
inline constexpr std::string_view kSha256WithRsa("\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B", 9);
inline constexpr std::string_view kEcdsaWithSha256("\x2A\x86\x48\xCE\x3D\x04\x03\x02", 8);
inline constexpr std::string_view kEcdsaWithSha384("\x2A\x86\x48\xCE\x3D\x04\x03\x03", 8);
inline constexpr std::string_view kEcdsaWithSha512("\x2A\x86\x48\xCE\x3D\x04\x03\x04", 8);
inline constexpr std::string_view kP256("\x2A\x86\x48\xCE\x3D\x03\x01\x07", 8);
inline constexpr std::string_view kEd25519("\x2B\x65\x70", 3);
inline constexpr std::string_view kCommonName("\x55\x04\x03", 3);
inline constexpr std::string_view kSubjectKeyId("\x55\x1D\x0E", 3);
inline constexpr std::string_view kKeyUsage("\x55\x1D\x0F", 3);
inline constexpr std::string_view kSubjectAltName("\x55\x1D\x11", 3);
inline constexpr std::string_view kBasicConstraints("\x55\x1D\x13", 3);
inline constexpr std::string_view kAuthorityKeyId("\x55\x1D\x23", 3);
inline constexpr std::string_view kExtendedKeyUsage("\x55\x1D\x25", 3);
inline constexpr std::string_view kServerAuth("\x2B\x06\x01\x05\x05\x07\x03\x01", 8);
inline constexpr std::string_view kClientAuth("\x2B\x06\x01\x05\x05\x07\x03\x02", 8);
}  // namespace oid

}  // namespace chartrender::crypto

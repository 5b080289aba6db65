#include "algo/crypto/der.h"

#include "algo/crypto/openssl.h"

namespace chartrender::crypto {

std::string Der(DerTag tag, std::string_view content) {
  std::string der(1, static_cast<char>(tag));
  const size_t size = content.size();
  if (size < 0x80) {
    der.push_back(static_cast<char>(size));
  } else {
    std::string length;
    for (size_t rest = size; rest > 0; rest >>= 8)
      length.insert(length.begin(), static_cast<char>(rest & 0xFF));
    der.push_back(static_cast<char>(0x80 | length.size()));
    der.append(length);
  }
  return der.append(content);
}

std::string DerInteger(const BIGNUM* number) {
  std::string bytes = ToBytes(number);
  // A set first bit would make it negative.
  if (bytes.empty() || (static_cast<uint8_t>(bytes[0]) & 0x80) != 0)
    bytes.insert(bytes.begin(), '\0');
  return Der(DerTag::kInteger, bytes);
}

std::string DerSmallInteger(int number) {
  return Der(DerTag::kInteger, std::string(1, static_cast<char>(number)));
}

std::string DerBitString(std::string_view bytes) {
  std::string content(1, '\0');
  return Der(DerTag::kBitString, content.append(bytes));
}

bool TakeDer(std::string_view& der, DerTag tag, std::string_view& content) {
  if (der.size() < 2 || static_cast<uint8_t>(der[0]) != static_cast<uint8_t>(tag)) return false;
  size_t header = 2;
  uint64_t size = static_cast<uint8_t>(der[1]);
  if (size >= 0x80) {
    const size_t count = size & 0x7F;
    if (count == 0 || count > 4 || der.size() < 2 + count) return false;
    size = 0;
    for (size_t i = 0; i < count; ++i) size = size << 8 | static_cast<uint8_t>(der[2 + i]);
    header += count;
  }
  if (size > der.size() - header) return false;
  content = der.substr(header, size);
  der.remove_prefix(header + size);
  return true;
}

}  // namespace chartrender::crypto

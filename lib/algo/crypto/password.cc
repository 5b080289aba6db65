#include <crypt.h>
#include <openssl/hmac.h>

#include <array>

#include "algo/crypto.h"
#include "algo/crypto/openssl.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr size_t kBcryptPasswordBytes = 72;
constexpr size_t kBcryptSaltBytes = 16;

// Base 64 with bcrypt's alphabet and without padding.
std::string BcryptBase64(std::string_view bytes) {
  constexpr std::string_view alphabet =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  std::string text;
  uint32_t bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = bits << 8 | static_cast<uint8_t>(c);
    for (count += 8; count >= 6; count -= 6) text.push_back(alphabet[bits >> (count - 6) & 0x3F]);
  }
  if (count > 0) text.push_back(alphabet[bits << (6 - count) & 0x3F]);
  return text;
}

struct PasswordType {
  std::string_view name;
  std::array<std::string_view, 21> templates;
};

// Source: sprig 3.3 crypto.go passwordTypeTemplates.
constexpr PasswordType kPasswordTypes[] = {
    {"maximum", {"anoxxxxxxxxxxxxxxxxx", "axxxxxxxxxxxxxxxxxno"}},
    {"long",
     {"CvcvnoCvcvCvcv", "CvcvCvcvnoCvcv", "CvcvCvcvCvcvno", "CvccnoCvcvCvcv", "CvccCvcvnoCvcv",
      "CvccCvcvCvcvno", "CvcvnoCvccCvcv", "CvcvCvccnoCvcv", "CvcvCvccCvcvno", "CvcvnoCvcvCvcc",
      "CvcvCvcvnoCvcc", "CvcvCvcvCvccno", "CvccnoCvccCvcv", "CvccCvccnoCvcv", "CvccCvccCvcvno",
      "CvcvnoCvccCvcc", "CvcvCvccnoCvcc", "CvcvCvccCvccno", "CvccnoCvcvCvcc", "CvccCvcvnoCvcc",
      "CvccCvcvCvccno"}},
    {"medium", {"CvcnoCvc", "CvcCvcno"}},
    {"short", {"Cvcn"}},
    {"basic", {"aaanaaan", "aannaaan", "aaannaaa"}},
    {"pin", {"nnnn"}},
};

// The characters that a letter of a template stands for.
std::string_view TemplateCharacters(char letter) {
  switch (letter) {
    case 'V':
      return "AEIOU";
    case 'C':
      return "BCDFGHJKLMNPQRSTVWXYZ";
    case 'v':
      return "aeiou";
    case 'c':
      return "bcdfghjklmnpqrstvwxyz";
    case 'A':
      return "AEIOUBCDFGHJKLMNPQRSTVWXYZ";
    case 'a':
      return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz";
    case 'n':
      return "0123456789";
    case 'o':
      return "@&%?,=[]_:-+*$#!'^~;()/.";
    default:
      return "AEIOUaeiouBCDFGHJKLMNPQRSTVWXYZbcdfghjklmnpqrstvwxyz0123456789!@#$%^&*()";
  }
}

std::string BigEndian(uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<char>(number >> shift & 0xFF));
  return bytes;
}

std::string Scrypt(std::string_view password, std::string_view salt) {
  constexpr uint64_t cost = 32768;
  constexpr uint64_t block_size = 8;
  constexpr uint64_t parallel = 2;
  constexpr uint64_t memory = 64ULL << 20;
  crypto::StartOpenSsl();
  std::string key(64, '\0');
  crypto::Check(EVP_PBE_scrypt(password.data(), password.size(), crypto::Bytes(salt), salt.size(),
                               cost, block_size, parallel, memory, crypto::Bytes(key),
                               key.size()) == 1);
  return key;
}

}  // namespace

std::string BcryptHash(std::string_view password, const Entropy& entropy) {
  if (password.size() > kBcryptPasswordBytes) {
    throw Failure(ErrorCode::kTemplate, "bcrypt: password length exceeds 72 bytes");
  }
  // libcrypt takes a C string: the rest behind a NUL would be lost without a word.
  if (password.find('\0') != std::string_view::npos) {
    throw Failure(ErrorCode::kTemplate, "bcrypt: password holds a NUL byte");
  }
  // Go writes 2a for what libcrypt calls 2b.
  const std::string salt = "$2b$10$" + BcryptBase64(RandomBytes(entropy, kBcryptSaltBytes));
  const std::string text(password);
  auto data = std::make_unique<crypt_data>();
  const char* hash = crypt_rn(text.c_str(), salt.c_str(), data.get(), sizeof(crypt_data));
  crypto::Check(hash != nullptr);
  std::string result(hash);
  result[2] = 'a';
  return result;
}

std::string DerivePassword(uint32_t counter, std::string_view type, std::string_view password,
                           std::string_view user, std::string_view site) {
  constexpr std::string_view prefix = "com.lyndir.masterpassword";
  const PasswordType* found = nullptr;
  for (const PasswordType& candidate : kPasswordTypes) {
    if (candidate.name == type) found = &candidate;
  }
  if (found == nullptr) return StrCat("cannot find password template ", type);
  size_t count = 0;
  while (count < found->templates.size() && !found->templates[count].empty()) ++count;
  const std::string key =
      Scrypt(password, StrCat(prefix, BigEndian(static_cast<uint32_t>(user.size())), user));
  const std::string message =
      StrCat(prefix, BigEndian(static_cast<uint32_t>(site.size())), site, BigEndian(counter));
  unsigned char seed[EVP_MAX_MD_SIZE];
  crypto::Check(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), crypto::Bytes(message),
                     message.size(), seed, nullptr) != nullptr);
  const std::string_view letters = found->templates[seed[0] % count];
  std::string result;
  for (size_t i = 0; i < letters.size(); ++i) {
    const std::string_view characters = TemplateCharacters(letters[i]);
    result.push_back(characters[seed[i + 1] % characters.size()]);
  }
  return result;
}

}  // namespace chartrender

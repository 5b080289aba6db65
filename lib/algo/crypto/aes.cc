#include <algorithm>
#include <optional>

#include "algo/base64.h"
#include "algo/crypto.h"
#include "algo/crypto/openssl.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr size_t kKeyBytes = 32;
constexpr size_t kBlockBytes = 16;

// AES-256-CBC of whole blocks.
std::string RunCipher(std::string_view password, std::string_view vector, std::string_view blocks,
                      bool encrypt) {
  crypto::StartOpenSsl();
  std::string key(password.substr(0, kKeyBytes));
  key.resize(kKeyBytes, '\0');
  const crypto::Cipher cipher(EVP_CIPHER_fetch(nullptr, "AES-256-CBC", nullptr));
  const crypto::CipherContext context(EVP_CIPHER_CTX_new());
  crypto::Check(cipher != nullptr && context != nullptr);
  crypto::Check(EVP_CipherInit_ex(context.get(), cipher.get(), nullptr, crypto::Bytes(key),
                                  crypto::Bytes(vector), encrypt ? 1 : 0) == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  std::string result(blocks.size(), '\0');
  constexpr size_t step = size_t{1} << 30;
  for (size_t at = 0; at < blocks.size(); at += step) {
    const auto size = static_cast<int>(std::min(step, blocks.size() - at));
    int written = 0;
    crypto::Check(EVP_CipherUpdate(context.get(), crypto::Bytes(result) + at, &written,
                                   crypto::Bytes(blocks) + at, size) == 1);
  }
  return result;
}

[[noreturn]] void Fail(std::string text) { throw Failure(ErrorCode::kTemplate, std::move(text)); }

}  // namespace

std::string EncryptAes(std::string_view password, std::string_view text, const Entropy& entropy) {
  if (text.empty()) return {};
  const size_t padding = kBlockBytes - text.size() % kBlockBytes;
  std::string blocks(text);
  blocks.append(padding, static_cast<char>(padding));
  const std::string vector = RandomBytes(entropy, kBlockBytes);
  return EncodeBase64(StrCat(vector, RunCipher(password, vector, blocks, true)));
}

// Damaged input makes Go's slicing panic; each place has its text.
std::string DecryptAes(std::string_view password, std::string_view base64) {
  if (base64.empty()) return {};
  std::string bytes;
  if (const std::optional<size_t> bad = DecodeBase64(base64, bytes)) Fail(Base64ErrorText(*bad));
  // What Go's decoder reserved: a slice may be extended up to there.
  const size_t capacity = base64.size() / 4 * 3;
  if (capacity < kBlockBytes) {
    Fail(StrCat("runtime error: slice bounds out of range [:16] with capacity ",
                std::to_string(capacity)));
  }
  if (bytes.size() < kBlockBytes) {
    Fail(
        StrCat("runtime error: slice bounds out of range [16:", std::to_string(bytes.size()), "]"));
  }
  const std::string_view blocks = std::string_view(bytes).substr(kBlockBytes);
  if (blocks.size() % kBlockBytes != 0) Fail("crypto/cipher: input not full blocks");
  if (blocks.empty()) Fail("runtime error: index out of range [-1]");
  std::string text = RunCipher(password, bytes.substr(0, kBlockBytes), blocks, false);
  const auto padding = static_cast<uint8_t>(text.back());
  if (padding > text.size()) {
    Fail(StrCat("runtime error: slice bounds out of range [:-",
                std::to_string(padding - text.size()), "]"));
  }
  text.resize(text.size() - padding);
  return text;
}

}  // namespace chartrender

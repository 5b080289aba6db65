#include "algo/base64.h"

#include <array>
#include <cstdint>

namespace chartrender {

namespace {

constexpr std::string_view kAlphabet64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kAlphabet32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr uint8_t kBad = 0xFF;

using DecodeTable = std::array<uint8_t, 256>;

constexpr DecodeTable MakeTable(std::string_view alphabet) {
  DecodeTable table{};
  for (auto& entry : table) entry = kBad;
  for (size_t i = 0; i < alphabet.size(); ++i) {
    table[static_cast<uint8_t>(alphabet[i])] = static_cast<uint8_t>(i);
  }
  return table;
}

constexpr DecodeTable kTable64 = MakeTable(kAlphabet64);
constexpr DecodeTable kTable32 = MakeTable(kAlphabet32);

uint8_t ByteAt(std::string_view text, size_t at) { return static_cast<uint8_t>(text[at]); }

bool IsBreak(char c) { return c == '\n' || c == '\r'; }

void SkipBreaks(std::string_view text, size_t& at) {
  while (at < text.size() && IsBreak(text[at])) ++at;
}

// Four digits of base 64, as many as there are, with padding and breaks between them.
struct Quantum {
  uint32_t bits = 0;  // 24 bits, first digit highest
  int digits = 0;
};

// What stands behind `digits` digits and one '='. Source: decodeQuantum.
std::optional<size_t> CheckPadding(std::string_view text, size_t& at, int digits) {
  if (digits < 2) return at - 1;
  if (digits == 2) {
    SkipBreaks(text, at);
    if (at == text.size()) return text.size();
    if (text[at] != '=') return at - 1;
    ++at;
  }
  SkipBreaks(text, at);
  if (at < text.size()) return at;
  return std::nullopt;
}

std::optional<size_t> ReadQuantum(std::string_view text, size_t& at, Quantum& quantum) {
  while (quantum.digits < 4) {
    if (at == text.size()) {
      if (quantum.digits == 0) return std::nullopt;
      return at - static_cast<size_t>(quantum.digits);
    }
    const char c = text[at++];
    const uint8_t digit = kTable64[static_cast<uint8_t>(c)];
    if (digit != kBad) {
      quantum.bits |= static_cast<uint32_t>(digit) << (18 - 6 * quantum.digits);
      ++quantum.digits;
      continue;
    }
    if (IsBreak(c)) continue;
    if (c != '=') return at - 1;
    return CheckPadding(text, at, quantum.digits);
  }
  return std::nullopt;
}

// Position of the failure of `j` digits, then '=' and `rest`, of a text of `size` bytes. Source:
// base32 decode.
std::optional<size_t> CheckPadding32(std::string_view rest, size_t j, size_t size) {
  if (rest.size() + j < 7) return size;
  for (size_t k = 0; k < 7 - j; ++k) {
    if (rest.size() > k && rest[k] != '=') return size - rest.size() + k - 1;
  }
  if (j == 1 || j == 3 || j == 6) return size - rest.size() - 1;
  return std::nullopt;
}

void AppendBase32Bytes(std::string& bytes, uint64_t bits, size_t digits) {
  const size_t count = digits * 5 / 8;
  for (size_t i = 0; i < count; ++i) bytes += static_cast<char>((bits >> (32 - 8 * i)) & 0xFFU);
}

std::string WithoutBreaks(std::string_view text) {
  std::string kept;
  kept.reserve(text.size());
  for (const char c : text) {
    if (!IsBreak(c)) kept += c;
  }
  return kept;
}

}  // namespace

std::string EncodeBase64(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t at = 0; at < bytes.size(); at += 3) {
    const size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    uint32_t bits = 0;
    for (size_t i = 0; i < count; ++i)
      bits |= static_cast<uint32_t>(ByteAt(bytes, at + i)) << (16 - 8 * i);
    for (size_t i = 0; i < 4; ++i)
      text += i <= count ? kAlphabet64[(bits >> (18 - 6 * i)) & 63U] : '=';
  }
  return text;
}

std::optional<size_t> DecodeBase64(std::string_view text, std::string& bytes) {
  bytes.reserve(bytes.size() + text.size() / 4 * 3);
  for (size_t at = 0; at < text.size();) {
    Quantum quantum;
    const std::optional<size_t> bad = ReadQuantum(text, at, quantum);
    if (bad) return bad;
    for (int i = 0; i + 1 < quantum.digits; ++i) {
      bytes += static_cast<char>((quantum.bits >> (16 - 8 * i)) & 0xFFU);
    }
  }
  return std::nullopt;
}

std::string EncodeBase32(std::string_view bytes) {
  std::string text;
  text.reserve((bytes.size() + 4) / 5 * 8);
  for (size_t at = 0; at < bytes.size(); at += 5) {
    const size_t count = bytes.size() - at < 5 ? bytes.size() - at : 5;
    uint64_t bits = 0;
    for (size_t i = 0; i < count; ++i)
      bits |= static_cast<uint64_t>(ByteAt(bytes, at + i)) << (32 - 8 * i);
    const size_t digits = (count * 8 + 4) / 5;
    for (size_t i = 0; i < 8; ++i)
      text += i < digits ? kAlphabet32[(bits >> (35 - 5 * i)) & 31U] : '=';
  }
  return text;
}

std::optional<size_t> DecodeBase32(std::string_view text, std::string& bytes) {
  const std::string kept = WithoutBreaks(text);
  const size_t size = kept.size();
  for (size_t at = 0; at < size;) {
    uint64_t bits = 0;
    size_t j = 0;
    bool end = false;
    while (j < 8 && !end) {
      if (at == size) return size - j;
      const char c = kept[at++];
      const std::string_view rest = std::string_view(kept).substr(at);
      if (c == '=' && j >= 2 && rest.size() < 8) {
        const std::optional<size_t> bad = CheckPadding32(rest, j, size);
        if (bad) return bad;
        end = true;
        break;
      }
      const uint8_t digit = kTable32[static_cast<uint8_t>(c)];
      if (digit == kBad) return at - 1;
      bits |= static_cast<uint64_t>(digit) << (35 - 5 * j);
      ++j;
    }
    AppendBase32Bytes(bytes, bits, j);
    if (end) break;
  }
  return std::nullopt;
}

std::string Base64ErrorText(size_t offset) {
  return "illegal base64 data at input byte " + std::to_string(offset);
}

std::string Base32ErrorText(size_t offset) {
  return "illegal base32 data at input byte " + std::to_string(offset);
}

}  // namespace chartrender

#include "base/utf8.h"

namespace chartrender {

namespace {

struct LeadByte {
  uint32_t width;
  uint32_t low, high;  // range of the second byte
};

LeadByte ClassifyLead(unsigned char lead) {
  if (lead < 0xC2 || lead > 0xF4) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {4, 0x80, 0xBF};
}

}  // namespace

Rune DecodeRune(std::string_view text) {
  if (text.empty()) return {kRuneError, 0};
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const LeadByte kind = ClassifyLead(lead);
  if (kind.width == 0 || text.size() < kind.width) return {kRuneError, 1};
  uint32_t code = lead & (0xFFU >> (kind.width + 1));
  for (uint32_t i = 1; i < kind.width; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const uint32_t low = i == 1 ? kind.low : 0x80;
    const uint32_t high = i == 1 ? kind.high : 0xBF;
    if (byte < low || byte > high) return {kRuneError, 1};
    code = (code << 6) | (byte & 0x3FU);
  }
  return {code, kind.width};
}

Rune DecodeLastRune(std::string_view text) {
  if (text.empty()) return {kRuneError, 0};
  for (size_t back = 1; back <= 4 && back <= text.size(); ++back) {
    const auto byte = static_cast<unsigned char>(text[text.size() - back]);
    if (byte >= 0x80 && byte < 0xC0) continue;
    const Rune rune = DecodeRune(text.substr(text.size() - back));
    if (rune.width == back) return rune;
    break;
  }
  return {kRuneError, 1};
}

void AppendRune(std::string& text, uint32_t code) {
  if (code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) code = kRuneError;
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    text += static_cast<char>(0xE0U | (code >> 12));
    text += static_cast<char>(0x80U | ((code >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  } else {
    text += static_cast<char>(0xF0U | (code >> 18));
    text += static_cast<char>(0x80U | ((code >> 12) & 0x3FU));
    text += static_cast<char>(0x80U | ((code >> 6) & 0x3FU));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

size_t CountRunes(std::string_view text) {
  size_t count = 0;
  while (!text.empty()) {
    text.remove_prefix(DecodeRune(text).width);
    ++count;
  }
  return count;
}

bool IsValidUtf8(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (rune.bad()) return false;
    text.remove_prefix(rune.width);
  }
  return true;
}

std::string RepairUtf8(std::string_view text) {
  std::string repaired;
  repaired.reserve(text.size());
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (rune.bad()) {
      repaired += "\xEF\xBF\xBD";
    } else {
      repaired.append(text.substr(0, rune.width));
    }
    text.remove_prefix(rune.width);
  }
  return repaired;
}

bool IsSpaceRune(uint32_t code) {
  if (code <= 0xFF) {
    return (code >= '\t' && code <= '\r') || code == ' ' || code == 0x85 || code == 0xA0;
  }
  return code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x2028 || code == 0x2029 ||
         code == 0x202F || code == 0x205F || code == 0x3000;
}

std::string_view TrimLeftSpace(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (!IsSpaceRune(rune.code)) break;
    text.remove_prefix(rune.width);
  }
  return text;
}

std::string_view TrimRightSpace(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeLastRune(text);
    if (!IsSpaceRune(rune.code)) break;
    text.remove_suffix(rune.width);
  }
  return text;
}

std::string_view TrimSpace(std::string_view text) { return TrimRightSpace(TrimLeftSpace(text)); }

}  // namespace chartrender

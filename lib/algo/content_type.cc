#include "algo/content_type.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace chartrender {

namespace {

using std::string_view_literals::operator""sv;

constexpr size_t kSniffBytes = 512;
// In a pattern any byte may stand for this one.
constexpr char kAnyByte = '\x7E';

struct Signature {
  std::string_view pattern;
  std::string_view type;
};

constexpr std::string_view kHtmlTags[] = {"<!DOCTYPE HTML",
                                          "<HTML",
                                          "<HEAD",
                                          "<SCRIPT",
                                          "<IFRAME",
                                          "<H1",
                                          "<DIV",
                                          "<FONT",
                                          "<TABLE",
                                          "<A",
                                          "<STYLE",
                                          "<TITLE",
                                          "<B",
                                          "<BODY",
                                          "<BR",
                                          "<P",
                                          "<!--"};

constexpr Signature kBeforeMp4[] = {
    {"%PDF-"sv, "application/pdf"},
    {"%!PS-Adobe-"sv, "application/postscript"},
    {"\xFE\xFF~~"sv, "text/plain; charset=utf-16be"},
    {"\xFF\xFE~~"sv, "text/plain; charset=utf-16le"},
    {"\xEF\xBB\xBF~"sv, "text/plain; charset=utf-8"},
    {"\0\0\1\0"sv, "image/x-icon"},
    {"\0\0\2\0"sv, "image/x-icon"},
    {"BM"sv, "image/bmp"},
    {"GIF87a"sv, "image/gif"},
    {"GIF89a"sv, "image/gif"},
    {"RIFF~~~~WEBPVP"sv, "image/webp"},
    {"\x89PNG\r\n\x1A\n"sv, "image/png"},
    {"\xFF\xD8\xFF"sv, "image/jpeg"},
    {"FORM~~~~AIFF"sv, "audio/aiff"},
    {"ID3"sv, "audio/mpeg"},
    {"OggS\0"sv, "application/ogg"},
    {"MThd\0\0\0\6"sv, "audio/midi"},
    {"RIFF~~~~AVI "sv, "video/avi"},
    {"RIFF~~~~WAVE"sv, "audio/wave"},
};

constexpr Signature kAfterMp4[] = {
    {"\x1A\x45\xDF\xA3"sv, "video/webm"},
    {"~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~LP"sv, "application/vnd.ms-fontobject"},
    {"\0\1\0\0"sv, "font/ttf"},
    {"OTTO"sv, "font/otf"},
    {"ttcf"sv, "font/collection"},
    {"wOFF"sv, "font/woff"},
    {"wOF2"sv, "font/woff2"},
    {"\x1F\x8B\x08"sv, "application/x-gzip"},
    {"PK\x03\x04"sv, "application/zip"},
    {"Rar!\x1A\x07\0"sv, "application/x-rar-compressed"},
    {"Rar!\x1A\x07\x01\0"sv, "application/x-rar-compressed"},
    {"\0asm"sv, "application/wasm"},
};

bool Fits(std::string_view data, std::string_view pattern) {
  if (data.size() < pattern.size()) return false;
  return std::equal(pattern.begin(), pattern.end(), data.begin(),
                    [](char wanted, char have) { return wanted == kAnyByte || wanted == have; });
}

bool IsTag(std::string_view data, std::string_view tag) {
  if (data.size() <= tag.size()) return false;
  for (size_t i = 0; i < tag.size(); ++i) {
    const bool letter = tag[i] >= 'A' && tag[i] <= 'Z';
    if (tag[i] != (letter ? static_cast<char>(data[i] & 0xDF) : data[i])) return false;
  }
  return data[tag.size()] == ' ' || data[tag.size()] == '>';
}

bool IsMp4(std::string_view data) {
  if (data.size() < 12 || data.substr(4, 4) != "ftyp") return false;
  uint32_t box = 0;
  for (size_t i = 0; i < 4; ++i) box = box << 8 | static_cast<uint8_t>(data[i]);
  if (data.size() < box || box % 4 != 0) return false;
  for (size_t at = 8; at < box; at += 4) {
    if (at != 12 && data.substr(at, 3) == "mp4") return true;
  }
  return false;
}

bool IsBinaryByte(char c) {
  const auto byte = static_cast<uint8_t>(c);
  return byte <= 0x08 || byte == 0x0B || (byte >= 0x0E && byte <= 0x1A) ||
         (byte >= 0x1C && byte <= 0x1F);
}

}  // namespace

std::string_view DetectContentType(std::string_view data) {
  data = data.substr(0, kSniffBytes);
  const std::string_view text =
      data.substr(std::min(data.find_first_not_of("\t\n\f\r "), data.size()));
  for (const std::string_view tag : kHtmlTags) {
    if (IsTag(text, tag)) return "text/html; charset=utf-8";
  }
  if (text.starts_with("<?xml")) return "text/xml; charset=utf-8";
  for (const Signature& signature : kBeforeMp4) {
    if (Fits(data, signature.pattern)) return signature.type;
  }
  if (IsMp4(data)) return "video/mp4";
  for (const Signature& signature : kAfterMp4) {
    if (Fits(data, signature.pattern)) return signature.type;
  }
  if (std::none_of(text.begin(), text.end(), IsBinaryByte)) return "text/plain; charset=utf-8";
  return "application/octet-stream";
}

}  // namespace chartrender

#include <algorithm>

#include "check/images.h"

namespace chartrender::check {

namespace {

constexpr size_t kLongestTag = 128;
constexpr size_t kLongestName = 255;

constexpr bool IsLower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
constexpr bool IsWord(char c) { return IsLower(c) || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool IsHex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

// Lower case letters and digits, with one of . _ __ or any number of - between them.
bool IsComponent(std::string_view text) {
  if (text.empty() || !IsLower(text.front()) || !IsLower(text.back())) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsLower(c) || c == '-') continue;
    if (c != '.' && c != '_') return false;
    if (c == '_' && text[i + 1] == '_') ++i;
    if (!IsLower(text[i + 1])) return false;
    if (i > 0 && text[i - 1] == '-') return false;
  }
  return true;
}

bool IsHost(std::string_view text) {
  const size_t colon = text.find(':');
  const std::string_view host = text.substr(0, colon);
  if (host.empty()) return false;
  for (const char c : host) {
    if (!IsWord(c) && c != '.' && c != '-') return false;
  }
  if (colon == std::string_view::npos) return true;
  const std::string_view port = text.substr(colon + 1);
  return !port.empty() &&
         std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool IsTag(std::string_view text) {
  if (text.empty() || text.size() > kLongestTag || !IsWord(text[0])) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return IsWord(c) || c == '.' || c == '-'; });
}

bool IsDigest(std::string_view text) {
  const size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view algorithm = text.substr(0, colon);
  const std::string_view hex = text.substr(colon + 1);
  const size_t least = algorithm == "sha512" ? 128 : algorithm == "sha256" ? 64 : 32;
  const bool exact = least > 32;
  return (exact ? hex.size() == least : hex.size() >= least) &&
         std::all_of(hex.begin(), hex.end(), IsHex);
}

bool IsRepository(std::string_view text) {
  while (true) {
    const size_t slash = text.find('/');
    if (!IsComponent(text.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    text.remove_prefix(slash + 1);
  }
}

}  // namespace

std::optional<ImageName> ParseImage(std::string_view text) {
  ImageName name;
  const size_t at = text.find('@');
  if (at != std::string_view::npos) {
    name.digest = text.substr(at + 1);
    if (!IsDigest(name.digest)) return std::nullopt;
    text = text.substr(0, at);
  }
  const size_t slash = text.rfind('/');
  const size_t colon = text.find(':', slash == std::string_view::npos ? 0 : slash);
  if (colon != std::string_view::npos) {
    name.tag = text.substr(colon + 1);
    if (!IsTag(name.tag)) return std::nullopt;
    text = text.substr(0, colon);
  }
  const size_t first = text.find('/');
  const std::string_view host = text.substr(0, first);
  const bool has_host = first != std::string_view::npos &&
                        (host.find_first_of(".:") != std::string_view::npos || host == "localhost");
  if (has_host && !IsHost(host)) return std::nullopt;
  name.registry = has_host ? std::string(host) : "docker.io";
  name.repository = has_host ? text.substr(first + 1) : text;
  if (!IsRepository(name.repository) || name.repository.size() > kLongestName) return std::nullopt;
  if (name.registry == "index.docker.io") name.registry = "docker.io";
  if (name.registry == "docker.io" && name.repository.find('/') == std::string::npos) {
    name.repository.insert(0, "library/");
  }
  return name;
}

}  // namespace chartrender::check

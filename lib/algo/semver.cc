#include "algo/semver.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

#include "base/error.h"
#include "base/quote.h"

namespace chartrender {

namespace {

constexpr size_t kMaxVersionBytes = 256;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsIdentifierChar(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}
bool AllDigits(std::string_view text) { return std::all_of(text.begin(), text.end(), IsDigit); }

[[noreturn]] void Fail(std::string_view text) {
  throw Failure(ErrorCode::kTemplate, std::string(text));
}

// strconv.ParseUint(text, 10, 64) of digits; the failure has its text behind `prefix`.
uint64_t ParseNumber(std::string_view text, std::string_view prefix) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (!text.empty() && error == std::errc() && end == text.data() + text.size()) return number;
  std::string message = StrCat(prefix, "strconv.ParseUint: parsing ");
  AppendQuote(message, text);
  message.append(error == std::errc::result_out_of_range ? ": value out of range"
                                                         : ": invalid syntax");
  Fail(message);
}

// Calls `visit` with each piece between dots.
template <class Visit>
void EachIdentifier(std::string_view text, Visit visit) {
  for (;;) {
    const size_t dot = text.find('.');
    visit(text.substr(0, dot));
    if (dot == std::string_view::npos) return;
    text.remove_prefix(dot + 1);
  }
}

void CheckPrerelease(std::string_view text) {
  EachIdentifier(text, [](std::string_view part) {
    if (part.empty()) Fail("invalid prerelease string");
    if (AllDigits(part)) {
      if (part.size() > 1 && part[0] == '0') Fail("version segment starts with 0");
    } else if (!std::all_of(part.begin(), part.end(), IsIdentifierChar)) {
      Fail("invalid prerelease string");
    }
  });
}

void CheckMetadata(std::string_view text) {
  EachIdentifier(text, [](std::string_view part) {
    if (part.empty() || !std::all_of(part.begin(), part.end(), IsIdentifierChar)) {
      Fail("invalid metadata string");
    }
  });
}

// Takes `sign` and dot-separated identifiers from the front of `text`; "" when they are not there.
std::string_view TakeSuffix(std::string_view& text, char sign) {
  if (text.empty() || text[0] != sign) return {};
  size_t good = 0;
  for (size_t at = 1;;) {
    const size_t start = at;
    while (at < text.size() && IsIdentifierChar(text[at])) ++at;
    if (at == start) break;
    good = at;
    if (at == text.size() || text[at] != '.') break;
    ++at;
  }
  const std::string_view suffix = text.substr(0, good);
  text.remove_prefix(good);
  return suffix;
}

// Takes the longest run of characters that `holds`, with `first` before it when that is not NUL.
template <class Holds>
std::string_view TakeRun(std::string_view& text, char first, Holds holds) {
  size_t size = 0;
  if (first != '\0') {
    if (text.empty() || text[0] != first) return {};
    size = 1;
  }
  const size_t start = size;
  while (size < text.size() && holds(text[size])) ++size;
  if (size == start) return {};
  const std::string_view run = text.substr(0, size);
  text.remove_prefix(size);
  return run;
}

std::string_view WithoutFirst(std::string_view text) {
  return text.empty() ? text : text.substr(1);
}

std::optional<uint64_t> AsNumber(std::string_view text) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

int Order(uint64_t a, uint64_t b) { return a < b ? -1 : (a > b ? 1 : 0); }

int CompareIdentifier(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  if (a.empty()) return -1;
  if (b.empty()) return 1;
  const std::optional<uint64_t> x = AsNumber(a);
  const std::optional<uint64_t> y = AsNumber(b);
  if (!x && !y) return a > b ? 1 : -1;
  if (!y) return -1;
  if (!x) return 1;
  return *x > *y ? 1 : -1;
}

}  // namespace

SemVer SemVer::Parse(std::string_view text) {
  if (text.size() > kMaxVersionBytes) Fail("version string is too long (max 256 bytes)");
  std::string_view rest = text;
  if (!rest.empty() && rest[0] == 'v') rest.remove_prefix(1);
  const std::string_view major_text = TakeRun(rest, '\0', IsDigit);
  const std::string_view minor_text = TakeRun(rest, '.', IsDigit);
  const std::string_view patch_text = TakeRun(rest, '.', IsDigit);
  const std::string_view pre = TakeSuffix(rest, '-');
  const std::string_view meta = TakeSuffix(rest, '+');
  if (major_text.empty() || !rest.empty()) Fail("invalid semantic version");
  constexpr std::string_view prefix_text = "error parsing version segment: ";
  SemVer version;
  version.major = ParseNumber(major_text, prefix_text);
  if (!minor_text.empty()) version.minor = ParseNumber(minor_text.substr(1), prefix_text);
  if (!patch_text.empty()) version.patch = ParseNumber(patch_text.substr(1), prefix_text);
  version.prerelease = WithoutFirst(pre);
  version.metadata = WithoutFirst(meta);
  if (!version.prerelease.empty()) CheckPrerelease(version.prerelease);
  if (!version.metadata.empty()) CheckMetadata(version.metadata);
  version.original = text;
  return version;
}

SemVer SemVer::ParseStrict(std::string_view text) {
  if (text.empty()) Fail("version string empty");
  if (text.size() > kMaxVersionBytes) Fail("version string is too long (max 256 bytes)");
  const size_t first = text.find('.');
  const size_t second = first == std::string_view::npos ? first : text.find('.', first + 1);
  if (second == std::string_view::npos) Fail("invalid semantic version");
  std::string_view parts[3] = {text.substr(0, first), text.substr(first + 1, second - first - 1),
                               text.substr(second + 1)};
  SemVer version;
  if (const size_t plus = parts[2].find('+'); plus != std::string_view::npos) {
    version.metadata = parts[2].substr(plus + 1);
    parts[2] = parts[2].substr(0, plus);
    CheckMetadata(version.metadata);
  }
  if (const size_t dash = parts[2].find('-'); dash != std::string_view::npos) {
    version.prerelease = parts[2].substr(dash + 1);
    parts[2] = parts[2].substr(0, dash);
    CheckPrerelease(version.prerelease);
  }
  for (const std::string_view part : parts) {
    if (!AllDigits(part)) Fail("invalid characters in version");
    if (part.size() > 1 && part[0] == '0') Fail("version segment starts with 0");
  }
  version.major = ParseNumber(parts[0], "");
  version.minor = ParseNumber(parts[1], "");
  version.patch = ParseNumber(parts[2], "");
  version.original = text;
  return version;
}

std::string SemVer::ToString() const {
  std::string text =
      StrCat(std::to_string(major), ".", std::to_string(minor), ".", std::to_string(patch));
  if (!prerelease.empty()) text.append("-").append(prerelease);
  if (!metadata.empty()) text.append("+").append(metadata);
  return text;
}

// Missing identifiers count as empty ones. Source: comparePrerelease.
int ComparePrerelease(std::string_view a, std::string_view b) {
  for (bool a_left = true, b_left = true; a_left || b_left;) {
    const auto take = [](std::string_view& text, bool& left) {
      if (!left) return std::string_view();
      const size_t dot = text.find('.');
      const std::string_view part = text.substr(0, dot);
      left = dot != std::string_view::npos;
      if (left) text.remove_prefix(dot + 1);
      return part;
    };
    const std::string_view x = take(a, a_left);
    const std::string_view y = take(b, b_left);
    if (const int order = CompareIdentifier(x, y); order != 0) return order;
  }
  return 0;
}

int SemVer::Compare(const SemVer& other) const {
  if (const int order = Order(major, other.major); order != 0) return order;
  if (const int order = Order(minor, other.minor); order != 0) return order;
  if (const int order = Order(patch, other.patch); order != 0) return order;
  if (prerelease.empty() && other.prerelease.empty()) return 0;
  if (prerelease.empty()) return 1;
  if (other.prerelease.empty()) return -1;
  return ComparePrerelease(prerelease, other.prerelease);
}

// The same version as if it had been read: with the 'v' that the first one had.
SemVer SemVer::WithOriginal() const {
  SemVer version = *this;
  version.original = original.starts_with('v') ? StrCat("v", ToString()) : ToString();
  return version;
}

namespace {

uint64_t Increased(uint64_t number, std::string_view what) {
  if (number == std::numeric_limits<uint64_t>::max()) {
    Fail(StrCat(what, " version increment would overflow uint64"));
  }
  return number + 1;
}

}  // namespace

SemVer SemVer::NextMajor() const {
  SemVer version;
  version.original = original;
  version.major = Increased(major, "major");
  return version.WithOriginal();
}

SemVer SemVer::NextMinor() const {
  SemVer version;
  version.original = original;
  version.major = major;
  version.minor = Increased(minor, "minor");
  return version.WithOriginal();
}

SemVer SemVer::NextPatch() const {
  SemVer version = *this;
  if (prerelease.empty()) version.patch = Increased(patch, "patch");
  version.prerelease.clear();
  version.metadata.clear();
  return version.WithOriginal();
}

SemVer SemVer::WithPrerelease(std::string_view text) const {
  if (!text.empty()) CheckPrerelease(text);
  SemVer version = *this;
  version.prerelease = text;
  return version.WithOriginal();
}

SemVer SemVer::WithMetadata(std::string_view text) const {
  if (!text.empty()) CheckMetadata(text);
  SemVer version = *this;
  version.metadata = text;
  return version.WithOriginal();
}

}  // namespace chartrender

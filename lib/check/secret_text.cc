// Texts that look like credentials, by their published forms.
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "check/practices.h"

namespace chartrender::check {

namespace {

constexpr bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}
constexpr bool IsUpperOrDigit(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }
constexpr bool IsWord(char c) { return IsAlnum(c) || c == '_' || c == '-'; }

// A prefix and what follows it.
struct Form {
  std::string_view prefix;
  bool (*is_part)(char);
  size_t least;
  std::string_view what;
};
constexpr Form kForms[] = {
    {"AKIA", IsUpperOrDigit, 16, "an access key of AWS"},
    {"ASIA", IsUpperOrDigit, 16, "an access key of AWS"},
    {"AIza", IsWord, 35, "a key of Google's API"},
    {"ghp_", IsAlnum, 36, "a token of GitHub"},
    {"gho_", IsAlnum, 36, "a token of GitHub"},
    {"ghs_", IsAlnum, 36, "a token of GitHub"},
    {"github_pat_", IsWord, 60, "a token of GitHub"},
    {"glpat-", IsWord, 20, "a token of GitLab"},
    {"hvs.", IsWord, 24, "a token of Vault"},
    {"npm_", IsAlnum, 36, "a token of npm"},
    {"sk_live_", IsAlnum, 24, "a key of Stripe"},
    {"xoxb-", IsWord, 20, "a token of Slack"},
    {"xoxp-", IsWord, 20, "a token of Slack"},
};

bool HasForm(std::string_view rest, const Form& form) {
  if (!rest.starts_with(form.prefix)) return false;
  rest.remove_prefix(form.prefix.size());
  const auto end = std::find_if_not(rest.begin(), rest.end(), form.is_part);
  return static_cast<size_t>(end - rest.begin()) >= form.least;
}

bool IsPrivateKey(std::string_view rest) {
  if (!rest.starts_with("-----BEGIN ")) return false;
  return rest.substr(0, rest.find('\n')).find("PRIVATE KEY-----") != std::string_view::npos;
}

// `rest` stands behind a scheme: ://USER:PASSWORD@, where the password is no reference such as
// $(NAME).
bool IsPasswordInUrl(std::string_view rest) {
  if (!rest.starts_with("://")) return false;
  rest.remove_prefix(3);
  const size_t end = std::min(rest.find_first_of("/ \t\n\"'<>"), rest.size());
  const std::string_view authority = rest.substr(0, end);
  const size_t sign = authority.rfind('@');
  const size_t colon = authority.find(':');
  if (sign == std::string_view::npos || colon > sign) return false;
  const std::string_view password = authority.substr(colon + 1, sign - colon - 1);
  return !password.empty() && password.find_first_of("${}%*") == std::string_view::npos;
}

// The first two bytes of a credential: all text is looked through for them.
struct Start {
  char first, second;
};
constexpr Start kStarts[] = {{'A', 'K'}, {'A', 'S'}, {'A', 'I'}, {'g', 'h'},
                             {'g', 'i'}, {'g', 'l'}, {'h', 'v'}, {'n', 'p'},
                             {'s', 'k'}, {'x', 'o'}, {'-', '-'}, {':', '/'}};

// For short texts: the same of each byte alone.
class StartBytes {
 public:
  constexpr StartBytes() {
    for (const Start& start : kStarts) {
      places_[static_cast<unsigned char>(start.first)] |= 1;
      places_[static_cast<unsigned char>(start.second)] |= 2;
    }
  }
  [[nodiscard]] constexpr bool MayBegin(char first, char second) const {
    return (places_[static_cast<unsigned char>(first)] & 1) != 0 &&
           (places_[static_cast<unsigned char>(second)] & 2) != 0;
  }

 private:
  std::array<uint8_t, 256> places_{};
};
constexpr StartBytes kStartBytes;

constexpr bool HaveStarts(std::span<const Form> forms) {
  return std::all_of(forms.begin(), forms.end(), [](const Form& form) {
    return std::any_of(std::begin(kStarts), std::end(kStarts), [&](const Start& start) {
      return start.first == form.prefix[0] && start.second == form.prefix[1];
    });
  });
}
static_assert(HaveStarts(kForms));

// Where credentials may begin among this many bytes, each with the byte behind it.
constexpr size_t kBlock = 64;
using Block = std::array<char, kBlock>;
constexpr char kMark = 1;
// Without a branch, so that it works on vectors.
void FindStarts(const char* text, Block& starts) {
  for (size_t i = 0; i < kBlock; ++i) {
    uint8_t is_one = 0;
    for (const Start& start : kStarts) {
      is_one |= static_cast<uint8_t>(static_cast<uint8_t>(text[i] == start.first) &
                                     static_cast<uint8_t>(text[i + 1] == start.second));
    }
    starts[i] = static_cast<char>(is_one);
  }
}

// What begins at `at`, "" for nothing.
std::string_view SecretAt(std::string_view text, size_t at) {
  const std::string_view rest = text.substr(at);
  if (rest[0] == ':') return IsPasswordInUrl(rest) ? "a password in a URL" : "";
  if (rest[0] == '-') return IsPrivateKey(rest) ? "a private key" : "";
  if (at > 0 && IsWord(text[at - 1])) return "";
  for (const Form& form : kForms) {
    if (form.prefix[0] == rest[0] && HasForm(rest, form)) return form.what;
  }
  return "";
}

}  // namespace

std::string_view SecretIn(std::string_view text) {
  size_t at = 0;
  for (; at + kBlock < text.size(); at += kBlock) {
    Block starts;
    FindStarts(text.data() + at, starts);
    const std::string_view marks(starts.data(), kBlock);
    for (size_t found = marks.find(kMark); found != marks.npos;
         found = marks.find(kMark, found + 1)) {
      if (const std::string_view what = SecretAt(text, at + found); !what.empty()) return what;
    }
  }
  for (; at + 1 < text.size(); ++at) {
    if (!kStartBytes.MayBegin(text[at], text[at + 1])) continue;
    if (const std::string_view what = SecretAt(text, at); !what.empty()) return what;
  }
  return "";
}

}  // namespace chartrender::check

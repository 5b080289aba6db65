// Texts that look like credentials, by their published forms.
#include <algorithm>
#include <array>
#include <cstdint>

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

// Which bytes can be the first two of a credential: all text is looked through for them.
class Starts {
 public:
  constexpr Starts() {
    for (const Form& form : kForms) Add(form.prefix[0], form.prefix[1]);
    Add('-', '-');
    Add(':', '/');
  }
  constexpr bool MayBegin(char first, char second) const {
    return (places_[static_cast<unsigned char>(first)] & 1) != 0 &&
           (places_[static_cast<unsigned char>(second)] & 2) != 0;
  }

 private:
  constexpr void Add(char first, char second) {
    places_[static_cast<unsigned char>(first)] |= 1;
    places_[static_cast<unsigned char>(second)] |= 2;
  }
  std::array<uint8_t, 256> places_{};
};
constexpr Starts kStarts;

}  // namespace

std::string_view SecretIn(std::string_view text) {
  if (text.empty()) return "";
  const char* const last = text.data() + text.size() - 1;
  for (const char* place = text.data(); place < last; ++place) {
    if (!kStarts.MayBegin(place[0], place[1])) continue;
    const auto at = static_cast<size_t>(place - text.data());
    const std::string_view rest = text.substr(at);
    if (rest[0] == ':') {
      if (IsPasswordInUrl(rest)) return "a password in a URL";
      continue;
    }
    if (rest[0] == '-') {
      if (IsPrivateKey(rest)) return "a private key";
      continue;
    }
    if (at > 0 && IsWord(text[at - 1])) continue;
    for (const Form& form : kForms) {
      if (form.prefix[0] == rest[0] && HasForm(rest, form)) return form.what;
    }
  }
  return "";
}

}  // namespace chartrender::check

#include "algo/go_url.h"

#include <algorithm>

#include "algo/go_ip.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/quote.h"

namespace chartrender {

namespace {

// Which part of a URL a text belongs to: each leaves other characters as they are.
enum class Part : uint8_t { kPath, kSegment, kHost, kZone, kUser, kQuery, kFragment };

[[noreturn]] void Fail(std::string text) { throw Failure(ErrorCode::kTemplate, std::move(text)); }

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexDigit(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsOneOf(char c, std::string_view set) {
  return c != '\0' && set.find(c) != std::string_view::npos;
}

bool MustEscape(char c, Part part) {
  if (IsLetter(c) || IsDigit(c) || IsOneOf(c, "-_.~")) return false;
  switch (part) {
    case Part::kHost:
    case Part::kZone:
      return !IsOneOf(c, "!$&'()*+,;=:[]<>\"");
    case Part::kPath:
      return !IsOneOf(c, "$&+,/:;=@");
    case Part::kSegment:
      return !IsOneOf(c, "$&+:=@");
    case Part::kUser:
      return !IsOneOf(c, "$&+,;=");
    case Part::kQuery:
      return true;
    case Part::kFragment:
      return !IsOneOf(c, "$&+,/:;=?@!()*");
  }
  return true;
}

std::string Escape(std::string_view text, Part part) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string escaped;
  escaped.reserve(text.size());
  for (const char c : text) {
    if (c == ' ' && part == Part::kQuery) {
      escaped.push_back('+');
    } else if (MustEscape(c, part)) {
      escaped.push_back('%');
      escaped.push_back(hex[static_cast<uint8_t>(c) >> 4]);
      escaped.push_back(hex[static_cast<uint8_t>(c) & 0xF]);
    } else {
      escaped.push_back(c);
    }
  }
  return escaped;
}

// The byte that "%41" at the start of `text` stands for. Throws when it is malformed or not allowed
// in `part`.
char TakeEscaped(std::string_view text, Part part) {
  const std::string_view sequence = text.substr(0, 3);
  const auto fail = [&]() { Fail(StrCat("invalid URL escape ", Quote(sequence))); };
  if (sequence.size() < 3 || HexDigit(sequence[1]) < 0 || HexDigit(sequence[2]) < 0) fail();
  const int high = HexDigit(sequence[1]);
  const char byte = static_cast<char>(high << 4 | HexDigit(sequence[2]));
  // In hosts only bytes outside of ASCII are escaped, and the "%25" before a zone.
  if (part == Part::kHost && high < 8 && sequence != "%25") fail();
  if (part == Part::kZone && sequence != "%25" && byte != ' ' && MustEscape(byte, Part::kHost))
    fail();
  return byte;
}

std::string Unescape(std::string_view text, Part part) {
  std::string plain;
  plain.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%') {
      plain.push_back(TakeEscaped(text.substr(i), part));
      i += 2;
      continue;
    }
    if ((part == Part::kHost || part == Part::kZone) && static_cast<uint8_t>(c) < 0x80 &&
        MustEscape(c, part)) {
      Fail(StrCat("invalid character ", Quote(text.substr(i, 1)), " in host name"));
    }
    plain.push_back(c);
  }
  return plain;
}

// "" or a colon and digits.
bool IsOptionalPort(std::string_view text) {
  if (text.empty()) return true;
  return text[0] == ':' && std::all_of(text.begin() + 1, text.end(), IsDigit);
}

void CheckPort(std::string_view text) {
  if (!IsOptionalPort(text)) Fail(StrCat("invalid port ", Quote(text), " after host"));
}

// `host` begins with '['.
std::string ParseBracketedHost(std::string_view host) {
  const size_t close = host.find_last_of(']');
  if (close == std::string_view::npos) Fail("missing ']' in host");
  const std::string_view port = host.substr(close + 1);
  CheckPort(port);
  const std::string port_text = Unescape(port, Part::kHost);
  const std::string_view name = host.substr(1, close - 1);
  const size_t zone = name.find("%25");
  std::string plain = Unescape(name.substr(0, zone), Part::kHost);
  if (zone != std::string_view::npos) plain += Unescape(name.substr(zone), Part::kZone);
  try {
    if (ParseIpAddress(plain).is_v4) Fail("invalid IP-literal");
  } catch (const Failure& failure) {
    if (failure.error().message.starts_with("ParseAddr"))
      throw failure.WithPrefix("invalid host: ");
    throw;
  }
  return StrCat("[", plain, "]", port_text);
}

std::string ParseHost(std::string_view scheme, std::string_view host) {
  const size_t open = host.find_last_of('[');
  if (open == 0) return ParseBracketedHost(host);
  if (open != std::string_view::npos) Fail("invalid IP-literal");
  const bool web = scheme == "http" || scheme == "https";
  const size_t colon = web ? host.find(':') : host.find_last_of(':');
  if (colon != std::string_view::npos) CheckPort(host.substr(colon));
  return Unescape(host, Part::kHost);
}

bool IsUserInfo(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return IsLetter(c) || IsDigit(c) || IsOneOf(c, "-._:~!$&'()*+,;=%@");
  });
}

void ParseAuthority(Url& url, std::string_view authority) {
  const size_t at = authority.find_last_of('@');
  if (at == std::string_view::npos) {
    url.host = ParseHost(url.scheme, authority);
    return;
  }
  url.host = ParseHost(url.scheme, authority.substr(at + 1));
  const std::string_view info = authority.substr(0, at);
  if (!IsUserInfo(info)) Fail("net/url: invalid userinfo");
  const size_t colon = info.find(':');
  UrlUser user;
  user.name = Unescape(info.substr(0, colon), Part::kUser);
  if (colon != std::string_view::npos) {
    user.password = Unescape(info.substr(colon + 1), Part::kUser);
    user.has_password = true;
  }
  url.user = std::move(user);
}

// Moves a scheme from the front of `rest` into `url`.
void TakeScheme(Url& url, std::string_view& rest) {
  for (size_t i = 0; i < rest.size(); ++i) {
    const char c = rest[i];
    if (IsLetter(c)) continue;
    if (c == ':') {
      if (i == 0) Fail("missing protocol scheme");
      url.scheme = LowerAscii(rest.substr(0, i));
      rest.remove_prefix(i + 1);
      return;
    }
    if (i == 0 || !(IsDigit(c) || IsOneOf(c, "+-."))) return;
  }
}

void TakeQuery(Url& url, std::string_view& rest) {
  const size_t mark = rest.find('?');
  if (mark == std::string_view::npos) return;
  url.force_query = mark == rest.size() - 1;
  url.raw_query = rest.substr(mark + 1);
  rest = rest.substr(0, mark);
}

void SetDecoded(std::string_view text, Part part, std::string& plain, std::string& raw) {
  plain = Unescape(text, part);
  if (Escape(plain, part) != text) raw = text;
}

Url ParseWithoutFragment(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<uint8_t>(c) < ' ' || c == 0x7F; };
  if (std::any_of(text.begin(), text.end(), is_control))
    Fail("net/url: invalid control character in URL");
  Url url;
  if (text == "*") {
    url.path = "*";
    return url;
  }
  std::string_view rest = text;
  TakeScheme(url, rest);
  TakeQuery(url, rest);
  if (!rest.starts_with('/')) {
    if (!url.scheme.empty()) {
      url.opaque = rest;
      return url;
    }
    if (rest.substr(0, rest.find('/')).find(':') != std::string_view::npos) {
      Fail("first path segment in URL cannot contain colon");
    }
  }
  if (rest.starts_with("//") && (!url.scheme.empty() || !rest.starts_with("///"))) {
    const size_t slash = std::min(rest.find('/', 2), rest.size());
    ParseAuthority(url, rest.substr(2, slash - 2));
    rest.remove_prefix(slash);
  } else if (!url.scheme.empty() && rest.starts_with('/')) {
    url.omit_host = true;
  }
  SetDecoded(rest, Part::kPath, url.path, url.raw_path);
  return url;
}

// True when `raw` has no character that would have to be escaped.
bool IsEncoded(std::string_view raw, Part part) {
  return std::all_of(raw.begin(), raw.end(), [&](char c) {
    return IsOneOf(c, "!$&'()*+,;=:@[]%") || !MustEscape(c, part);
  });
}

std::string Encoded(std::string_view plain, std::string_view raw, Part part) {
  if (!raw.empty() && IsEncoded(raw, part)) {
    try {
      if (Unescape(raw, part) == plain) return std::string(raw);
    } catch (const Failure&) {  // then the plain form is encoded
    }
  }
  if (part == Part::kPath && plain == "*") return "*";
  return Escape(plain, part);
}

}  // namespace

std::string UrlUser::ToString() const {
  std::string text = Escape(name, Part::kUser);
  if (has_password) text.append(":").append(Escape(password, Part::kUser));
  return text;
}

Url Url::Parse(std::string_view text) {
  const size_t hash = text.find('#');
  std::string_view shown = text.substr(0, hash);
  try {
    Url url = ParseWithoutFragment(shown);
    if (hash == std::string_view::npos) return url;
    shown = text;
    SetDecoded(text.substr(hash + 1), Part::kFragment, url.fragment, url.raw_fragment);
    return url;
  } catch (const Failure& failure) {
    throw failure.WithPrefix(StrCat("parse ", Quote(shown), ": "));
  }
}

std::string Url::ToString() const {
  std::string text;
  if (!scheme.empty()) text = StrCat(scheme, ":");
  if (!opaque.empty()) {
    text.append(opaque);
  } else {
    const bool has_authority = !scheme.empty() || !host.empty() || user;
    if (has_authority && !(omit_host && host.empty() && !user)) {
      if (!host.empty() || !path.empty() || user) text.append("//");
      if (user) text.append(user->ToString()).append("@");
      text.append(Escape(host, Part::kHost));
    }
    const std::string encoded = Encoded(path, raw_path, Part::kPath);
    if (!encoded.empty() && encoded[0] != '/' && !host.empty()) text.push_back('/');
    // A colon in the first segment would look like a scheme.
    if (text.empty() && encoded.substr(0, encoded.find('/')).find(':') != std::string::npos)
      text.append("./");
    text.append(encoded);
  }
  if (force_query || !raw_query.empty()) text.append("?").append(raw_query);
  if (!fragment.empty()) text.append("#").append(Encoded(fragment, raw_fragment, Part::kFragment));
  return text;
}

std::string_view Url::Hostname() const {
  std::string_view name = host;
  const size_t colon = name.find_last_of(':');
  if (colon != std::string_view::npos && IsOptionalPort(name.substr(colon)))
    name = name.substr(0, colon);
  if (name.starts_with('[') && name.ends_with(']')) name = name.substr(1, name.size() - 2);
  return name;
}

std::string Url::EscapedPath() const { return Encoded(path, raw_path, Part::kPath); }

namespace {

// The path `reference` as seen from the path `base`, both escaped, without its dot segments.
std::string ResolvePath(std::string_view base, std::string_view reference) {
  std::string full(base);
  if (!reference.empty()) {
    // Without a slash in `base` nothing of it stays: npos + 1 is 0.
    if (reference[0] != '/') full.resize(base.find_last_of('/') + 1);
    if (reference[0] == '/') full.clear();
    full += reference;
  }
  if (full.empty()) return full;
  std::string resolved = "/";
  std::string_view rest = full;
  bool first = true;
  for (bool more = true; more;) {
    const size_t slash = rest.find('/');
    const std::string_view element = rest.substr(0, slash);
    more = slash != std::string_view::npos;
    if (more) rest.remove_prefix(slash + 1);
    if (element == "..") {
      resolved.resize(std::max<size_t>(resolved.find_last_of('/'), 1));
      first = resolved.size() == 1;
    } else if (element != ".") {
      if (!first) resolved.push_back('/');
      resolved += element;
    }
    if (element != "..") first = false;
    if (!more && (element == "." || element == "..")) resolved.push_back('/');
  }
  if (resolved.starts_with("//")) resolved.erase(0, 1);
  return resolved;
}

}  // namespace

Url Url::Resolve(const Url& reference) const {
  Url url = reference;
  if (url.scheme.empty()) url.scheme = scheme;
  const auto set_path = [&](const std::string& text) {
    url.raw_path.clear();
    SetDecoded(text, Part::kPath, url.path, url.raw_path);
  };
  if (!reference.scheme.empty() || !reference.host.empty() || reference.user) {
    set_path(ResolvePath(reference.EscapedPath(), ""));
    return url;
  }
  url.user.reset();
  if (!reference.opaque.empty()) {
    url.path.clear();
    return url;
  }
  if (reference.path.empty() && !reference.force_query && reference.raw_query.empty()) {
    url.raw_query = raw_query;
    if (reference.fragment.empty()) {
      url.fragment = fragment;
      url.raw_fragment = raw_fragment;
    }
  }
  if (reference.path.empty() && !opaque.empty()) {
    url.opaque = opaque;
    url.path.clear();
    return url;
  }
  url.host = host;
  url.user = user;
  set_path(ResolvePath(EscapedPath(), reference.EscapedPath()));
  return url;
}

std::string PathEscape(std::string_view segment) { return Escape(segment, Part::kSegment); }
std::string PathUnescape(std::string_view segment) { return Unescape(segment, Part::kSegment); }

std::string QueryEscape(std::string_view text) { return Escape(text, Part::kQuery); }

}  // namespace chartrender

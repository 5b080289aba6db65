#include "url_text.h"

#include <optional>

#include "go_text.h"

namespace chartrender::cli {
namespace {

constexpr char kHexDigits[] = "0123456789ABCDEF";
// Besides letters and digits, what Go leaves alone in a path, and what it takes from one unchanged.
constexpr std::string_view kPlainInPath = "-_.~$&+,/:;=@";
constexpr std::string_view kAllowedInPath = "!'()*[]%";

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

int HexValue(char c) {
  if (IsDigit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The text without %XX escapes; on a bad one `fault` says so.
std::string Unescape(std::string_view text, std::string& fault) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    if (i + 2 >= text.size() || HexValue(text[i + 1]) < 0 || HexValue(text[i + 2]) < 0) {
      fault = "invalid URL escape " + GoQuote(text.substr(i, 3));
      return plain;
    }
    plain += static_cast<char>(HexValue(text[i + 1]) * 16 + HexValue(text[i + 2]));
    i += 2;
  }
  return plain;
}

bool StaysInPath(char c) {
  return IsLetter(c) || IsDigit(c) || kPlainInPath.find(c) != std::string_view::npos;
}

std::string EscapePath(std::string_view path) {
  std::string escaped;
  for (const char c : path) {
    if (StaysInPath(c)) {
      escaped += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      escaped += {'%', kHexDigits[byte >> 4U], kHexDigits[byte & 15U]};
    }
  }
  return escaped;
}

// Whether a path as it was given can be printed unchanged.
bool IsValidEncoding(std::string_view raw) {
  for (const char c : raw) {
    if (!StaysInPath(c) && kAllowedInPath.find(c) == std::string_view::npos) return false;
  }
  return true;
}

// The length of the scheme in front of ':', or nullopt.
std::optional<size_t> SchemeLength(std::string_view text, std::string& fault) {
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (IsLetter(c)) continue;
    if (c == ':') {
      if (i == 0) fault = "missing protocol scheme";
      return i;
    }
    if (i == 0 || !(IsDigit(c) || c == '+' || c == '-' || c == '.')) return std::nullopt;
  }
  return std::nullopt;
}

bool HasControl(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) return true;
  }
  return false;
}

class UrlReader {
 public:
  explicit UrlReader(std::string_view text) : rest_(text) {}

  UrlText Read() {
    const size_t hash = rest_.find('#');
    const std::string_view fragment = hash == std::string_view::npos ? "" : rest_.substr(hash + 1);
    const std::string_view whole = rest_;
    rest_ = rest_.substr(0, hash);
    const std::string_view parsed = rest_;
    ReadReference();
    if (!url_.fault.empty()) {
      url_.fault = "parse " + GoQuote(parsed) + ": " + url_.fault;
    } else if (!fragment.empty()) {
      Unescape(fragment, url_.fault);
      if (!url_.fault.empty()) url_.fault = "parse " + GoQuote(whole) + ": " + url_.fault;
      url_.text += '#' + std::string(fragment);
    }
    return std::move(url_);
  }

 private:
  void ReadReference() {
    if (HasControl(rest_)) {
      url_.fault = "net/url: invalid control character in URL";
      return;
    }
    if (rest_ == "*") {
      url_.path = url_.text = "*";
      return;
    }
    ReadScheme();
    if (!url_.fault.empty()) return;
    const size_t mark = rest_.find('?');
    const std::string query(mark == std::string_view::npos ? "" : rest_.substr(mark));
    rest_ = rest_.substr(0, mark);
    if (!rest_.starts_with('/') && !url_.scheme.empty()) {
      url_.text += std::string(rest_) + query;  // an opaque URL, "mailto:x"
      return;
    }
    if (!rest_.starts_with('/') &&
        rest_.substr(0, rest_.find('/')).find(':') != std::string_view::npos) {
      url_.fault = "first path segment in URL cannot contain colon";
      return;
    }
    ReadHost();
    ReadPath();
    url_.text += query;
  }

  void ReadScheme() {
    const auto length = SchemeLength(rest_, url_.fault);
    if (!length) return;
    for (const char c : rest_.substr(0, *length)) {
      url_.scheme += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    rest_.remove_prefix(*length + 1);
    url_.text = url_.scheme + ':';
  }

  void ReadHost() {
    if (!rest_.starts_with("//") || (url_.scheme.empty() && rest_.starts_with("///"))) return;
    const size_t end = std::min(rest_.find('/', 2), rest_.size());
    url_.has_host = end > 2;
    url_.text += rest_.substr(0, end);
    rest_.remove_prefix(end);
  }

  void ReadPath() {
    url_.path = Unescape(rest_, url_.fault);
    const std::string escaped = IsValidEncoding(rest_) ? std::string(rest_) : EscapePath(url_.path);
    if (url_.text.empty() && escaped.substr(0, escaped.find('/')).find(':') != std::string::npos)
      url_.text = "./";
    url_.text += escaped;
  }

  std::string_view rest_;
  UrlText url_;
};

}  // namespace

UrlText ReadUrl(std::string_view text) { return UrlReader(text).Read(); }

}  // namespace chartrender::cli

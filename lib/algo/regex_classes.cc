// Unicode classes by name. Go 1.25 made their names insensitive to case, blanks, hyphens and
// underscores, which at the same time made scripts whose own names have an underscore unreachable.
#include <re2/re2.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include "algo/regex_syntax.h"
#include "base/error.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

struct Alias {
  std::string_view canonical;
  std::string_view category;
};

// Source: unicode.CategoryAliases, Go 1.26.
constexpr std::array<Alias, 41> kAliases = {{
    {"Casedletter", "LC"},
    {"Closepunctuation", "Pe"},
    {"Combiningmark", "M"},
    {"Connectorpunctuation", "Pc"},
    {"Control", "Cc"},
    {"Currencysymbol", "Sc"},
    {"Dashpunctuation", "Pd"},
    {"Decimalnumber", "Nd"},
    {"Enclosingmark", "Me"},
    {"Finalpunctuation", "Pf"},
    {"Format", "Cf"},
    {"Initialpunctuation", "Pi"},
    {"Letter", "L"},
    {"Letternumber", "Nl"},
    {"Lineseparator", "Zl"},
    {"Lowercaseletter", "Ll"},
    {"Mark", "M"},
    {"Mathsymbol", "Sm"},
    {"Modifierletter", "Lm"},
    {"Modifiersymbol", "Sk"},
    {"Nonspacingmark", "Mn"},
    {"Number", "N"},
    {"Openpunctuation", "Ps"},
    {"Other", "C"},
    {"Otherletter", "Lo"},
    {"Othernumber", "No"},
    {"Otherpunctuation", "Po"},
    {"Othersymbol", "So"},
    {"Paragraphseparator", "Zp"},
    {"Privateuse", "Co"},
    {"Punctuation", "P"},
    {"Separator", "Z"},
    {"Spaceseparator", "Zs"},
    {"Spacingmark", "Mc"},
    {"Surrogate", "Cs"},
    {"Symbol", "S"},
    {"Titlecaseletter", "Lt"},
    {"Unassigned", "Cn"},
    {"Uppercaseletter", "Lu"},
    {"Cntrl", "Cc"},
    {"Digit", "Nd"},
}};

// Classes that RE2 does not know, as the inside of brackets. `outside` is what the class does not
// hold.
struct Special {
  std::string_view canonical;
  std::string_view inside;
  std::string_view outside;
};

constexpr std::array<Special, 7> kSpecial = {{
    {"Any", R"(\x{0}-\x{10FFFF})", ""},
    {"Ascii", R"(\x00-\x7F)", R"(\x{80}-\x{10FFFF})"},
    {"Assigned", R"(\pL\pM\pN\pP\pS\pZ\pC)", ""},
    {"Cn", "", R"(\pL\pM\pN\pP\pS\pZ\pC)"},
    {"C", "", R"(\pL\pM\pN\pP\pS\pZ)"},
    {"LC", R"(\p{Lu}\p{Ll}\p{Lt})", ""},
    {"Kawi", R"(\x{11F00}-\x{11F10}\x{11F12}-\x{11F3A}\x{11F3E}-\x{11F59})", ""},
}};

std::string CanonicalName(std::string_view name) {
  std::string canonical;
  for (char c : name) {
    if (c == '_' || c == '-' || c == ' ') continue;
    if (canonical.empty()) {
      if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    } else if (c >= 'A' && c <= 'Z') {
      c = static_cast<char>(c - 'A' + 'a');
    }
    canonical.push_back(c);
  }
  return canonical == "Lc" ? "LC" : canonical;
}

bool Re2Knows(std::string_view name) {
  for (const char c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter) return false;
  }
  RE2::Options options;
  options.set_log_errors(false);
  return RE2(StrCat("\\p{", name, "}"), options).ok();
}

void AppendRange(std::string& text, uint32_t first, uint32_t last) {
  char range[40];
  const int size = std::snprintf(range, sizeof range, "\\x{%X}-\\x{%X}", first, last);
  text.append(range, static_cast<size_t>(size));
}

// The inside of brackets that holds what `inside` does not hold. Looks at every code point, so it
// is slow, but only the complement of a union needs it.
std::string ComplementInside(std::string_view inside) {
  const RE2 klass(StrCat("[", inside, "]"));
  std::string ranges;
  uint32_t first = 0;
  for (uint32_t code = 0; code <= 0x110000; ++code) {
    std::string text;
    if (code < 0x110000) AppendRune(text, code);
    const bool surrogate = code >= 0xD800 && code < 0xE000;
    const bool in_class = code == 0x110000 || surrogate || RE2::FullMatch(text, klass);
    if (in_class && first < code) AppendRange(ranges, first, code - 1);
    if (in_class) first = code + 1;
  }
  return ranges;
}

std::string SpecialClass(const Special& special, bool negated, bool in_brackets) {
  const std::string_view wanted = negated ? special.outside : special.inside;
  const std::string_view other = negated ? special.inside : special.outside;
  if (!in_brackets) {
    return wanted.empty() ? StrCat("[^", other, "]") : StrCat("[", wanted, "]");
  }
  if (!wanted.empty()) return std::string(wanted);
  // The complement of everything adds nothing.
  if (special.canonical == "Any") return R"(\P{Any})";
  // RE2's own \pC lacks the unassigned code points only.
  if (special.canonical == "C") return R"(\pC)";
  return ComplementInside(other);
}

}  // namespace

std::string UnicodeClass(std::string_view name, bool negated, bool in_brackets) {
  std::string canonical = CanonicalName(name);
  for (const Alias& alias : kAliases) {
    if (alias.canonical == canonical) canonical = alias.category;
  }
  for (const Special& special : kSpecial) {
    if (special.canonical == canonical) return SpecialClass(special, negated, in_brackets);
  }
  if (!Re2Knows(canonical)) return {};
  return StrCat(negated ? "\\P{" : "\\p{", canonical, "}");
}

}  // namespace chartrender

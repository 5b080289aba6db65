// Constraints. The grammar is that of the module's regular expressions, scanned by hand: in a
// well-formed text a longest match never has to be taken back.
#include <algorithm>

#include "algo/semver.h"
#include "base/error.h"
#include "base/quote.h"

namespace chartrender {

namespace {

constexpr size_t kMaxConstraintBytes = 512;
constexpr size_t kMaxGroups = 32;

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }
bool IsIdentifierChar(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
}
// The module's character class lists '|' by mistake, so a single one is part of a version.
bool IsVersionChar(char c) {
  return (c >= '0' && c <= '9') || c == 'x' || c == 'X' || c == '*' || c == '|';
}
bool IsWildcard(std::string_view text) { return text == "x" || text == "X" || text == "*"; }

void SkipSpaces(std::string_view& text) {
  while (!text.empty() && IsSpace(text[0])) text.remove_prefix(1);
}

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kTemplate, std::move(message));
}

// A version as it may stand in a constraint: `v1.2.x-beta+build`.
struct WrittenVersion {
  std::string_view text;
  std::string_view major;       // "1"
  std::string_view minor;       // ".2"
  std::string_view patch;       // ".x"
  std::string_view prerelease;  // "-beta"
};

std::string_view TakeNumber(std::string_view& text, bool dot) {
  size_t size = 0;
  if (dot) {
    if (text.empty() || text[0] != '.') return {};
    size = 1;
  }
  const size_t start = size;
  while (size < text.size() && IsVersionChar(text[size])) ++size;
  if (size == start) return {};
  const std::string_view number = text.substr(0, size);
  text.remove_prefix(size);
  return number;
}

std::string_view TakeSuffix(std::string_view& text, char sign) {
  if (text.empty() || text[0] != sign) return {};
  size_t good = 0;
  for (size_t at = 1;; ++at) {
    const size_t start = at;
    while (at < text.size() && IsIdentifierChar(text[at])) ++at;
    if (at == start) break;
    good = at;
    if (at == text.size() || text[at] != '.') break;
  }
  const std::string_view suffix = text.substr(0, good);
  text.remove_prefix(good);
  return suffix;
}

bool TakeVersion(std::string_view& text, WrittenVersion& version) {
  std::string_view rest = text;
  if (!rest.empty() && rest[0] == 'v') rest.remove_prefix(1);
  version.major = TakeNumber(rest, false);
  if (version.major.empty()) return false;
  version.minor = TakeNumber(rest, true);
  version.patch = TakeNumber(rest, true);
  version.prerelease = TakeSuffix(rest, '-');
  TakeSuffix(rest, '+');
  version.text = text.substr(0, text.size() - rest.size());
  text = rest;
  return true;
}

std::string_view TakeOperation(std::string_view& text) {
  static constexpr std::string_view operations[] = {"!=", ">=", "=>", "<=", "=<", "~>",
                                                    "=",  ">",  "<",  "~",  "^"};
  for (const std::string_view operation : operations) {
    if (!text.starts_with(operation)) continue;
    text.remove_prefix(operation.size());
    return operation;
  }
  return {};
}

// `1.2 - 3.4` at the start of `text`; moves behind it.
bool TakeRange(std::string_view& text, WrittenVersion& low, WrittenVersion& high) {
  std::string_view rest = text;
  SkipSpaces(rest);
  if (!TakeVersion(rest, low) || rest.empty() || !IsSpace(rest[0])) return false;
  SkipSpaces(rest);
  if (rest.size() < 2 || rest[0] != '-' || !IsSpace(rest[1])) return false;
  rest.remove_prefix(1);
  SkipSpaces(rest);
  if (!TakeVersion(rest, high)) return false;
  SkipSpaces(rest);
  text = rest;
  return true;
}

// Hyphen ranges become two comparisons. Each replaces the first place where its text stands.
std::string RewriteRanges(std::string_view text) {
  std::string result(text);
  for (std::string_view rest = text; !rest.empty();) {
    WrittenVersion low;
    WrittenVersion high;
    const std::string_view before = rest;
    if (!TakeRange(rest, low, high)) {
      rest.remove_prefix(1);
      continue;
    }
    const std::string_view found = before.substr(0, before.size() - rest.size());
    if (const size_t at = result.find(found); at != std::string::npos) {
      result.replace(at, found.size(), StrCat(">= ", low.text, ", <= ", high.text, " "));
    }
  }
  return result;
}

std::string Compared(const SemVer& version, std::string_view how, std::string_view constraint) {
  return StrCat(Quote(version.ToString()), how, Quote(constraint));
}

std::string ReleasesOnly(const SemVer& version) {
  return StrCat(Quote(version.ToString()),
                " is a prerelease version and the constraint is only looking for release versions");
}

}  // namespace

// The text is known to be well-formed up to here; what follows the part is left in `text`.
SemVerConstraint::Part SemVerConstraint::ParsePart(std::string_view& text) {
  Part part;
  SkipSpaces(text);
  part.operation = TakeOperation(text);
  SkipSpaces(text);
  WrittenVersion written;
  if (!TakeVersion(text, written)) return part;
  part.text = written.text;
  std::string version(written.text);
  if (IsWildcard(written.major)) {
    version = StrCat("0.0.0", written.prerelease);
    part.dirty = true;
  } else if (written.minor.empty() || IsWildcard(written.minor.substr(1))) {
    version = StrCat(written.major, ".0.0", written.prerelease);
    part.dirty = part.minor_dirty = true;
  } else if (written.patch.empty() || IsWildcard(written.patch.substr(1))) {
    version = StrCat(written.major, written.minor, ".0", written.prerelease);
    part.dirty = part.patch_dirty = true;
  }
  try {
    part.version = SemVer::Parse(version);
  } catch (const Failure&) {
    Fail("constraint parser error");
  }
  return part;
}

namespace {

// `parts` separated by blanks or one comma, nothing else.
bool IsWellFormed(std::string_view text) {
  for (;;) {
    WrittenVersion version;
    SkipSpaces(text);
    TakeOperation(text);
    SkipSpaces(text);
    if (!TakeVersion(text, version)) return false;
    const bool space = !text.empty() && IsSpace(text[0]);
    SkipSpaces(text);
    if (text.empty()) return true;
    if (text[0] == ',') {
      text.remove_prefix(1);
    } else if (!space) {
      return false;
    }
  }
}

}  // namespace

SemVerConstraint SemVerConstraint::Parse(std::string_view text) {
  if (text.size() > kMaxConstraintBytes) Fail("constraint string is too long (max 512 bytes)");
  const std::string rewritten = RewriteRanges(text);
  std::vector<std::string_view> alternatives;
  for (std::string_view rest = rewritten;;) {
    const size_t bars = rest.find("||");
    alternatives.push_back(rest.substr(0, bars));
    if (bars == std::string_view::npos) break;
    rest.remove_prefix(bars + 2);
  }
  if (alternatives.size() > kMaxGroups) Fail("too many constraint groups (max 32)");
  SemVerConstraint constraint;
  for (std::string_view alternative : alternatives) {
    if (!IsWellFormed(alternative)) Fail(StrCat("improper constraint: ", Quote(alternative)));
    Group group;
    while (!alternative.empty()) {
      Part part = ParsePart(alternative);
      if (!part.version.prerelease.empty()) group.has_prerelease = true;
      group.parts.push_back(std::move(part));
      SkipSpaces(alternative);
      if (!alternative.empty() && alternative[0] == ',') alternative.remove_prefix(1);
    }
    constraint.groups_.push_back(std::move(group));
  }
  return constraint;
}

bool SemVerConstraint::Holds(const SemVer& version) const {
  return std::any_of(groups_.begin(), groups_.end(), [&](const Group& group) {
    return std::all_of(group.parts.begin(), group.parts.end(), [&](const Part& part) {
      return Refusal(part, version, group.has_prerelease).empty();
    });
  });
}

std::vector<std::string> SemVerConstraint::Reasons(const SemVer& version) const {
  std::vector<std::string> reasons;
  bool told_prerelease = false;
  for (const Group& group : groups_) {
    bool holds = true;
    for (const Part& part : group.parts) {
      if (!group.has_prerelease && !version.prerelease.empty()) {
        if (!told_prerelease) reasons.push_back(ReleasesOnly(version));
        told_prerelease = true;
        holds = false;
        continue;
      }
      std::string refusal = Refusal(part, version, group.has_prerelease);
      if (refusal.empty()) continue;
      reasons.push_back(std::move(refusal));
      holds = false;
    }
    if (holds) return {};
  }
  return reasons;
}

std::string SemVerConstraint::Refusal(const Part& part, const SemVer& version,
                                      bool with_prereleases) {
  if (!version.prerelease.empty() && !with_prereleases) return ReleasesOnly(version);
  const std::string_view operation = part.operation;
  if (operation.empty() || operation == "=") {
    if (part.dirty) return RefuseTilde(part, version);
    return version.Compare(part.version) == 0 ? ""
                                              : Compared(version, " is not equal to ", part.text);
  }
  if (operation == "!=") return RefuseNotEqual(part, version);
  if (operation == ">") return RefuseGreater(part, version);
  if (operation == "<") {
    return version.Compare(part.version) < 0
               ? ""
               : Compared(version, " is greater than or equal to ", part.text);
  }
  if (operation == ">=" || operation == "=>") {
    return version.Compare(part.version) >= 0 ? "" : Compared(version, " is less than ", part.text);
  }
  if (operation == "<=" || operation == "=<") return RefuseLessEqual(part, version);
  if (operation == "^") return RefuseCaret(part, version);
  return RefuseTilde(part, version);
}

std::string SemVerConstraint::RefuseNotEqual(const Part& part, const SemVer& version) {
  const SemVer& wanted = part.version;
  const auto equal = [&] { return Compared(version, " is equal to ", part.text); };
  if (part.dirty) {
    if (wanted.major != version.major) return "";
    if (wanted.minor != version.minor && !part.minor_dirty) return "";
    if (part.minor_dirty) return equal();
    if (wanted.patch != version.patch && !part.patch_dirty) return "";
    if (part.patch_dirty) {
      const bool differs = (!version.prerelease.empty() || !wanted.prerelease.empty()) &&
                           ComparePrerelease(version.prerelease, wanted.prerelease) != 0;
      return differs ? "" : equal();
    }
  }
  return version.Compare(wanted) == 0 ? equal() : "";
}

std::string SemVerConstraint::RefuseGreater(const Part& part, const SemVer& version) {
  bool greater = version.Compare(part.version) > 0;
  if (part.dirty) {
    if (version.major != part.version.major) {
      greater = version.major > part.version.major;
    } else if (part.minor_dirty) {
      greater = false;
    } else if (part.patch_dirty) {
      greater = version.minor > part.version.minor;
    }
  }
  return greater ? "" : Compared(version, " is less than or equal to ", part.text);
}

std::string SemVerConstraint::RefuseLessEqual(const Part& part, const SemVer& version) {
  bool less_equal = version.Compare(part.version) <= 0;
  if (part.dirty) {
    less_equal = version.major < part.version.major ||
                 (version.major == part.version.major &&
                  (version.minor <= part.version.minor || part.minor_dirty));
  }
  return less_equal ? "" : Compared(version, " is greater than ", part.text);
}

std::string SemVerConstraint::RefuseTilde(const Part& part, const SemVer& version) {
  const SemVer& wanted = part.version;
  if (version.Compare(wanted) < 0) return Compared(version, " is less than ", part.text);
  if (wanted.major == 0 && wanted.minor == 0 && wanted.patch == 0 && !part.minor_dirty &&
      !part.patch_dirty) {
    return "";
  }
  if (version.major != wanted.major)
    return Compared(version, " does not have same major version as ", part.text);
  if (version.minor != wanted.minor && !part.minor_dirty) {
    return Compared(version, " does not have same major and minor version as ", part.text);
  }
  return "";
}

std::string SemVerConstraint::RefuseCaret(const Part& part, const SemVer& version) {
  const SemVer& wanted = part.version;
  if (version.Compare(wanted) < 0) return Compared(version, " is less than ", part.text);
  if (wanted.major > 0 || part.minor_dirty || version.major > 0) {
    const bool same = (wanted.major > 0 || part.minor_dirty) && version.major == wanted.major;
    return same ? "" : Compared(version, " does not have same major version as ", part.text);
  }
  if (wanted.minor > 0 || part.patch_dirty) {
    if (version.minor == wanted.minor) return "";
    return StrCat(Compared(version, " does not have same minor version as ", part.text),
                  ". Expected minor versions to match when constraint major version is 0");
  }
  if (version.minor > 0)
    return Compared(version, " does not have same minor version as ", part.text);
  if (wanted.patch == version.patch) return "";
  return StrCat(Compared(version, " does not equal ", part.text),
                ". Expect version and constraint to equal when major and minor versions are 0");
}

}  // namespace chartrender

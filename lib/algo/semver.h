// Versions and version constraints of Masterminds/semver 3.5.0, with its error texts. Immutable,
// plain data. Source: github.com/Masterminds/semver/v3@v3.5.0 version.go, constraints.go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender {

struct SemVer {
  uint64_t major = 0, minor = 0, patch = 0;
  std::string prerelease;  // without the '-'
  std::string metadata;    // without the '+'
  std::string original;    // the text it was read from

  // NewVersion: a leading 'v', missing minor or patch and leading zeros are accepted. Throws
  // Failure
  // ("invalid semantic version" and others).
  static SemVer Parse(std::string_view text);
  // StrictNewVersion: MAJOR.MINOR.PATCH as the specification has it. Throws Failure.
  static SemVer ParseStrict(std::string_view text);

  // Without the leading 'v'.
  std::string ToString() const;
  // -1, 0, 1. Metadata does not count.
  int Compare(const SemVer& other) const;

  // The next version; throws Failure at the largest number.
  SemVer NextMajor() const;
  SemVer NextMinor() const;
  // A prerelease loses its suffix instead of counting up.
  SemVer NextPatch() const;
  // Copies with another suffix; throw Failure when it is malformed.
  SemVer WithPrerelease(std::string_view text) const;
  SemVer WithMetadata(std::string_view text) const;

 private:
  SemVer WithOriginal() const;
};

// -1, 0, 1 for two texts behind the '-', as Compare orders them; "" comes first here.
int ComparePrerelease(std::string_view a, std::string_view b);

// `>=1.2, <2 || ~3.1`: groups separated by "||", of which one must hold.
class SemVerConstraint {
 public:
  // Throws Failure: `improper constraint: "x.y"`, "constraint parser error", limits on length and
  // groups.
  static SemVerConstraint Parse(std::string_view text);

  bool Holds(const SemVer& version) const;
  // The reasons why it does not hold, empty when it does. Source: Constraints.Validate.
  std::vector<std::string> Reasons(const SemVer& version) const;

 private:
  struct Part {
    std::string operation;
    std::string text;  // the version as written
    SemVer version;
    // A wildcard stands, or is implied, somewhere; for minor; for patch.
    bool dirty = false, minor_dirty = false, patch_dirty = false;
  };
  struct Group {
    std::vector<Part> parts;
    bool has_prerelease = false;
  };

  static Part ParsePart(std::string_view& text);
  // The reason why `version` does not meet `part`; "" when it does.
  static std::string Refusal(const Part& part, const SemVer& version, bool with_prereleases);
  static std::string RefuseNotEqual(const Part& part, const SemVer& version);
  static std::string RefuseGreater(const Part& part, const SemVer& version);
  static std::string RefuseLessEqual(const Part& part, const SemVer& version);
  static std::string RefuseTilde(const Part& part, const SemVer& version);
  static std::string RefuseCaret(const Part& part, const SemVer& version);

  std::vector<Group> groups_;
};

}  // namespace chartrender

#include "algo/semver.h"

#include <doctest/doctest.h>

#include <string>

#include "base/error.h"

namespace chartrender {

namespace {

struct VersionCase {
  std::string text;
  std::string loose, strict;  // the version, or the error
};

// Measured with Masterminds/semver 3.5.0.
const VersionCase kVersions[] = {
    {"1.2.3", "1.2.3", "1.2.3"},
    {"v1.2", "1.2.0", "invalid semantic version"},
    {"1", "1.0.0", "invalid semantic version"},
    {"1.2.3-alpha.1+b", "1.2.3-alpha.1+b", "1.2.3-alpha.1+b"},
    {"01.2.3", "1.2.3", "version segment starts with 0"},
    {"1.2.3-01", "version segment starts with 0", "version segment starts with 0"},
    {"1.2.3-", "invalid semantic version", "invalid prerelease string"},
    {"1.2.3.4", "invalid semantic version", "invalid characters in version"},
    {"", "invalid semantic version", "version string empty"},
    {"x", "invalid semantic version", "invalid semantic version"},
    {"99999999999999999999",
     "error parsing version segment: strconv.ParseUint: parsing \"99999999999999999999\": value "
     "out of range",
     "invalid semantic version"},
    {"1..2", "invalid semantic version", "strconv.ParseUint: parsing \"\": invalid syntax"},
    {"1.2.3+\303\251", "invalid semantic version", "invalid metadata string"},
    {"1.2.3-a..b", "invalid semantic version", "invalid prerelease string"},
    {"1.a.3", "invalid semantic version", "invalid characters in version"},
};

struct ConstraintCase {
  std::string constraint, version;
  bool holds;
  std::string reasons;  // a line each, or the error
};

const ConstraintCase kConstraints[] = {
    {">=1.2 <2", "1.9.0", true, ""},
    {">=1.2, <2", "2.0.0", false, "\"2.0.0\" is greater than or equal to \"2\""},
    {"^1.2", "1.9.9", true, ""},
    {"^0.2.3", "0.3.0", false,
     "\"0.3.0\" does not have same minor version as \"0.2.3\". Expected minor versions to match "
     "when constraint major version is 0"},
    {"^0.0.3", "0.0.4", false,
     "\"0.0.4\" does not equal \"0.0.3\". Expect version and constraint to equal when major and "
     "minor versions are 0"},
    {"~1.2.3", "1.3.0", false, "\"1.3.0\" does not have same major and minor version as \"1.2.3\""},
    {"~1", "1.9.0", true, ""},
    {"1.x", "1.5.0", true, ""},
    {"1.2", "1.2.9", true, ""},
    {"=1.2", "1.3.0", false, "\"1.3.0\" does not have same major and minor version as \"1.2\""},
    {"!=1.x", "1.2.3", false, "\"1.2.3\" is equal to \"1.x\""},
    {"!=1.2.3", "1.2.4", true, ""},
    {">1", "1.5.0", false, "\"1.5.0\" is less than or equal to \"1\""},
    {">1.1", "1.1.5", false, "\"1.1.5\" is less than or equal to \"1.1\""},
    {"<=1.2", "1.2.9", true, ""},
    {"<=11", "11.3.0", true, ""},
    {"1.2 - 1.4", "1.4.9", true, ""},
    {"1.2-1.4", "1.3.0", false,
     "\"1.3.0\" does not have same major and minor version as \"1.2-1.4\""},
    {">=1.0", "1.2.0-rc.1", false,
     "\"1.2.0-rc.1\" is a prerelease version and the constraint is only looking for release "
     "versions"},
    {">=1.0-0", "1.2.0-rc.1", true, ""},
    {">=1.19-0", "1.28.0-gke.1", true, ""},
    {"*", "1.0.0", true, ""},
    {"x", "0.0.1-a", false,
     "\"0.0.1-a\" is a prerelease version and the constraint is only looking for release versions"},
    {"bad", "1.0.0", false, "improper constraint: \"bad\""},
    {"", "1.0.0", false, "improper constraint: \"\""},
    {"1.0,,2", "1.0.0", false, "improper constraint: \"1.0,,2\""},
    {">1 || <0.5", "0.4.0", true, ""},
    {"1|2", "1.0.0", false, "constraint parser error"},
    {">= 1.2, < 2 || ~ 3.1", "3.1.9", true, ""},
    {"~0.0.0", "9.9.9", true, ""},
    {"^0", "0.9.0", true, ""},
    {"v1.2.3", "1.2.3", true, ""},
};

std::string Read(SemVer (*parse)(std::string_view), std::string_view text) {
  try {
    return parse(text).ToString();
  } catch (const Failure& failure) {
    return failure.error().message;
  }
}

}  // namespace

TEST_CASE("versions are read as the module reads them") {
  for (const VersionCase& test : kVersions) {
    CAPTURE(test.text);
    CHECK(Read(SemVer::Parse, test.text) == test.loose);
    CHECK(Read(SemVer::ParseStrict, test.text) == test.strict);
  }
}

TEST_CASE("constraints hold, refuse and fail as the module's do") {
  for (const ConstraintCase& test : kConstraints) {
    CAPTURE(test.constraint);
    CAPTURE(test.version);
    bool holds = false;
    std::string reasons;
    try {
      const SemVerConstraint constraint = SemVerConstraint::Parse(test.constraint);
      const SemVer version = SemVer::Parse(test.version);
      holds = constraint.Holds(version);
      for (const std::string& reason : constraint.Reasons(version)) {
        reasons += (reasons.empty() ? "" : "\n") + reason;
      }
    } catch (const Failure& failure) {
      reasons = failure.error().message;
    }
    CHECK(holds == test.holds);
    CHECK(reasons == test.reasons);
  }
}

TEST_CASE("versions are ordered by their parts, prereleases before releases") {
  const std::string ordered[] = {"1.0.0-1",       "1.0.0-2",    "1.0.0-10", "1.0.0-alpha",
                                 "1.0.0-alpha.1", "1.0.0-beta", "1.0.0",    "1.0.1",
                                 "1.2.0",         "1.10.0",     "2.0.0"};
  for (size_t i = 0; i < std::size(ordered); ++i) {
    for (size_t j = 0; j < std::size(ordered); ++j) {
      const int want = i < j ? -1 : (i > j ? 1 : 0);
      CHECK(SemVer::Parse(ordered[i]).Compare(SemVer::Parse(ordered[j])) == want);
    }
  }
  CHECK(SemVer::Parse("1.0.0+a").Compare(SemVer::Parse("1.0.0+b")) == 0);
}

TEST_CASE("the next version keeps the leading v") {
  CHECK(SemVer::Parse("v1.2.3-rc.1").NextPatch().original == "v1.2.3");
  CHECK(SemVer::Parse("v1.2.3").NextPatch().original == "v1.2.4");
  CHECK(SemVer::Parse("1.2.3+b").NextMinor().original == "1.3.0");
  CHECK(SemVer::Parse("1.2.3").NextMajor().original == "2.0.0");
}

}  // namespace chartrender

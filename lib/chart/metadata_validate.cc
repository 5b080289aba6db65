// The rules that Helm checks after loading a chart.
// Source: pkg/chart/v2/metadata.go and dependency.go of v4.3.1.
#include <algorithm>
#include <set>

#include "algo/go_path.h"
#include "algo/semver.h"
#include "base/error.h"
#include "base/quote.h"
#include "base/unicode.h"
#include "base/utf8.h"
#include "chart/metadata.h"

namespace chartrender {

namespace {

[[noreturn]] void Fail(std::string_view text) {
  throw Failure(ErrorCode::kChart, StrCat("validation: ", text));
}

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

bool IsVersion(std::string_view text) {
  try {
    SemVer::Parse(text);
    return true;
  } catch (const Failure&) {
    return false;
  }
}

// Blanks of all kinds become a space, what cannot be printed goes; bad bytes become U+FFFD, as
// strings.Map does.
void Sanitize(std::string& text) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; })) return;
  std::string clean;
  for (std::string_view rest = text; !rest.empty();) {
    const Rune rune = DecodeRune(rest);
    if (IsSpaceRune(rune.code)) {
      clean += ' ';
    } else if (IsPrintRune(rune.code)) {
      AppendRune(clean, rune.code);
    }
    rest.remove_prefix(rune.width);
  }
  text = std::move(clean);
}

void ValidateDependency(std::optional<Dependency>& dependency) {
  if (!dependency) Fail("dependencies must not contain empty or null nodes");
  Sanitize(dependency->name);
  Sanitize(dependency->version);
  Sanitize(dependency->repository);
  Sanitize(dependency->condition);
  for (std::string& tag : dependency->tags) Sanitize(tag);
  constexpr std::string_view alias_bytes =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  if (dependency->alias.find_first_not_of(alias_bytes) != std::string::npos) {
    Fail(StrCat("dependency ", Quote(dependency->name), " has disallowed characters in the alias"));
  }
}

void ValidateNameAndVersion(const Metadata& metadata) {
  const std::string& name = metadata.name;
  if (metadata.api_version.empty()) Fail("chart.metadata.apiVersion is required");
  if (name.empty()) Fail("chart.metadata.name is required");
  if (name == "." || name == "..") {
    Fail(StrCat("chart.metadata.name ", Quote(name), " is not allowed"));
  }
  if (name != PathBase(name)) Fail(StrCat("chart.metadata.name ", Quote(name), " is invalid"));
  if (metadata.version.empty()) Fail("chart.metadata.version is required");
  if (!IsVersion(metadata.version)) {
    Fail(StrCat("chart.metadata.version ", Quote(metadata.version), " is invalid"));
  }
  if (!metadata.type.empty() && metadata.type != "application" && metadata.type != "library") {
    Fail("chart.metadata.type must be application or library");
  }
}

}  // namespace

void ValidateMetadata(Metadata& metadata) {
  for (std::string* text :
       {&metadata.name, &metadata.description, &metadata.home, &metadata.icon, &metadata.condition,
        &metadata.tags, &metadata.app_version, &metadata.kube_version}) {
    Sanitize(*text);
  }
  for (std::string& source : metadata.sources) Sanitize(source);
  for (std::string& keyword : metadata.keywords) Sanitize(keyword);
  ValidateNameAndVersion(metadata);
  for (auto& maintainer : metadata.maintainers) {
    if (!maintainer) Fail("maintainers must not contain empty or null nodes");
    Sanitize(maintainer->name);
    Sanitize(maintainer->email);
    Sanitize(maintainer->url);
  }
  std::set<std::string_view> seen;
  for (auto& dependency : metadata.dependencies) {
    ValidateDependency(dependency);
    const std::string& key = dependency->alias.empty() ? dependency->name : dependency->alias;
    if (!seen.insert(key).second) {
      Fail(StrCat("more than one dependency with name or alias ", Quote(key)));
    }
  }
}

}  // namespace chartrender

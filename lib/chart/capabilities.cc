#include "chart/capabilities.h"

#include <charconv>
#include <cstdint>

#include "base/dialect.h"
#include "base/error.h"
#include "base/quote.h"
#include "chart/api_versions.h"

namespace chartrender {

namespace {

std::string Quote(std::string_view text) {
  std::string quoted;
  AppendQuote(quoted, text);
  return quoted;
}

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kUsage, std::move(message));
}

constexpr std::string_view kDigits = "0123456789";

// The dotted numbers at the start of `text`, or "" when it does not look like a version.
// Source: versionMatchRE of k8s.io/apimachinery pkg/util/version.
std::string_view LeadingNumbers(std::string_view text) {
  const size_t start = text.find_first_not_of(" \t\n\f\r");
  if (start == std::string_view::npos) return {};
  text.remove_prefix(start);
  if (text[0] == 'v') text.remove_prefix(1);
  size_t end = 0;
  for (;;) {
    const size_t digits = std::min(text.find_first_not_of(kDigits, end), text.size());
    if (digits == end) return end == 0 ? std::string_view() : text.substr(0, end - 1);
    end = digits;
    if (end >= text.size() || text[end] != '.') break;
    ++end;
  }
  return text.substr(0, end);
}

uint64_t ParseComponent(std::string_view component, std::string_view text) {
  uint64_t number = 0;
  const auto result =
      std::from_chars(component.data(), component.data() + component.size(), number);
  if (result.ec != std::errc()) {
    Fail(StrCat("illegal non-numeric version component ", Quote(component), " in ", Quote(text),
                ": strconv.ParseUint: parsing ", Quote(component), ": value out of range"));
  }
  return number;
}

}  // namespace

Capabilities DefaultCapabilities(Dialect dialect) {
  Capabilities capabilities;
  capabilities.kube_version = {"v1.37.0", "v1.37.0", "1", "37"};
  const auto versions = BuiltinApiVersions();
  capabilities.api_versions.assign(versions.begin(), versions.end());
  const DialectTraits& traits = TraitsOf(dialect);
  capabilities.helm = {traits.helm_version, "", "", "go1.26.8", traits.kube_client_version};
  return capabilities;
}

KubeVersion ParseKubeVersion(std::string_view text, Dialect dialect) {
  const std::string_view numbers = LeadingNumbers(text);
  const size_t extra = numbers.empty() ? 0 : static_cast<size_t>(numbers.end() - text.begin());
  if (numbers.empty() || text.find('\n', extra) != std::string_view::npos) {
    Fail(StrCat("could not parse ", Quote(text), " as version"));
  }
  if (numbers.find('.') == std::string_view::npos) {
    Fail(StrCat("illegal version string ", Quote(text)));
  }
  KubeVersion version;
  size_t count = 0;
  for (size_t at = 0; at <= numbers.size(); ++count) {
    const size_t end = std::min(numbers.find('.', at), numbers.size());
    const std::string_view component = numbers.substr(at, end - at);
    if (count == 0 && component[0] == '0' && component != "0") {
      Fail(StrCat("illegal zero-prefixed version component ", Quote(component), " in ",
                  Quote(text)));
    }
    const std::string number = std::to_string(ParseComponent(component, text));
    version.normalized += (count == 0 ? "v" : ".") + number;
    if (count == 0) version.major = number;
    if (count == 1) version.minor = number;
    at = end + 1;
  }
  version.version = version.normalized;
  if (TraitsOf(dialect).keeps_kube_version_text)
    version.version = StrCat(text.substr(0, 1) == "v" ? "" : "v", text);
  return version;
}

void CheckKubeVersion(std::string_view constraint, const KubeVersion& version) {
  if (constraint.empty() || IsCompatibleRange(constraint, version.normalized)) return;
  throw Failure(ErrorCode::kChart,
                StrCat("chart requires kubeVersion: ", constraint,
                       " which is incompatible with Kubernetes ", version.version));
}

}  // namespace chartrender

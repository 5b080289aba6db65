// Kubernetes versions; what is wanted was printed by Helm 4.3.1.
#include "chart/capabilities.h"

#include <doctest/doctest.h>

#include "base/error.h"

namespace chartrender {

TEST_CASE("capabilities: a version keeps its text and has its numbers") {
  const KubeVersion version = ParseKubeVersion("v1.33.4-gke.1245000", Dialect::kHelm4);
  CHECK(version.version == "v1.33.4-gke.1245000");
  CHECK(version.normalized == "v1.33.4");
  CHECK(version.major == "1");
  CHECK(version.minor == "33");
  CHECK(ParseKubeVersion("1.29", Dialect::kHelm4).version == "v1.29");
  CHECK(ParseKubeVersion("1.029.3", Dialect::kHelm4).normalized == "v1.29.3");
  CHECK(ParseKubeVersion("v1.33.4-gke.1", Dialect::kHelm3).version == "v1.33.4");
}

TEST_CASE("capabilities: bad versions have the texts of k8s.io/apimachinery") {
  CHECK_THROWS_WITH(ParseKubeVersion("abc", Dialect::kHelm4),
                    R"(could not parse "abc" as version)");
  CHECK_THROWS_WITH(ParseKubeVersion("", Dialect::kHelm4), R"(could not parse "" as version)");
  CHECK_THROWS_WITH(ParseKubeVersion("v1", Dialect::kHelm4), R"(illegal version string "v1")");
  CHECK_THROWS_WITH(ParseKubeVersion("01.2", Dialect::kHelm4),
                    R"(illegal zero-prefixed version component "01" in "01.2")");
  CHECK_THROWS_WITH(ParseKubeVersion("1.2\nx", Dialect::kHelm4),
                    R"(could not parse "1.2\nx" as version)");
}

TEST_CASE("capabilities: constraints look at the numbers only") {
  CHECK(IsCompatibleRange(">=1.20.0-0", "v1.37.0"));
  CHECK_FALSE(IsCompatibleRange("<1.20", "v1.37.0"));
  CHECK_FALSE(IsCompatibleRange("nonsense", "v1.37.0"));
  CHECK_NOTHROW(CheckKubeVersion("", ParseKubeVersion("1.25.3", Dialect::kHelm4)));
  CHECK_THROWS_WITH(CheckKubeVersion(">=1.99.0", ParseKubeVersion("1.25.3", Dialect::kHelm4)),
                    "chart requires kubeVersion: >=1.99.0 which is incompatible with Kubernetes "
                    "v1.25.3");
}

TEST_CASE("capabilities: the built-in API versions start with the core") {
  const Capabilities capabilities = DefaultCapabilities(Dialect::kHelm4);
  REQUIRE(capabilities.api_versions.size() > 50);
  CHECK(capabilities.api_versions.front() == "v1");
  CHECK(capabilities.api_versions.back() == "apiextensions.k8s.io/v1");
  CHECK(capabilities.kube_version.version == "v1.37.0");
}

}  // namespace chartrender

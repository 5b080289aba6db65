// See chartrender/kube.h.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/kube.h"
#include "check/objects.h"

namespace chartrender::check::kube {

struct Version {
  int major = 0, minor = 0, patch = 0;

  [[nodiscard]] std::string MinorText() const;  // "1.37"
  [[nodiscard]] std::string Text() const;       // "1.37.2"
};
// Of "1.37", "v1.37.2", "1.37.2-gke.100". Throws Failure(kUsage).
Version ReadVersion(std::string_view text);

// `version` stands for an empty one in the options.
KubeReport CheckObjects(const ObjectSet::Data& objects, const KubeOptions& options,
                        std::string_view version);

}  // namespace chartrender::check::kube

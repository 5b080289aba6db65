// The inventory of images as a bill of materials: CycloneDX 1.6 and SPDX 2.3, both JSON. Each image
// is one component; what is inside it is not known here. The same images give the same text, but
// for the time that SPDX asks for. Source: CycloneDX 1.6 bom-1.6.schema.json; SPDX 2.3
// spdx-schema.json; Package URL types, oci.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "chartrender/images.h"

namespace chartrender::cli {

std::string ImagesAsCycloneDx(std::span<const ImageUse> uses,
                              const std::vector<std::string>& targets);
// `created` in seconds since 1970 UTC.
std::string ImagesAsSpdx(std::span<const ImageUse> uses, const std::vector<std::string>& targets,
                         int64_t created);

}  // namespace chartrender::cli

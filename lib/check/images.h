// The images that objects deploy. See chartrender/images.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "chartrender/images.h"
#include "check/objects.h"

namespace chartrender::check {

struct ImageName {
  std::string registry, repository, tag, digest;
};
// Nothing when the text is no reference to an image.
// Source: github.com/distribution/reference v0.6.0 reference.go, normalize.go.
std::optional<ImageName> ParseImage(std::string_view text);

ImageReport ImagesOf(const ObjectSet::Data& objects);

}  // namespace chartrender::check

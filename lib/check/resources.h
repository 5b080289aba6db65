// See chartrender/resources.h.
#pragma once

#include "chartrender/resources.h"
#include "check/objects.h"

namespace chartrender::check {

ResourceReport ResourcesOf(const ObjectSet::Data& objects, const ResourceOptions& options);

// Throws Failure(kUsage, "NAME:LINE: ...").
PriceList ReadPrices(const std::string& name, std::string_view text);

}  // namespace chartrender::check

#include "chartrender/resources.h"

#include "api/boundary.h"
#include "check/resources.h"

namespace chartrender {

Result<ResourceReport> SumResources(const ObjectSet& objects, const ResourceOptions& options) {
  return AtBoundary<ResourceReport>([&] { return check::ResourcesOf(objects.data(), options); });
}

Result<PriceList> ReadPrices(const std::string& name, std::string_view text) {
  return AtBoundary<PriceList>([&] { return check::ReadPrices(name, text); });
}

}  // namespace chartrender

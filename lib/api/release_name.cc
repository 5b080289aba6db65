#include "api/release_name.h"

#include "algo/dns_name.h"
#include "base/error.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr size_t kMaxReleaseName = 53;

}  // namespace

void ValidateReleaseName(std::string_view name) {
  std::string_view problem;
  if (name.empty()) {
    problem = "no name provided";
  } else if (name.size() > kMaxReleaseName || !IsDnsSubdomain(name)) {
    problem =
        "invalid release name, must match regex "
        "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$ and the length must "
        "not be longer "
        "than 53";
  }
  if (!problem.empty()) {
    throw Failure(ErrorCode::kUsage, StrCat("release name ", Quoted(name), ": ", problem));
  }
}

}  // namespace chartrender

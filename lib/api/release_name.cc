#include "api/release_name.h"

#include "base/error.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr size_t kMaxReleaseName = 53;

bool IsAlphanumeric(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

// ^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$
bool IsDnsName(std::string_view name) {
  while (true) {
    const size_t dot = name.find('.');
    const std::string_view label = name.substr(0, dot);
    if (label.empty() || !IsAlphanumeric(label.front()) || !IsAlphanumeric(label.back()))
      return false;
    for (const char c : label) {
      if (!IsAlphanumeric(c) && c != '-') return false;
    }
    if (dot == std::string_view::npos) return true;
    name.remove_prefix(dot + 1);
  }
}

}  // namespace

void ValidateReleaseName(std::string_view name) {
  std::string_view problem;
  if (name.empty()) {
    problem = "no name provided";
  } else if (name.size() > kMaxReleaseName || !IsDnsName(name)) {
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

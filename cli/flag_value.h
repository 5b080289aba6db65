// Checks and splits the text of an option's value by the option's type.
// Source: spf13/pflag 1.0.10 (bool, int, float32, duration, string_slice, string_to_string),
// Helm 4.3.1 pkg/cmd/flags.go, k8s.io/klog 2.140 for the hidden logging flags.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "flag_parser.h"
#include "option.h"

namespace chartrender::cli {

// Empty when `value` fits the option, else what is wrong in Go's words. `before` are the uses to
// the left: some options may be given once only.
std::string ValueFault(const Option& option, std::string_view value,
                       const std::vector<OptionUse>& before);

// The values that one use of a list option adds. `value` is known to fit.
std::vector<std::string> SplitValue(const Option& option, std::string_view value);

}  // namespace chartrender::cli

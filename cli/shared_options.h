// Options of our own that several commands share, and what they mean.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/limits.h"
#include "option.h"

namespace chartrender::cli {

// On every command: --error-format.
std::span<const Option> OwnGlobalOptions();
// On commands that load charts: --limit.
std::span<const Option> LimitOptions();
// On commands that render: --all-errors, --lookup.
std::span<const Option> RenderingOptions();
// --watch.
std::span<const Option> WatchOptions();
// On commands that read values or schemas: --allow-network.
std::span<const Option> NetworkOptions();

// The limits of --limit arguments such as "steps=1000000,memory=512M". Throws UsageError.
Limits ReadLimits(const std::vector<std::string>& arguments);

}  // namespace chartrender::cli

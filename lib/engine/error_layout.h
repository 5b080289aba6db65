// How Helm lays out the errors of parsing and executing templates.
// Source: Helm 4.3.1 pkg/engine/engine.go cleanupParseError, reformatExecErrorMsg.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/error.h"

namespace chartrender::engine {

// `fail` and `required` wrap their message in these, so that it is found in the chain.
constexpr std::string_view kWarnStart = "HELM_ERR_START";
constexpr std::string_view kWarnEnd = "HELM_ERR_END";

// "parse error at (chart/templates/x.yaml:3): unexpected EOF"
void LayOutParseError(std::string_view path, Error& error);

// The chain of includes over lines, or "execution error at (...): message" of `fail`.
void LayOutExecError(std::string_view path, Error& error);

}  // namespace chartrender::engine

// How Helm lays out the errors of parsing and executing templates.
// Source: Helm 4.3.1 pkg/engine/engine.go cleanupParseError, reformatExecErrorMsg;
// Helm 3.22.0 likewise, cleanupExecError.
#pragma once

#include <string>
#include <string_view>

#include "base/dialect.h"
#include "chartrender/error.h"

namespace chartrender::engine {

// `fail` and `required` wrap their message in these, so that it is found in the chain.
constexpr std::string_view kWarnStart = "HELM_ERR_START";
constexpr std::string_view kWarnEnd = "HELM_ERR_END";

// "parse error at (chart/templates/x.yaml:3): unexpected EOF"
void LayOutParseError(std::string_view path, Error& error);

// "execution error at (...): message" of `fail` and `required`; else as the dialect says: the chain
// of includes over lines, or Go's text as it is.
void LayOutExecError(std::string_view path, ExecErrorLayout layout, Error& error);

}  // namespace chartrender::engine

// Manifests as files below a folder, for `template --output-dir`. Every file is written to a
// temporary name first and moved into place when it is complete. Source: Helm 4.3.1
// pkg/action/action.go renderResources and pkg/cmd/template.go writeToFile: files of hooks that
// exist already are added to, all others are replaced.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "chartrender/chartrender.h"
#include "terminal.h"

namespace chartrender::cli {

// Both write one group of documents below `folder` and tell "wrote PATH" for each document. The
// Error is Helm's text.
std::optional<Error> WriteManifests(Terminal& terminal, const std::string& folder,
                                    std::span<const Manifest> manifests);
std::optional<Error> WriteHooks(Terminal& terminal, const std::string& folder,
                                std::span<const Manifest> hooks);

// One text as a file, with the folders above it.
std::optional<Error> WriteTextFile(const std::string& file, std::string_view text);

}  // namespace chartrender::cli

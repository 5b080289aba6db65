// The built-in objects of a template's root: .Files, .Capabilities and .Chart of Helm 3, and the
// methods of .Values. Source: Helm 4.3.1 pkg/engine/files.go, pkg/chart/common/capabilities.go and
// values.go.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "chart/dependencies.h"
#include "chartrender/chartrender.h"
#include "gotemplate/function.h"
#include "value/object.h"

namespace chartrender::engine {

// What .Capabilities shows; the texts are as Helm prints them ("v1.37.0").
struct CapabilitiesInfo {
  std::string kube_version;
  std::string kube_version_normalized;
  std::string kube_major, kube_minor;
  std::span<const std::string_view> api_versions;
  std::string_view helm_version;
  std::string_view go_version;
  std::string_view kube_client_version;  // Helm 3 has no such field, nor kube_version_normalized
};

// An engine.files of the given files; their texts must outlive the arena's values.
const Object* MakeFiles(Arena& arena, std::span<const FileView> files);

// A *common.Capabilities, of Helm 3 *chartutil.Capabilities. Texts are copied into the arena.
const Object* MakeCapabilities(Arena& arena, Dialect dialect, const CapabilitiesInfo& info);

// `.Chart` of Helm 3; that of Helm 4 is MetadataMap of chart/dependencies.h.
Value MetadataStruct(const ChartInstance& chart, Arena& arena);

// Methods of common.Values (GoType::kValues): Table, PathValue, AsMap, YAML, Encode. The receiver
// is args[0].
std::span<const FunctionDef> ValuesMethods();

}  // namespace chartrender::engine

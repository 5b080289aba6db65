#include <iterator>

#include "base/dialect.h"
#include "engine/objects.h"
#include "value/map.h"

namespace chartrender::engine {

namespace {

constexpr std::string_view kSource = "Helm 4.3.1 pkg/chart/common/capabilities.go";

// The same type as Helm 3 calls it.
constexpr ObjectType Renamed(ObjectType type, std::string_view name) {
  type.name = name;
  return type;
}

// KubeVersion ---------------------------------------------------------------

constexpr std::string_view kKubeVersionFields[] = {"Version", "normalizedVersion", "Major",
                                                   "Minor"};

std::string_view FieldText(const Object& object, size_t field) {
  return object.fields[field].AsString();
}

std::string KubeVersionText(const Object& object) {
  const std::string_view normalized = FieldText(object, 1);
  return std::string(normalized.empty() ? FieldText(object, 0) : normalized);
}

std::string KubeVersionString(Call&, Value self) { return KubeVersionText(*self.AsObject()); }

std::string_view KubeVersionGitVersion(Call&, Value self) { return FieldText(*self.AsObject(), 0); }

constexpr FunctionDef kKubeVersionMethods[] = {
    {"GitVersion", Fn<&KubeVersionGitVersion>, "The full Kubernetes version.", kSource},
    {"String", Fn<&KubeVersionString>, "The version that constraints are checked against.",
     kSource},
};

// Without the unexported field, as copystructure copies.
Value CopyKubeVersion(const Object& object, Arena& arena) {
  const std::span<Value> fields = arena.Array<Value>(object.fields.size());
  std::copy(object.fields.begin(), object.fields.end(), fields.begin());
  fields[1] = Value::String("");
  auto* copy = arena.New<Object>(object);
  copy->fields = fields;
  return Value::Of(copy);
}

constexpr ObjectType kKubeVersionCopyType = {
    .name = "common.KubeVersion",
    .kind = GoKind::kStruct,
    .fields = kKubeVersionFields,
    .deep_copy = &CopyKubeVersion,
};

constexpr ObjectType kKubeVersionType = {
    .name = "common.KubeVersion",
    .kind = GoKind::kStruct,
    .fields = kKubeVersionFields,
    .methods = kKubeVersionMethods,
    .method_count = std::size(kKubeVersionMethods),
    .to_string_addressed = &KubeVersionText,
    .copied = &kKubeVersionCopyType,
};

// Helm 3 has no normalized version: its texts are those of the first field.
constexpr std::string_view kHelm3KubeVersionFields[] = {"Version", "Major", "Minor"};

std::string Helm3KubeVersionText(const Object& object) { return std::string(FieldText(object, 0)); }

constexpr FunctionDef kHelm3KubeVersionMethods[] = {
    {"GitVersion", Fn<&KubeVersionGitVersion>, "The Kubernetes version.", kSource},
    {"String", Fn<&KubeVersionGitVersion>, "The Kubernetes version.", kSource},
};

constexpr ObjectType kHelm3KubeVersionType = {
    .name = "chartutil.KubeVersion",
    .kind = GoKind::kStruct,
    .fields = kHelm3KubeVersionFields,
    .methods = kHelm3KubeVersionMethods,
    .method_count = std::size(kHelm3KubeVersionMethods),
    .to_string_addressed = &Helm3KubeVersionText,
};

// VersionSet ----------------------------------------------------------------

bool VersionSetHas(Call& call, Value self, std::string_view version) {
  const std::span<const Value> versions = Underlying(self).AsList();
  call.budget.ChargeSteps(versions.size());
  for (const Value& known : versions) {
    if (known.AsString() == version) return true;
  }
  return false;
}

constexpr FunctionDef kVersionSetMethods[] = {
    {"Has", Fn<&VersionSetHas>, "Whether the API version (or group/version/Kind) is known.",
     kSource},
};

constexpr ObjectType kVersionSetType = {
    .name = "common.VersionSet",
    .kind = GoKind::kSlice,
    .methods = kVersionSetMethods,
    .method_count = std::size(kVersionSetMethods),
};

constexpr ObjectType kHelm3VersionSetType = Renamed(kVersionSetType, "chartutil.VersionSet");

// HelmVersion ---------------------------------------------------------------

constexpr std::string_view kBuildInfoFields[] = {"Version", "GitCommit", "GitTreeState",
                                                 "GoVersion", "KubeClientVersion"};
constexpr JsonTag kBuildInfoTags[] = {{"version"},
                                      {"git_commit"},
                                      {"git_tree_state"},
                                      {"go_version"},
                                      {"kube_client_version", false}};

// The type of both dialects: Helm 3 lacks the last field.
constexpr ObjectType kBuildInfoType = {
    .name = "version.BuildInfo",
    .kind = GoKind::kStruct,
    .fields = kBuildInfoFields,
    .json_tags = kBuildInfoTags,
};

constexpr ObjectType kHelm3BuildInfoType = {
    .name = "version.BuildInfo",
    .kind = GoKind::kStruct,
    .fields = {kBuildInfoFields, std::size(kBuildInfoFields) - 1},
    .json_tags = {kBuildInfoTags, std::size(kBuildInfoTags) - 1},
};

// Capabilities --------------------------------------------------------------

constexpr std::string_view kCapabilitiesFields[] = {"KubeVersion", "APIVersions", "HelmVersion"};

Value CopyCapabilities(Call& call, Value self) {
  return Value::Of(call.arena.New<Object>(*self.AsObject()));
}

constexpr FunctionDef kCapabilitiesMethods[] = {
    {"Copy", Fn<&CopyCapabilities>, "A copy of the capabilities.", kSource},
};

constexpr ObjectType kCapabilitiesType = {
    .name = "*common.Capabilities",
    .kind = GoKind::kPtr,
    .fields = kCapabilitiesFields,
    .methods = kCapabilitiesMethods,
    .method_count = std::size(kCapabilitiesMethods),
};

constexpr ObjectType kHelm3CapabilitiesType = Renamed(kCapabilitiesType, "*chartutil.Capabilities");

Value MakeStruct(Arena& arena, const ObjectType& type, std::initializer_list<Value> values) {
  const std::span<Value> fields = arena.Array<Value>(values.size());
  std::copy(values.begin(), values.end(), fields.begin());
  return Value::Of(arena.New<Object>(Object{&type, Value(), fields}));
}

Value MakeVersionSet(Arena& arena, const ObjectType& type,
                     std::span<const std::string_view> texts) {
  const std::span<Value> versions = arena.Array<Value>(texts.size());
  for (size_t i = 0; i < versions.size(); ++i) versions[i] = Value::String(arena, texts[i]);
  return Value::Of(
      arena.New<Object>(Object{&type, Value::List(versions, GoType::kStringList), {}}));
}

const Object* MakeHelm3Capabilities(Arena& arena, const CapabilitiesInfo& info) {
  auto text = [&](std::string_view t) { return Value::String(arena, t); };
  const Value kube =
      MakeStruct(arena, kHelm3KubeVersionType,
                 {text(info.kube_version), text(info.kube_major), text(info.kube_minor)});
  const Value helm =
      MakeStruct(arena, kHelm3BuildInfoType,
                 {text(info.helm_version), text(""), text(""), text(info.go_version)});
  const Value versions = MakeVersionSet(arena, kHelm3VersionSetType, info.api_versions);
  return MakeStruct(arena, kHelm3CapabilitiesType, {kube, versions, helm}).AsObject();
}

}  // namespace

const Object* MakeCapabilities(Arena& arena, Dialect dialect, const CapabilitiesInfo& info) {
  if (!TraitsOf(dialect).has_normalized_version) return MakeHelm3Capabilities(arena, info);
  auto text = [&](std::string_view t) { return Value::String(arena, t); };
  const Value kube = MakeStruct(arena, kKubeVersionType,
                                {text(info.kube_version), text(info.kube_version_normalized),
                                 text(info.kube_major), text(info.kube_minor)});
  const Value helm = MakeStruct(arena, kBuildInfoType,
                                {text(info.helm_version), text(""), text(""), text(info.go_version),
                                 text(info.kube_client_version)});
  const Value versions = MakeVersionSet(arena, kVersionSetType, info.api_versions);
  return MakeStruct(arena, kCapabilitiesType, {kube, versions, helm}).AsObject();
}

}  // namespace chartrender::engine

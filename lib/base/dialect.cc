#include "base/dialect.h"

namespace chartrender {

namespace {

constexpr DialectTraits kHelm4 = {
    .helm_version = "v4.3.1",
    .kube_client_version = "v1.37",
    .detects_chart_version = true,
    .limits_each_file = false,
    .reads_all_documents = true,
    .copies_aliased_entries = true,
    .drops_default_nulls = true,
    .set_json_takes_objects = true,
    .refuses_open_index = false,
    .keeps_kube_version_text = true,
    .has_metadata_struct = false,
    .has_normalized_version = true,
    .exec_errors = ExecErrorLayout::kChain,
    .missing_dependencies_prefix =
        "an error occurred while checking for chart dependencies. You may need to run 'helm "
        "dependency build' to fetch missing dependencies: ",
    .dependencies_prefix = "chart dependencies processing failed: ",
    .release_name_prefix = "release name check failed: ",
    .refuses_chart_v3 = true,
    .trims_documents = false,
    .head_type = "util.SimpleHead",
    .orders_webhook_settings = true,
    .lints_strictly = true,
    .lints_crds = true,
    .lints_old_hooks = false,
    .lints_yml = true,
    .lints_values_always = false,
    .lint_wants_templates = true,
    .lint_list_annotation = "annotation",
    .shows_separator_of_each_crd = true,
};

constexpr DialectTraits kHelm3 = {
    .helm_version = "v3.22.0",
    .kube_client_version = "",
    .detects_chart_version = false,
    .limits_each_file = true,
    .reads_all_documents = false,
    .copies_aliased_entries = false,
    .drops_default_nulls = false,
    .set_json_takes_objects = false,
    .refuses_open_index = true,
    .keeps_kube_version_text = false,
    .has_metadata_struct = true,
    .has_normalized_version = false,
    .exec_errors = ExecErrorLayout::kGo,
    .missing_dependencies_prefix =
        "An error occurred while checking for chart dependencies. You may need to run `helm "
        "dependency build` to fetch missing dependencies: ",
    .dependencies_prefix = "",
    .release_name_prefix = "",
    .refuses_chart_v3 = false,
    .trims_documents = true,
    .head_type = "releaseutil.SimpleHead",
    .orders_webhook_settings = false,
    .lints_strictly = false,
    .lints_crds = false,
    .lints_old_hooks = true,
    .lints_yml = false,
    .lints_values_always = true,
    .lint_wants_templates = false,
    .lint_list_annotation = "Annotation",
    .shows_separator_of_each_crd = false,
};

}  // namespace

const DialectTraits& TraitsOf(Dialect dialect) {
  return dialect == Dialect::kHelm3 ? kHelm3 : kHelm4;
}

}  // namespace chartrender

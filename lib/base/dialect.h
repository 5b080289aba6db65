// Everything in which the dialects differ, as one const record each. A room reads the field it
// needs and never asks which Helm it follows; the record is passed down with the chart. What the
// template functions of a dialect are stands in their rows (DialectSet in gotemplate/function.h),
// what it logs in chart/log_events.h, its options in cli/helm_options.cc.
// Source: Helm 4.3.1 and 3.22.0, file by file.
#pragma once

#include <cstdint>
#include <string_view>

#include "chartrender/dialect.h"

namespace chartrender {

// How an error of a template that runs is laid out.
enum class ExecErrorLayout : uint8_t {
  kChain,  // one level of the chain after the other, each on lines of its own
  kGo,     // the one line that Go's text/template gives
};

struct DialectTraits {
  // .Capabilities.HelmVersion; the client version is a field that Helm 3 lacks ("").
  std::string_view helm_version, kube_client_version;

  // Loading.
  bool detects_chart_version;   // looks at apiVersion before it loads, and has a loader for v3
  bool limits_each_file;        // besides the whole chart
  bool reads_all_documents;     // of a values file; else the first alone
  bool copies_aliased_entries;  // the dependency entries and subcharts of an aliased chart

  // Values.
  bool drops_default_nulls;      // nulls of a chart's defaults do not shadow globals
  bool set_json_takes_objects;   // --set-json '{"a": 1}' besides a=1
  bool refuses_open_index;       // `a[0` of --set is an error, else the end of the argument
  bool keeps_kube_version_text;  // .Capabilities.KubeVersion.Version as given, not its numbers

  // Templates.
  bool has_metadata_struct;     // .Chart is a struct, else a map
  bool has_normalized_version;  // a field of .Capabilities.KubeVersion
  ExecErrorLayout exec_errors;

  // Installing, as `helm template` does it: what is said before the error of a step.
  std::string_view missing_dependencies_prefix, dependencies_prefix, release_name_prefix;
  bool refuses_chart_v3;

  // Manifests.
  bool trims_documents;          // at both ends; else their last lines stay as they are
  std::string_view head_type;    // Go's name for the head of a document in error texts
  bool orders_webhook_settings;  // webhook configurations have a place in the install order

  // lint and show.
  bool lints_strictly;  // unknown fields of Chart.yaml, strict versions
  bool lints_crds;
  bool lints_old_hooks;       // crd-install hooks, .Release.Time
  bool lints_yml;             // .yml files and extensions in capitals
  bool lints_values_always;   // against their schema, whatever --skip-schema-validation says
  bool lint_wants_templates;  // a chart without templates/ is told of and not looked into
  std::string_view lint_list_annotation;  // how the finding about annotations in lists starts
  bool shows_separator_of_each_crd;       // else only `show all` has one, before the first
};

const DialectTraits& TraitsOf(Dialect dialect);

}  // namespace chartrender

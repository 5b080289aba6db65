// What Helm logs while it loads, coalesces and renders: each record with the words of both
// dialects. Helm 4 logs a message with attributes; Helm 3 one text, behind the place in its
// sources. Source: the files of Helm 3.22.0 that `helm3_place` names, and those of Helm 4.3.1
// likewise.
#pragma once

#include <string_view>

#include "chart/log.h"

namespace chartrender {

// `helm3_text` holds names of attributes in braces, with :q behind those in quotes. "": silence.
struct LogEvent {
  LogLevel level;
  std::string_view message;
  std::string_view helm3_place;
  std::string_view helm3_text;
};

// Both write through Go's plain logger: the attributes are parts of the text.
struct PlainLogEvent {
  std::string_view helm3_place;
  std::string_view text;
};

namespace log_events {

inline constexpr LogEvent kSymbolicLink = {
    LogLevel::kInfo, "found symbolic link in path. Contents of linked file included and used",
    "walk.go:75",
    "found symbolic link in path: {path} resolves to {resolved}. Contents of linked file included "
    "and used"};
inline constexpr LogEvent kBadAnchoredIgnoreRule = {
    LogLevel::kError, "failed to compile", "rules.go:180", "Failed to compile {rule:q}: {error}"};
inline constexpr LogEvent kBadPathIgnoreRule = {
    LogLevel::kError, "failed to compile", "rules.go:190", "Failed to compile {rule:q}: {error}"};
inline constexpr LogEvent kBadIgnoreRule = {LogLevel::kError, "failed to compile", "rules.go:202",
                                            "Failed to compile {rule:q}: {error}"};
inline constexpr LogEvent kNonBoolCondition = {
    LogLevel::kWarning, "returned non-bool value", "dependencies.go:64",
    "Warning: Condition path '{path}' for chart {chart} returned non-bool value"};
inline constexpr LogEvent kNonBoolTag = {
    LogLevel::kWarning, "returned non-bool value", "dependencies.go:95",
    "Warning: Tag '{tag}' for chart {chart} returned non-bool value"};
inline constexpr LogEvent kNoImportedTableOfChart = {
    LogLevel::kWarning, "ImportValues missing table from chart", "dependencies.go:270",
    "Warning: ImportValues missing table from chart {chart}: {error}"};
inline constexpr LogEvent kNoImportedTable = {LogLevel::kWarning, "ImportValues missing table",
                                              "dependencies.go:287",
                                              "Warning: ImportValues missing table: {error}"};
inline constexpr LogEvent kSchemaOfChart = {LogLevel::kDebug, "chart name", "", ""};
inline constexpr LogEvent kSchemaText = {LogLevel::kDebug, "unmarshalled JSON schema", "", ""};
inline constexpr LogEvent kDependencyCount = {LogLevel::kDebug,
                                              "number of dependencies in the chart", "", ""};
inline constexpr LogEvent kUnresolvedUrn = {
    LogLevel::kWarning, "unresolved URN reference ignored; using permissive schema",
    "jsonschema.go:192",
    "WARNING: unresolved URN reference ignored; using permissive schema: {urn}"};
inline constexpr LogEvent kRequiredIsMissing = {LogLevel::kWarning, "missing required value",
                                                "engine.go:206",
                                                "[INFO] Missing required value: {message}"};
inline constexpr LogEvent kRequiredIsEmpty = {LogLevel::kWarning, "missing required values",
                                              "engine.go:214",
                                              "[INFO] Missing required value: {message}"};
inline constexpr LogEvent kFail = {LogLevel::kInfo, "funcMap fail", "engine.go:227",
                                   "[INFO] Fail: {message}"};
inline constexpr LogEvent kDeprecatedChart = {LogLevel::kWarning, "this chart is deprecated", "",
                                              "WARNING: This chart is deprecated"};

inline constexpr LogEvent kUnknownHooks = {LogLevel::kInfo, "skipping unknown hooks",
                                           "manifest_sorter.go:199",
                                           "info: skipping unknown hook: {hookTypes:q}"};

inline constexpr PlainLogEvent kDependenciesApart = {
    "load.go:120",
    "Warning: Dependencies are handled in Chart.yaml since apiVersion \"v2\". We recommend "
    "migrating "
    "dependencies to Chart.yaml."};
inline constexpr PlainLogEvent kLockApart = {
    "load.go:138",
    "Warning: Dependency locking is handled in Chart.lock since apiVersion \"v2\". We recommend "
    "migrating to Chart.lock."};
inline constexpr PlainLogEvent kGlobalsOfSubchartNoTable = {
    "coalesce.go:138", "warning: skipping globals because destination global is not a table."};
inline constexpr PlainLogEvent kGlobalsNoTable = {
    "coalesce.go:145", "warning: skipping globals because source global is not a table."};
inline constexpr PlainLogEvent kGlobalConflict = {
    "coalesce.go:161", "Conflict: cannot merge map onto non-map for {key:q}. Skipping."};
inline constexpr PlainLogEvent kGlobalIsTable = {"coalesce.go:175", "key {key} is table. Skipping"};
inline constexpr PlainLogEvent kSkippedDefault = {"coalesce.go:237",
                                                  "warning: skipped value for {key}: Not a table."};
inline constexpr PlainLogEvent kTableKept = {
    "coalesce.go:316", "warning: cannot overwrite table with non table for {key} ({value})"};
inline constexpr PlainLogEvent kNonTableIgnored = {
    "coalesce.go:319",
    "warning: destination for {key} is a table. Ignoring non-table value ({value})"};

}  // namespace log_events

}  // namespace chartrender

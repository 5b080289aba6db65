// Rendered files as manifests and hooks in Helm's install order.
// Source: Helm 4.3.1 pkg/release/v1/util/manifest_sorter.go and kind_sorter.go.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "base/dialect.h"
#include "chartrender/error.h"
#include "manifest/head.h"

namespace chartrender::manifest {

// One template's output.
struct RenderedFile {
  std::string_view path;  // "chart/templates/x.yaml"
  std::string_view text;
};

struct Document {
  std::string_view path;
  std::string_view text;
  Head head;
};

struct Hook {
  Document document;
  std::vector<std::string> events;
  std::vector<std::string> delete_policies;
  std::vector<std::string> output_log_policies;
  int64_t weight = 0;
};

struct SortedManifests {
  std::vector<Document> manifests;
  std::vector<Hook> hooks;
};

struct SortOptions {
  DialectTraits traits = TraitsOf({});
  Budget* budget = nullptr;
  // When set, documents that are not valid are left out and their errors put here.
  std::vector<Error>* errors = nullptr;
  // Told of each hook annotation that Helm does not know, in the order of the documents; those
  // documents are left out.
  std::function<void(const std::string& types)> on_unknown_hook;
};

// Splits every file into documents and sorts them by kind; documents of one kind keep the order of
// their files' paths. Partials and blank files are left out. The views point into the texts of
// `files`. Throws Failure(kManifest) for the first document that is not valid, unless the options
// collect errors; unknown hooks before it have been told of.
SortedManifests SortManifests(std::span<const RenderedFile> files, const SortOptions& options = {});

}  // namespace chartrender::manifest

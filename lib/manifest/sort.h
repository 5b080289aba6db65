// Rendered files as manifests and hooks in Helm's install order.
// Source: Helm 4.3.1 pkg/release/v1/util/manifest_sorter.go and kind_sorter.go.
#pragma once

#include <cstdint>
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
  std::vector<std::string>
      unknown_hooks;  // hook annotations that Helm does not know; their documents are left out
};

// Splits every file into documents and sorts them by kind; documents of one kind keep the order of
// their files' paths. Partials and blank files are left out. The views point into the texts of
// `files`. Throws Failure(kManifest) for the first document that is not valid; with `errors` such
// documents are left out and their errors put there.
SortedManifests SortManifests(std::span<const RenderedFile> files,
                              const DialectTraits& traits = TraitsOf({}), Budget* budget = nullptr,
                              std::vector<Error>* errors = nullptr);

}  // namespace chartrender::manifest

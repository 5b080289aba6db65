// One render from options to result: the whole pipeline, one step per room. Private to lib/api.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "api/data.h"
#include "base/arena.h"
#include "base/budget.h"
#include "base/dialect.h"
#include "base/environment.h"
#include "chart/capabilities.h"
#include "chart/dependencies.h"
#include "chart/log.h"
#include "chartrender/chartrender.h"
#include "engine/render.h"
#include "manifest/sort.h"
#include "value/map.h"

namespace chartrender {

// Environment of a render: clock, entropy, zone and host lookup as the options say.
Environment MakeEnvironment(const RenderOptions& options, Dialect dialect);

// The user's values merged from options.values into maps of `arena`. Throws Failure(kValues, kIo).
Map* MergeUserValues(const RenderOptions& options, Dialect dialect, Arena& arena);

class RenderRun {
 public:
  RenderRun(const Chart& chart, const RenderOptions& options);

  // Sees the documents with the templates' texts that they lie in, while these exist (their lines
  // may be taken), and the CRDs that are asked for.
  using DocumentsSeen = std::function<void(const manifest::SortedManifests& sorted,
                                           std::span<engine::RenderedTemplate> rendered,
                                           std::span<const Manifest> crds)>;

  RenderResult Run();
  // The same, with the template lines of all texts known; manifests and hooks are shown and not
  // kept.
  void RunTraced(DocumentsSeen seen) {
    documents_seen_ = std::move(seen);
    (void)Run();
  }
  // The steps up to the coalesced values.
  Map* ComposeValues();
  const ChartInstance& root() const { return tree_.root(); }
  // What the schemas say about `values`, "" when they are met.
  std::string SchemaFindings(Map* values);
  Arena& arena() { return arena_; }

 private:
  void CheckInstall();
  void ReadCapabilities();
  std::vector<engine::RenderedTemplate> Execute(Map* values);
  void TakeTemplates(std::vector<engine::RenderedTemplate>& rendered, RenderResult& result) const;
  void TakeNotes(std::vector<engine::RenderedTemplate>& rendered, RenderResult& result) const;
  void ThrowCollected();
  void Sort(std::vector<engine::RenderedTemplate>& rendered, RenderResult& result);

  const ChartStore& store_;
  const DialectTraits& traits_;
  const engine::ProgramCache& programs_;
  const RenderOptions& options_;
  Budget budget_;
  Arena arena_;
  Environment environment_;
  Log log_;
  LookupCallback lookup_;
  ChartTree tree_;
  Capabilities capabilities_;
  DocumentsSeen documents_seen_;
  std::vector<Error> errors_;  // of templates, with RenderOptions::all_errors
};

}  // namespace chartrender

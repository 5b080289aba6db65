// Rules about crds/.
// Source: pkg/chart/v2/lint/rules/crds.go of Helm 4.3.1.
#include "base/error.h"
#include "chart/dependencies.h"
#include "lint/documents.h"
#include "lint/linter.h"

namespace chartrender::lint {

namespace {

// False when a document does not parse: Helm then stops looking at CRDs.
bool CheckFile(Linter& linter, const ChartFile& file) {
  DocumentReader documents(file.data, linter.resources.arena, linter.input.load.dialect);
  for (;;) {
    ObjectHead head;
    auto step = DocumentReader::Step::kEnd;
    const bool parsed = linter.Try(
        Severity::kError, file.name, [&] { step = documents.Next(head); },
        "unable to parse YAML: ");
    if (!parsed) return false;
    if (step == DocumentReader::Step::kEnd) return true;
    if (step == DocumentReader::Step::kNull) continue;
    constexpr std::string_view group = "apiextensions.k8s.io";
    linter.Check(Severity::kError, file.name,
                 head.api_version.substr(0, group.size()) == group
                     ? ""
                     : "apiVersion is not in 'apiextensions.k8s.io'");
    linter.Check(Severity::kError, file.name,
                 head.kind == "CustomResourceDefinition"
                     ? ""
                     : "object kind is not 'CustomResourceDefinition'");
  }
}

}  // namespace

void LintCrds(Linter& linter) {
  linter.rule = "crds";
  constexpr std::string_view folder = "crds/";
  const auto kind = linter.folder.Find("crds");
  if (!kind) return;
  if (kind != EntryKind::kDirectory) {
    linter.Check(Severity::kError, folder, "not a directory");
    return;
  }
  const ChartStore* store = linter.Load(folder);
  if (store == nullptr) return;
  const ChartTree tree(store->root);
  for (const CrdFile& crd : CrdFiles(tree.root())) {
    if (!CheckFile(linter, crd.file)) return;
  }
}

}  // namespace chartrender::lint

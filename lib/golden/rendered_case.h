// One render of one case as it is compared: masked text, and its resources when somebody asks for
// them.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "golden/masks.h"
#include "golden/renderer.h"
#include "golden/semantic_diff.h"

namespace chartrender::golden {

// An error of a render in one order: Helm goes through maps in random order, so the findings of a
// schema ("- at ...") are sorted, as are the names within one finding.
std::string SortedError(std::string_view text);

// Const after construction, but for the resources, which are read once; safe from several threads.
class RenderedCase {
 public:
  RenderedCase(GoldenRender render, std::span<const MaskSpec> masks, std::string_view case_name,
               const std::string& masks_file);

  [[nodiscard]] bool rendered() const { return rendered_; }
  // The manifests, masked, or the error in its sorted form.
  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] const std::string& notes() const { return notes_; }
  // What each mask hid, "" for nothing.
  [[nodiscard]] const std::vector<std::string>& masked_values() const { return masked_values_; }

  // Of the manifests; empty for an error. Throws Failure(kManifest) when they are not YAML.
  [[nodiscard]] const std::vector<Resource>& Resources() const;
  // The document "Kind/name", Missing when there is none.
  [[nodiscard]] Value FindResource(std::string_view title) const;

 private:
  bool rendered_;
  std::string text_;
  std::string notes_;
  std::vector<std::string> masked_values_;

  mutable std::once_flag read_;
  mutable Arena arena_;
  mutable std::vector<Resource> resources_;
};

using RenderedCasePtr = std::shared_ptr<const RenderedCase>;

}  // namespace chartrender::golden

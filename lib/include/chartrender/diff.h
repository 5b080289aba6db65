// What changed between two renders, resource by resource and field by field.
//
// Both texts are read as YAML, so key order, quoting, comments and blank lines do not matter.
// Resources are matched by kind, namespace and name; items of a list by `name`, else `key`, else
// `containerPort`, where every item on both sides is a map with a unique one, and otherwise by the
// longest common subsequence. Pure functions, safe from any thread. This header includes nothing of
// the project but the vocabulary of errors.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "chartrender/error.h"

namespace chartrender {

enum class ChangeKind : uint8_t { kAdded, kRemoved, kChanged };

struct ManifestChange {
  std::string
      resource;  // "Deployment/web"; "Deployment/ns/web" where a name stands in several namespaces
  std::string path;  // "spec.template.spec.containers[web].image"; "" is the resource itself
  ChangeKind kind = ChangeKind::kChanged;
  std::string from, to;  // compact JSON of the value before and after; "" where there is none
};

// The changes from one rendered text ("---" between documents) to another: resources in order of
// kind and name, fields in byte order. kManifest for a document that is not YAML.
Result<std::vector<ManifestChange>> DiffManifests(std::string_view before, std::string_view after);

// The changes as text for a reader: a line for each, with the value below where it needs more than
// one line; texts of many lines as line diffs with `context` lines around; a change that is equal
// in several resources once.
std::string DescribeChanges(std::span<const ManifestChange> changes, size_t context = 3);

}  // namespace chartrender

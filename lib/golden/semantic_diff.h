// What changed between two renders, resource by resource and field by field, on the parsed
// documents: key order, quoting, comments and blank lines do not matter.
//
// Resources are matched by kind, namespace and name. Items of a list are matched by `name` where
// every item on both sides is a map with a unique one (else by `key`, else by `containerPort`); in
// other lists the longest common subsequence is kept and what lies between two kept items is paired
// in order. Pure functions; texts are owned by the result.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "chartrender/diff.h"
#include "value/value.h"

namespace chartrender::golden {

using Change = ManifestChange;

// One parsed document with its identity.
struct Resource {
  std::string kind, space, name;
  Value document;
};

// The resources in a rendered text ("---" between documents), values in `arena`. Documents without
// kind and name count as "?/N" by their number. Throws Failure(kManifest) for a document that is
// not YAML.
std::vector<Resource> ReadResources(std::string_view rendered, Arena& arena);

// In order: resources by kind and name, within a resource by document order of keys (bytewise).
std::vector<Change> DiffResources(std::span<const Resource> before,
                                  std::span<const Resource> after);

// Compact JSON, as Change::from and Change::to hold values.
std::string JsonText(Value value);

// Adds `key` to `path` as Change::path writes it: `.key`, or `["key"]` where the key is no
// identifier.
std::string JoinPath(std::string_view path, std::string_view key);

// "added", "removed", "changed"
std::string_view ChangeName(ChangeKind kind);

}  // namespace chartrender::golden

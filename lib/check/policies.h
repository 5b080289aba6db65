// Policies over objects. See chartrender/policy.h.
#pragma once

#include <string>
#include <string_view>

#include "chartrender/policy.h"
#include "check/objects.h"

namespace chartrender::check {

// `data` lends its budget; its objects stay as they are.
PolicyReport CheckPolicies(ObjectSet::Data& data, const PolicyOptions& options);

// Where in its file a field of a policy stands: "policies.yaml:12".
std::string PlaceOf(const ObjectSet::Data& data, const Object& object, std::string_view pointer);

// Whether objects of the kind lie in no namespace.
bool IsClusterKind(const Object& object);
// The namespace that the object comes to lie in; "" for those that lie in none.
std::string SpaceOf(const ObjectSet::Data& data, const Object& object);

// `*` is any text, `?` one character. Source: github.com/IGLOU-EU/go-wildcard v1.0.3 Match.
bool IsWildcardMatch(std::string_view pattern, std::string_view text);
// A glob of a ClusterImagePolicy: `**` is any text, `*` any without a slash; a short name is also
// looked for as index.docker.io/library/NAME:latest.
// Source: github.com/sigstore/policy-controller v0.13.1 pkg/apis/glob/glob.go.
bool IsImageGlobMatch(std::string_view glob, std::string_view image);

}  // namespace chartrender::check

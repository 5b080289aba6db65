// What Helm answers for a document that it cannot get. Nothing is opened and nothing is fetched.
// Source: helm.sh/helm/v4 4.3.1 pkg/chart/common/util/jsonschema.go;
// santhosh-tekuri/jsonschema 6.0.3 loader.go.
#pragma once

#include <string>

namespace chartrender::schema {

// True for `urn:` addresses, which Helm replaces by a schema that allows everything.
bool IsUrn(const std::string& url);
// The reason that stands behind `failing loading "URL": `.
std::string UnreachableReason(const std::string& url);

}  // namespace chartrender::schema

// References between documents: a URL, made absolute, and a fragment. Errors are Failure(kSchema)
// with Helm's text. Source: santhosh-tekuri/jsonschema 6.0.3 util.go.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::schema {

struct Reference {
  std::string url;       // without fragment
  std::string fragment;  // decoded
};

// `reference` as seen from a document at `base`.
Reference Join(const std::string& base, std::string_view reference);
// A URL whose fragment is cut off and decoded.
Reference SplitReference(std::string_view reference);
// Throws Failure with Go's text when `url` cannot be parsed.
void CheckUrl(const std::string& url);

}  // namespace chartrender::schema

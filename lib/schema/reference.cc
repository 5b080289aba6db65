#include "schema/reference.h"

#include "algo/go_url.h"
#include "base/error.h"
#include "schema/pointer.h"
#include "value/print.h"

namespace chartrender::schema {

namespace {

[[noreturn]] void FailParsing(std::string_view url, const Failure& failure) {
  throw Failure(ErrorCode::kSchema,
                "error in parsing " + Quoted(url) + ": " + failure.error().message);
}

Url Parse(const std::string& url) {
  try {
    return Url::Parse(url);
  } catch (const Failure& failure) {
    FailParsing(url, failure);
  }
}

}  // namespace

Reference SplitReference(std::string_view reference) {
  const auto [url, fragment] = SplitFragment(reference);
  try {
    return {std::string(url), DecodeFragment(fragment)};
  } catch (const Failure& failure) {
    FailParsing(reference, failure);
  }
}

Reference Join(const std::string& base, std::string_view reference) {
  const Url base_url = Parse(base);
  Reference joined = SplitReference(reference);
  const Url own = Parse(joined.url);
  Url resolved = base_url.Resolve(own);
  if (own.scheme.empty() && !base_url.opaque.empty()) resolved.opaque = base_url.opaque;
  joined.url = resolved.ToString();
  return joined;
}

void CheckUrl(const std::string& url) { Url::Parse(url); }

}  // namespace chartrender::schema

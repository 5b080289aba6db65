#include <string>
#include <string_view>

#include "algo/go_ip.h"
#include "algo/go_url.h"
#include "functions/functions.h"
#include "functions/raise.h"
#include "value/print.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::Raise;
using functions::RaiseNilDereference;

Url ParseOrRaise(std::string_view text, std::string_view what) {
  try {
    return Url::Parse(text);
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    Raise(StrCat(what, failure.error().message));
  }
}

Map* UrlParse(Call& call, std::string_view text) {
  const Url url = ParseOrRaise(text, "unable to parse url: ");
  Map* map = Map::New(call.arena, 8);
  map->Set("scheme", call.Text(url.scheme));
  map->Set("host", call.Text(url.host));
  map->Set("hostname", call.Text(url.Hostname()));
  map->Set("path", call.Text(url.path));
  map->Set("query", call.Text(url.raw_query));
  map->Set("opaque", call.Text(url.opaque));
  map->Set("fragment", call.Text(url.fragment));
  map->Set("userinfo", call.Text(url.user ? url.user->ToString() : ""));
  return map;
}

// The text under `key`, "" when there is none.
std::string_view TextOrEmpty(const Map* map, std::string_view key) {
  const Value* found = map == nullptr ? nullptr : map->Find(key);
  if (found == nullptr) return {};
  const Value value = Underlying(*found);
  if (value.is_absent()) RaiseNilDereference();
  if (!value.is_string()) {
    Raise(StrCat("unable to parse ", key, " key, must be of type string, but ",
                 KindName(KindOf(*found)), " found"));
  }
  return value.AsString();
}

std::string UrlJoin(Call&, Map* map) {
  Url url;
  url.scheme = TextOrEmpty(map, "scheme");
  url.host = TextOrEmpty(map, "host");
  url.path = TextOrEmpty(map, "path");
  url.raw_query = TextOrEmpty(map, "query");
  url.opaque = TextOrEmpty(map, "opaque");
  url.fragment = TextOrEmpty(map, "fragment");
  const std::string_view info = TextOrEmpty(map, "userinfo");
  if (!info.empty()) {
    url.user =
        ParseOrRaise(StrCat("proto://", info, "@host"), "unable to parse userinfo in dict: ").user;
  }
  return url.ToString();
}

bool IsIpLiteral(std::string_view host) {
  try {
    (void)ParseIpAddress(host);
    return true;
  } catch (const Failure&) {
    return false;
  }
}

std::string GetHostByName(Call& call, std::string_view host) {
  if (!call.environment.resolve_host) return "";
  if (IsIpLiteral(host)) return std::string(host);
  std::string address = call.environment.resolve_host(host);
  // Sprig draws one of no addresses at random.
  if (address.empty()) throw Failure(ErrorCode::kTemplate, "invalid argument to Intn");
  return address;
}

constexpr FunctionDef kRows[] = {
    {"urlParse", Fn<&UrlParse>, "The parts of URL as a dict.", "sprig 3.3 url.go"},
    {"urlJoin", Fn<&UrlJoin>, "The URL that a dict such as urlParse gives stands for.",
     "sprig 3.3 url.go"},
    {"getHostByName", Fn<&GetHostByName>,
     "An address of HOST; \"\" unless name resolution is enabled.",
     "Helm 4.3.1 pkg/engine/engine.go"},
};

}  // namespace

std::span<const FunctionDef> UrlFunctions() { return kRows; }

}  // namespace chartrender

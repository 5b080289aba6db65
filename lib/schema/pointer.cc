#include "schema/pointer.h"

#include "algo/go_url.h"
#include "value/print.h"

namespace chartrender::schema {

std::string EncodeFragment(std::string_view fragment) {
  std::string encoded;
  for (;;) {
    const size_t slash = fragment.find('/');
    encoded += PathEscape(fragment.substr(0, slash));
    if (slash == std::string_view::npos) return encoded;
    encoded += '/';
    fragment.remove_prefix(slash + 1);
  }
}

std::string DecodeFragment(std::string_view fragment) { return PathUnescape(fragment); }

std::pair<std::string_view, std::string_view> SplitFragment(std::string_view reference) {
  const size_t hash = reference.find('#');
  if (hash == std::string_view::npos) return {reference, {}};
  return {reference.substr(0, hash), reference.substr(hash + 1)};
}

std::string QuoteSingle(std::string_view text) {
  const std::string quoted = Quoted(text);
  std::string single = "'";
  for (size_t i = 1; i + 1 < quoted.size(); ++i) {
    // Helm drops each backslash before a quote, even one that ends the text: "a\\" is shown as
    // 'a\'.
    if (quoted[i] == '\\' && quoted[i + 1] == '"') continue;
    if (quoted[i] == '\'') single += '\\';
    single += quoted[i];
  }
  return single + "'";
}

}  // namespace chartrender::schema

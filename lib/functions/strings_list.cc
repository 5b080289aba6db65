#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "functions/functions.h"
#include "functions/list_items.h"
#include "functions/text_of.h"
#include "functions/text_writer.h"

namespace chartrender {

namespace {

// At most `limit` parts of `text`, all when it is negative; an empty separator splits after each
// rune. Source: strings.SplitN.
std::span<const Value> SplitParts(Call& call, std::string_view text, std::string_view separator,
                                  int64_t limit) {
  if (limit == 0) return {};
  size_t most = 1;
  if (separator.empty()) {
    most = CountRunes(text);
  } else {
    for (size_t at = text.find(separator); at != std::string_view::npos;
         at = text.find(separator, at + separator.size())) {
      ++most;
    }
  }
  if (limit > 0) most = static_cast<size_t>(std::min<uint64_t>(most, static_cast<uint64_t>(limit)));
  if (most == 0) return {};
  const std::span<Value> parts = call.arena.Array<Value>(most);
  for (size_t i = 0; i + 1 < most; ++i) {
    const size_t end = separator.empty() ? DecodeRune(text).width : text.find(separator);
    parts[i] = Value::String(text.substr(0, end));
    text.remove_prefix(end + separator.size());
  }
  parts[most - 1] = Value::String(text);
  return parts;
}

// "_0": first part, "_1": second part, ...
Value NumberParts(Call& call, std::span<const Value> parts) {
  Map* map = Map::New(call.arena, parts.size());
  for (size_t i = 0; i < parts.size(); ++i) {
    map->Set(call.arena.Copy("_" + std::to_string(i)), parts[i]);
  }
  return Value::Of(map, GoType::kStringMap);
}

Value Split(Call& call, std::string_view separator, std::string_view text) {
  return NumberParts(call, SplitParts(call, text, separator, -1));
}

Value SplitN(Call& call, std::string_view separator, GoInt limit, std::string_view text) {
  return NumberParts(call, SplitParts(call, text, separator, limit.value));
}

Value SplitList(Call& call, std::string_view separator, std::string_view text) {
  return Value::List(SplitParts(call, text, separator, -1), GoType::kStringList);
}

std::string_view Join(Call& call, std::string_view separator, Value list) {
  const std::span<const Value> texts = functions::TextsOf(call, list).AsList();
  if (texts.empty()) return {};
  uint64_t size = 0;
  for (const Value text : texts) size += text.AsString().size() + separator.size();
  functions::TextWriter writer(call, size);
  for (size_t i = 0; i < texts.size(); ++i) {
    if (i != 0) writer.Add(separator);
    writer.Add(texts[i].AsString());
  }
  return writer.text();
}

Value ToStrings(Call& call, Value list) { return functions::TextsOf(call, list); }

// A []string is sorted in place, as Go does it: every variable that holds it sees the new order.
// Lists of the chart, which renders share, are copied.
Value SortAlpha(Call& call, Value list) {
  if (!functions::IsSliceKind(list)) {
    const Value text = Value::String(functions::TextOf(call, list));
    return functions::CopyList(call, {&text, 1}, GoType::kStringList);
  }
  if (list.is_list() && list.is_nil_reference() && list.type() == GoType::kStringList) return list;
  const std::span<const Value> texts = functions::TextsOf(call, list).AsList();
  auto* first =
      const_cast<Value*>(texts.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast): see Owns
  if (!call.arena.Owns(first)) {
    const std::span<Value> copy = call.arena.Array<Value>(texts.size());
    std::copy(texts.begin(), texts.end(), copy.begin());
    first = copy.data();
  }
  call.budget.ExpectSorting(texts.size());
  std::sort(first, first + texts.size(),
            [](const Value& a, const Value& b) { return a.AsString() < b.AsString(); });
  return Value::List({first, texts.size()}, GoType::kStringList);
}

bool Contains(Call&, std::string_view part, std::string_view text) {
  return text.find(part) != std::string_view::npos;
}
bool HasPrefix(Call&, std::string_view prefix, std::string_view text) {
  return text.starts_with(prefix);
}
bool HasSuffix(Call&, std::string_view suffix, std::string_view text) {
  return text.ends_with(suffix);
}

constexpr FunctionDef kRows[] = {
    {"split", Fn<&Split>, "split SEP STR: the parts of STR as a dict with keys _0, _1, ...",
     "sprig 3.3 strings.go split"},
    {"splitn", Fn<&SplitN>, "splitn SEP N STR: as split, with at most N parts.",
     "sprig 3.3 strings.go splitn"},
    {"splitList", Fn<&SplitList>, "splitList SEP STR: the parts of STR as a list.",
     "Go strings.Split"},
    {"join", Fn<&Join>, "join SEP LIST: the texts of LIST with SEP between them.",
     "sprig 3.3 strings.go join"},
    {"toStrings", Fn<&ToStrings>, "The elements of LIST as texts, without nil.",
     "sprig 3.3 strings.go strslice"},
    {"sortAlpha", Fn<&SortAlpha>, "The elements of LIST as texts, in byte order.",
     "sprig 3.3 list.go sortAlpha"},
    {"contains", Fn<&Contains>, "contains PART STR: whether PART is in STR.",
     "Go strings.Contains"},
    {"hasPrefix", Fn<&HasPrefix>, "hasPrefix PREFIX STR: whether STR starts with PREFIX.",
     "Go strings.HasPrefix"},
    {"hasSuffix", Fn<&HasSuffix>, "hasSuffix SUFFIX STR: whether STR ends with SUFFIX.",
     "Go strings.HasSuffix"},
};

}  // namespace

std::span<const FunctionDef> StringListFunctions() { return kRows; }

}  // namespace chartrender

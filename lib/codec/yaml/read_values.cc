#include <algorithm>
#include <optional>
#include <string>

#include "base/dialect.h"
#include "base/error.h"
#include "base/stack.h"
#include "base/utf8.h"
#include "codec/yaml/plain_reader.h"
#include "codec/yaml/read.h"
#include "value/map.h"

namespace chartrender {

namespace {

constexpr std::string_view kSeparator = "---";

std::string_view TrimSpace(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (!IsSpaceRune(rune.code)) break;
    text.remove_prefix(rune.width);
  }
  while (!text.empty()) {
    const Rune rune = DecodeLastRune(text);
    if (!IsSpaceRune(rune.code)) break;
    text.remove_suffix(rune.width);
  }
  return text;
}

// The documents of a text, as k8s.io/apimachinery's YAMLReader cuts it: a line that starts with
// `---` ends what is before it and is lost, but belongs to the document when nothing is before it.
class DocumentReader {
 public:
  explicit DocumentReader(std::string_view text) : rest_(text) {}

  // False at the end. Every line of `document` is there with its line feed.
  bool Next(std::string_view& document) {
    const char* start = rest_.data();
    size_t size = 0;
    while (!rest_.empty()) {
      const std::string_view line = TakeLine();
      if (line.starts_with(kSeparator)) {
        CheckSeparator(line.substr(kSeparator.size()));
        if (size != 0) {
          document = {start, size};
          return true;
        }
      }
      size += line.size();
    }
    document = {start, size};
    return size != 0;
  }

 private:
  std::string_view TakeLine() {
    const size_t end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end == std::string_view::npos ? end : end + 1);
    rest_.remove_prefix(line.size());
    return line;
  }

  static void CheckSeparator(std::string_view behind) {
    const std::string_view rest = TrimSpace(behind);
    if (!rest.empty() && rest[0] != '#') {
      throw Failure(ErrorCode::kValues,
                    StrCat("error reading yaml document: invalid Yaml document separator: ", rest));
    }
  }

  std::string_view rest_;
};

// Maps are merged, everything else is replaced. Source: helm v4.3.1 pkg/chart/v2/loader MergeMaps.
void MergeInto(Map& into, const Map& from) {
  CheckStack();
  for (const Map::Entry& entry : from.Sorted()) {
    const Value* there = into.Find(entry.key());
    if (there != nullptr && there->is_map() && entry.value.is_map()) {
      MergeInto(*there->AsMap(), *entry.value.AsMap());
    } else {
      into.Set(entry.key(), entry.value);
    }
  }
}

// Merging leaves maps unsorted; those in lists have not changed.
void SortMaps(const Map& map) {
  CheckStack();
  for (const Map::Entry& entry : map.Sorted()) {
    if (entry.value.is_map()) SortMaps(*entry.value.AsMap());
  }
}

// A plain text is one document.
std::optional<Value> ReadPlainValues(std::string_view text, Arena& arena) {
  const auto values = yaml::ReadPlain(text, arena, YamlNumbers::kFloat64, nullptr);
  if (values && values->is_nil()) return Value::Of(Map::New(arena));
  return values && values->is_map() ? values : std::nullopt;
}

// Go's bufio.Reader.ReadLine takes CR LF for a line's end as well.
std::string WithLineFeeds(std::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') clean += text[i];
  }
  return clean;
}

}  // namespace

Value ReadValuesYaml(std::string_view text, Arena& arena, Dialect dialect) {
  if (!TraitsOf(dialect).reads_all_documents) return ReadYamlMap(text, arena);
  std::string complete;
  if (text.find('\r') != std::string_view::npos || (!text.empty() && text.back() != '\n')) {
    complete.assign(text);
    if (complete.back() != '\n') complete += '\n';
    complete = WithLineFeeds(complete);
    text = complete;
  }
  if (const auto plain = ReadPlainValues(text, arena)) return *plain;
  Map* values = nullptr;
  bool merged = false;
  DocumentReader reader(text);
  std::string_view document;
  while (reader.Next(document)) {
    try {
      const bool tried = document.size() == text.size();
      Map* map =
          (tried ? ReadYamlMapInFull(document, arena) : ReadYamlMap(document, arena)).AsMap();
      if (values == nullptr) {
        values = map;
      } else {
        MergeInto(*values, *map);
        merged = true;
      }
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kValues) throw;
      Failure wrapped = failure.WithPrefix("cannot unmarshal yaml document: ");
      uint32_t& line = wrapped.error().where.line;  // of the document so far
      if (line != 0) {
        line += static_cast<uint32_t>(std::count(text.data(), document.data(), '\n'));
      }
      throw wrapped;
    }
  }
  if (values == nullptr) values = Map::New(arena);
  if (merged) SortMaps(*values);
  return Value::Of(values);
}

}  // namespace chartrender

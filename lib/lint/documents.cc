#include "lint/documents.h"

#include "base/error.h"
#include "base/utf8.h"
#include "chart/go_struct.h"

namespace chartrender::lint {

namespace {

// What the decoder looks at to tell JSON from YAML, and the line buffer of its reader.
constexpr size_t kBuffer = 4096;

constexpr GoField kMetadataFields[] = {
    {"Namespace", FieldKind::kString, "string"},
    {"Name", FieldKind::kString, "string"},
};
constexpr GoStruct kMetadata = {"k8sYamlMetadata", "rules.k8sYamlMetadata", kMetadataFields};

constexpr GoField kObjectFields[] = {
    {"apiVersion", FieldKind::kString, "string"},
    {"Kind", FieldKind::kString, "string"},
    {"Metadata", FieldKind::kStruct, "rules.k8sYamlMetadata", &kMetadata},
};
constexpr GoStruct kObject = {"k8sYamlStruct", "rules.k8sYamlStruct", kObjectFields};
constexpr GoStruct kHelm3Object = {"K8sYamlStruct", "rules.K8sYamlStruct", kObjectFields};

constexpr GoField kItemMetadataFields[] = {
    {"Annotations", FieldKind::kStringMap, "map[string]string"},
};
constexpr GoStruct kItemMetadata = {"", "struct { Annotations map[string]string }",
                                    kItemMetadataFields};
constexpr GoField kItemFields[] = {
    {"Metadata", FieldKind::kStruct, "struct { Annotations map[string]string }", &kItemMetadata},
};
constexpr GoStruct kItem = {"", "struct { Metadata struct { Annotations map[string]string } }",
                            kItemFields};
constexpr GoField kListFields[] = {
    {"Items", FieldKind::kStructList,
     "[]struct { Metadata struct { Annotations map[string]string } }", &kItem},
};
constexpr GoStruct kList = {
    "", "struct { Items []struct { Metadata struct { Annotations map[string]string } } }",
    kListFields};

void Fill(const Map& record, ObjectHead& head) {
  head.api_version = RecordText(record, "apiVersion");
  head.kind = RecordText(record, "Kind");
  const Value metadata = record.Get("Metadata");
  head.name = metadata.is_map() ? RecordText(*metadata.AsMap(), "Name") : std::string();
}

bool IsJsonSyntaxError(std::string_view message) {
  return message.substr(0, 17) == "invalid character";
}

}  // namespace

DocumentReader::DocumentReader(std::string_view text, Arena& arena, Dialect dialect)
    : rest_(text),
      type_(dialect == Dialect::kHelm3 ? kHelm3Object : kObject),
      arena_(arena),
      json_(TrimLeftSpace(text.substr(0, kBuffer)).substr(0, 1) == "{") {}

DocumentReader::Step DocumentReader::Next(ObjectHead& head) {
  if (!json_) return NextYaml(head);
  std::string problem;
  try {
    return NextJson(head);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit || json_count_ > 1) throw;
    problem = failure.error().message;
  }
  json_ = false;
  if (SkipToYaml()) {
    try {
      return NextYaml(head);
    } catch (const Failure& failure) {
      // The text started as JSON, so JSON's error is told.
      if (failure.error().code == ErrorCode::kLimit) throw;
    }
  }
  throw Failure(ErrorCode::kManifest, problem);
}

DocumentReader::Step DocumentReader::NextJson(ObjectHead& head) {
  if (TrimSpace(rest_).empty()) return Step::kEnd;
  Map record(arena_);
  size_t used = 0;
  bool found = false;
  try {
    found = DecodeJsonPrefix(rest_, type_, arena_, record, used);
  } catch (const Failure& failure) {
    if (!IsJsonSyntaxError(failure.error().message) || json_count_ > 1) throw;
    // Go tells the offset of the bad character; the shortest text with that error ends there.
    size_t good = 0;
    size_t bad = rest_.size();
    while (bad - good > 1) {
      const size_t middle = good + (bad - good) / 2;
      Map scratch(arena_);
      size_t ignored = 0;
      try {
        DecodeJsonPrefix(rest_.substr(0, middle), type_, arena_, scratch, ignored);
        good = middle;
      } catch (const Failure& shorter) {
        (IsJsonSyntaxError(shorter.error().message) ? bad : good) = middle;
      }
    }
    throw failure.WithPrefix(StrCat("json: offset ", std::to_string(consumed_ + bad), ": "));
  }
  ++json_count_;
  rest_.remove_prefix(used);
  consumed_ += used;
  if (!found) return Step::kNull;
  Fill(record, head);
  return Step::kObject;
}

// Passes over blanks up to the first line's end. False when the decoder gives up: fewer than four
// bytes are left.
bool DocumentReader::SkipToYaml() {
  for (;;) {
    if (rest_.size() < 4) return false;
    const Rune rune = DecodeRune(rest_);
    if (rune.code == kRuneError) return false;
    if (!IsSpaceRune(rune.code)) return true;
    rest_.remove_prefix(rune.width);
    if (rune.code == '\n') return true;
  }
}

std::optional<std::string> DocumentReader::ReadYamlDocument() {
  std::string document;
  while (!rest_.empty()) {
    const size_t end = rest_.find('\n');
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end + 1);
    // The reader loses a last line that fills its buffer and has no end.
    if (end == std::string_view::npos && line.size() % kBuffer == 0) break;
    if (end != std::string_view::npos && !line.empty() && line.back() == '\r')
      line.remove_suffix(1);
    if (line.substr(0, 3) == "---") {
      const std::string_view after = TrimSpace(line.substr(3));
      if (!after.empty() && after[0] != '#') {
        throw Failure(ErrorCode::kManifest, StrCat("invalid Yaml document separator: ", after));
      }
      if (!document.empty()) return document;
    }
    document.append(line).push_back('\n');
  }
  if (document.empty()) return std::nullopt;
  return document;
}

DocumentReader::Step DocumentReader::NextYaml(ObjectHead& head) {
  const std::optional<std::string> document = ReadYamlDocument();
  if (!document) return Step::kEnd;
  Map record(arena_);
  if (!DecodeYaml(*document, type_, arena_, record)) return Step::kNull;
  Fill(record, head);
  return Step::kObject;
}

bool ListItemHasAnnotation(std::string_view text, std::string_view annotation, Arena& arena) {
  Map record(arena);
  DecodeYaml(text, kList, arena, record);
  for (const Value item : RecordList(record, "Items")) {
    const Value metadata = item.AsMap()->Get("Metadata");
    if (!metadata.is_map()) continue;
    const Value annotations = metadata.AsMap()->Get("Annotations");
    if (annotations.is_map() && annotations.AsMap()->Find(annotation) != nullptr) return true;
  }
  return false;
}

}  // namespace chartrender::lint

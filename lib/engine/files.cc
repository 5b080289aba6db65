#include <algorithm>
#include <optional>
#include <vector>

#include "algo/base64.h"
#include "algo/glob.h"
#include "algo/go_path.h"
#include "codec/yaml/write.h"
#include "engine/objects.h"
#include "value/map.h"

namespace chartrender::engine {

namespace {

Map* FilesOf(Value self) { return Underlying(self).AsMap(); }

const Object* WrapFiles(Arena& arena, Map* files);

Value GetBytes(Call&, Value self, std::string_view name) {
  const Value* found = FilesOf(self)->Find(name);
  return found == nullptr ? Value::Bytes("") : *found;
}

std::string_view Get(Call&, Value self, std::string_view name) {
  const Value* found = FilesOf(self)->Find(name);
  return found == nullptr ? std::string_view() : found->AsString();
}

Value FindGlob(Call& call, Value self, std::string_view pattern) {
  // Making a matcher takes up to so long for each pair of characters.
  constexpr uint64_t nanoseconds_per_pair = 15;
  const uint64_t size = std::min<uint64_t>(pattern.size(), uint64_t{1} << 24);
  call.budget.ExpectTime(size * size * nanoseconds_per_pair);
  // A pattern that does not parse matches every file.
  const std::optional<Glob> glob = Glob::Compile(pattern);
  Map* matching = Map::New(call.arena);
  for (const Map::Entry& file : FilesOf(self)->Sorted()) {
    call.budget.ChargeSteps(1);
    if (!glob || glob->Matches(file.key())) matching->Set(file.key(), file.value);
  }
  return Value::Of(WrapFiles(call.arena, matching));
}

std::string ToYamlText(Call& call, Map* texts) {
  std::string yaml;
  WriteYaml(yaml, Value::Of(texts, GoType::kStringMap), &call.budget);
  return yaml;
}

std::string AsConfig(Call& call, Value self) {
  Map* texts = Map::New(call.arena);
  for (const Map::Entry& file : FilesOf(self)->Sorted()) {
    call.budget.ChargeBytes(file.value.AsString().size());
    texts->Set(PathBase(file.key()), Value::String(file.value.AsString()));
  }
  return ToYamlText(call, texts);
}

std::string AsSecrets(Call& call, Value self) {
  Map* texts = Map::New(call.arena);
  for (const Map::Entry& file : FilesOf(self)->Sorted()) {
    call.budget.ChargeBytes(file.value.AsString().size());
    texts->Set(PathBase(file.key()), call.Text(EncodeBase64(file.value.AsString())));
  }
  return ToYamlText(call, texts);
}

Value Lines(Call& call, Value self, std::string_view path) {
  std::string_view text = Get(call, self, path);
  if (text.empty()) return Value::List({}, GoType::kStringList);
  if (text.back() == '\n') text.remove_suffix(1);
  call.budget.ChargeBytes(text.size());
  std::vector<Value> lines;
  while (true) {
    const size_t end = text.find('\n');
    lines.push_back(Value::String(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  const std::span<Value> items = call.arena.Array<Value>(lines.size());
  std::copy(lines.begin(), lines.end(), items.begin());
  return Value::List(items, GoType::kStringList);
}

constexpr std::string_view kSource = "Helm 4.3.1 pkg/engine/files.go";
constexpr FunctionDef kMethods[] = {
    {"AsConfig", Fn<&AsConfig>, "All files as YAML: base name to text.", kSource},
    {"AsSecrets", Fn<&AsSecrets>, "All files as YAML: base name to base64.", kSource},
    {"Get", Fn<&Get>, "The file's text, or an empty one.", kSource},
    {"GetBytes", Fn<&GetBytes>, "The file's bytes.", kSource},
    {"Glob", Fn<&FindGlob>, "The files whose path matches.", kSource},
    {"Lines", Fn<&Lines>, "The file's lines.", kSource},
};

constexpr ObjectType kFilesType = {
    .name = "engine.files",
    .kind = GoKind::kMap,
    .methods = kMethods,
    .method_count = std::size(kMethods),
};

const Object* WrapFiles(Arena& arena, Map* files) {
  return arena.New<Object>(Object{&kFilesType, Value::Of(files, GoType::kBytesMap), {}});
}

}  // namespace

const Object* MakeFiles(Arena& arena, std::span<const FileView> files) {
  Map* map = Map::New(arena, files.size());
  for (const FileView& file : files) map->Set(file.path, Value::Bytes(file.data));
  return WrapFiles(arena, map);
}

}  // namespace chartrender::engine

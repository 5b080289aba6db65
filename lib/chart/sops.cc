#include "chart/sops.h"

#include <algorithm>
#include <optional>
#include <span>

#include "base/stack.h"

namespace chartrender {

namespace {

constexpr std::string_view kMetadata = "sops";
constexpr std::string_view kStart = "ENC[AES256_GCM,data:";
constexpr std::string_view kTypeMark = ",type:";

// The type that an encrypted text names; nothing when the text is no encrypted one.
std::optional<std::string_view> EncryptedType(Value value) {
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.AsString();
  if (!text.starts_with(kStart) || !text.ends_with("]")) return std::nullopt;
  const size_t mark = text.rfind(kTypeMark);
  if (mark == std::string_view::npos) return std::nullopt;
  const size_t start = mark + kTypeMark.size();
  return text.substr(start, text.size() - 1 - start);
}

bool HasEncryptedText(Value value) {
  CheckStack();
  if (EncryptedType(value)) return true;
  if (value.is_list()) {
    const auto items = value.AsList();
    return std::any_of(items.begin(), items.end(), HasEncryptedText);
  }
  if (!value.is_map() || value.AsMap() == nullptr) return false;
  const auto entries = value.AsMap()->Sorted();
  return std::any_of(entries.begin(), entries.end(),
                     [](const Map::Entry& entry) { return HasEncryptedText(entry.value); });
}

Value PlaceholderOf(std::string_view type) {
  if (type == "int") return Value::Float(1);  // numbers of values files are floats
  if (type == "float") return Value::Float(1.5);
  if (type == "bool") return Value::Bool(false);
  return Value::String("sops-placeholder");
}

Value Replaced(Value value, Arena& arena);

Map* ReplacedMap(const Map& map, Arena& arena) {
  Map* copy = Map::New(arena, map.size());
  for (const Map::Entry& entry : map.Sorted()) copy->Set(entry.key(), Replaced(entry.value, arena));
  return copy;
}

Value Replaced(Value value, Arena& arena) {
  CheckStack();
  if (const auto type = EncryptedType(value)) return PlaceholderOf(*type);
  if (value.is_map() && value.AsMap() != nullptr)
    return Value::Of(ReplacedMap(*value.AsMap(), arena), value.type());
  if (!value.is_list()) return value;
  const std::span<Value> items = arena.Array<Value>(value.AsList().size());
  size_t count = 0;
  for (const Value item : value.AsList()) {
    if (EncryptedType(item) != "comment") items[count++] = Replaced(item, arena);
  }
  return Value::List(items.first(count), value.type());
}

}  // namespace

bool IsEncryptedBySops(const Map& values) {
  const Value metadata = values.Get(kMetadata);
  if (!metadata.is_map() || metadata.AsMap() == nullptr) return false;
  if (!EncryptedType(metadata.AsMap()->Get("mac"))) return false;
  if (!metadata.AsMap()->Get("version").is_string()) return false;
  const auto entries = values.Sorted();
  return std::any_of(entries.begin(), entries.end(), [](const Map::Entry& entry) {
    return entry.key() != kMetadata && HasEncryptedText(entry.value);
  });
}

Map* WithSopsPlaceholders(const Map& values, Arena& arena) {
  Map* copy = ReplacedMap(values, arena);
  copy->Erase(kMetadata);
  return copy;
}

}  // namespace chartrender

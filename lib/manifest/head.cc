#include "manifest/head.h"

#include <optional>

#include "base/arena.h"
#include "base/ascii.h"
#include "base/error.h"
#include "base/excerpt.h"
#include "base/float_digits.h"
#include "base/scratch_arena.h"
#include "codec/yaml/read.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender::manifest {

namespace {

constexpr std::string_view kMetadataType =
    "struct { Name string \"json:\\\"name\\\"\"; Annotations map[string]string "
    "\"json:\\\"annotations\\\"\" }";

// What encoding/json calls the kind of a JSON value in its errors.
std::string_view JsonKind(Value value) {
  switch (value.kind()) {
    case Kind::kBool:
      return "bool";
    case Kind::kString:
      return "string";
    case Kind::kList:
      return "array";
    case Kind::kMap:
      return "object";
    default:
      return "number";
  }
}

bool IsHeadField(std::string_view key) {
  return EqualsIgnoringCase(key, "apiversion") || EqualsIgnoringCase(key, "kind") ||
         EqualsIgnoringCase(key, "metadata");
}

// Decodes as encoding/json does: the first wrong type is remembered, the rest is decoded
// nevertheless.
class HeadDecoder {
 public:
  explicit HeadDecoder(std::string_view type) : type_(type) {}

  Head Decode(Value document) {
    if (document.is_map()) {
      for (const Map::Entry& entry : document.AsMap()->Sorted())
        DecodeField(entry.key(), entry.value);
    } else if (!document.is_absent()) {
      error_ =
          StrCat("json: cannot unmarshal ", JsonKind(document), " into Go value of type ", type_);
    }
    return std::move(head_);
  }

  const std::optional<std::string>& error() const { return error_; }

 private:
  void DecodeField(std::string_view key, Value value) {
    if (EqualsIgnoringCase(key, "apiversion")) {
      DecodeText(value, "SimpleHead.apiVersion", head_.api_version);
    } else if (EqualsIgnoringCase(key, "kind")) {
      DecodeText(value, "SimpleHead.kind", head_.kind);
    } else if (EqualsIgnoringCase(key, "metadata")) {
      DecodeMetadata(value);
    }
  }

  void DecodeMetadata(Value value) {
    if (value.is_absent()) {
      head_.name.clear();
      head_.annotations.clear();
      return;
    }
    if (!value.is_map()) {
      Wrong(value, "struct field SimpleHead.metadata", kMetadataType);
      return;
    }
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      if (EqualsIgnoringCase(entry.key(), "name")) {
        DecodeText(entry.value, ".metadata.name", head_.name);
      } else if (EqualsIgnoringCase(entry.key(), "annotations")) {
        DecodeAnnotations(entry.value);
      }
    }
  }

  void DecodeAnnotations(Value value) {
    if (value.is_absent()) {
      head_.annotations.clear();
      return;
    }
    if (!value.is_map()) {
      Wrong(value, "struct field .metadata.annotations", "map[string]string");
      return;
    }
    for (const Map::Entry& entry : value.AsMap()->Sorted()) {
      std::string text;
      DecodeText(entry.value, ".metadata.annotations", text);
      head_.annotations.emplace_back(entry.key(), std::move(text));
    }
  }

  // sigs.k8s.io/yaml turns numbers and bools into text where the target is a string.
  void DecodeText(Value value, std::string_view field, std::string& target) {
    switch (value.kind()) {
      case Kind::kString:
        target = value.AsString();
        break;
      case Kind::kInt:
        target = std::to_string(value.AsInt());
        break;
      case Kind::kUint:
        target = std::to_string(value.AsUint());
        break;
      case Kind::kFloat:
        target = FormatFloat(value.AsFloat(), 'g', -1, 32);
        break;
      case Kind::kBool:
        target = value.AsBool() ? "true" : "false";
        break;
      case Kind::kList:
      case Kind::kMap:
        Wrong(value, StrCat("struct field ", field), "string");
        break;
      default:
        break;
    }
  }

  void Wrong(Value value, std::string_view where, std::string_view type) {
    if (!error_) {
      error_ =
          StrCat("json: cannot unmarshal ", JsonKind(value), " into Go ", where, " of type ", type);
    }
  }

  std::string_view type_;
  Head head_;
  std::optional<std::string> error_;
};

}  // namespace

const std::string* Head::FindAnnotation(std::string_view key) const {
  for (const auto& [annotation, text] : annotations) {
    if (annotation == key) return &text;
  }
  return nullptr;
}

Head ReadHead(std::string_view document, std::string_view path, const DialectTraits& traits,
              Budget* budget) {
  const auto prefix = [&] { return StrCat("YAML parse error on ", path, ": "); };
  const ScratchArena scratch(budget);
  Arena& arena = scratch.arena();
  HeadDecoder decoder(traits.head_type);
  Head head;
  try {
    head = decoder.Decode(ReadYaml(document, arena, YamlNumbers::kKept, IsHeadField));
  } catch (const Failure& failure) {
    if (failure.error().code != ErrorCode::kValues) throw;
    Failure wrapped = failure.WithPrefix(prefix());
    wrapped.error().code = ErrorCode::kManifest;
    // The line belongs to the document, not to the template.
    wrapped.error().excerpt = ExcerptOfLine(document, failure.error().where.line);
    wrapped.error().excerpt.rendered = true;
    wrapped.error().where = {std::string(path), 0, 0};
    throw wrapped;
  }
  if (decoder.error()) {
    Failure failure(
        ErrorCode::kManifest,
        StrCat(prefix(), "error unmarshaling JSON: while decoding JSON: ", *decoder.error()));
    failure.error().where.file = path;
    throw failure;
  }
  return head;
}

}  // namespace chartrender::manifest

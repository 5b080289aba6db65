// Decodes YAML into the Go structs that Helm reads (Chart.yaml, Chart.lock, manifests in lint), by
// a table of fields: sigs.k8s.io/yaml turns numbers and bools into text where the field is a
// string, then encoding/json matches field names without case, goes on after a wrong type and
// reports the first one. The result is a Record: a map keyed by the fields' JSON names that holds
// only what the text set. Decoding over an existing record merges as Go does. Source:
// sigs.k8s.io/yaml 1.6.0 yaml.go; encoding/json decode.go, Go 1.26.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "value/map.h"
#include "value/value.h"

namespace chartrender {

enum class FieldKind : uint8_t {
  kString,      // string
  kBool,        // bool
  kTime,        // time.Time, kept as the text
  kStringList,  // []string
  kStringMap,   // map[string]string
  kAnyList,     // []interface {}
  kStruct,      // a struct by value
  kStructList,  // a list of structs or of pointers to them; a null pointer is Nil
};

struct GoStruct;

struct GoField {
  std::string_view name;  // in JSON
  FieldKind kind;
  std::string_view go_type;           // as errors name it: "[]*v2.Maintainer"
  const GoStruct* element = nullptr;  // of kStruct and kStructList
  bool pointers = false;              // kStructList: its items are pointers
};

struct GoStruct {
  std::string_view name;     // "Metadata"
  std::string_view go_type;  // "v2.Metadata"
  std::span<const GoField> fields;
};

enum class UnknownFields : uint8_t { kIgnored, kRefused };

// Throws Failure(kChart) with sigs.k8s.io/yaml's text. False when the text is null or empty: the
// record is then as it was. Texts live in `arena`.
bool DecodeYaml(std::string_view yaml, const GoStruct& type, Arena& arena, Map& record,
                UnknownFields unknown = UnknownFields::kIgnored);

// json.Decoder.Decode of the first value in `json` into the struct: no number becomes a text.
// `used` is set to the bytes it took. Failure messages are encoding/json's. False for null.
bool DecodeJsonPrefix(std::string_view json, const GoStruct& type, Arena& arena, Map& record,
                      size_t& used);

// Fields of a record, with Go's zero values for what is not set.
std::string RecordText(const Map& record, std::string_view field);
bool RecordBool(const Map& record, std::string_view field);
// The items of a list, or nothing.
std::span<const Value> RecordList(const Map& record, std::string_view field);

}  // namespace chartrender

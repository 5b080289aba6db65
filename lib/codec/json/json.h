// JSON text to Value and back, as Go's encoding/json does it for interface{} targets and for
// template values.
//
// Reading: objects become maps (sorted at birth, a repeated key keeps its last value), arrays
// lists, numbers float64, bad UTF-8 and lone surrogates U+FFFD. Texts are copied to the arena; the
// result does not refer to the input. Nesting ends at 10,000 levels with Go's text. Writing: keys
// in byte order, Go's float text, objects through ObjectType::to_json. Every error is a
// Failure(kValues) whose message is Go's text, e.g. `invalid character '}' looking for beginning of
// object key string`; running out of a limit is Failure(kLimit). Linear time. No state: safe from
// any thread as long as arena and values are not shared. Source: encoding/json scanner.go,
// decode.go, encode.go, indent.go, Go 1.26.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/arena.h"
#include "value/object.h"
#include "value/value.h"

namespace chartrender {

class Budget;

// The Go variable that a text is unmarshalled into. Another kind of value is an error such as
// `json: cannot unmarshal array into Go value of type map[string]interface {}`; `null` gives a nil
// map or a nil list.
enum class JsonTarget : uint8_t {
  kAny,   // interface{}
  kMap,   // map[string]interface{}
  kList,  // []interface{}
};

// json.Unmarshal. Numbers become float64; a number out of its range is an error.
Value ReadJson(std::string_view text, Arena& arena, JsonTarget target = JsonTarget::kAny);

// What json.Unmarshal leaves behind: an error of type or range still fills the rest of the value. A
// syntax error gives Missing. `error` is "" when all went well.
struct JsonOutcome {
  Value value;
  std::string error;
};
JsonOutcome TryReadJson(std::string_view text, Arena& arena, JsonTarget target = JsonTarget::kAny);

// json.Decoder.Decode of the first value in `text`: what follows it is not looked at. `used` is set
// to the number of bytes up to the value's end. A text that ends too early fails with `unexpected
// EOF`, a blank one with `EOF`.
Value ReadJsonPrefix(std::string_view text, Arena& arena, size_t& used);

// A whole document whose numbers keep their text: each is an Object of type kJsonNumber. Errors as
// a json.Decoder gives them (`unexpected EOF`), and `invalid character after top-level value`.
// Source: santhosh-tekuri/jsonschema 6.0.3 UnmarshalJSON.
Value ReadJsonNumbers(std::string_view text, Arena& arena);

// json.Number: the underlying string is the literal.
extern const ObjectType kJsonNumber;
inline bool IsJsonNumber(Value value) {
  return value.is_object() && value.AsObject()->type == &kJsonNumber;
}
// The literal of a value for which IsJsonNumber() holds.
inline std::string_view JsonNumberText(Value value) {
  return value.AsObject()->underlying.AsString();
}

enum class JsonStyle : uint8_t {
  kCompact,  // json.Marshal: no blanks, `<`, `>`, `&` as \u003c \u003e \u0026
  kRaw,      // the same without these escapes
  kPretty,   // json.MarshalIndent with two blanks
};

// Appends the JSON text of `value`. Fails, with `out` as it was, for NaN and infinities (`json:
// unsupported value: +Inf`), for a map or list that contains itself (`json: unsupported value:
// encountered a cycle via map[string] interface {}`) and, kPretty only, above 10,000 levels
// (`exceeded max depth`).
// `budget`, when not null, is asked whether the text still fits: shared maps can make much from
// little.
void WriteJson(std::string& out, Value value, JsonStyle style = JsonStyle::kCompact,
               Budget* budget = nullptr);

// Appends `text` as a JSON string, quotes included. Source: encode.go appendString.
void AppendJsonString(std::string& out, std::string_view text, bool escape_html = true);

}  // namespace chartrender

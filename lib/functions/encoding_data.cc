#include <string>

#include "codec/json/json.h"
#include "codec/toml/read.h"
#include "codec/toml/write.h"
#include "codec/yaml/read.h"
#include "codec/yaml/write.h"
#include "functions/functions.h"
#include "functions/list_items.h"
#include "functions/raise.h"
#include "functions/time_objects.h"

namespace chartrender {

namespace {

// True for an error that Go returns; its panics (kTemplate) and our limits go on.
bool IsReturned(const Failure& failure) { return failure.error().code == ErrorCode::kValues; }

// What `write` makes, or `otherwise` of the failure when the data cannot be written.
template <class Write, class Otherwise>
std::string WriteOr(Write write, Otherwise otherwise) {
  std::string text;
  try {
    write(text);
  } catch (const Failure& failure) {
    if (!IsReturned(failure)) throw;
    return otherwise(failure);
  }
  return text;
}

constexpr auto kNoText = [](const Failure&) { return std::string(); };

template <JsonStyle kStyle>
std::string MustToJson(Call& call, Value value) {
  std::string text;
  WriteJson(text, value, kStyle, &call.budget);
  return text;
}

template <JsonStyle kStyle>
std::string ToJson(Call& call, Value value) {
  return WriteOr([&](std::string& text) { WriteJson(text, value, kStyle, &call.budget); }, kNoText);
}

std::string ToYaml(Call& call, Value value) {
  return WriteOr([&](std::string& text) { WriteYaml(text, value, &call.budget); }, kNoText);
}

std::string MustToYaml(Call& call, Value value) {
  std::string text;
  WriteYaml(text, value, &call.budget);
  return text;
}

// go-yaml panics, past Helm's error handling, on types it does not know.
std::string ToYamlPretty(Call& call, Value value) {
  return WriteOr([&](std::string& text) { WriteYamlPretty(text, value, &call.budget); },
                 [](const Failure& failure) {
                   if (failure.error().message.starts_with("cannot marshal type: ")) throw failure;
                   return std::string();
                 });
}

std::string ToToml(Call& call, Value value) {
  return WriteOr([&](std::string& text) { WriteToml(text, value, &call.budget); },
                 [](const Failure& failure) { return failure.error().message; });
}

std::string MustToToml(Call& call, Value value) {
  std::string text;
  WriteToml(text, value, &call.budget);
  return text;
}

// Helm's readers hand their error to the template inside the value.
Value ErrorInMap(Call& call, Map* map, std::string_view error) {
  if (map == nullptr) map = Map::New(call.arena, 1);
  map->Set("Error", call.Text(error));
  return Value::Of(map);
}

Value ErrorInList(Call& call, std::string_view error) {
  const Value text = call.Text(error);
  return functions::CopyList(call, {&text, 1});
}

Value MustFromJson(Call& call, std::string_view text) { return ReadJson(text, call.arena); }

Value FromJson(Call& call, std::string_view text) {
  const JsonOutcome outcome = TryReadJson(text, call.arena, JsonTarget::kMap);
  if (outcome.error.empty()) return outcome.value;
  return ErrorInMap(call, outcome.value.is_map() ? outcome.value.AsMap() : nullptr, outcome.error);
}

Value FromJsonArray(Call& call, std::string_view text) {
  const JsonOutcome outcome = TryReadJson(text, call.arena, JsonTarget::kList);
  return outcome.error.empty() ? outcome.value : ErrorInList(call, outcome.error);
}

// What `read` gives, or `otherwise` of the error's text.
template <class Read, class Otherwise>
Value ReadOr(Read read, Otherwise otherwise) {
  try {
    return read();
  } catch (const Failure& failure) {
    if (!IsReturned(failure)) throw;
    return otherwise(failure.error().message);
  }
}

Value FromYaml(Call& call, std::string_view text) {
  return ReadOr([&] { return ReadYamlMap(text, call.arena); },
                [&](std::string_view error) { return ErrorInMap(call, nullptr, error); });
}

Value FromYamlArray(Call& call, std::string_view text) {
  return ReadOr([&] { return ReadYamlList(text, call.arena); },
                [&](std::string_view error) { return ErrorInList(call, error); });
}

// The zones of dates without one bear names of their own, at the local zone's present offset.
const TimeZone* ZoneOf(Call& call, const TomlTime& time) {
  const TimeZone* local = functions::LocalZone(call);
  const int32_t now =
      local == nullptr ? 0 : local->At(call.environment.now() / 1'000'000'000).offset;
  switch (time.zone) {
    case TomlTime::Zone::kLocalDateTime:
      return TimeZone::Fixed("datetime-local", now, call.arena);
    case TomlTime::Zone::kLocalDate:
      return TimeZone::Fixed("date-local", now, call.arena);
    case TomlTime::Zone::kLocalTime:
      return TimeZone::Fixed("time-local", now, call.arena);
    default:
      return time.offset_seconds == 0 ? nullptr
                                      : TimeZone::Fixed("", time.offset_seconds, call.arena);
  }
}

// Source: BurntSushi/toml 1.6.0 parse.go valueDatetime.
Value TimeOfToml(Call& call, const TomlTime& time) {
  const bool no_date = time.zone == TomlTime::Zone::kLocalTime;
  GoTime instant =
      GoTime::FromCivil(time.year, no_date ? 1 : time.month, no_date ? 1 : time.day, time.hour,
                        time.minute, time.second, time.nanosecond, ZoneOf(call, time));
  // An offset that the local zone has at that time means the local zone.
  const TimeZone* local = functions::LocalZone(call);
  if (time.offset_seconds != 0 && local != nullptr &&
      local->At(instant.seconds).offset == time.offset_seconds) {
    instant = instant.In(local);
  }
  return functions::MakeTime(call, instant);
}

Value FromToml(Call& call, std::string_view text) {
  const auto make_time = [&call](const TomlTime& time) { return TimeOfToml(call, time); };
  return ReadOr([&] { return ReadToml(text, call.arena, make_time); },
                [&](std::string_view error) { return ErrorInMap(call, nullptr, error); });
}

constexpr std::string_view kHelm = "Helm 4.3.1 pkg/engine/funcs.go";
constexpr std::string_view kSprig = "sprig 3.3 defaults.go";

constexpr FunctionDef kRows[] = {
    {"toJson", Fn<&ToJson<JsonStyle::kCompact>>,
     "The value as JSON; an empty text when it cannot be written.", kHelm},
    {"mustToJson", Fn<&MustToJson<JsonStyle::kCompact>>, "The value as JSON.", kHelm},
    {"toPrettyJson", Fn<&ToJson<JsonStyle::kPretty>>,
     "The value as indented JSON; an empty text when it cannot be written.", kSprig},
    {"mustToPrettyJson", Fn<&MustToJson<JsonStyle::kPretty>>, "The value as indented JSON.",
     kSprig},
    {"toRawJson", Fn<&MustToJson<JsonStyle::kRaw>>,
     "The value as JSON with <, > and & as they are.", kSprig},
    {"mustToRawJson", Fn<&MustToJson<JsonStyle::kRaw>>, "As toRawJson.", kSprig},
    {"fromJson", Fn<&FromJson>, "The dict that a JSON text is; an error is its key Error.", kHelm},
    {"fromJsonArray", Fn<&FromJsonArray>,
     "The list that a JSON text is; an error is its only element.", kHelm},
    {"mustFromJson", Fn<&MustFromJson>, "The value that a JSON text is.", kSprig},
    {"toYaml", Fn<&ToYaml>, "The value as YAML; an empty text when it cannot be written.", kHelm},
    {"mustToYaml", Fn<&MustToYaml>, "The value as YAML.", kHelm, DialectSet::kHelm4Only},
    {"toYamlPretty", Fn<&ToYamlPretty>, "The value as YAML with lists indented.", kHelm},
    {"fromYaml", Fn<&FromYaml>, "The dict that a YAML text is; an error is its key Error.", kHelm},
    {"fromYamlArray", Fn<&FromYamlArray>,
     "The list that a YAML text is; an error is its only element.", kHelm},
    {"toToml", Fn<&ToToml>, "The value as TOML, or the text of what is wrong.", kHelm},
    {"mustToToml", Fn<&MustToToml>, "The value as TOML.", kHelm, DialectSet::kHelm4Only},
    {"fromToml", Fn<&FromToml>, "The dict that a TOML text is; an error is its key Error.", kHelm},
};

}  // namespace

std::span<const FunctionDef> DataFunctions() { return kRows; }

}  // namespace chartrender

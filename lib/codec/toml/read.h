// TOML text to Value, as BurntSushi/toml decodes it into map[string]interface{}: integers are
// int64, floats float64, dates time.Time objects where the reader is given a maker for them. Texts
// are copied to the arena. Errors are Failure(kValues) with Go's text, e.g. `toml: line 1 (last key
// "a"): unexpected EOF; expected value`. Linear time. No state: safe from any thread as long as the
// arena is not shared. Source: github.com/BurntSushi/toml 1.6.0 lex.go, parse.go, decode.go,
// error.go.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "base/arena.h"
#include "value/value.h"

namespace chartrender {

// A date or time of TOML.
struct TomlTime {
  int32_t year = 0;  // 0 in a local time, as month and day
  int32_t month = 0, day = 0;
  int32_t hour = 0, minute = 0, second = 0, nanosecond = 0;
  int32_t offset_seconds = 0;  // east of UTC; only of kOffset
  enum class Zone : uint8_t {
    kOffset,
    kLocalDateTime,
    kLocalDate,
    kLocalTime
  } zone = Zone::kOffset;
};

// Makes the value of a date (the time.Time object of the functions room); null: dates become their
// text.
using TomlTimeMaker = std::function<Value(const TomlTime& time)>;

// A map.
Value ReadToml(std::string_view text, Arena& arena, const TomlTimeMaker& make_time = nullptr);

}  // namespace chartrender

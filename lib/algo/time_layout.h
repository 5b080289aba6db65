// The items of a time layout: pieces of Go's reference time, Mon Jan 2 15:04:05 MST 2006. Used by
// formatting and parsing. Pure functions. Source: time/format.go nextStdChunk, Go 1.26.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace chartrender {

enum class LayoutItem : uint8_t {
  kNone,
  kLongMonth,
  kMonth,
  kNumMonth,
  kZeroMonth,
  kLongWeekday,
  kWeekday,
  kDay,
  kUnderDay,
  kZeroDay,
  kUnderYearDay,
  kZeroYearDay,
  kHour,
  kHour12,
  kZeroHour12,
  kMinute,
  kZeroMinute,
  kSecond,
  kZeroSecond,
  kLongYear,
  kYear,
  kUpperPm,
  kLowerPm,
  kZoneName,
  kIso,
  kIsoSeconds,
  kIsoShort,
  kIsoColon,
  kIsoColonSeconds,  // Z0700 Z070000 Z07 Z07:00 Z07:00:00
  kNumeric,
  kNumericSeconds,
  kNumericShort,
  kNumericColon,
  kNumericColonSeconds,
  kFraction0,
  kFraction9,  // .000 .999
};

struct LayoutChunk {
  std::string_view prefix;  // ordinary text before the item
  LayoutItem item = LayoutItem::kNone;
  std::string_view text;  // the item as written
  int digits = 0;         // of a fraction
  char separator = '.';   // of a fraction
};

// Takes the next item, with the text before it, from `layout`. kNone at the end; then prefix is the
// rest.
LayoutChunk TakeLayoutChunk(std::string_view& layout);

// English names in Go's order, from January and Sunday.
std::span<const std::string_view, 12> LongMonthNames();
std::span<const std::string_view, 7> LongDayNames();

}  // namespace chartrender

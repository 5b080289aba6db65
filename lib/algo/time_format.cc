#include <algorithm>

#include "algo/go_time.h"
#include "algo/time_layout.h"
#include "algo/time_text.h"
#include "base/error.h"

namespace chartrender {

namespace {

// Decimal digits with at least `width` of them; the sign comes on top.
void AppendNumber(std::string& text, int64_t number, size_t width) {
  uint64_t magnitude = static_cast<uint64_t>(number);
  if (number < 0) {
    text.push_back('-');
    magnitude = 0 - magnitude;
  }
  const std::string digits = std::to_string(magnitude);
  if (digits.size() < width) text.append(width - digits.size(), '0');
  text.append(digits);
}

void AppendFraction(std::string& text, int32_t nanoseconds, const LayoutChunk& chunk) {
  const bool trim = chunk.item == LayoutItem::kFraction9;
  if (trim && (chunk.digits == 0 || nanoseconds == 0)) return;
  text.push_back(chunk.separator);
  std::string digits;
  AppendNumber(digits, nanoseconds, 9);
  digits.resize(std::min<size_t>(static_cast<size_t>(chunk.digits), 9));
  text.append(digits);
  if (!trim) return;
  while (text.back() == '0') text.pop_back();
  if (text.back() == chunk.separator) text.pop_back();
}

bool HasColon(LayoutItem item) {
  return item == LayoutItem::kIsoColon || item == LayoutItem::kIsoColonSeconds ||
         item == LayoutItem::kNumericColon || item == LayoutItem::kNumericColonSeconds;
}

bool HasSeconds(LayoutItem item) {
  return item == LayoutItem::kIsoSeconds || item == LayoutItem::kIsoColonSeconds ||
         item == LayoutItem::kNumericSeconds || item == LayoutItem::kNumericColonSeconds;
}

bool IsIso(LayoutItem item) {
  return item >= LayoutItem::kIso && item <= LayoutItem::kIsoColonSeconds;
}

void AppendOffset(std::string& text, int32_t offset, LayoutItem item) {
  if (offset == 0 && IsIso(item)) {
    text.push_back('Z');
    return;
  }
  // The sign is that of the whole minutes.
  const int32_t minutes = offset / 60;
  text.push_back(minutes < 0 ? '-' : '+');
  AppendNumber(text, std::abs(minutes) / 60, 2);
  if (HasColon(item)) text.push_back(':');
  if (item != LayoutItem::kNumericShort && item != LayoutItem::kIsoShort) {
    AppendNumber(text, std::abs(minutes) % 60, 2);
  }
  if (!HasSeconds(item)) return;
  if (HasColon(item)) text.push_back(':');
  AppendNumber(text, (minutes < 0 ? -offset : offset) % 60, 2);
}

void AppendDateItem(std::string& text, LayoutItem item, const CivilTime& civil) {
  switch (item) {
    case LayoutItem::kYear:
      AppendNumber(text, std::abs(civil.year % 100), 2);
      break;
    case LayoutItem::kLongYear:
      AppendNumber(text, civil.year, 4);
      break;
    case LayoutItem::kMonth:
      text.append(MonthName(civil.month), 0, 3);
      break;
    case LayoutItem::kLongMonth:
      text.append(MonthName(civil.month));
      break;
    case LayoutItem::kNumMonth:
      AppendNumber(text, civil.month, 0);
      break;
    case LayoutItem::kZeroMonth:
      AppendNumber(text, civil.month, 2);
      break;
    case LayoutItem::kWeekday:
      text.append(WeekdayName(civil.weekday), 0, 3);
      break;
    case LayoutItem::kLongWeekday:
      text.append(WeekdayName(civil.weekday));
      break;
    case LayoutItem::kDay:
      AppendNumber(text, civil.day, 0);
      break;
    case LayoutItem::kUnderDay:
      if (civil.day < 10) text.push_back(' ');
      AppendNumber(text, civil.day, 0);
      break;
    case LayoutItem::kZeroDay:
      AppendNumber(text, civil.day, 2);
      break;
    case LayoutItem::kUnderYearDay:
      if (civil.year_day < 100) text.push_back(' ');
      if (civil.year_day < 10) text.push_back(' ');
      AppendNumber(text, civil.year_day, 0);
      break;
    case LayoutItem::kZeroYearDay:
      AppendNumber(text, civil.year_day, 3);
      break;
    default:
      break;
  }
}

void AppendClockItem(std::string& text, LayoutItem item, const CivilTime& civil) {
  const int hour12 = civil.hour % 12 == 0 ? 12 : civil.hour % 12;
  switch (item) {
    case LayoutItem::kHour:
      AppendNumber(text, civil.hour, 2);
      break;
    case LayoutItem::kHour12:
      AppendNumber(text, hour12, 0);
      break;
    case LayoutItem::kZeroHour12:
      AppendNumber(text, hour12, 2);
      break;
    case LayoutItem::kMinute:
      AppendNumber(text, civil.minute, 0);
      break;
    case LayoutItem::kZeroMinute:
      AppendNumber(text, civil.minute, 2);
      break;
    case LayoutItem::kSecond:
      AppendNumber(text, civil.second, 0);
      break;
    case LayoutItem::kZeroSecond:
      AppendNumber(text, civil.second, 2);
      break;
    case LayoutItem::kUpperPm:
      text.append(civil.hour >= 12 ? "PM" : "AM");
      break;
    case LayoutItem::kLowerPm:
      text.append(civil.hour >= 12 ? "pm" : "am");
      break;
    default:
      break;
  }
}

}  // namespace

std::string MonthName(int64_t month) {
  if (month >= 1 && month <= 12)
    return std::string(LongMonthNames()[static_cast<size_t>(month - 1)]);
  return StrCat("%!Month(", std::to_string(static_cast<uint64_t>(month)), ")");
}

std::string WeekdayName(int64_t weekday) {
  if (weekday >= 0 && weekday <= 6)
    return std::string(LongDayNames()[static_cast<size_t>(weekday)]);
  return StrCat("%!Weekday(", std::to_string(static_cast<uint64_t>(weekday)), ")");
}

std::string GoTime::Format(std::string_view layout) const {
  const TimeZone::Period period = Period();
  const CivilTime civil = Civil();
  std::string text;
  while (!layout.empty()) {
    const LayoutChunk chunk = TakeLayoutChunk(layout);
    text.append(chunk.prefix);
    if (chunk.item == LayoutItem::kFraction0 || chunk.item == LayoutItem::kFraction9) {
      AppendFraction(text, nanoseconds, chunk);
    } else if (chunk.item == LayoutItem::kZoneName) {
      if (period.abbreviation.empty()) {
        AppendOffset(text, period.offset, LayoutItem::kNumeric);
      } else {
        text.append(period.abbreviation);
      }
    } else if (chunk.item >= LayoutItem::kIso && chunk.item <= LayoutItem::kNumericColonSeconds) {
      AppendOffset(text, period.offset, chunk.item);
    } else {
      AppendDateItem(text, chunk.item, civil);
      AppendClockItem(text, chunk.item, civil);
    }
  }
  return text;
}

std::string GoTime::ToString() const {
  std::string text = Format("2006-01-02 15:04:05.999999999 -0700 MST");
  if (!has_monotonic) return text;
  const uint64_t magnitude =
      monotonic < 0 ? 0 - static_cast<uint64_t>(monotonic) : static_cast<uint64_t>(monotonic);
  text.append(monotonic < 0 ? " m=-" : " m=+")
      .append(std::to_string(magnitude / 1'000'000'000))
      .push_back('.');
  AppendNumber(text, static_cast<int64_t>(magnitude % 1'000'000'000), 9);
  return text;
}

std::string GoTime::ToGoString() const {
  const CivilTime civil = Civil();
  std::string text =
      StrCat("time.Date(", std::to_string(civil.year), ", time.", MonthName(civil.month));
  for (const int64_t field : {int64_t{civil.day}, int64_t{civil.hour}, int64_t{civil.minute},
                              int64_t{civil.second}, int64_t{nanoseconds}}) {
    text.append(", ").append(std::to_string(field));
  }
  if (zone == nullptr) return text.append(", time.UTC)");
  if (zone->is_local()) return text.append(", time.Local)");
  return text.append(StrCat(", time.Location(", TimeQuote(zone->name()), "))"));
}

std::string GoTime::ToRfc3339() const {
  const int64_t year = Civil().year;
  if (year < 0 || year > 9999)
    throw Failure(ErrorCode::kTemplate, "year outside of range [0,9999]");
  const int32_t offset = Period().offset;
  if (std::abs(offset) / 3600 > 23) {
    throw Failure(ErrorCode::kTemplate, "timezone hour outside of range [0,23]");
  }
  return ToTimestamp();
}

std::string GoTime::ToTimestamp() const { return Format("2006-01-02T15:04:05.999999999Z07:00"); }

}  // namespace chartrender

// time.ParseInLocation: a text read by a layout.
// Source: time/format.go parse, Go 1.26.
#include <algorithm>
#include <optional>

#include "algo/go_time.h"
#include "algo/time_layout.h"
#include "algo/time_text.h"
#include "base/error.h"

namespace chartrender {

namespace {

bool IsDigit(std::string_view text, size_t at) {
  return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

// A letter case folded as Go does it here: any two bytes that differ in bit 5 and are letters.
bool SameLetters(std::string_view a, std::string_view b) {
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    const char x = static_cast<char>(a[i] | 0x20);
    const char y = static_cast<char>(b[i] | 0x20);
    if (x != y || x < 'a' || x > 'z') return false;
  }
  return true;
}

// The Take functions read from the front of `text`; false: something else stands there.
template <size_t N>
bool TakeName(std::string_view& text, std::span<const std::string_view, N> names, size_t length,
              int& index) {
  for (size_t i = 0; i < N; ++i) {
    const std::string_view name = names[i].substr(0, length);
    if (text.size() < name.size() || !SameLetters(text.substr(0, name.size()), name)) continue;
    text.remove_prefix(name.size());
    index = static_cast<int>(i);
    return true;
  }
  return false;
}

// Up to `most` digits; exactly as many when `fixed`.
bool TakeDigits(std::string_view& text, int most, bool fixed, int& number) {
  int value = 0;
  int count = 0;
  for (; count < most && IsDigit(text, 0); ++count, text.remove_prefix(1))
    value = value * 10 + (text[0] - '0');
  if (count == 0 || (fixed && count != most)) return false;
  number = value;
  return true;
}

// A whole text as a number with an optional sign.
std::optional<int> ToNumber(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  uint64_t number = 0;
  if (!TakeLeadingNumber(text, number) || !text.empty()) return std::nullopt;
  return negative ? -static_cast<int>(number) : static_cast<int>(number);
}

bool IsPoint(char c) { return c == '.' || c == ','; }

// The length of a signed hour count "+03", or 0.
size_t SignedOffsetLength(std::string_view text) {
  if (text.empty() || (text[0] != '-' && text[0] != '+')) return 0;
  std::string_view rest = text.substr(1);
  uint64_t number = 0;
  if (!TakeLeadingNumber(rest, number) || rest.size() == text.size() - 1 || number > 23) return 0;
  return text.size() - rest.size();
}

// The length of what looks like a zone abbreviation, or 0.
size_t ZoneNameLength(std::string_view text) {
  if (text.size() < 3) return 0;
  if (text.starts_with("ChST") || text.starts_with("MeST")) return 4;
  if (text.starts_with("GMT")) return 3 + SignedOffsetLength(text.substr(3));
  if (text[0] == '+' || text[0] == '-') return SignedOffsetLength(text);
  size_t upper = 0;
  while (upper < 6 && upper < text.size() && text[upper] >= 'A' && text[upper] <= 'Z') ++upper;
  if (upper == 5 && text[4] == 'T') return 5;
  if (upper == 4 && (text[3] == 'T' || text.starts_with("WITA"))) return 4;
  return upper == 3 ? 3 : 0;
}

class TimeParser {
 public:
  TimeParser(std::string_view layout, std::string_view text)
      : whole_layout_(layout), whole_(text), layout_(layout), text_(text) {}

  GoTime Parse(const TimeZone* zone, Arena& arena);

 private:
  // Of one item; kBad: the text does not fit the item. A range error is in range_.
  bool ReadItem(const LayoutChunk& chunk);
  bool ReadDateItem(const LayoutChunk& chunk);
  bool ReadYear(LayoutItem item);
  bool ReadSecond(const LayoutChunk& chunk);
  bool ReadFraction(size_t bytes);
  bool ReadHalf(std::string_view am, std::string_view pm);
  bool ReadOffset(LayoutItem item);
  bool ReadZoneName();
  bool SkipText(std::string_view prefix);
  void ResolveYearDay();
  GoTime InZone(const TimeZone* zone, Arena& arena) const;

  [[noreturn]] void Fail(std::string_view item, std::string_view value) const {
    throw Failure(ErrorCode::kTemplate,
                  StrCat("parsing time ", TimeQuote(whole_), " as ", TimeQuote(whole_layout_),
                         ": cannot parse ", TimeQuote(value), " as ", TimeQuote(item)));
  }
  [[noreturn]] void FailWith(std::string_view message) const {
    throw Failure(ErrorCode::kTemplate, StrCat("parsing time ", TimeQuote(whole_), message));
  }

  std::string_view whole_layout_;
  std::string_view whole_;
  std::string_view layout_;
  std::string_view text_;
  std::string_view range_;  // what is out of range
  int year_ = 0, month_ = -1, day_ = -1, year_day_ = -1;
  int hour_ = 0, minute_ = 0, second_ = 0, nanosecond_ = 0;
  bool am_ = false, pm_ = false;
  bool utc_ = false;
  int zone_offset_ = -1;
  std::string_view zone_name_;
};

// Runs of blanks in the layout stand for runs of blanks in the text.
bool TimeParser::SkipText(std::string_view prefix) {
  const auto skip_blanks = [](std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  };
  while (!prefix.empty()) {
    if (prefix[0] == ' ') {
      if (!text_.empty() && text_[0] != ' ') return false;
      skip_blanks(prefix);
      skip_blanks(text_);
      continue;
    }
    if (text_.empty() || text_[0] != prefix[0]) return false;
    prefix.remove_prefix(1);
    text_.remove_prefix(1);
  }
  return true;
}

bool TimeParser::ReadYear(LayoutItem item) {
  const size_t digits = item == LayoutItem::kYear ? 2 : 4;
  if (text_.size() < digits || (digits == 4 && !IsDigit(text_, 0))) return false;
  const std::optional<int> year = ToNumber(text_.substr(0, digits));
  text_.remove_prefix(digits);
  if (!year) return false;
  year_ = *year;
  if (digits == 2) year_ += year_ >= 69 ? 1900 : 2000;
  return true;
}

bool TimeParser::ReadDateItem(const LayoutChunk& chunk) {
  const LayoutItem item = chunk.item;
  int ignored = 0;
  switch (item) {
    case LayoutItem::kYear:
    case LayoutItem::kLongYear:
      return ReadYear(item);
    case LayoutItem::kMonth:
    case LayoutItem::kLongMonth: {
      const size_t length = item == LayoutItem::kMonth ? 3 : std::string_view::npos;
      if (!TakeName(text_, LongMonthNames(), length, month_)) return false;
      ++month_;
      return true;
    }
    case LayoutItem::kNumMonth:
    case LayoutItem::kZeroMonth:
      if (!TakeDigits(text_, 2, item == LayoutItem::kZeroMonth, month_)) return false;
      if (month_ < 1 || month_ > 12) range_ = "month";
      return true;
    case LayoutItem::kWeekday:
      return TakeName(text_, LongDayNames(), 3, ignored);
    case LayoutItem::kLongWeekday:
      return TakeName(text_, LongDayNames(), std::string_view::npos, ignored);
    case LayoutItem::kUnderYearDay:
    case LayoutItem::kZeroYearDay:
      for (int i = 0; i < 2 && item == LayoutItem::kUnderYearDay && text_.starts_with(' '); ++i) {
        text_.remove_prefix(1);
      }
      return TakeDigits(text_, 3, item == LayoutItem::kZeroYearDay, year_day_);
    default:  // the day of the month
      if (item == LayoutItem::kUnderDay && text_.starts_with(' ')) text_.remove_prefix(1);
      return TakeDigits(text_, 2, item == LayoutItem::kZeroDay, day_);
  }
}

// `bytes` of the text, point included.
bool TimeParser::ReadFraction(size_t bytes) {
  const std::string_view part = text_.substr(0, std::min<size_t>(bytes, 10));
  text_.remove_prefix(bytes);
  if (!IsPoint(part[0])) return false;
  const std::optional<int> number = ToNumber(part.substr(1));
  if (!number) return false;
  if (*number < 0) {
    range_ = "fractional second";
    nanosecond_ = *number;
    return true;
  }
  nanosecond_ = *number;
  for (size_t i = part.size(); i < 10; ++i) nanosecond_ *= 10;
  return true;
}

bool TimeParser::ReadSecond(const LayoutChunk& chunk) {
  if (!TakeDigits(text_, 2, chunk.item == LayoutItem::kZeroSecond, second_)) return false;
  if (second_ >= 60) {
    range_ = "second";
    return true;
  }
  // A fraction may follow though the layout has none.
  if (text_.size() < 2 || !IsPoint(text_[0]) || !IsDigit(text_, 1)) return true;
  std::string_view ahead = layout_;
  const LayoutItem next = TakeLayoutChunk(ahead).item;
  if (next == LayoutItem::kFraction0 || next == LayoutItem::kFraction9) return true;
  size_t bytes = 2;
  while (IsDigit(text_, bytes)) ++bytes;
  return ReadFraction(bytes);
}

bool TimeParser::ReadHalf(std::string_view am, std::string_view pm) {
  if (text_.size() < 2) return false;
  const std::string_view half = text_.substr(0, 2);
  text_.remove_prefix(2);
  if (half == pm) pm_ = true;
  if (half == am) am_ = true;
  return half == pm || half == am;
}

// Where the digits of an offset stand behind its sign.
struct OffsetShape {
  size_t size;
  size_t minutes;  // 0: none
  size_t seconds;  // 0: none
  bool colons;
};

OffsetShape ShapeOf(LayoutItem item) {
  switch (item) {
    case LayoutItem::kIsoColon:
    case LayoutItem::kNumericColon:
      return {6, 4, 0, true};
    case LayoutItem::kIsoShort:
    case LayoutItem::kNumericShort:
      return {3, 0, 0, false};
    case LayoutItem::kIsoColonSeconds:
    case LayoutItem::kNumericColonSeconds:
      return {9, 4, 7, true};
    case LayoutItem::kIsoSeconds:
    case LayoutItem::kNumericSeconds:
      return {7, 3, 5, false};
    default:
      return {5, 3, 0, false};
  }
}

bool TimeParser::ReadOffset(LayoutItem item) {
  if (item >= LayoutItem::kIso && item <= LayoutItem::kIsoColonSeconds && text_.starts_with('Z')) {
    text_.remove_prefix(1);
    utc_ = true;
    return true;
  }
  const OffsetShape shape = ShapeOf(item);
  if (text_.size() < shape.size) return false;
  const std::string_view offset = text_.substr(0, shape.size);
  if (shape.colons && (offset[3] != ':' || (shape.seconds != 0 && offset[6] != ':'))) return false;
  text_.remove_prefix(shape.size);
  const auto two_digits = [&](size_t at, int& number) {
    std::string_view digits = at == 0 ? "00" : offset.substr(at, 2);
    return TakeDigits(digits, 2, true, number);
  };
  int hours = 0;
  int minutes = 0;
  int seconds = 0;
  const bool good = two_digits(1, hours) && two_digits(shape.minutes, minutes) &&
                    two_digits(shape.seconds, seconds);
  if (hours > 24) range_ = "time zone offset hour";
  if (minutes > 60) range_ = "time zone offset minute";
  if (seconds > 60) range_ = "time zone offset second";
  zone_offset_ = (hours * 60 + minutes) * 60 + seconds;
  if (offset[0] == '-') zone_offset_ = -zone_offset_;
  return good && (offset[0] == '-' || offset[0] == '+');
}

bool TimeParser::ReadZoneName() {
  if (text_.starts_with("UTC")) {
    utc_ = true;
    text_.remove_prefix(3);
    return true;
  }
  const size_t length = ZoneNameLength(text_);
  if (length == 0) return false;
  zone_name_ = text_.substr(0, length);
  text_.remove_prefix(length);
  return true;
}

bool TimeParser::ReadItem(const LayoutChunk& chunk) {
  const LayoutItem item = chunk.item;
  switch (item) {
    case LayoutItem::kHour:
    case LayoutItem::kHour12:
    case LayoutItem::kZeroHour12:
      if (!TakeDigits(text_, 2, item == LayoutItem::kZeroHour12, hour_)) return false;
      if (hour_ > (item == LayoutItem::kHour ? 23 : 12)) range_ = "hour";
      return true;
    case LayoutItem::kMinute:
    case LayoutItem::kZeroMinute:
      if (!TakeDigits(text_, 2, item == LayoutItem::kZeroMinute, minute_)) return false;
      if (minute_ >= 60) range_ = "minute";
      return true;
    case LayoutItem::kSecond:
    case LayoutItem::kZeroSecond:
      return ReadSecond(chunk);
    case LayoutItem::kUpperPm:
      return ReadHalf("AM", "PM");
    case LayoutItem::kLowerPm:
      return ReadHalf("am", "pm");
    case LayoutItem::kZoneName:
      return ReadZoneName();
    case LayoutItem::kFraction0: {
      const size_t bytes = static_cast<size_t>(chunk.digits) + 1;
      return text_.size() >= bytes && ReadFraction(bytes);
    }
    case LayoutItem::kFraction9: {
      if (text_.size() < 2 || !IsPoint(text_[0]) || !IsDigit(text_, 1)) return true;
      size_t bytes = 1;
      while (IsDigit(text_, bytes)) ++bytes;
      return ReadFraction(bytes);
    }
    default:
      break;
  }
  if (item >= LayoutItem::kIso && item <= LayoutItem::kNumericColonSeconds) return ReadOffset(item);
  return ReadDateItem(chunk);
}

// Month and day from the day of the year; those that were given too must agree.
void TimeParser::ResolveYearDay() {
  int month = 0;
  int day = 0;
  int year_day = year_day_;
  if (IsLeapYear(year_)) {
    if (year_day == 31 + 29) {
      month = 2;
      day = 29;
    } else if (year_day > 31 + 29) {
      --year_day;
    }
  }
  if (year_day < 1 || year_day > 365) FailWith(": day-of-year out of range");
  if (month == 0) {
    month = (year_day - 1) / 31 + 1;
    if (DaysBeforeMonth(month + 1) < year_day) ++month;
    day = year_day - DaysBeforeMonth(month);
  }
  if (month_ >= 0 && month_ != month) FailWith(": day-of-year does not match month");
  if (day_ >= 0 && day_ != day) FailWith(": day-of-year does not match day");
  month_ = month;
  day_ = day;
}

GoTime TimeParser::InZone(const TimeZone* zone, Arena& arena) const {
  const bool local_time = utc_ || (zone_offset_ == -1 && zone_name_.empty());
  GoTime time = GoTime::FromCivil(year_, month_, day_, hour_, minute_, second_, nanosecond_,
                                  local_time && !utc_ ? zone : nullptr);
  if (local_time) return time;
  GoTime in_zone = time;
  in_zone.zone = zone;
  if (zone_offset_ != -1) {
    time.seconds -= zone_offset_;
    in_zone.seconds = time.seconds;
    const TimeZone::Period period = in_zone.Period();
    if (period.offset == zone_offset_ && (zone_name_.empty() || period.abbreviation == zone_name_))
      return in_zone;
    time.zone = TimeZone::Fixed(zone_name_, zone_offset_, arena);
    return time;
  }
  if (zone != nullptr) {
    if (const std::optional<int32_t> offset = zone->OffsetOf(zone_name_, time.seconds)) {
      in_zone.seconds -= *offset;
      return in_zone;
    }
  }
  int offset = 0;
  if (zone_name_.size() > 3 && zone_name_.starts_with("GMT")) {
    offset = ToNumber(zone_name_.substr(3)).value_or(0) * 3600;
  }
  time.zone = TimeZone::Fixed(zone_name_, offset, arena);
  return time;
}

GoTime TimeParser::Parse(const TimeZone* zone, Arena& arena) {
  for (;;) {
    const LayoutChunk chunk = TakeLayoutChunk(layout_);
    if (!SkipText(chunk.prefix)) Fail(chunk.prefix, text_);
    if (chunk.item == LayoutItem::kNone) {
      if (!text_.empty()) FailWith(StrCat(": extra text: ", TimeQuote(text_)));
      break;
    }
    const std::string_view before = text_;
    const bool good = ReadItem(chunk);
    if (!range_.empty()) FailWith(StrCat(": ", range_, " out of range"));
    if (!good) Fail(chunk.text, before);
  }
  if (pm_ && hour_ < 12) {
    hour_ += 12;
  } else if (am_ && hour_ == 12) {
    hour_ = 0;
  }
  if (year_day_ >= 0) ResolveYearDay();
  if (month_ < 0) month_ = 1;
  if (day_ < 0) day_ = 1;
  if (day_ < 1 || day_ > DaysInMonth(month_, year_)) FailWith(": day out of range");
  return InZone(zone, arena);
}

}  // namespace

GoTime GoTime::Parse(std::string_view layout, std::string_view text, const TimeZone* zone,
                     Arena& arena) {
  return TimeParser(layout, text).Parse(zone, arena);
}

}  // namespace chartrender

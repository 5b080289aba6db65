#include "codec/toml/datetime.h"

namespace chartrender::toml {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool Take(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  // `count` digits that give at most `largest`.
  bool Digits(size_t count, int32_t largest, int32_t& number) {
    if (text_.size() < count) return false;
    number = 0;
    for (size_t i = 0; i < count; ++i) {
      if (!IsDigit(text_[i])) return false;
      number = number * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(count);
    return number <= largest;
  }

  bool Date(TomlTime& time) {
    return Digits(4, 9999, time.year) && Take('-') && Digits(2, 12, time.month) && Take('-') &&
           Digits(2, 31, time.day) && time.month >= 1 && DayExists(time);
  }

  // Seconds may be missing; a fraction follows only seconds.
  bool Clock(TomlTime& time) {
    if (!Digits(2, 23, time.hour) || !Take(':') || !Digits(2, 59, time.minute)) return false;
    if (!Take(':')) return true;
    if (!Digits(2, 59, time.second)) return false;
    if (text_.size() >= 2 && text_[0] == '.' && IsDigit(text_[1])) Fraction(time);
    return true;
  }

  bool Offset(TomlTime& time) {
    if (Take('Z')) return true;
    const bool east = Take('+');
    if (!east && !Take('-')) return false;
    int32_t hours = 0;
    int32_t minutes = 0;
    if (!Digits(2, 24, hours) || !Take(':') || !Digits(2, 60, minutes)) return false;
    time.offset_seconds = (hours * 60 + minutes) * (east ? 60 : -60);
    return true;
  }

  [[nodiscard]] bool done() const { return text_.empty(); }

 private:
  static bool DayExists(const TomlTime& time) {
    constexpr int32_t kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = time.year % 4 == 0 && (time.year % 100 != 0 || time.year % 400 == 0);
    const int32_t days = time.month == 2 && leap ? 29 : kDays[time.month - 1];
    return time.day >= 1 && time.day <= days;
  }

  // Digits beyond nanoseconds are cut off.
  void Fraction(TomlTime& time) {
    text_.remove_prefix(1);
    int32_t unit = 100'000'000;
    for (; !text_.empty() && IsDigit(text_[0]); unit /= 10) {
      time.nanosecond += (text_[0] - '0') * unit;
      text_.remove_prefix(1);
    }
  }

  std::string_view text_;
};

}  // namespace

std::optional<TomlTime> ParseDatetime(std::string_view text) {
  TomlTime time;
  Reader reader(text);
  if (text.size() > 2 && text[2] == ':') {
    time.zone = TomlTime::Zone::kLocalTime;
    if (!reader.Clock(time) || !reader.done()) return std::nullopt;
    return time;
  }
  if (!reader.Date(time)) return std::nullopt;
  time.zone = TomlTime::Zone::kLocalDate;
  if (reader.done()) return time;
  if (!reader.Take('T') || !reader.Clock(time)) return std::nullopt;
  time.zone = TomlTime::Zone::kLocalDateTime;
  if (reader.done()) return time;
  time.zone = TomlTime::Zone::kOffset;
  if (!reader.Offset(time) || !reader.done()) return std::nullopt;
  return time;
}

}  // namespace chartrender::toml

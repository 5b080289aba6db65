#include <cstdint>

#include "codec/yaml/resolve.h"

namespace chartrender::yaml {

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes texts apart as Go's time.Parse does for the few layout elements that go-yaml uses.
class TimeReader {
 public:
  explicit TimeReader(std::string_view text) : text_(text) {}

  bool Year() {
    if (text_.size() < 4) return false;
    year_ = 0;
    for (size_t i = 0; i < 4; ++i) {
      if (!IsDigit(text_[i])) return false;
      year_ = year_ * 10 + (text_[i] - '0');
    }
    text_.remove_prefix(4);
    return true;
  }

  // One or two digits, up to `largest`.
  bool Number(int largest, int& number) {
    if (text_.empty() || !IsDigit(text_[0])) return false;
    number = text_[0] - '0';
    text_.remove_prefix(1);
    if (!text_.empty() && IsDigit(text_[0])) {
      number = number * 10 + (text_[0] - '0');
      text_.remove_prefix(1);
    }
    return number <= largest;
  }
  bool Number(int largest) {
    int number = 0;
    return Number(largest, number);
  }

  bool Literal(char c) {
    if (text_.empty() || text_[0] != c) return false;
    text_.remove_prefix(1);
    return true;
  }

  // A blank of the layout stands for any number of blanks.
  bool Blanks() {
    if (!text_.empty() && text_[0] != ' ') return false;
    while (!text_.empty() && text_[0] == ' ') text_.remove_prefix(1);
    return true;
  }

  void Fraction() {
    if (text_.size() < 2 || (text_[0] != '.' && text_[0] != ',') || !IsDigit(text_[1])) return;
    text_.remove_prefix(1);
    while (!text_.empty() && IsDigit(text_[0])) text_.remove_prefix(1);
  }

  bool Zone() {
    if (Literal('Z')) return true;
    if (text_.size() < 6 || text_[3] != ':' || (text_[0] != '+' && text_[0] != '-')) return false;
    for (const size_t i : {1U, 2U, 4U, 5U}) {
      if (!IsDigit(text_[i])) return false;
    }
    const int hour = (text_[1] - '0') * 10 + (text_[2] - '0');
    const int minute = (text_[4] - '0') * 10 + (text_[5] - '0');
    text_.remove_prefix(6);
    return hour <= 24 && minute <= 60;
  }

  bool Date() {
    int month = 0;
    int day = 0;
    if (!Year() || !Literal('-') || !Number(12, month) || !Literal('-') || !Number(99, day))
      return false;
    day_ = day;
    month_ = month;
    return month >= 1;
  }

  bool Clock() {
    if (!Number(23) || !Literal(':') || !Number(59) || !Literal(':') || !Number(59)) return false;
    Fraction();
    return true;
  }

  [[nodiscard]] bool Done() const { return text_.empty() && DayExists(); }

 private:
  [[nodiscard]] bool DayExists() const {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = year_ % 4 == 0 && (year_ % 100 != 0 || year_ % 400 == 0);
    const int days = month_ == 2 && leap ? 29 : kDays[month_ - 1];
    return day_ >= 1 && day_ <= days;
  }

  std::string_view text_;
  int year_ = 0;
  int month_ = 1;
  int day_ = 1;
};

}  // namespace

bool IsTimestamp(std::string_view text) {
  if (text.size() < 5 || text[4] != '-') return false;
  for (const char separator : {'T', 't'}) {
    TimeReader reader(text);
    if (reader.Date() && reader.Literal(separator) && reader.Clock() && reader.Zone() &&
        reader.Done())
      return true;
  }
  TimeReader local(text);
  if (local.Date() && local.Blanks() && local.Clock() && local.Done()) return true;
  TimeReader date(text);
  return date.Date() && date.Done();
}

}  // namespace chartrender::yaml

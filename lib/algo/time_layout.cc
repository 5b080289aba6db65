#include "algo/time_layout.h"

#include <array>

namespace chartrender {

namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> kDays = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                   "Thursday", "Friday", "Saturday"};

struct Pattern {
  std::string_view text;
  LayoutItem item;
  bool not_before_lower_case = false;  // "Mon" is none in "Month"
};

// Longer texts come first.
constexpr Pattern kPatterns[] = {
    {"January", LayoutItem::kLongMonth},
    {"Jan", LayoutItem::kMonth, true},
    {"Monday", LayoutItem::kLongWeekday},
    {"Mon", LayoutItem::kWeekday, true},
    {"MST", LayoutItem::kZoneName},
    {"01", LayoutItem::kZeroMonth},
    {"02", LayoutItem::kZeroDay},
    {"03", LayoutItem::kZeroHour12},
    {"04", LayoutItem::kZeroMinute},
    {"05", LayoutItem::kZeroSecond},
    {"06", LayoutItem::kYear},
    {"002", LayoutItem::kZeroYearDay},
    {"15", LayoutItem::kHour},
    {"1", LayoutItem::kNumMonth},
    {"2006", LayoutItem::kLongYear},
    {"2", LayoutItem::kDay},
    {"_2", LayoutItem::kUnderDay},
    {"__2", LayoutItem::kUnderYearDay},
    {"3", LayoutItem::kHour12},
    {"4", LayoutItem::kMinute},
    {"5", LayoutItem::kSecond},
    {"PM", LayoutItem::kUpperPm},
    {"pm", LayoutItem::kLowerPm},
    {"-070000", LayoutItem::kNumericSeconds},
    {"-07:00:00", LayoutItem::kNumericColonSeconds},
    {"-0700", LayoutItem::kNumeric},
    {"-07:00", LayoutItem::kNumericColon},
    {"-07", LayoutItem::kNumericShort},
    {"Z070000", LayoutItem::kIsoSeconds},
    {"Z07:00:00", LayoutItem::kIsoColonSeconds},
    {"Z0700", LayoutItem::kIso},
    {"Z07:00", LayoutItem::kIsoColon},
    {"Z07", LayoutItem::kIsoShort},
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// A fraction at the start of `text`: ".000", ",999". Its digits must end there.
bool IsFraction(std::string_view text, LayoutChunk& chunk) {
  if (text.size() < 2 || (text[0] != '.' && text[0] != ',') || (text[1] != '0' && text[1] != '9'))
    return false;
  size_t end = 1;
  while (end < text.size() && text[end] == text[1]) ++end;
  if (end < text.size() && IsDigit(text[end])) return false;
  chunk.item = text[1] == '0' ? LayoutItem::kFraction0 : LayoutItem::kFraction9;
  chunk.text = text.substr(0, end);
  chunk.digits = static_cast<int>((end - 1) & 0xFFF);
  chunk.separator = text[0];
  return true;
}

bool IsItem(std::string_view text, LayoutChunk& chunk) {
  for (const Pattern& pattern : kPatterns) {
    if (!text.starts_with(pattern.text)) continue;
    const std::string_view rest = text.substr(pattern.text.size());
    if (pattern.not_before_lower_case && !rest.empty() && rest[0] >= 'a' && rest[0] <= 'z')
      continue;
    chunk.item = pattern.item;
    chunk.text = text.substr(0, pattern.text.size());
    return true;
  }
  return IsFraction(text, chunk);
}

}  // namespace

LayoutChunk TakeLayoutChunk(std::string_view& layout) {
  LayoutChunk chunk;
  for (size_t i = 0; i < layout.size(); ++i) {
    const std::string_view text = layout.substr(i);
    // In "_2006" the underscore is ordinary text.
    if (text.starts_with("_2006")) continue;
    if (!IsItem(text, chunk)) continue;
    chunk.prefix = layout.substr(0, i);
    layout = text.substr(chunk.text.size());
    return chunk;
  }
  chunk.prefix = layout;
  layout = {};
  return chunk;
}

std::span<const std::string_view, 12> LongMonthNames() { return kMonths; }
std::span<const std::string_view, 7> LongDayNames() { return kDays; }

}  // namespace chartrender

#include <string>
#include <string_view>

#include "algo/go_duration.h"
#include "functions/functions.h"
#include "functions/raise.h"
#include "functions/time_objects.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::IsTime;
using functions::kTimeType;
using functions::LocalZone;
using functions::MakeTime;
using functions::TimeOf;
using functions::ZoneOrUtc;

using TimeArg = ObjectArg<kTimeType>;

const GoTime& TimeOfArg(TimeArg arg) {
  return static_cast<const functions::TimeObject*>(arg.object)->time;
}

// Times and integers of some types (seconds since 1970); everything else, floats included, is now.
GoTime ToTime(Call& call, Value date, bool with_int32) {
  if (IsTime(date)) return TimeOf(date);
  const bool seconds = date.type() == GoType::kInt64 || date.type() == GoType::kInt ||
                       (with_int32 && date.type() == GoType::kInt32);
  if (!seconds) return functions::Now(call);
  GoTime time;
  time.seconds = date.AsInt();
  time.zone = LocalZone(call);
  return time;
}

std::string DateInZone(Call& call, std::string_view layout, Value date, std::string_view zone) {
  return ToTime(call, date, true).In(ZoneOrUtc(call, zone)).Format(layout);
}

std::string Date(Call& call, std::string_view layout, Value date) {
  return DateInZone(call, layout, date, "Local");
}

std::string HtmlDate(Call& call, Value date) {
  return DateInZone(call, "2006-01-02", date, "Local");
}

std::string HtmlDateInZone(Call& call, Value date, std::string_view zone) {
  return DateInZone(call, "2006-01-02", date, zone);
}

Value DateModify(Call& call, std::string_view duration, TimeArg date) {
  return MakeTime(call, TimeOfArg(date).Add(TryParseDuration(duration).value_or(0)));
}

Value MustDateModify(Call& call, std::string_view duration, TimeArg date) {
  return MakeTime(call, TimeOfArg(date).Add(ParseDuration(duration)));
}

std::string Ago(Call& call, Value date) {
  const GoTime time = ToTime(call, date, false);
  return DurationText(RoundDuration(functions::Now(call).Since(time), kSecondInNanoseconds));
}

Value MustToDate(Call& call, std::string_view layout, std::string_view text) {
  return MakeTime(call, GoTime::Parse(layout, text, LocalZone(call), call.arena));
}

Value ToDate(Call& call, std::string_view layout, std::string_view text) {
  try {
    return MustToDate(call, layout, text);
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    return MakeTime(call, GoTime{});
  }
}

Value NowTime(Call& call) { return MakeTime(call, functions::Now(call)); }

std::string UnixEpoch(Call&, TimeArg date) { return std::to_string(TimeOfArg(date).seconds); }

constexpr std::string_view kSource = "sprig 3.3 date.go";

constexpr FunctionDef kRows[] = {
    {"now", Fn<&NowTime>, "The current time.", "Go time.Now"},
    {"date", Fn<&Date>,
     "DATE by LAYOUT in the local zone; what is neither a time nor an integer is now.", kSource},
    {"dateInZone", Fn<&DateInZone>, "DATE by LAYOUT in ZONE; an unknown zone is UTC.", kSource},
    {"date_in_zone", Fn<&DateInZone>, "As dateInZone.", kSource},
    {"htmlDate", Fn<&HtmlDate>, "DATE as year-month-day in the local zone.", kSource},
    {"htmlDateInZone", Fn<&HtmlDateInZone>, "DATE as year-month-day in ZONE.", kSource},
    {"dateModify", Fn<&DateModify>, "The time DURATION after TIME, TIME itself for a bad duration.",
     kSource},
    {"date_modify", Fn<&DateModify>, "As dateModify.", kSource},
    {"mustDateModify", Fn<&MustDateModify>, "As dateModify; a bad duration is an error.", kSource},
    {"must_date_modify", Fn<&MustDateModify>, "As mustDateModify.", kSource},
    {"ago", Fn<&Ago>, "The time since DATE in whole seconds.", kSource},
    {"toDate", Fn<&ToDate>, "The time that STR is by LAYOUT, the zero time when it does not fit.",
     kSource},
    {"mustToDate", Fn<&MustToDate>, "As toDate; a text that does not fit is an error.", kSource},
    {"unixEpoch", Fn<&UnixEpoch>, "Seconds from 1970 to TIME.", kSource},
};

}  // namespace

std::span<const FunctionDef> DateFunctions() { return kRows; }

}  // namespace chartrender

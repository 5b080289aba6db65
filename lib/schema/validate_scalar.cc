// The keywords for strings and numbers.
#include "base/error.h"
#include "base/utf8.h"
#include "schema/validator.h"

namespace chartrender::schema {

void Validator::ValidateString(Frame& frame) {
  const StringRules& rules = *frame.node->string;
  const std::string_view text = frame.value.AsString();
  if (rules.min_length.has_value() || rules.max_length.has_value()) {
    const int64_t length[] = {static_cast<int64_t>(CountRunes(text))};
    const std::span<const int64_t> numbers(length);
    if (rules.min_length.has_value() && length[0] < *rules.min_length) {
      const auto kept = scratch_.Copy(numbers);
      AddNew(frame, ViolationKind::kMinLength)->numbers = kept;
    }
    if (rules.max_length.has_value() && length[0] > *rules.max_length) {
      const auto kept = scratch_.Copy(numbers);
      AddNew(frame, ViolationKind::kMaxLength)->numbers = kept;
    }
  }
  if (rules.pattern != nullptr && !rules.pattern->Matches(text, budget_)) {
    AddNew(frame, ViolationKind::kPattern);
  }
}

void Validator::ValidateNumber(Frame& frame) {
  const NumberRules& rules = *frame.node->number;
  const std::optional<Decimal> number = Decimal::Of(frame.value);
  if (!number.has_value()) {
    // Helm crashes on an exponent that big.Rat refuses, and reports the crash.
    throw Failure(ErrorCode::kSchema,
                  "unable to validate schema: runtime error: invalid memory address or nil pointer "
                  "dereference");
  }
  if (rules.minimum.has_value() && number->Compare(*rules.minimum) < 0) {
    AddNew(frame, ViolationKind::kMinimum);
  }
  if (rules.maximum.has_value() && number->Compare(*rules.maximum) > 0) {
    AddNew(frame, ViolationKind::kMaximum);
  }
  if (rules.exclusive_minimum.has_value() && number->Compare(*rules.exclusive_minimum) <= 0) {
    AddNew(frame, ViolationKind::kExclusiveMinimum);
  }
  if (rules.exclusive_maximum.has_value() && number->Compare(*rules.exclusive_maximum) >= 0) {
    AddNew(frame, ViolationKind::kExclusiveMaximum);
  }
  if (!rules.multiple_of.has_value()) return;
  if (rules.multiple_of->is_zero()) {
    throw Failure(ErrorCode::kSchema, "unable to validate schema: division by zero");
  }
  if (!number->IsMultipleOf(*rules.multiple_of)) AddNew(frame, ViolationKind::kMultipleOf);
}

}  // namespace chartrender::schema

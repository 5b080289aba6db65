#include <algorithm>
#include <charconv>

#include "functions/functions.h"
#include "functions/text_writer.h"

namespace chartrender {

namespace {

constexpr size_t kLongest = 21;  // of an integer and a blank

// start, start + step, ... before stop.
struct Sequence {
  int64_t start = 0;
  int64_t step = 0;
  uint64_t count = 0;

  int64_t At(uint64_t i) const {
    return static_cast<int64_t>(static_cast<uint64_t>(start) + static_cast<uint64_t>(step) * i);
  }
};

// Source: sprig 3.3 numeric.go untilStep. Where Go's counter wraps around and never ends, the count
// is too large for any limit.
Sequence MakeSequence(int64_t start, int64_t stop, int64_t step) {
  Sequence sequence{start, step, 0};
  if (stop < start ? step >= 0 : step <= 0) return sequence;
  if (stop == start) return sequence;
  const uint64_t distance = stop < start
                                ? static_cast<uint64_t>(start) - static_cast<uint64_t>(stop)
                                : static_cast<uint64_t>(stop) - static_cast<uint64_t>(start);
  const uint64_t stride = step < 0 ? 0 - static_cast<uint64_t>(step) : static_cast<uint64_t>(step);
  sequence.count = (distance - 1) / stride + 1;
  int64_t end = 0;
  if (__builtin_add_overflow(sequence.At(sequence.count - 1), step, &end))
    sequence.count = UINT64_MAX;
  return sequence;
}

void ChargeSequence(Call& call, const Sequence& sequence, uint64_t bytes_each) {
  uint64_t bytes = 0;
  if (__builtin_mul_overflow(sequence.count, bytes_each, &bytes)) bytes = UINT64_MAX;
  call.budget.ExpectMemory(bytes);
  call.budget.ChargeSteps(sequence.count);
}

Value ListOf(Call& call, const Sequence& sequence) {
  ChargeSequence(call, sequence, sizeof(Value));
  const std::span<Value> items = call.arena.Array<Value>(sequence.count);
  for (size_t i = 0; i < items.size(); ++i) items[i] = Value::Int(sequence.At(i));
  return Value::List(items, GoType::kIntList);
}

Value Until(Call& call, GoInt count) {
  return ListOf(call, MakeSequence(0, count.value, count.value < 0 ? -1 : 1));
}

Value UntilStep(Call& call, GoInt start, GoInt stop, GoInt step) {
  return ListOf(call, MakeSequence(start.value, stop.value, step.value));
}

std::string_view TextOf(Call& call, const Sequence& sequence) {
  if (sequence.count == 0) return {};
  ChargeSequence(call, sequence, kLongest);
  const std::span<char> text = call.arena.Array<char>(sequence.count * kLongest);
  char* next = text.data();
  for (uint64_t i = 0; i < sequence.count; ++i) {
    if (i != 0) *next++ = ' ';
    next = std::to_chars(next, text.data() + text.size(), sequence.At(i)).ptr;
  }
  return {text.data(), static_cast<size_t>(next - text.data())};
}

int64_t WrapAdd(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}

std::string_view Seq(Call& call, Rest<GoInt> params) {
  const auto at = [&params](size_t i) { return params.items[i].AsInt(); };
  const size_t count = params.size();
  if (count == 0 || count > 3) return {};
  const int64_t start = count == 1 ? 1 : at(0);
  const int64_t end = at(count - 1);
  const int64_t increment = end < start ? -1 : 1;
  const int64_t step = count == 3 ? at(1) : increment;
  if (end < start && step > 0) return {};
  return TextOf(call, MakeSequence(start, WrapAdd(end, increment), step));
}

constexpr std::string_view kSource = "sprig 3.3 numeric.go";

constexpr FunctionDef kRows[] = {
    {"until", Fn<&Until>, "until N: the integers from 0 up to N, without N.", kSource},
    {"untilStep", Fn<&UntilStep>,
     "untilStep START STOP STEP: the integers from START up to STOP by STEP.", kSource},
    {"seq", Fn<&Seq>, "seq [START [STEP]] END: the integers up to END, in one text.", kSource},
};

}  // namespace

std::span<const FunctionDef> SequenceFunctions() { return kRows; }

}  // namespace chartrender

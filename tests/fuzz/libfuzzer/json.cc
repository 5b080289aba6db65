// JSON texts through every reader; what is written again, in every style, reads as the same value.
#include <string>

#include "input.h"

namespace chartrender::fuzz {

void Run(std::string_view text) {
  Budget budget(SmallLimits());
  Arena arena(&budget);
  for (const JsonTarget target : {JsonTarget::kMap, JsonTarget::kList}) {
    Try([&] { (void)TryReadJson(text, arena, target); });
  }
  size_t used = 0;
  if (Try([&] { (void)ReadJsonPrefix(text, arena, used); }) && used > text.size()) {
    Broken("more used than there is", text, "");
  }
  Try([&] {
    std::string numbers;
    WriteJson(numbers, ReadJsonNumbers(text, arena), JsonStyle::kCompact, &budget);
  });
  Value value;
  if (!Try([&] { value = ReadJson(text, arena); })) return;
  const std::string before = JsonOf(value);
  for (const JsonStyle style : {JsonStyle::kCompact, JsonStyle::kRaw, JsonStyle::kPretty}) {
    std::string written;
    if (!Try([&] { WriteJson(written, value, style, &budget); })) continue;
    std::string after;
    Try([&] { after = JsonOf(ReadJson(written, arena)); });
    if (before != after) Broken("toJson wrote another value", before, after);
  }
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

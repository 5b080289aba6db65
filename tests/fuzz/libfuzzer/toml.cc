// TOML texts; what toToml writes of them reads as the same value.
#include <string>

#include "codec/toml/read.h"
#include "codec/toml/write.h"
#include "input.h"

namespace chartrender::fuzz {

void Run(std::string_view text) {
  Budget budget(SmallLimits());
  Arena arena(&budget);
  Try([&] {
    (void)ReadToml(text, arena, [](const TomlTime& time) { return Value::Int(time.nanosecond); });
  });
  Value value;
  if (!Try([&] { value = ReadToml(text, arena); })) return;
  const std::string before = JsonOf(value);
  std::string written;
  if (!Try([&] { WriteToml(written, value, &budget); })) return;
  Value again;
  try {
    again = ReadToml(written, arena);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) return;
    Broken(StrCat("toToml wrote what cannot be read: ", failure.what()), written, before);
  }
  const std::string after = JsonOf(again);
  if (before != after) Broken(StrCat("toToml wrote another value:\n", written), before, after);
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

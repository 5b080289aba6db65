// Arguments of --set and its relatives, in both dialects, written into values of an earlier part.
#include "chart/strvals.h"

#include <string>

#include "codec/yaml/read.h"
#include "codec/yaml/write.h"
#include "input.h"

namespace chartrender::fuzz {

namespace {

// The map that all flags of one dialect write into, one after the other.
void SetAll(std::string_view values, std::string_view argument, Dialect dialect, Budget& budget) {
  Arena arena(&budget);
  Map* map = Map::New(arena);
  Try([&] { map = ReadYamlMap(values, arena).AsMap(); });
  if (map == nullptr) map = Map::New(arena);
  Try([&] { ParseSetJson(argument, *map, arena, dialect); });
  Try([&] { ParseSet(argument, *map, arena, dialect); });
  Try([&] { ParseSetString(argument, *map, arena, dialect); });
  Try([&] {
    ParseSetFile(
        argument, *map, arena, [](const std::string& path) { return path + "\n"; }, dialect);
  });
  Try([&] { ParseSetLiteral(argument, *map, arena, dialect); });
  std::string text;
  Try([&] { WriteYaml(text, Value::Of(map), &budget); });
}

}  // namespace

void Run(std::string_view input) {
  const auto parts = Parts(input, 2);
  // A list of 65,536 elements takes a megabyte and all of the time: a few are enough.
  Limits limits = SmallLimits();
  limits.memory_bytes = 4 << 20;
  limits.output_bytes = 64 << 10;
  Budget budget(limits);
  for (const Dialect dialect : {Dialect::kHelm4, Dialect::kHelm3}) {
    Try([&] { SetAll(parts[1], parts[0], dialect, budget); });
  }
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

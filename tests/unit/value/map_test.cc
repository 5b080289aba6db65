#include "value/map.h"

#include <doctest/doctest.h>

#include <map>
#include <string>

namespace chartrender {

TEST_CASE("a map agrees with std::map under random writes") {
  Arena arena;
  Map* map = Map::New(arena);
  std::map<std::string, int64_t> expected;
  uint32_t state = 12345;
  for (int step = 0; step < 20000; ++step) {
    state = state * 1664525 + 1013904223;
    const std::string key = "k" + std::to_string((state >> 8) % 200);
    if ((state >> 4) % 3 == 0) {
      CHECK(map->Erase(key) == (expected.erase(key) == 1));
    } else {
      map->SetCopy(key, Value::Int(step));
      expected[key] = step;
    }
    if (step % 1000 == 0) {
      REQUIRE(map->size() == expected.size());
      auto want = expected.begin();
      for (const Map::Entry& entry : map->Sorted()) {
        CHECK(entry.key() == want->first);
        CHECK(entry.value.AsInt() == want->second);
        ++want;
      }
    }
  }
  for (const auto& [key, value] : expected) CHECK(map->Get(key).AsInt() == value);
}

TEST_CASE("keys come in the order of their bytes") {
  using std::string_literals::operator""s;
  const std::string pieces[] = {"", "a", "\0"s, "\xFF", "ab", "resource", "s", "Preset", "\x7F"};
  uint32_t state = 1;
  for (int run = 0; run < 2000; ++run) {
    Arena arena;
    Map* map = Map::New(arena);
    std::map<std::string, int64_t> expected;
    for (int64_t i = run % 50; i >= 0; --i) {
      std::string key;
      for (int piece = 0; piece < 3; ++piece) {
        state = state * 1664525 + 1013904223;
        key += pieces[(state >> 16) % std::size(pieces)];
      }
      map->SetCopy(key, Value::Int(i));
      expected[key] = i;
    }
    REQUIRE(map->size() == expected.size());
    auto want = expected.begin();
    for (const Map::Entry& entry : map->Sorted()) {
      CHECK(entry.key() == want->first);
      CHECK(map->Get(want->first).AsInt() == want->second);
      ++want;
    }
  }
}

}  // namespace chartrender

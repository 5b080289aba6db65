#include "value/map.h"

#include <doctest/doctest.h>

#include <cstdio>
#include <map>
#include <set>
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

TEST_CASE("keys that differ in few characters have different places in an index") {
  constexpr uint32_t keys = 1U << 15;
  constexpr uint32_t slots = 2 * keys;
  for (const char* form :
       {"%u", "k%u", "k%05u", "item-%u", "%05u-item", "app.kubernetes.io/part-%u",
        "%u.app.kubernetes.io/x", "%08u", "%016u", "a%uaaaaaaa"}) {
    std::set<uint32_t> used;
    for (uint32_t i = 0; i < keys; ++i) {
      char key[64];
      std::snprintf(key, sizeof key, form, i);
      used.insert(HashKey(key) % slots);
    }
    CAPTURE(form);
    // By chance it would be 25,787, give or take 70.
    CHECK(used.size() > 25'000);
  }
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

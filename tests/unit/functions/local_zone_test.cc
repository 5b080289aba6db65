#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/budget.h"
#include "functions/time_objects.h"

namespace chartrender {

namespace {

// A TZif file of one zone, XYZ, an hour east of UTC.
std::string OneZone() {
  using namespace std::string_view_literals;
  constexpr std::string_view kParts[] = {
      "TZif"sv, "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"sv,
      "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0\4"sv,  // counts: one zone, four characters
      "\0\0\x0E\x10\0\0"sv, "XYZ\0"sv};
  std::string file;
  for (const std::string_view part : kParts) file += part;
  return file;
}

struct Zones {
  explicit Zones(std::string local) {
    environment.local_zone = std::move(local);
    environment.zone_file = [this](std::string_view name) -> std::optional<std::string> {
      asked.emplace_back(name);
      if (name == "No/Where") return std::nullopt;
      return OneZone();
    };
  }

  Budget budget{Limits{}};
  Arena arena{&budget};
  Environment environment;
  std::vector<std::string> asked;
  Call call{arena, budget, environment, nullptr};
};

}  // namespace

TEST_CASE("the local zone is named as Go names it") {
  const auto name_of = [](const std::string& zone) {
    Zones zones(zone);
    return std::string(functions::LocalZone(zones.call)->name());
  };
  CHECK(name_of("Asia/Tokyo") == "Asia/Tokyo");
  CHECK(name_of("/some/file") == "/some/file");
  CHECK(name_of("/etc/localtime") == "Local");
  CHECK(name_of("No/Where") == "UTC");
  CHECK(name_of("UTC") == "UTC");
  CHECK(name_of("") == "UTC");
}

TEST_CASE("a chart names zones of the database, not files") {
  Zones zones("UTC");
  for (const std::string_view name : {"/etc/localtime", "../localtime", "a/../b", "\\a", ""}) {
    CHECK(functions::ZoneOrUtc(zones.call, name) == nullptr);
  }
  CHECK(functions::ZoneOrUtc(zones.call, std::string_view("a\0b", 3)) == nullptr);
  CHECK(zones.asked.empty());
  REQUIRE(functions::ZoneOrUtc(zones.call, "Asia/Tokyo") != nullptr);
  CHECK(functions::ZoneOrUtc(zones.call, "Asia/Tokyo")->At(0).offset == 3600);
  CHECK(zones.asked.front() == "Asia/Tokyo");
}

}  // namespace chartrender

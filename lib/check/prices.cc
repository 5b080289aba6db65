#include <cmath>

#include "base/error.h"
#include "check/line_index.h"
#include "check/resources.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

constexpr double kBytesOfGibibyte = 1024.0 * 1024.0 * 1024.0;

class PriceReader {
 public:
  PriceReader(const std::string& name, std::string_view text) : name_(name), text_(text) {}

  PriceList Read() {
    Value top;
    try {
      top = ReadYaml(text_, arena_, YamlNumbers::kFloat64);
    } catch (const Failure& failure) {
      RefuseAt(check::LineOfYamlError(failure.error().message), failure.error().message);
    }
    if (!top.is_map()) Refuse("", "a price file is a mapping with `prices`");
    PriceList list;
    for (const Map::Entry& entry : top.AsMap()->Sorted()) {
      const std::string pointer = check::Pointer("", entry.key());
      if (entry.key() == "currency") {
        if (!entry.value.is_string()) Refuse(pointer, "currency is no text");
        list.currency = entry.value.AsString();
      } else if (entry.key() == "hoursPerMonth") {
        list.hours_per_month = Number(entry.value, pointer, "hoursPerMonth");
      } else if (entry.key() == "prices") {
        ReadTable(entry.value, pointer, list);
      } else {
        Refuse(pointer, StrCat("unknown key ", entry.key(),
                               ": there are currency, hoursPerMonth and prices"));
      }
    }
    if (list.prices.empty()) Refuse("", "there are no `prices`");
    return list;
  }

 private:
  void ReadTable(Value table, const std::string& pointer, PriceList& list) {
    if (!table.is_map() || table.AsMap() == nullptr) Refuse(pointer, "prices is no mapping");
    for (const Map::Entry& entry : table.AsMap()->Sorted()) {
      list.prices[std::string(entry.key())] = Number(
          entry.value, check::Pointer(pointer, entry.key()), StrCat("the price of ", entry.key()));
    }
  }

  double Number(Value value, const std::string& pointer, std::string_view what) {
    if (!value.is(Kind::kFloat) || !std::isfinite(value.AsFloat())) {
      Refuse(pointer, StrCat(what, " is no number"));
    }
    if (value.AsFloat() < 0) Refuse(pointer, StrCat(what, " is negative"));
    return value.AsFloat();
  }

  [[noreturn]] void Refuse(std::string_view pointer, std::string_view why) const {
    RefuseAt(check::LineIndex(text_).LineOf(pointer) + 1, why);
  }

  [[noreturn]] void RefuseAt(uint32_t line, std::string_view why) const {
    Failure failure(ErrorCode::kUsage, StrCat(name_, ":", std::to_string(line), ": ", why));
    failure.error().where = {name_, line, 0};
    throw failure;
  }

  const std::string& name_;
  std::string_view text_;
  Arena arena_;
};

}  // namespace

PriceList check::ReadPrices(const std::string& name, std::string_view text) {
  return PriceReader(name, text).Read();
}

double MonthlyCost(const ResourceAmounts& requests, const PriceList& prices) {
  double cost = 0;
  for (const auto& [resource, amount] : requests) {
    const auto price = prices.prices.find(resource);
    if (price == prices.prices.end()) continue;
    const auto size = static_cast<double>(amount);
    if (resource == "cpu") {
      cost += size / 1000 * price->second * prices.hours_per_month;
    } else if (resource == "storage") {
      cost += size / kBytesOfGibibyte * price->second;
    } else if (resource == "memory" || resource == "ephemeral-storage") {
      cost += size / kBytesOfGibibyte * price->second * prices.hours_per_month;
    } else {
      cost += size * price->second * prices.hours_per_month;
    }
  }
  return cost;
}

}  // namespace chartrender

#include "chart/log.h"

#include <algorithm>
#include <vector>

#include "chart/log_events.h"
#include "value/print.h"

namespace chartrender {

namespace {

constexpr std::string_view kQuoted = ":q";

// `text` with the values of the attributes in place of their names in braces.
std::string FillIn(std::string_view text, Log::Attributes attributes) {
  std::string filled;
  while (true) {
    const size_t open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) return filled;
    text.remove_prefix(open + 1);
    const size_t close = text.find('}');
    std::string_view name = text.substr(0, close);
    const bool quoted = name.ends_with(kQuoted);
    if (quoted) name.remove_suffix(kQuoted.size());
    const auto* found = std::find_if(attributes.begin(), attributes.end(),
                                     [&](const auto& entry) { return entry.first == name; });
    if (found != attributes.end()) {
      filled += quoted ? Quoted(found->second) : std::string(found->second);
    }
    text.remove_prefix(close + 1);
  }
}

}  // namespace

void Log::Add(const LogEvent& event, Attributes attributes) {
  if (!sink_ || event.level < least_) return;
  if (dialect_ == Dialect::kHelm3) {
    if (!event.helm3_text.empty())
      AddText(event.level, event.helm3_place, event.helm3_text, attributes);
    return;
  }
  const std::vector<Attribute> copies(attributes.begin(), attributes.end());
  sink_(event.level, event.message, copies);
}

void Log::Add(const PlainLogEvent& event, Attributes attributes) {
  if (!sink_ || LogLevel::kInfo < least_) return;
  const bool tells_place = dialect_ == Dialect::kHelm3;
  AddText(LogLevel::kInfo, tells_place ? event.helm3_place : "", event.text, attributes);
}

void Log::AddText(LogLevel level, std::string_view helm3_place, std::string_view text,
                  Attributes attributes) {
  const Attribute source = {"source", std::string(helm3_place)};
  sink_(level, FillIn(text, attributes), {&source, helm3_place.empty() ? size_t{0} : size_t{1}});
}

}  // namespace chartrender

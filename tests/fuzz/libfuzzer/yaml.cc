// YAML texts as values and as struct fields are read, in both dialects; what is written again by
// toYaml and toYamlPretty reads as the same value.
#include <optional>
#include <string>

#include "codec/yaml/decode.h"
#include "codec/yaml/node.h"
#include "codec/yaml/plain_reader.h"
#include "codec/yaml/read.h"
#include "codec/yaml/write.h"
#include "input.h"
#include "value/equal.h"

namespace chartrender::fuzz {

namespace {

// Helm's writer folds these line breaks, which its reader then takes for blanks; its reader drops
// byte order marks and refuses block scalars that begin with a tab: such texts get lost in Helm
// too. It writes the float -0 as -0, which its writer of YAML then takes for the integer 0.
bool IsLostByHelm(std::string_view json) {
  for (const std::string_view sign : {"\xC2\x85", "\\u2028", "\\u2029", "\xEF\xBB\xBF", "\\t",
                                      R"(\u003c\u003c)", ":-0", "[-0", ",-0"}) {
    if (json.find(sign) != std::string_view::npos) return true;
  }
  return json.starts_with("-0");
}

using Write = void (*)(std::string& out, Value value, Budget* budget);

void CheckRoundTrip(Value value, Write write, std::string_view name, Budget& budget, Arena& arena) {
  const std::string before = JsonOf(value);
  if (IsLostByHelm(before)) return;
  std::string text;
  if (!Try([&] { write(text, value, &budget); })) return;
  text += '\n';  // which the writers leave out, and a text that keeps its line feeds needs
  Value again;
  try {
    again = ReadYaml(text, arena);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) return;
    Broken(StrCat(name, " wrote what cannot be read: ", failure.what()), text, before);
  }
  const std::string after = JsonOf(again);
  if (before != after) Broken(StrCat(name, " wrote another value:\n", text), before, after);
}

// What the fast reader takes is what the complete one reads.
void CheckPlain(std::string_view text, YamlNumbers numbers, Arena& arena) {
  std::optional<Value> plain;
  if (!Try([&] { plain = yaml::ReadPlain(text, arena, numbers, nullptr); }) || !plain) return;
  Value complete = Value::Nil();
  try {
    yaml::Node* root = yaml::Compose(text, arena);
    if (root != nullptr) complete = yaml::DecodeTree(*root, arena, numbers);
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) return;
    Broken("the fast reader took what cannot be read", text, failure.what());
  }
  if (!DeepEqual(*plain, complete)) {
    Broken("the fast reader read another value", JsonOf(*plain), JsonOf(complete));
  }
}

}  // namespace

void Run(std::string_view text) {
  Budget budget(SmallLimits());
  Arena arena(&budget);
  Try([&] { CheckPlain(text, YamlNumbers::kFloat64, arena); });
  Try([&] { CheckPlain(text, YamlNumbers::kKept, arena); });
  Try([&] { (void)ReadYaml(text, arena, YamlNumbers::kKept); });
  Try([&] { (void)ReadYamlList(text, arena); });
  Try([&] { (void)ReadValuesYaml(text, arena, Dialect::kHelm4); });
  Try([&] { (void)ReadValuesYaml(text, arena, Dialect::kHelm3); });
  Value value;
  if (!Try([&] { value = ReadYaml(text, arena); })) return;
  Try([&] { RefuseRepeatedKeys(text); });
  CheckRoundTrip(value, &WriteYaml, "toYaml", budget, arena);
  CheckRoundTrip(value, &WriteYamlPretty, "toYamlPretty", budget, arena);
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

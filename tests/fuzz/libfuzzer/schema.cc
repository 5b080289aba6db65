// A schema and an instance, both JSON, with a line of "====" between them; each draft as the
// default one.
#include "schema/schema.h"

#include "input.h"

namespace chartrender::fuzz {

namespace {

void Validate(std::string_view schema_text, std::string_view instance_text, SchemaDraft draft) {
  Budget budget(SmallLimits());
  Arena arena(&budget);
  SchemaOptions options;
  options.default_draft = draft;
  options.budget = &budget;
  const auto schema = CompileSchema(schema_text, options);
  Value instance = Value::Nil();
  Try([&] { instance = ReadJson(instance_text, arena); });
  const SchemaResult result = ValidateSchema(*schema, instance, &budget);
  if (!schema->error().empty() && result.valid()) {
    Broken("a broken schema allows a value", schema->error(), instance_text);
  }
}

}  // namespace

void Run(std::string_view input) {
  const auto parts = Parts(input, 2);
  for (const SchemaDraft draft : {SchemaDraft::k4, SchemaDraft::k7, SchemaDraft::k2020}) {
    Try([&] { Validate(parts[0], parts[1], draft); });
  }
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

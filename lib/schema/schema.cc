#include "schema/schema.h"

#include <utility>

#include "base/error.h"
#include "codec/json/json.h"
#include "schema/compiler.h"
#include "schema/sure_validity.h"
#include "schema/validator.h"

namespace chartrender {

struct Schema::Compiled {
  // Keeps what `root` refers to.
  std::unique_ptr<schema::Compiler> compiler;
  const schema::Node* root = nullptr;
  bool is_json = false;
  std::string error;
  std::vector<std::string> unresolved_urns;
};

Schema::Schema(std::unique_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Schema::~Schema() = default;

const std::string& Schema::error() const { return compiled_->error; }
bool Schema::is_json() const { return compiled_->is_json; }
const std::vector<std::string>& Schema::unresolved_urns() const {
  return compiled_->unresolved_urns;
}

std::shared_ptr<const Schema> CompileSchema(std::string_view json_text,
                                            const SchemaOptions& options) {
  auto compiled = std::make_unique<Schema::Compiled>();
  schema::CompilerOptions compiler_options;
  compiler_options.schema = options;
  compiled->compiler = std::make_unique<schema::Compiler>(std::move(compiler_options));
  schema::Compiler& compiler = *compiled->compiler;
  try {
    compiler.library().Add(schema::SplitReference(options.url).url,
                           ReadJsonNumbers(json_text, compiler.arena()));
    compiled->is_json = true;
    compiled->root = &compiler.Compile(options.url);
  } catch (const Failure& failure) {
    const ErrorCode code = failure.error().code;
    if (code == ErrorCode::kLimit || code == ErrorCode::kCancelled) throw;
    compiled->error = failure.error().message;
  }
  compiler.ForgetBudget();
  compiled->unresolved_urns = compiler.library().unresolved_urns();
  return std::make_shared<const Schema>(std::move(compiled));
}

SchemaResult ValidateSchema(const Schema& schema, Value instance, Budget* budget) {
  SchemaResult result;
  result.text = schema.error();
  if (result.text.empty()) {
    // The top of the values has a Go type of its own.
    if (instance.is_map()) instance = instance.WithType(GoType::kAnyMap);
    try {
      const schema::Node& node = *schema.compiled().root;
      if (schema::IsSurelyValid(node, instance, budget)) return result;
      schema::Validator validator(budget, nullptr);
      const schema::Violation* root = validator.Run(node, instance, nullptr);
      if (root == nullptr) return result;
      result.text = PrintViolations(*root, false, &result.findings) + "\n";
      return result;
    } catch (const Failure& failure) {
      if (failure.error().code != ErrorCode::kSchema) throw;
      result.text = failure.error().message;
    }
  }
  result.findings.push_back({"", result.text});
  return result;
}

}  // namespace chartrender

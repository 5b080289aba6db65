#include "golden/yaml_fields.h"

#include <charconv>
#include <utility>

#include "base/arena.h"
#include "codec/yaml/read.h"
#include "golden/bad_input.h"
#include "golden/semantic_diff.h"

namespace chartrender::golden {

size_t LineOf(const YAML::Node& node) {
  if (!node.IsDefined()) return 0;
  const YAML::Mark mark = node.Mark();
  return mark.is_null() ? 0 : static_cast<size_t>(mark.line) + 1;
}

YAML::Node ReadDocument(const std::string& file, const std::string& text) {
  try {
    return YAML::Load(text);
  } catch (const YAML::Exception& error) {
    throw BadInput(file, error.mark.is_null() ? 0 : static_cast<size_t>(error.mark.line) + 1,
                   StrCat("not valid YAML: ", error.msg));
  }
}

std::string ScalarJson(const YAML::Node& node, const std::string& file) {
  if (!node.IsScalar() && !node.IsNull()) throw BadInput(file, LineOf(node), "expected a scalar");
  Arena arena;
  const bool quoted = node.Tag() == "!";
  const std::string text = node.IsNull() ? "null" : node.Scalar();
  return JsonText(quoted ? Value::String(text) : ReadYaml(text, arena, YamlNumbers::kKept));
}

YamlFields::YamlFields(YAML::Node node, std::string file, std::string what)
    : node_(std::move(node)), file_(std::move(file)), what_(std::move(what)) {
  if (!node_.IsMap()) Fail(node_, StrCat(what_, " must be a map"));
}

void YamlFields::Fail(const YAML::Node& at, std::string_view message) const {
  throw BadInput(file_, LineOf(at), message);
}

bool YamlFields::Has(std::string_view key) const {
  return static_cast<bool>(std::as_const(node_)[std::string(key)]);
}

YAML::Node YamlFields::Get(std::string_view key) {
  asked_.emplace(key);
  const YAML::Node found = std::as_const(node_)[std::string(key)];
  return found.IsDefined() ? found : YAML::Node(YAML::NodeType::Undefined);
}

std::string YamlFields::Text(std::string_view key, std::string_view otherwise) {
  const YAML::Node found = Get(key);
  if (!found.IsDefined()) return std::string(otherwise);
  if (!found.IsScalar()) Fail(found, StrCat("`", key, "` of ", what_, " must be a text"));
  return found.Scalar();
}

std::string YamlFields::RequiredText(std::string_view key) {
  if (!Has(key)) Fail(node_, StrCat(what_, " needs the key `", key, "`"));
  return Text(key);
}

std::string YamlFields::Json(std::string_view key) {
  const YAML::Node found = Get(key);
  return found.IsDefined() ? ScalarJson(found, file_) : "";
}

bool YamlFields::Flag(std::string_view key) {
  const std::string text = Text(key, "false");
  if (text != "true" && text != "false") {
    Fail(Get(key), StrCat("`", key, "` of ", what_, " must be true or false"));
  }
  return text == "true";
}

size_t YamlFields::Number(std::string_view key, size_t otherwise) {
  if (!Has(key)) return otherwise;
  const std::string text = Text(key);
  size_t number = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end.ec != std::errc() || end.ptr != text.data() + text.size()) {
    Fail(Get(key), StrCat("`", key, "` of ", what_, " must be a number"));
  }
  return number;
}

std::vector<std::string> YamlFields::Texts(std::string_view key) {
  std::vector<std::string> texts;
  for (const YAML::Node& item : Items(key)) {
    if (!item.IsScalar()) Fail(item, StrCat("`", key, "` of ", what_, " must be a list of texts"));
    texts.push_back(item.Scalar());
  }
  return texts;
}

std::vector<YAML::Node> YamlFields::Items(std::string_view key) {
  const YAML::Node found = Get(key);
  if (!found.IsDefined()) return {};
  if (!found.IsSequence()) Fail(found, StrCat("`", key, "` of ", what_, " must be a list"));
  return {found.begin(), found.end()};
}

void YamlFields::Finish() const {
  for (const auto& entry : node_) {
    const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
    if (asked_.count(key) == 0) Fail(entry.first, StrCat("unknown key `", key, "` in ", what_));
  }
}

}  // namespace chartrender::golden

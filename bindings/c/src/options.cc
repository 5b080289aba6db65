#include "options.h"

#include <algorithm>
#include <limits>
#include <optional>

#include "handle.h"
#include "json.h"

namespace chartrender::c {

namespace {

// Reads the keys of one object; what is left over is an error.
class ObjectReader {
 public:
  ObjectReader(const Json& object, std::string place) : object_(object), place_(std::move(place)) {
    if (!object.is_object()) Wrong("", "an object is needed");
  }

  // The value of a key, or null.
  const Json* Find(const std::string& key) {
    known_.push_back(key);
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }

  bool Text(const char* key, std::string& text) {
    const Json* value = Find(key);
    if (value == nullptr) return false;
    if (!value->is_string()) Wrong(key, "a text is needed");
    text = value->get<std::string>();
    return true;
  }

  void Bool(const char* key, bool& flag) {
    const Json* value = Find(key);
    if (value == nullptr) return;
    if (!value->is_boolean()) Wrong(key, "true or false is needed");
    flag = value->get<bool>();
  }

  template <class T>
  std::optional<T> Number(const std::string& key) {
    const Json* value = Find(key);
    if (value == nullptr) return std::nullopt;
    using Limits = std::numeric_limits<T>;
    const bool fits = value->is_number_unsigned()
                          ? value->get<uint64_t>() <= static_cast<uint64_t>(Limits::max())
                          : value->is_number_integer() && Limits::is_signed &&
                                value->get<int64_t>() >= static_cast<int64_t>(Limits::min());
    if (!fits) {
      Wrong(key, "a whole number from " + std::to_string(Limits::min()) + " to " +
                     std::to_string(Limits::max()) + " is needed");
    }
    return value->get<T>();
  }

  template <class T>
  void Number(const std::string& key, T& number) {
    number = Number<T>(key).value_or(number);
  }

  void Texts(const char* key, std::vector<std::string>& texts) {
    const Json* value = Find(key);
    if (value == nullptr) return;
    if (!value->is_array()) Wrong(key, "a list of texts is needed");
    for (const Json& item : *value) {
      if (!item.is_string()) Wrong(key, "a list of texts is needed");
      texts.push_back(item.get<std::string>());
    }
  }

  // One of `names`, by its index.
  template <class T>
  void Choice(const char* key, std::initializer_list<const char*> names, T& choice) {
    std::string text;
    if (!Text(key, text)) return;
    const auto* const found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) Wrong(key, "one of " + Listed(names) + " is needed");
    choice = static_cast<T>(found - names.begin());
  }

  // To be called when all keys were asked for.
  void Finish() const {
    for (const auto& [key, value] : object_.items()) {
      if (std::find(known_.begin(), known_.end(), key) == known_.end()) {
        Wrong(key, "no such key; there are " + Listed(known_));
      }
    }
  }

  std::string PlaceOf(const std::string& key) const {
    return place_.empty() || key.empty() ? place_ + key : place_ + '.' + key;
  }

  [[noreturn]] void Wrong(const std::string& key, const std::string& why) const {
    const std::string place = PlaceOf(key);
    throw Misuse{"options: " + (place.empty() ? why : place + ": " + why)};
  }

 private:
  template <class List>
  static std::string Listed(const List& names) {
    std::string text;
    for (const auto& name : names) {
      if (!text.empty()) text += ", ";
      text += name;
    }
    return text;
  }

  const Json& object_;
  std::string place_;
  std::vector<std::string> known_;
};

Json ParseOptions(std::string_view text) {
  if (text.empty()) return Json::object();
  try {
    return Json::parse(text);
  } catch (const Json::exception& error) {
    throw Misuse{std::string("options: ") + error.what()};
  }
}

void ReadLimits(ObjectReader& outer, Limits& limits) {
  const Json* object = outer.Find("limits");
  if (object == nullptr) return;
  ObjectReader reader(*object, "limits");
  for (const LimitMember& limit : kLimitMembers) {
    std::visit([&](auto member) { reader.Number(std::string(limit.name), limits.*member); },
               limit.member);
  }
  reader.Finish();
}

void ReadRelease(ObjectReader& outer, RenderOptions& options) {
  const Json* object = outer.Find("release");
  if (object == nullptr) return;
  ObjectReader reader(*object, "release");
  reader.Text("name", options.release_name);
  reader.Text("namespace", options.release_namespace);
  reader.Number("revision", options.revision);
  reader.Bool("upgrade", options.is_upgrade);
  reader.Finish();
}

struct SourceKey {
  const char* key;
  ValuesSource::Kind kind;
};
constexpr SourceKey kSourceKeys[] = {
    {"yaml", ValuesSource::Kind::kYaml},
    {"json", ValuesSource::Kind::kJson},
    {"typed_json", ValuesSource::Kind::kTypedJson},
    {"file", ValuesSource::Kind::kYamlFile},
    {"set", ValuesSource::Kind::kSet},
    {"set_string", ValuesSource::Kind::kSetString},
    {"set_json", ValuesSource::Kind::kSetJson},
    {"set_file", ValuesSource::Kind::kSetFile},
    {"set_literal", ValuesSource::Kind::kSetLiteral},
};

ValuesSource ReadSource(const Json& object, const std::string& place) {
  ObjectReader reader(object, place);
  ValuesSource source;
  size_t found = 0;
  for (const SourceKey& row : kSourceKeys) {
    std::string text;
    if (!reader.Text(row.key, text)) continue;
    ++found;
    source.kind = row.kind;
    (row.kind == ValuesSource::Kind::kYamlFile ? source.name : source.text) = std::move(text);
  }
  if (source.kind == ValuesSource::Kind::kYaml) reader.Text("name", source.name);
  reader.Finish();
  if (found != 1) reader.Wrong("", "exactly one source is needed");
  return source;
}

void ReadValues(ObjectReader& outer, RenderOptions& options) {
  const Json* list = outer.Find("values");
  if (list == nullptr) return;
  if (!list->is_array()) outer.Wrong("values", "a list of sources is needed");
  for (size_t i = 0; i < list->size(); ++i) {
    options.values.push_back(ReadSource((*list)[i], "values[" + std::to_string(i) + "]"));
  }
}

}  // namespace

LoadOptions ReadLoadOptions(std::string_view json) {
  const Json object = ParseOptions(json);
  ObjectReader reader(object, "");
  LoadOptions options;
  reader.Choice("dialect", {"helm4", "helm3"}, options.dialect);
  reader.Bool("detect_version", options.detects_version);
  ReadLimits(reader, options.limits);
  reader.Finish();
  return options;
}

RenderRequest ReadRenderOptions(std::string_view json, DialectKey dialect) {
  const Json object = ParseOptions(json);
  ObjectReader reader(object, "");
  RenderRequest request;
  RenderOptions& options = request.options;
  ReadRelease(reader, options);
  reader.Text("kube_version", options.kube_version);
  reader.Texts("api_versions", options.api_versions);
  ReadValues(reader, options);
  reader.Bool("include_crds", options.include_crds);
  reader.Bool("skip_schema_validation", options.skip_schema_validation);
  reader.Bool("strict", options.strict);
  reader.Bool("lint_mode", options.lint_mode);
  reader.Bool("sub_notes", options.sub_notes);
  reader.Bool("all_errors", options.all_errors);
  reader.Bool("templates_only", options.templates_only);
  reader.Bool("text", request.text);
  reader.Bool("origins", options.trace_lines);
  reader.Bool("hooks", request.hooks);
  reader.Bool("tests", request.tests);
  reader.Texts("show_only", request.show_only);
  reader.Choice("encrypted_values", {"take", "refuse", "placeholder"}, options.encrypted_values);
  options.now = reader.Number<int64_t>("now");
  options.seed = reader.Number<uint64_t>("seed");
  reader.Text("time_zone", options.time_zone);
  ReadLimits(reader, options.limits);
  if (dialect == DialectKey::kYes) reader.Choice("dialect", {"helm4", "helm3"}, request.dialect);
  reader.Finish();
  return request;
}

}  // namespace chartrender::c

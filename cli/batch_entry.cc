#include "batch_entry.h"

#include <utility>

#include "file_text.h"
#include "json_text.h"

namespace chartrender::cli {
namespace {

// Why an entry cannot be used.
struct Refusal {
  std::string message;
};

std::string TextOf(const Json& value, const std::string& field) {
  if (!value.is_string()) throw Refusal{field + ": a string is needed"};
  return value.get<std::string>();
}

// One string, or a list of them.
std::vector<std::string> TextsOf(const Json& value, const std::string& field) {
  if (value.is_string()) return {value.get<std::string>()};
  if (!value.is_array()) throw Refusal{field + ": a string or a list of strings is needed"};
  std::vector<std::string> texts;
  for (const Json& text : value) texts.push_back(TextOf(text, field));
  return texts;
}

std::string PathFrom(const std::string& folder, const std::string& path) {
  if (folder.empty() || path.empty() || path.front() == '/') return path;
  return CleanPath(folder + '/' + path);
}

class EntryReader {
 public:
  EntryReader(BatchEntry& entry, const std::string& folder) : entry_(entry), folder_(folder) {}

  void Read(const Json& object) {
    if (!object.is_object()) throw Refusal{"an object is needed"};
    const auto has = [&](const char* field) { return object.contains(field); };
    if (has("values") && has("valuesYaml"))
      throw Refusal{"values and valuesYaml exclude each other"};
    // Files come first, wherever they stand.
    if (has("files")) AddFiles(object["files"]);
    for (const auto& [field, value] : object.items()) Field(field, value);
  }

 private:
  void AddFiles(const Json& value) {
    for (const std::string& file : TextsOf(value, "files"))
      entry_.values.push_back(ValuesSource::YamlFile(PathFrom(folder_, file)));
  }

  void AddSettings(const std::string& field, const Json& value, ValuesSource::Kind kind) {
    for (std::string& argument : TextsOf(value, field))
      entry_.settings.push_back({kind, "", std::move(argument)});
  }

  void Field(const std::string& field, const Json& value) {
    using Texts = std::optional<std::string> BatchEntry::*;
    constexpr std::pair<std::string_view, Texts> texts[] = {
        {"id", &BatchEntry::id},
        {"chart", &BatchEntry::chart},
        {"name", &BatchEntry::name},
        {"namespace", &BatchEntry::release_namespace},
        {"kubeVersion", &BatchEntry::kube_version}};
    for (const auto& [name, member] : texts) {
      if (field != name) continue;
      entry_.*member = TextOf(value, field);
      if (field == "chart") entry_.chart = PathFrom(folder_, *entry_.chart);
      return;
    }
    if (field == "files") return;
    if (field == "values") {
      if (!value.is_object()) throw Refusal{"values: an object is needed"};
      entry_.values.push_back(ValuesSource::Yaml("", WriteJsonLine(value)));
    } else if (field == "valuesYaml") {
      entry_.values.push_back(ValuesSource::Yaml("", TextOf(value, field)));
    } else if (field == "set") {
      AddSettings(field, value, ValuesSource::Kind::kSet);
    } else if (field == "setString") {
      AddSettings(field, value, ValuesSource::Kind::kSetString);
    } else if (field == "apiVersions") {
      entry_.api_versions = TextsOf(value, field);
    } else if (field == "revision") {
      if (!value.is_number_integer()) throw Refusal{"revision: a whole number is needed"};
      entry_.revision = value.get<int64_t>();
    } else if (field == "isUpgrade") {
      if (!value.is_boolean()) throw Refusal{"isUpgrade: true or false is needed"};
      entry_.is_upgrade = value.get<bool>();
    } else {
      throw Refusal{"unknown field " + WriteJsonLine(Json(field)) +
                    "; there are id, chart, name, namespace, files, values, valuesYaml, set, "
                    "setString, kubeVersion, apiVersions, revision and isUpgrade"};
    }
  }

  BatchEntry& entry_;
  const std::string& folder_;
};

template <class T>
void Override(std::optional<T>& field, const std::optional<T>& value) {
  if (value) field = value;
}

template <class T>
void Append(std::vector<T>& list, const std::vector<T>& more) {
  list.insert(list.end(), more.begin(), more.end());
}

}  // namespace

void BatchEntry::Add(const BatchEntry& more) {
  Override(id, more.id);
  Override(chart, more.chart);
  Override(name, more.name);
  Override(release_namespace, more.release_namespace);
  Override(kube_version, more.kube_version);
  Override(revision, more.revision);
  Override(is_upgrade, more.is_upgrade);
  Append(api_versions, more.api_versions);
  Append(values, more.values);
  Append(settings, more.settings);
}

Result<BatchEntry> ReadBatchEntry(std::string_view json, const std::string& folder) {
  Error error;
  error.code = ErrorCode::kUsage;
  try {
    BatchEntry entry;
    EntryReader(entry, folder).Read(Json::parse(json));
    return entry;
  } catch (const Refusal& refusal) {
    error.message = refusal.message;
  } catch (const Json::exception& fault) {
    error.message = std::string("not JSON: ") + fault.what();
  }
  return error;
}

}  // namespace chartrender::cli

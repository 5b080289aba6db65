#include "batch_list.h"

#include <yaml-cpp/yaml.h>

#include <array>
#include <utility>

#include "json_text.h"

namespace chartrender::cli {
namespace {

Error ListError(const std::string& file, size_t line, const std::string& message) {
  return {.code = ErrorCode::kUsage,
          .message = file + ':' + (line == 0 ? "" : std::to_string(line) + ':') + ' ' + message,
          .where = {.file = file, .line = static_cast<uint32_t>(line)}};
}

// The folder that a file's paths start from; "" for the working folder.
std::string FolderOf(const std::string& file) {
  const size_t slash = file.rfind('/');
  return slash == std::string::npos ? "" : file.substr(0, slash + 1);
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

class JsonLines : public BatchList {
 public:
  JsonLines(std::string file, std::string text)
      : file_(std::move(file)), folder_(FolderOf(file_)), text_(std::move(text)) {
    const std::string_view all = text_;
    for (size_t at = 0, number = 1; at < all.size(); ++number) {
      const size_t end = std::min(all.find('\n', at), all.size());
      const std::string_view line = all.substr(at, end - at);
      if (!IsBlank(line)) lines_.push_back({number, line});
      at = end + 1;
    }
  }

  [[nodiscard]] size_t size() const override { return lines_.size(); }

  [[nodiscard]] Result<BatchEntry> Entry(size_t index) const override {
    auto entry = ReadBatchEntry(lines_[index].text, folder_);
    if (!entry.ok()) return ListError(file_, lines_[index].number, entry.error().message);
    return entry;
  }

 private:
  struct Line {
    size_t number;
    std::string_view text;
  };
  std::string file_;
  std::string folder_;
  std::string text_;
  std::vector<Line> lines_;
};

constexpr size_t kDeepest = 1000;

// A YAML tree as YAML in flow style, which Helm's reader then types: what may be a number, a bool
// or null stays plain.
void AppendFlow(std::string& text, const YAML::Node& node, size_t depth) {
  if (depth > kDeepest) throw YAML::RepresentationException(node.Mark(), "nested too deeply");
  if (node.IsMap()) {
    text += '{';
    for (const auto& entry : node) {
      if (text.back() != '{') text += ", ";
      AppendFlow(text, entry.first, depth + 1);
      text += ": ";
      AppendFlow(text, entry.second, depth + 1);
    }
    text += '}';
  } else if (node.IsSequence()) {
    text += '[';
    for (const YAML::Node& item : node) {
      if (text.back() != '[') text += ", ";
      AppendFlow(text, item, depth + 1);
    }
    text += ']';
  } else if (node.IsNull()) {
    text += "null";
  } else {
    const std::string& scalar = node.Scalar();
    constexpr std::string_view plain =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+_~<";
    const bool is_token =
        node.Tag() == "?" && !scalar.empty() &&
        scalar.find_first_not_of(plain, scalar[0] == '-' ? 1 : 0) == std::string::npos &&
        scalar != "-";
    text += is_token ? scalar : WriteJsonLine(Json(scalar));
  }
}

std::string FlowText(const YAML::Node& node) {
  std::string text;
  AppendFlow(text, node, 0);
  return text;
}

Json ScalarJson(const YAML::Node& node) {
  const std::string& scalar = node.Scalar();
  if (node.Tag() != "?") return scalar;
  if (scalar == "true" || scalar == "false") return scalar == "true";
  if (!scalar.empty() && scalar.find_first_not_of("0123456789") == std::string::npos &&
      scalar.size() < 16)
    return Json::parse(scalar, nullptr, false);
  return scalar;
}

// The fields of an entry as ReadBatchEntry takes them.
Json FieldsJson(const YAML::Node& node) {
  Json fields = Json::object();
  for (const auto& entry : node) {
    const std::string field = entry.first.Scalar();
    const YAML::Node& value = entry.second;
    if (field == "values" && value.IsMap()) {
      fields["valuesYaml"] = FlowText(value);
    } else if (value.IsSequence()) {
      Json& list = fields[field] = Json::array();
      for (const YAML::Node& item : value)
        list.push_back(item.IsScalar() ? ScalarJson(item) : Json());
    } else {
      fields[field] = value.IsScalar() ? ScalarJson(value) : Json();
    }
  }
  return fields;
}

// "web" of "charts/web", "web" of "out/web.tgz", "large" of "ci/large.yaml".
std::string Stem(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  path.erase(0, path.rfind('/') + 1);
  for (const std::string_view ending : {".tgz", ".yaml", ".yml"}) {
    if (path.size() > ending.size() && path.ends_with(ending))
      path.resize(path.size() - ending.size());
  }
  return path;
}

struct Axis {
  std::string_view name;
  std::string_view short_field;  // what an entry that is a text stands for
};
constexpr std::array<Axis, 3> kAxes = {
    {{"charts", "chart"}, {"values", "files"}, {"releases", "name"}}};

class Matrix : public BatchList {
 public:
  // Throws Error for what is no matrix, and YAML::Exception.
  Matrix(const std::string& file, const std::string& text) {
    const YAML::Node document = YAML::Load(text);
    if (!document.IsMap())
      throw ListError(file, 0, "a map of charts, values and releases is needed");
    for (const auto& entry : document) ReadAxis(file, entry.first, entry.second);
    if (lists_[0].empty() && lists_[1].empty() && lists_[2].empty())
      throw ListError(file, 0, "there are no charts, no values and no releases");
    NameEntries();
    size_ = 1;
    for (const auto& list : lists_) size_ *= std::max<size_t>(list.size(), 1);
  }

  [[nodiscard]] size_t size() const override { return size_; }

  [[nodiscard]] Result<BatchEntry> Entry(size_t index) const override {
    const BatchEntry* chosen[kAxes.size()] = {};
    for (size_t axis = kAxes.size(); axis-- > 0;) {
      if (lists_[axis].empty()) continue;
      chosen[axis] = &lists_[axis][index % lists_[axis].size()];
      index /= lists_[axis].size();
    }
    BatchEntry entry;
    std::string id;
    for (const BatchEntry* part : chosen) {
      if (part == nullptr) continue;
      entry.Add(*part);
      if (part->id && !part->id->empty()) id += (id.empty() ? "" : "/") + *part->id;
    }
    entry.id = id.empty() ? std::nullopt : std::optional<std::string>(std::move(id));
    return entry;
  }

 private:
  void ReadAxis(const std::string& file, const YAML::Node& key, const YAML::Node& value) {
    const auto line = [](const YAML::Node& node) {
      return node.Mark().line < 0 ? 0 : static_cast<size_t>(node.Mark().line) + 1;
    };
    for (size_t axis = 0; axis < kAxes.size(); ++axis) {
      if (key.Scalar() != kAxes[axis].name) continue;
      if (!value.IsSequence() || value.size() == 0)
        throw ListError(file, line(key), key.Scalar() + ": a list with entries is needed");
      for (const YAML::Node& item : value) {
        if (!item.IsScalar() && !item.IsMap())
          throw ListError(file, line(item), "an entry is an object or a text");
        const Json fields =
            item.IsMap() ? FieldsJson(item) : Json{{kAxes[axis].short_field, item.Scalar()}};
        auto entry = ReadBatchEntry(WriteJsonLine(fields), FolderOf(file));
        if (!entry.ok()) throw ListError(file, line(item), entry.error().message);
        lists_[axis].push_back(std::move(entry).value());
      }
      return;
    }
    throw ListError(file, line(key),
                    "unknown key " + WriteJsonLine(Json(key.Scalar())) +
                        "; there are charts, values and releases");
  }

  // Gives names to the entries without id.
  void NameEntries() {
    for (size_t axis = 0; axis < kAxes.size(); ++axis) {
      const bool named = axis == 2 || lists_[axis].size() > 1;
      for (size_t i = 0; i < lists_[axis].size(); ++i) {
        BatchEntry& entry = lists_[axis][i];
        if (entry.id || !named) continue;
        if (axis == 0 && entry.chart) {
          entry.id = Stem(*entry.chart);
        } else if (axis == 1 && !entry.values.empty() && !entry.values[0].name.empty()) {
          entry.id = Stem(entry.values[0].name);
        } else if (axis == 2 && entry.name) {
          entry.id = entry.release_namespace.value_or("");
          if (!entry.id->empty()) *entry.id += '/';
          *entry.id += *entry.name;
        } else {
          entry.id = std::string(kAxes[axis].name) + '-' + std::to_string(i + 1);
        }
      }
    }
  }

  std::array<std::vector<BatchEntry>, kAxes.size()> lists_;
  size_t size_ = 0;
};

}  // namespace

Result<std::unique_ptr<BatchList>> ReadBatchList(const std::string& name, std::string text) {
  const std::string file = name == "-" ? "<stdin>" : name;
  if (!name.ends_with(".yaml") && !name.ends_with(".yml"))
    return std::unique_ptr<BatchList>(std::make_unique<JsonLines>(file, std::move(text)));
  try {
    return std::unique_ptr<BatchList>(std::make_unique<Matrix>(file, text));
  } catch (const Error& error) {
    return error;
  } catch (const YAML::Exception& fault) {
    const size_t line = fault.mark.line < 0 ? 0 : static_cast<size_t>(fault.mark.line) + 1;
    return ListError(file, line, "not YAML: " + fault.msg);
  }
}

}  // namespace chartrender::cli

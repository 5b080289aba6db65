// Strict reading of the harness's own YAML files (series, case files): unknown keys, missing keys
// and wrong kinds are errors with `file:line`. yaml-cpp stays behind this header's users in
// lib/golden.
#pragma once

#include <yaml-cpp/yaml.h>

#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::golden {

// Line of a node, from 1; 0 when unknown.
size_t LineOf(const YAML::Node& node);

// The document in `text`; Failure(kUsage) `file:line: ...` when it is not YAML.
YAML::Node ReadDocument(const std::string& file, const std::string& text);

// A scalar as compact JSON, typed as manifests are: plain `true`, `5` and `1.5` are no texts,
// quoted ones are.
std::string ScalarJson(const YAML::Node& node, const std::string& file);

// The fields of one map. Each is asked for by its reader; Finish fails for keys that none asked
// for.
class YamlFields {
 public:
  // `what` names the map in messages: "a case".
  YamlFields(YAML::Node node, std::string file, std::string what);

  [[nodiscard]] bool Has(std::string_view key) const;
  [[nodiscard]] size_t line() const { return LineOf(node_); }
  [[nodiscard]] const std::string& file() const { return file_; }

  // Invalid (false) when the key is missing.
  YAML::Node Get(std::string_view key);
  std::string Text(std::string_view key, std::string_view otherwise = "");
  std::string RequiredText(std::string_view key);
  std::string Json(std::string_view key);  // of a scalar, see ScalarJson
  bool Flag(std::string_view key);
  size_t Number(std::string_view key, size_t otherwise);
  // A list of scalars; empty when the key is missing.
  std::vector<std::string> Texts(std::string_view key);
  // The items of a list; empty when the key is missing.
  std::vector<YAML::Node> Items(std::string_view key);

  void Finish() const;
  [[noreturn]] void Fail(const YAML::Node& at, std::string_view message) const;

 private:
  YAML::Node node_;
  std::string file_;
  std::string what_;
  std::set<std::string, std::less<>> asked_;
};

}  // namespace chartrender::golden

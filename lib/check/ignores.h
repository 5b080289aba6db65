// What takes findings off: ignore files, comments, annotations, a baseline. See Ignores in
// chartrender/check.h.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "algo/glob.h"
#include "check/objects.h"

namespace chartrender::check {

// "2030-01-31" as seconds since 1970 UTC at its end; -1 when it is no date.
int64_t EndOfDay(std::string_view date);

// One line of an ignore file, whose name and text outlive it.
struct IgnoreLine {
  std::string_view file;
  uint32_t line = 0;
  std::string_view rule, path, reason;
  std::shared_ptr<const Glob> pattern;  // of `path`
  int64_t until = INT64_MAX;            // seconds since 1970 UTC
  bool used = false;
};
// Throws Failure(kUsage, "FILE:3: ...").
std::vector<IgnoreLine> ReadIgnoreFile(std::string_view name, std::string_view text);

// One comment `render:ignore RULE[,RULE] why`.
struct IgnoreComment {
  uint32_t line = 0;  // where it ends
  bool whole_file = false;
  std::vector<std::string> rules;
  std::string reason;
};
std::vector<IgnoreComment> FindIgnoreComments(std::string_view text);

// Those of the texts of a set.
struct IgnoreComments {
  std::map<std::string, std::vector<IgnoreComment>> of_files;  // by their names in findings
  std::vector<IgnoreComment> of_render;
};
std::shared_ptr<const IgnoreComments> FindAllComments(const ObjectSet::Data& data);

// The findings of `checked` are taken.
std::vector<Finding> ApplyIgnores(std::vector<CheckedObjects> checked, const Ignores& ignores);

}  // namespace chartrender::check

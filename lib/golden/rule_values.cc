#include "golden/rule_values.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "golden/change_report.h"
#include "golden/resource_path.h"

namespace chartrender::golden {

namespace {

size_t CountOf(std::string_view piece, std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find(piece); at != std::string_view::npos;
       at = text.find(piece, at + piece.size())) {
    ++count;
  }
  return count;
}

std::string_view WithoutLineEnds(std::string_view text) {
  while (!text.empty() && text.back() == '\n') text.remove_suffix(1);
  return text;
}

}  // namespace

bool HoldsAssert(const AssertRule& rule, const CaseRenders& renders) {
  const RenderedCasePtr render = renders.At(rule.case_index);
  if (!render->rendered()) return false;
  Value value = render->FindResource(rule.resource);
  if (rule.path && !value.is_missing()) value = FollowPath(value, *rule.path);
  switch (rule.kind) {
    case AssertRule::Kind::kPresent:
      return rule.present == !value.is_missing();
    case AssertRule::Kind::kValue:
      return !value.is_missing() && JsonText(value) == rule.text;
    default:
      return value.is_string() && value.AsString().find(rule.text) != std::string_view::npos;
  }
}

bool HoldsText(const TextRule& rule, const CaseRenders& renders) {
  std::string_view text;
  if (rule.file.empty()) {
    text = renders.At(rule.notes)->notes();
  } else if (const auto file = renders.chart().files.find(rule.file);
             file != renders.chart().files.end()) {
    text = file->second;
  }
  const size_t count = CountOf(rule.contains, text);
  if (rule.absent) return count == 0;
  return rule.count ? count == *rule.count : count > 0;
}

bool HoldsAnswer(const TestRule& rule, const GoldenAnswer& answer) {
  if (answer.exit_status != rule.exit_status) return false;
  if (rule.output) return WithoutLineEnds(answer.output) == WithoutLineEnds(*rule.output);
  return std::all_of(rule.contains.begin(), rule.contains.end(), [&](const std::string& text) {
    return answer.output.find(text) != std::string::npos;
  });
}

std::string DescribeAssert(const AssertRule& rule, const SeriesSpec& spec) {
  std::string text = StrCat("case ", spec.cases[rule.case_index].name, ": ", rule.resource);
  if (rule.path) text += StrCat(" ", *rule.path);
  switch (rule.kind) {
    case AssertRule::Kind::kPresent:
      return text + (rule.present ? " is there" : " is not there");
    case AssertRule::Kind::kValue:
      return text + StrCat(" is ", rule.text);
    default:
      return text + StrCat(" contains ", JsonText(Value::String(rule.text)));
  }
}

std::string DescribeText(const TextRule& rule, const SeriesSpec& spec) {
  const std::string place =
      rule.file.empty() ? StrCat("the notes of ", spec.cases[rule.notes].name) : rule.file;
  const std::string times = rule.count ? StrCat(" ", std::to_string(*rule.count), " times") : "";
  return StrCat(place, rule.absent ? " does not have " : " has ",
                JsonText(Value::String(rule.contains)), times);
}

}  // namespace chartrender::golden

// Reads a series.yaml.
#include <map>
#include <utility>

#include "golden/bad_input.h"
#include "golden/case_flags.h"
#include "golden/file_text.h"
#include "golden/series_spec.h"
#include "golden/yaml_fields.h"

namespace chartrender::golden {

namespace fs = std::filesystem;

namespace {

constexpr size_t kVersion = 1;

class SeriesReader {
 public:
  explicit SeriesReader(const fs::path& file) {
    spec_.file = file.string();
    spec_.folder = file.has_parent_path() ? file.parent_path() : ".";
  }

  SeriesSpec Read() {
    YamlFields top(ReadDocument(spec_.file, ReadFileText(spec_.file)), spec_.file, "a series");
    if (top.Number("version", 0) != kVersion)
      top.Fail(top.Get("version"), "a series has `version: 1`");
    spec_.chart = Place(top.RequiredText("chart"));
    if (top.Has("final")) spec_.final_chart = Place(top.Text("final"));
    spec_.helm = top.RequiredText("helm");
    ReadRelease(top);
    spec_.masks = ReadMasks(top);
    ReadNames(top);
    for (const YAML::Node& item : top.Items("cases")) spec_.cases.push_back(ReadCase(item));
    if (spec_.cases.empty()) top.Fail(top.Get("cases"), "a series needs at least one case");
    CheckBases();
    for (const MaskSpec& mask : spec_.masks) {
      for (const std::string& name : mask.except) CaseIndex(name, mask.line);
    }
    for (const YAML::Node& item : top.Items("refused")) {
      spec_.refused.push_back(ReadValuesRule(item, "a refused entry", true));
    }
    for (const YAML::Node& item : top.Items("accepted")) {
      spec_.accepted.push_back(ReadValuesRule(item, "an accepted entry", false));
    }
    for (const YAML::Node& item : top.Items("phases")) spec_.phases.push_back(ReadPhase(item));
    for (const YAML::Node& item : top.Items("breaking")) spec_.breaking.push_back(ReadRow(item));
    top.Finish();
    return std::move(spec_);
  }

 private:
  [[nodiscard]] std::string Place(const std::string& relative) const {
    return (spec_.folder / relative).lexically_normal().string();
  }

  void ReadRelease(YamlFields& top) {
    if (!top.Has("release")) return;
    YamlFields release(top.Get("release"), spec_.file, "`release`");
    spec_.release.release_name = release.Text("name", spec_.release.release_name);
    spec_.release.release_namespace = release.Text("namespace", spec_.release.release_namespace);
    release.Finish();
  }

  // Names first: rules name cases and phases by them.
  void ReadNames(YamlFields& top) {
    const auto take = [&](std::string_view key, std::map<std::string, size_t>& names) {
      for (const YAML::Node& item : top.Items(key)) {
        YamlFields fields(item, spec_.file, StrCat("an entry of `", key, "`"));
        const std::string name = fields.RequiredText("name");
        if (name.empty() || name.find('/') != std::string::npos || name[0] == '.') {
          fields.Fail(item, StrCat("`", name, "` cannot be the name of a file"));
        }
        if (!names.emplace(name, names.size()).second) {
          fields.Fail(item, StrCat("the name `", name, "` stands twice"));
        }
      }
    };
    take("cases", cases_);
    take("phases", phases_);
    if (phases_.empty()) throw BadInput(spec_.file, 0, "a series needs at least one phase");
  }

  size_t CaseIndex(const std::string& name, size_t line) const {
    const auto found = cases_.find(name);
    if (found == cases_.end())
      throw BadInput(spec_.file, line, StrCat("there is no case `", name, "`"));
    return found->second;
  }

  Expression ReadExpression(YamlFields& fields, std::string_view key) const {
    if (!fields.Has(key)) return nullptr;
    try {
      return std::make_shared<const Regex>(fields.Text(key));
    } catch (const Failure& failure) {
      fields.Fail(fields.Get(key), failure.error().message);
    }
  }

  CaseSpec ReadCase(const YAML::Node& item) {
    YamlFields fields(item, spec_.file, "a case");
    CaseSpec spec;
    spec.name = fields.RequiredText("name");
    spec.line = fields.line();
    spec.scenario = fields.Flag("scenario");
    spec.flags = ReadCaseFlags(fields, spec_.folder);
    spec.from = fields.Number("from", 0);
    spec.before = ReadExpression(fields, "before");
    spec.error = ReadExpression(fields, "error");
    spec.error_from = fields.Number("error_from", spec.error ? 0 : kNever);
    spec.base = fields.Has("base") ? CaseIndex(fields.Text("base"), spec.line) : 0;
    if ((spec.from > 0) != (spec.before != nullptr)) {
      fields.Fail(item, "`from` and `before` come together");
    }
    if (!spec.error && spec.error_from != kNever) fields.Fail(item, "`error_from` needs `error`");
    fields.Finish();
    return spec;
  }

  void CheckBases() const {
    for (const CaseSpec& spec : spec_.cases) {
      if (spec.from == 0 || spec_.cases[spec.base].Renders(spec.from - 1)) continue;
      throw BadInput(spec_.file, spec.line,
                     StrCat("the base `", spec_.cases[spec.base].name,
                            "` does not render in the phase before"));
    }
  }

  ValuesRule ReadValuesRule(const YAML::Node& item, const std::string& what, bool refused) const {
    YamlFields fields(item, spec_.file, what);
    ValuesRule rule;
    rule.line = fields.line();
    rule.flags = ReadCaseFlags(fields, spec_.folder);
    if (rule.flags.empty()) fields.Fail(item, StrCat(what, " needs values"));
    rule.from = fields.Number("from", 0);
    if (refused) {
      fields.RequiredText("error");
      rule.error = ReadExpression(fields, "error");
    }
    fields.Finish();
    return rule;
  }

  ChangePattern ReadPattern(YamlFields& fields) const {
    ChangePattern pattern;
    pattern.line = fields.line();
    pattern.resource = fields.RequiredText("resource");
    if (fields.Has("path")) pattern.path = fields.Text("path");
    const std::string kind = fields.RequiredText("change");
    if (kind == "added") {
      pattern.kind = ChangeKind::kAdded;
    } else if (kind == "removed") {
      pattern.kind = ChangeKind::kRemoved;
    } else if (kind != "changed") {
      fields.Fail(fields.Get("change"), "`change` is added, removed or changed");
    }
    pattern.from = fields.Json("from");
    pattern.to = fields.Json("to");
    return pattern;
  }

  Expectation ReadExpectation(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "an expected change");
    Expectation expectation;
    expectation.pattern = ReadPattern(fields);
    for (const std::string& name : fields.Texts("in")) {
      if (name == "all") {
        expectation.everywhere = true;
      } else {
        expectation.cases.push_back(CaseIndex(name, fields.line()));
      }
    }
    fields.Finish();
    return expectation;
  }

  TextRule ReadText(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "an entry of `texts`");
    TextRule rule;
    rule.line = fields.line();
    rule.file = fields.Text("file");
    if (fields.Has("notes")) rule.notes = CaseIndex(fields.Text("notes"), rule.line);
    rule.contains = fields.RequiredText("contains");
    if (fields.Has("count")) rule.count = fields.Number("count", 0);
    rule.absent = fields.Flag("absent");
    if (rule.file.empty() == (rule.notes == kNever))
      fields.Fail(item, "it needs `file` or `notes`");
    if (rule.contains.empty()) fields.Fail(item, "`contains` is empty");
    fields.Finish();
    return rule;
  }

  AssertRule ReadAssert(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "an assertion");
    AssertRule rule;
    rule.line = fields.line();
    rule.case_index = CaseIndex(fields.RequiredText("case"), rule.line);
    rule.resource = fields.RequiredText("resource");
    if (fields.Has("path")) rule.path = fields.Text("path");
    const int kinds =
        int{fields.Has("value")} + int{fields.Has("contains")} + int{fields.Has("present")};
    if (kinds != 1) fields.Fail(item, "an assertion has one of `value`, `contains`, `present`");
    if (fields.Has("value")) {
      rule.kind = AssertRule::Kind::kValue;
      rule.text = fields.Json("value");
    } else if (fields.Has("contains")) {
      rule.kind = AssertRule::Kind::kContains;
      rule.text = fields.Text("contains");
    } else {
      rule.present = fields.Flag("present");
    }
    fields.Finish();
    return rule;
  }

  std::vector<AssertRule> ReadAsserts(YamlFields& fields, std::string_view key) const {
    std::vector<AssertRule> rules;
    for (const YAML::Node& item : fields.Items(key)) rules.push_back(ReadAssert(item));
    return rules;
  }

  TestRule ReadTest(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "a test");
    TestRule rule;
    rule.line = fields.line();
    rule.name = fields.RequiredText("name");
    rule.plan = fields.Text("plan");
    rule.run = fields.RequiredText("run");
    rule.exit_status = static_cast<int>(fields.Number("exit", 0));
    if (fields.Has("stdout")) rule.output = fields.Text("stdout");
    rule.contains = fields.Texts("contains");
    if (rule.output.has_value() == !rule.contains.empty()) {
      fields.Fail(item, "a test has either `stdout` or `contains`");
    }
    const std::string before = fields.RequiredText("before");
    if (before != "same" && before != "differs") {
      fields.Fail(fields.Get("before"), "`before` is `same` or `differs`");
    }
    rule.differs_before = before == "differs";
    rule.asserts = ReadAsserts(fields, "assert");
    if (!rule.differs_before && rule.asserts.empty()) {
      fields.Fail(item, "a test whose answer is the same before needs `assert`");
    }
    fields.Finish();
    return rule;
  }

  PhaseSpec ReadPhase(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "a phase");
    PhaseSpec phase;
    phase.name = fields.RequiredText("name");
    phase.title = fields.Text("title");
    phase.line = fields.line();
    if (fields.Has("patch")) phase.patch = Place(fields.Text("patch"));
    for (const YAML::Node& entry : fields.Items("expect"))
      phase.expect.push_back(ReadExpectation(entry));
    for (const YAML::Node& entry : fields.Items("texts")) phase.texts.push_back(ReadText(entry));
    phase.asserts = ReadAsserts(fields, "asserts");
    phase.holds = ReadAsserts(fields, "holds");
    for (const YAML::Node& entry : fields.Items("tests")) phase.tests.push_back(ReadTest(entry));
    fields.Finish();
    if (spec_.phases.empty() && (!phase.patch.empty() || !phase.expect.empty())) {
      fields.Fail(item, "the first phase is the base: it has no patch and changes nothing");
    }
    return phase;
  }

  BreakingRow ReadRow(const YAML::Node& item) const {
    YamlFields fields(item, spec_.file, "a row of `breaking`");
    BreakingRow row;
    row.line = fields.line();
    row.phase = fields.Number("phase", 0);
    if (row.phase == 0 || row.phase >= phases_.size()) {
      fields.Fail(item, "`phase` of a row is the number of a phase, from 1");
    }
    row.item = fields.Text("item");
    row.change = fields.RequiredText("change");
    row.migration = fields.RequiredText("migration");
    for (const YAML::Node& entry : fields.Items("paths")) {
      YamlFields path(entry, spec_.file, "an entry of `paths`");
      row.paths.push_back(ReadPattern(path));
      path.Finish();
    }
    if (const YAML::Node values = fields.Get("values"); values.IsDefined()) {
      row.values = YAML::Dump(values) + "\n";
    }
    fields.Finish();
    return row;
  }

  SeriesSpec spec_;
  std::map<std::string, size_t> cases_, phases_;
};

}  // namespace

SeriesSpec ReadSeries(const fs::path& file) {
  try {
    return SeriesReader(file).Read();
  } catch (const YAML::Exception& error) {
    throw BadInput(file.string(),
                   error.mark.is_null() ? 0 : static_cast<size_t>(error.mark.line) + 1, error.msg);
  }
}

}  // namespace chartrender::golden

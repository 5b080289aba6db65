#include "golden/phase_rules.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "golden/change_report.h"
#include "golden/parallel.h"
#include "golden/rule_values.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace {

constexpr size_t kMostUnexpected = 20;  // told in one item

std::string FirstLine(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

// Checks rule after rule. In the mode that looks for one broken rule, `Done` says when to stop.
class RuleChecker {
 public:
  RuleChecker(const RuleInput& input, const PhaseChanges* changes, bool only_first)
      : input_(input),
        spec_(input.spec),
        phase_(input.spec.phases[input.phase]),
        changes_(changes),
        only_first_(only_first) {}

  // Rules that need no render come first.
  std::vector<GoldenItem> Run() {
    CheckTexts(true);
    if (!Done()) CheckTexts(false);
    if (!Done()) CheckCases();
    if (!Done() && input_.phase > 0) CheckExpectations();
    if (!Done()) CheckAsserts(phase_.asserts, "assert", true);
    if (!Done()) CheckAsserts(phase_.holds, "holds", false);
    if (!Done()) CheckTests();
    if (!only_first_) CheckValues();
    return std::move(items_);
  }

 private:
  [[nodiscard]] bool Done() const { return only_first_ && failed_; }
  [[nodiscard]] const CaseRenders* Before() const { return only_first_ ? nullptr : input_.before; }

  void Add(std::string name, size_t line, std::string message, std::string detail = "") {
    GoldenItem item;
    item.group = phase_.name;
    item.name = std::move(name);
    item.status = message.empty() ? GoldenStatus::kPassed : GoldenStatus::kFailed;
    item.message = std::move(message);
    item.detail = std::move(detail);
    item.where.file = spec_.file;
    item.where.line = static_cast<uint32_t>(line);
    failed_ = failed_ || item.status == GoldenStatus::kFailed;
    items_.push_back(std::move(item));
  }

  void CheckTexts(bool of_files) {
    for (const TextRule& rule : phase_.texts) {
      if (rule.file.empty() == of_files) continue;
      const std::string what = DescribeText(rule, spec_);
      std::string message;
      if (!HoldsText(rule, input_.after)) {
        message = StrCat("not so: ", what);
      } else if (Before() != nullptr && HoldsText(rule, *Before())) {
        message = StrCat("so already in the phase before: ", what);
      }
      Add(StrCat("text: ", what), rule.line, std::move(message));
      if (Done()) return;
    }
  }

  // Whether each case renders or is refused, as the series says.
  void CheckCases() {
    if (!only_first_) input_.after.RenderAll(input_.options.jobs);
    for (size_t i = 0; i < spec_.cases.size() && !Done(); ++i) {
      const CaseSpec& rule = spec_.cases[i];
      const RenderedCasePtr render = input_.after.At(i);
      const bool expected = rule.Renders(input_.phase);
      const Expression& error = input_.phase < rule.from ? rule.before : rule.error;
      std::string message;
      if (expected && !render->rendered()) {
        message = "does not render";
      } else if (!expected && render->rendered()) {
        message = StrCat("renders, but must be refused with `", error->pattern(), "`");
      } else if (!expected && !error->Matches(render->text())) {
        message = StrCat("the refusal does not match `", error->pattern(), "`");
      }
      std::string detail = message.empty() || render->rendered() ? "" : render->text();
      Add(StrCat("case: ", rule.name, expected ? " renders" : " is refused"), rule.line,
          std::move(message), std::move(detail));
    }
  }

  const std::optional<std::vector<Change>>& ChangesOf(
      size_t case_index, std::optional<std::vector<Change>>& room) const {
    if (changes_ != nullptr) return (*changes_)[case_index];
    const bool known = input_.known_changes != nullptr &&
                       input_.known_renders->At(case_index) == input_.after.At(case_index);
    if (known) return (*input_.known_changes)[case_index];
    room = ChangesOfCase(case_index, input_.phase, *input_.before, input_.after);
    return room;
  }

  // Every change is expected, every expectation is met.
  void CheckExpectations() {
    std::vector<std::set<size_t>> seen(phase_.expect.size());
    for (size_t i = 0; i < spec_.cases.size() && !Done(); ++i) {
      std::optional<std::vector<Change>> room;
      const auto& changes = ChangesOf(i, room);
      if (changes) CheckChanges(i, *changes, seen);
    }
    for (size_t i = 0; i < phase_.expect.size() && !Done(); ++i)
      CheckExpectation(phase_.expect[i], seen[i]);
  }

  void CheckChanges(size_t case_index, const std::vector<Change>& changes,
                    std::vector<std::set<size_t>>& seen) {
    std::vector<Change> unexpected;
    for (const Change& change : changes) {
      bool matched = false;
      for (size_t i = 0; i < phase_.expect.size(); ++i) {
        if (!phase_.expect[i].pattern.Matches(change)) continue;
        matched = true;
        seen[i].insert(case_index);
      }
      if (!matched) unexpected.push_back(change);
    }
    std::string message;
    std::string detail;
    if (!unexpected.empty()) {
      message =
          StrCat(std::to_string(unexpected.size()), unexpected.size() == 1 ? " change" : " changes",
                 " that no entry of `expect` names");
      if (unexpected.size() > kMostUnexpected) unexpected.resize(kMostUnexpected);
      const CaseChanges entry{case_index, unexpected};
      detail = DescribeFolded(FoldChanges({&entry, 1}), {input_.options.context, {}, {}});
    }
    Add(StrCat("changes: ", spec_.cases[case_index].name), phase_.line, std::move(message),
        std::move(detail));
  }

  void CheckExpectation(const Expectation& rule, const std::set<size_t>& seen) {
    std::set<size_t> wanted(rule.cases.begin(), rule.cases.end());
    for (size_t i = 0; rule.everywhere && i < spec_.cases.size(); ++i) {
      if (spec_.cases[i].Renders(input_.phase) && spec_.cases[i].Renders(input_.phase - 1))
        wanted.insert(i);
    }
    std::string missing;
    for (const size_t index : wanted) {
      if (seen.count(index) == 0)
        missing += StrCat(missing.empty() ? "" : ", ", spec_.cases[index].name);
    }
    std::string message;
    if (seen.empty()) {
      message = "no case shows this change";
    } else if (!missing.empty()) {
      message = StrCat("the change does not show in ", missing);
    }
    Add(StrCat("expect: ", rule.pattern.Text()), rule.pattern.line, std::move(message));
  }

  void CheckAsserts(const std::vector<AssertRule>& rules, std::string_view kind,
                    bool fails_before) {
    for (const AssertRule& rule : rules) {
      const std::string what = DescribeAssert(rule, spec_);
      std::string message;
      if (!HoldsAssert(rule, input_.after)) {
        message = StrCat("not so: ", what);
      } else if (fails_before && Before() != nullptr && HoldsAssert(rule, *Before())) {
        message = StrCat("so already in the phase before: ", what);
      }
      Add(StrCat(kind, ": ", what), rule.line, std::move(message));
      if (Done()) return;
    }
  }

  struct Answers {
    std::optional<Result<GoldenAnswer>> after, before;
  };

  void CheckTests() {
    if (input_.options.tools == nullptr) return;
    std::vector<Answers> answers(phase_.tests.size());
    ForEach(answers.size(), input_.options.jobs, [&](size_t i) {
      const std::string& command = phase_.tests[i].run;
      answers[i].after = input_.options.tools->RunShell(input_.after.chart().chart, command);
      if (Before() != nullptr)
        answers[i].before = input_.options.tools->RunShell(Before()->chart().chart, command);
    });
    for (size_t i = 0; i < answers.size() && !Done(); ++i) CheckTest(phase_.tests[i], answers[i]);
  }

  void CheckTest(const TestRule& rule, const Answers& answers) {
    for (const auto* answer : {&answers.after, &answers.before}) {
      if (*answer && !(*answer)->ok()) throw Failure((*answer)->error());
    }
    const GoldenAnswer& after = answers.after->value();
    std::string message;
    std::string detail;
    if (!HoldsAnswer(rule, after)) {
      message = StrCat("another answer, exit status ", std::to_string(after.exit_status));
      detail = StrCat("$ ", rule.run, "\n",
                      rule.output ? UnifiedDiff(StrCat(*rule.output, "\n"), after.output,
                                                input_.options.context)
                                  : after.output);
    } else if (answers.before &&
               HoldsAnswer(rule, answers.before->value()) == rule.differs_before) {
      message = rule.differs_before ? "the phase before gives the same answer"
                                    : "the phase before gives another answer, the test says `same`";
    } else {
      message = BrokenAssert(rule);
    }
    Add(StrCat("test: ", rule.name), rule.line, std::move(message), std::move(detail));
  }

  std::string BrokenAssert(const TestRule& rule) const {
    for (const AssertRule& entry : rule.asserts) {
      if (!HoldsAssert(entry, input_.after))
        return StrCat("not so: ", DescribeAssert(entry, spec_));
    }
    if (Before() == nullptr || rule.differs_before) return "";
    const bool hold_before =
        std::all_of(rule.asserts.begin(), rule.asserts.end(),
                    [&](const AssertRule& entry) { return HoldsAssert(entry, *Before()); });
    return hold_before ? "the test's assertions hold in the phase before too" : "";
  }

  // The refused and the accepted values.
  void CheckValues() {
    const auto render_all = [&](const std::vector<ValuesRule>& rules) {
      std::vector<GoldenRender> renders(rules.size());
      ForEach(rules.size(), input_.options.jobs,
              [&](size_t i) { renders[i] = input_.after.Render(rules[i].flags); });
      return renders;
    };
    const std::vector<GoldenRender> refused = render_all(spec_.refused);
    const std::vector<GoldenRender> accepted = render_all(spec_.accepted);
    const Regex unknown_key("additional properties .*not allowed");
    for (size_t i = 0; i < refused.size(); ++i) {
      const ValuesRule& rule = spec_.refused[i];
      const Regex& expression = input_.phase < rule.from ? unknown_key : *rule.error;
      std::string message;
      if (refused[i].rendered) {
        message = "the values are taken";
      } else if (!expression.Matches(refused[i].output)) {
        message = StrCat("the refusal does not match `", expression.pattern(), "`");
      }
      std::string detail = message.empty() || refused[i].rendered ? "" : refused[i].output;
      Add(StrCat("refused: ", rule.Text()), rule.line, std::move(message), std::move(detail));
    }
    for (size_t i = 0; i < accepted.size(); ++i) CheckAccepted(spec_.accepted[i], accepted[i]);
  }

  void CheckAccepted(const ValuesRule& rule, const GoldenRender& render) {
    const bool known = input_.phase >= rule.from;
    std::string message;
    if (render.rendered != known) {
      message = known ? StrCat("refused: ", FirstLine(render.output))
                      : "taken before the phase that adds them";
    } else if (known && input_.options.tools != nullptr) {
      message = LintFault(rule);
    }
    Add(StrCat("accepted: ", rule.Text()), rule.line, std::move(message),
        render.rendered ? "" : render.output);
  }

  std::string LintFault(const ValuesRule& rule) const {
    std::string command = StrCat("helm lint charts/", input_.after.chart().chart.name, "/");
    for (const GoldenFlag& flag : rule.flags)
      command += StrCat(" ", flag.name, " '", flag.argument, "'");
    const auto answer = input_.options.tools->RunShell(input_.after.chart().chart, command);
    if (!answer.ok()) throw Failure(answer.error());
    return answer.value().exit_status == 0 ? "" : "lint refuses the values";
  }

  const RuleInput& input_;
  const SeriesSpec& spec_;
  const PhaseSpec& phase_;
  const PhaseChanges* changes_;
  const bool only_first_;
  bool failed_ = false;
  std::vector<GoldenItem> items_;
};

}  // namespace

PhaseChanges ChangesOfPhase(const RuleInput& input) {
  PhaseChanges changes(input.spec.cases.size());
  if (input.before == nullptr) return changes;
  ForEach(changes.size(), input.options.jobs, [&](size_t i) {
    changes[i] = ChangesOfCase(i, input.phase, *input.before, input.after);
  });
  return changes;
}

std::vector<GoldenItem> CheckRules(const RuleInput& input, const PhaseChanges& changes) {
  return RuleChecker(input, &changes, false).Run();
}

std::optional<GoldenItem> FindBrokenRule(const RuleInput& input) {
  for (GoldenItem& item : RuleChecker(input, nullptr, true).Run()) {
    if (item.status == GoldenStatus::kFailed) return std::move(item);
  }
  return std::nullopt;
}

}  // namespace chartrender::golden

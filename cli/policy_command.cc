// `render policy`: what is rendered, judged by policies.
#include "chartrender/policy.h"
#include "check_targets.h"
#include "commands.h"
#include "finding_run.h"
#include "policy_input.h"

namespace chartrender::cli {
namespace {

using Covers = std::vector<PolicyReport::ImageCover>;

std::string CoversText(const Covers& covers) {
  std::string text;
  for (const PolicyReport::ImageCover& cover : covers) {
    text += "ClusterImagePolicy/" + cover.policy + " covers " +
            std::to_string(cover.images.size()) +
            (cover.images.size() == 1 ? " image\n" : " images\n");
    for (const std::string& image : cover.images) text += "    " + image + "\n";
  }
  return text.empty() ? text : text + "\n";
}

std::string AsJson(const Covers& covers, const FindingReport& report) {
  Json policies = Json::array();
  for (const PolicyReport::ImageCover& cover : covers)
    policies.push_back({{"policy", cover.policy}, {"images", cover.images}});
  return WriteJsonText({{"version", 1},
                        {"targets", report.targets},
                        {"imagePolicies", std::move(policies)},
                        {"findings", FindingsJson(report.findings)}});
}

}  // namespace

ExitCode RunPolicy(const Session& session, const Arguments& arguments) {
  FindingRun run(session, arguments, {"policy"});
  const auto options = ReadPolicyOptions(session, arguments);
  if (!options.ok()) return session.Fail(options.error());
  const auto targets = LoadCheckTargets(session, arguments);
  if (!targets.ok()) return session.Fail(targets.error());
  Covers covers;
  size_t applied = 0;
  for (const CheckTarget& target : targets.value()) {
    auto judged = CheckPolicies(target.objects, options.value());
    if (!judged.ok()) return session.Fail(judged.error());
    applied += judged.value().applied + judged.value().findings.size();
    run.Add(target, std::move(judged.value().findings));
    for (PolicyReport::ImageCover& cover : judged.value().covers)
      covers.push_back(std::move(cover));
  }
  if (applied == 0)
    throw UsageError("there is nothing to check by: give --policy FILE or --psa LEVEL");
  const auto report = run.Conclude();
  if (!report.ok()) return session.Fail(report.error());
  const std::string& format = arguments.Text("output");
  if (format == "json") {
    session.terminal.Print(AsJson(covers, report.value()));
  } else {
    session.terminal.Print((format == "text" ? CoversText(covers) : "") +
                           FormatFindings(report.value(), format, run.Colour()));
  }
  return run.Finish(report.value());
}

}  // namespace chartrender::cli

// `render kube`: what Kubernetes would refuse, by its schemas and a dry run at the client.
#include "check_targets.h"
#include "commands.h"
#include "finding_run.h"
#include "kube_options.h"

namespace chartrender::cli {
namespace {

std::string Counted(size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count > 1 ? "s" : "");
}

// As kubeconform sums up.
std::string SummaryOf(const KubeReport& total, bool is_stdin) {
  const size_t count = total.valid + total.invalid + total.errors + total.skipped;
  std::string text = "Summary: " + Counted(count, "resource") + " found ";
  text += is_stdin ? "parsing stdin" : "in " + Counted(total.files, "file");
  text += " - Valid: " + std::to_string(total.valid);
  text += ", Invalid: " + std::to_string(total.invalid);
  text += ", Errors: " + std::to_string(total.errors);
  text += ", Skipped: " + std::to_string(total.skipped);
  return text;
}

}  // namespace

ExitCode RunKube(const Session& session, const Arguments& arguments) {
  FindingRun run(session, arguments, {"kube"});
  const auto options = ReadKubeOptions(session, arguments, MissingPack::kFails, "skip", "reject");
  if (!options.ok()) return session.Fail(options.error());
  const auto targets = LoadCheckTargets(session, arguments);
  if (!targets.ok()) return session.Fail(targets.error());
  KubeReport total;
  for (const CheckTarget& target : targets.value()) {
    auto report = CheckKube(target.objects, options.value());
    if (!report.ok()) return session.Fail(report.error());
    run.Add(target, std::move(report.value().findings));
    total.valid += report.value().valid;
    total.invalid += report.value().invalid;
    total.errors += report.value().errors + target.objects.problems().size();
    total.skipped += report.value().skipped;
    total.files += report.value().files;
  }
  const ExitCode code = run.Run();
  const auto& words = arguments.positional();
  if (arguments.Flag("summary"))
    session.terminal.PrintError(SummaryOf(total, words.size() == 1 && words[0] == "-"));
  return code;
}

}  // namespace chartrender::cli

// `render images`: the images that a chart or manifests deploy.
#include <algorithm>
#include <set>

#include "chartrender/images.h"
#include "check_targets.h"
#include "commands.h"
#include "finding_run.h"
#include "go_text.h"
#include "image_bom.h"
#include "report_text.h"

namespace chartrender::cli {
namespace {

// Every image once, with who uses it below.
std::string AsText(const std::vector<ImageUse>& uses) {
  std::set<std::string> images;
  for (const ImageUse& use : uses) images.insert(use.image);
  std::string text;
  for (const std::string& image : images) {
    text += image + "\n";
    for (const ImageUse& use : uses) {
      if (use.image != image) continue;
      text += "    " + use.resource.ToText() + " " + use.role;
      if (!use.container.empty()) text += " " + use.container;
      if (use.is_hook) text += " (hook)";
      text += "  " + PlaceText(BestPlace(use.source, use.rendered));
      if (!use.values.empty()) text += "  .Values." + Joined(use.values, ", .Values.");
      text += "\n";
    }
  }
  return text;
}

std::string AsList(const std::vector<ImageUse>& uses) {
  std::set<std::string> images;
  for (const ImageUse& use : uses) images.insert(use.image);
  std::string text;
  for (const std::string& image : images) text += image + "\n";
  return text;
}

Json UseJson(const ImageUse& use) {
  Finding place;
  place.resource = use.resource;
  place.pointer = use.pointer;
  place.source = use.source;
  place.rendered = use.rendered;
  const Json located = FindingJson(place);
  Json entry = {{"image", use.image}, {"registry", use.registry}, {"repository", use.repository}};
  if (!use.tag.empty()) entry["tag"] = use.tag;
  if (!use.digest.empty()) entry["digest"] = use.digest;
  entry["pinned"] = use.pinned();
  entry["role"] = use.role;
  if (!use.container.empty()) entry["container"] = use.container;
  if (use.is_hook) entry["hook"] = true;
  for (const char* key : {"resource", "pointer", "source", "rendered"}) {
    if (located.contains(key)) entry[key] = located[key];
  }
  entry["values"] = use.values;
  return entry;
}

std::string AsJson(const std::vector<ImageUse>& uses, const FindingReport& report) {
  Json images = Json::array();
  for (const ImageUse& use : uses) images.push_back(UseJson(use));
  return WriteJsonText({{"version", 1},
                        {"targets", report.targets},
                        {"images", std::move(images)},
                        {"findings", FindingsJson(report.findings)}});
}

}  // namespace

ExitCode RunImages(const Session& session, const Arguments& arguments) {
  FindingRun run(session, arguments, {"images"});
  run.AddShortName("unpinned", "image-unpinned");
  run.AddShortName("latest", "latest-tag");
  const auto targets = LoadCheckTargets(session, arguments);
  if (!targets.ok()) return session.Fail(targets.error());
  std::vector<ImageUse> uses;
  for (const CheckTarget& target : targets.value()) {
    auto images = ListImages(target.objects);
    if (!images.ok()) return session.Fail(images.error());
    run.Add(target, std::move(images.value().findings));
    uses.insert(uses.end(), images.value().uses.begin(), images.value().uses.end());
  }
  const auto report = run.Conclude();
  if (!report.ok()) return session.Fail(report.error());
  const std::string& format = arguments.Text("output");
  if (format == "list") {
    session.terminal.Print(AsList(uses));
  } else if (format == "json") {
    session.terminal.Print(AsJson(uses, report.value()));
  } else if (format == "cyclonedx") {
    session.terminal.Print(ImagesAsCycloneDx(uses, report.value().targets));
  } else if (format == "spdx") {
    session.terminal.Print(
        ImagesAsSpdx(uses, report.value().targets, session.settings.document_time));
  } else if (format == "text") {
    session.terminal.Print(AsText(uses) + "\n" +
                           FormatFindings(report.value(), "text", run.Colour()));
  } else {
    session.terminal.Print(FormatFindings(report.value(), format));
  }
  return run.Finish(report.value());
}

}  // namespace chartrender::cli

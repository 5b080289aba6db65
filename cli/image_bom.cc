#include "image_bom.h"

#include <ctime>
#include <map>

#include "json_text.h"

namespace chartrender::cli {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";

// One image with all its uses.
struct Component {
  const ImageUse* image = nullptr;
  std::vector<const ImageUse*> uses;
};

std::map<std::string, Component> Components(std::span<const ImageUse> uses) {
  std::map<std::string, Component> components;
  for (const ImageUse& use : uses) {
    Component& component = components[use.image];
    component.image = &use;
    component.uses.push_back(&use);
  }
  return components;
}

std::string PercentEncoded(std::string_view text) {
  constexpr std::string_view kUpperHex = "0123456789ABCDEF";
  constexpr std::string_view kKept = "-._~";
  std::string encoded;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
        kKept.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      encoded += {'%', kUpperHex[byte >> 4], kUpperHex[byte & 15]};
    }
  }
  return encoded;
}

// pkg:oci/NAME@sha256:...?repository_url=...&tag=...; "" for a text that is no image's name.
std::string PackageUrl(const ImageUse& image) {
  if (image.repository.empty()) return "";
  const std::string name = image.repository.substr(image.repository.rfind('/') + 1);
  std::string url = "pkg:oci/" + PercentEncoded(name);
  if (!image.digest.empty()) url += "@" + PercentEncoded(image.digest);
  url += "?repository_url=" + PercentEncoded(image.registry + "/" + image.repository);
  if (!image.tag.empty()) url += "&tag=" + PercentEncoded(image.tag);
  return url;
}

std::string NameOf(const ImageUse& image) {
  return image.repository.empty() ? image.image : image.registry + "/" + image.repository;
}

std::string VersionOf(const ImageUse& image) {
  if (!image.tag.empty() && !image.digest.empty()) return image.tag + "@" + image.digest;
  return image.tag.empty() ? image.digest : image.tag;
}

// The hex digits of a digest by SHA-256, or "".
std::string Sha256Of(const ImageUse& image) {
  constexpr std::string_view kPrefix = "sha256:";
  return image.digest.starts_with(kPrefix) ? image.digest.substr(kPrefix.size()) : "";
}

std::string TitleOf(const std::vector<std::string>& targets) {
  std::string title;
  for (const std::string& target : targets) title += (title.empty() ? "" : " ") + target;
  return title;
}

std::string HashText(std::string_view text) {
  uint64_t hash = 0xCBF29CE484222325ULL;  // FNV-1a
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001B3ULL;
  }
  std::string digits;
  for (int shift = 60; shift >= 0; shift -= 4) digits += kHex[(hash >> shift) & 15];
  return digits;
}

Json CycloneComponent(const Component& component) {
  const ImageUse& image = *component.image;
  Json entry = {{"type", "container"}, {"bom-ref", image.image}, {"name", NameOf(image)}};
  if (!VersionOf(image).empty()) entry["version"] = VersionOf(image);
  if (const std::string hash = Sha256Of(image); !hash.empty()) {
    entry["hashes"] = Json::array({Json{{"alg", "SHA-256"}, {"content", hash}}});
  }
  if (const std::string url = PackageUrl(image); !url.empty()) entry["purl"] = url;
  Json properties = Json::array();
  for (const ImageUse* use : component.uses) {
    properties.push_back(
        {{"name", "chartrender:usedBy"}, {"value", use->resource.ToText() + use->pointer}});
  }
  entry["properties"] = std::move(properties);
  return entry;
}

std::string TimeText(int64_t seconds) {
  const std::time_t time = seconds;
  std::tm parts = {};
  gmtime_r(&time, &parts);
  char text[32];
  const size_t size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
  return {text, size};
}

Json SpdxPackage(const Component& component, const std::string& id) {
  const ImageUse& image = *component.image;
  Json entry = {{"name", NameOf(image)}, {"SPDXID", id}};
  if (!VersionOf(image).empty()) entry["versionInfo"] = VersionOf(image);
  entry["downloadLocation"] = "NOASSERTION";
  entry["filesAnalyzed"] = false;
  entry["licenseConcluded"] = "NOASSERTION";
  entry["licenseDeclared"] = "NOASSERTION";
  entry["copyrightText"] = "NOASSERTION";
  entry["primaryPackagePurpose"] = "CONTAINER";
  if (const std::string hash = Sha256Of(image); !hash.empty()) {
    entry["checksums"] = Json::array({Json{{"algorithm", "SHA256"}, {"checksumValue", hash}}});
  }
  if (const std::string url = PackageUrl(image); !url.empty()) {
    entry["externalRefs"] = Json::array({Json{{"referenceCategory", "PACKAGE-MANAGER"},
                                              {"referenceType", "purl"},
                                              {"referenceLocator", url}}});
  }
  std::string users;
  for (const ImageUse* use : component.uses) {
    users += (users.empty() ? "used by " : ", ") + use->resource.ToText() + use->pointer;
  }
  entry["comment"] = users;
  return entry;
}

}  // namespace

std::string ImagesAsCycloneDx(std::span<const ImageUse> uses,
                              const std::vector<std::string>& targets) {
  Json components = Json::array();
  Json references = Json::array();
  for (const auto& [name, component] : Components(uses)) {
    components.push_back(CycloneComponent(component));
    references.push_back(name);
  }
  const std::string root = "deployment:" + TitleOf(targets);
  Json tool = {
      {"type", "application"}, {"name", "chartrender"}, {"version", std::string(Version())}};
  Json metadata = {
      {"tools", {{"components", Json::array({std::move(tool)})}}},
      {"component", {{"type", "application"}, {"bom-ref", root}, {"name", TitleOf(targets)}}}};
  Json dependencies = Json::array({Json{{"ref", root}, {"dependsOn", std::move(references)}}});
  return WriteJsonText({{"$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json"},
                        {"bomFormat", "CycloneDX"},
                        {"specVersion", "1.6"},
                        {"version", 1},
                        {"metadata", std::move(metadata)},
                        {"components", std::move(components)},
                        {"dependencies", std::move(dependencies)}});
}

std::string ImagesAsSpdx(std::span<const ImageUse> uses, const std::vector<std::string>& targets,
                         int64_t created) {
  constexpr std::string_view kDocument = "SPDXRef-DOCUMENT";
  Json packages = Json::array();
  Json relationships = Json::array();
  std::string names = TitleOf(targets);
  for (const auto& [name, component] : Components(uses)) {
    const std::string id = "SPDXRef-Image-" + HashText(name);
    packages.push_back(SpdxPackage(component, id));
    relationships.push_back({{"spdxElementId", std::string(kDocument)},
                             {"relationshipType", "DESCRIBES"},
                             {"relatedSpdxElement", id}});
    names += '\n' + name;
  }
  const std::string tool = "Tool: chartrender-" + std::string(Version());
  return WriteJsonText(
      {{"spdxVersion", "SPDX-2.3"},
       {"dataLicense", "CC0-1.0"},
       {"SPDXID", std::string(kDocument)},
       {"name", TitleOf(targets)},
       {"documentNamespace", "https://spdx.org/spdxdocs/images-" + HashText(names)},
       {"creationInfo", {{"created", TimeText(created)}, {"creators", Json::array({tool})}}},
       {"packages", std::move(packages)},
       {"relationships", std::move(relationships)}});
}

}  // namespace chartrender::cli

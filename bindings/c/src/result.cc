// What a render gave.
#include "guard.h"

using chartrender::LineOrigin;
using chartrender::Manifest;
using chartrender::c::BytesOf;
using chartrender::c::Free;
using chartrender::c::IsAlive;

namespace {

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += ',';
    text += word;
  }
  return text;
}

std::string_view FieldOf(const cr_result::Document& document, cr_field field) {
  const Manifest* manifest = document.manifest;
  switch (field) {
    case CR_FIELD_SECTION:
      return document.section;
    case CR_FIELD_PATH:
      return document.path;
    case CR_FIELD_TEXT:
      return document.text;
    case CR_FIELD_API_VERSION:
      return manifest == nullptr ? std::string_view() : manifest->api_version;
    case CR_FIELD_KIND:
      return manifest == nullptr ? std::string_view() : manifest->kind;
    case CR_FIELD_NAME:
      return manifest == nullptr ? std::string_view() : manifest->name;
    case CR_FIELD_EVENTS:
      return document.events;
    case CR_FIELD_DELETE_POLICIES:
      return document.delete_policies;
    case CR_FIELD_WEIGHT:
      return document.weight;
    default:
      return {};
  }
}

}  // namespace

cr_result::cr_result(chartrender::RenderResult rendered, std::string printed)
    : result(std::move(rendered)), text(std::move(printed)) {
  AddManifests("crd", result.crds());
  AddManifests("manifest", result.manifests());
  const size_t first_hook = documents.size();
  AddManifests("hook", result.hooks());
  for (size_t i = first_hook; i < documents.size(); ++i) {
    Document& hook = documents[i];
    hook.events = Joined(hook.manifest->events);
    hook.delete_policies = Joined(hook.manifest->delete_policies);
    hook.weight = std::to_string(hook.manifest->weight);
  }
  for (const chartrender::TemplateOutput& output : result.templates()) {
    Document document;
    document.section = "template";
    document.path = output.path;
    document.text = output.text;
    document.origins = output.origins;
    documents.push_back(std::move(document));
  }
}

void cr_result::AddManifests(std::string_view section, const std::vector<Manifest>& manifests) {
  for (const Manifest& manifest : manifests) {
    Document document;
    document.section = section;
    document.path = manifest.path;
    document.text = manifest.text;
    document.manifest = &manifest;
    document.origins = manifest.origins;
    documents.push_back(std::move(document));
  }
}

extern "C" {

cr_bytes cr_result_text(const cr_result* result) noexcept {
  return BytesOf(IsAlive(result) ? std::string_view(result->text) : std::string_view());
}

cr_bytes cr_result_notes(const cr_result* result) noexcept {
  return BytesOf(IsAlive(result) ? std::string_view(result->result.notes()) : std::string_view());
}

size_t cr_result_count(const cr_result* result) noexcept {
  return IsAlive(result) ? result->documents.size() : 0;
}

cr_bytes cr_result_field(const cr_result* result, size_t index, cr_field field) noexcept {
  if (index >= cr_result_count(result)) return BytesOf({});
  return BytesOf(FieldOf(result->documents[index], field));
}

void cr_result_free(cr_result* result) noexcept { Free(result); }

const cr_origin* cr_result_origins(const cr_result* result, size_t index, size_t* count) noexcept {
  static_assert(sizeof(cr_origin) == sizeof(LineOrigin) &&
                offsetof(cr_origin, file) == offsetof(LineOrigin, file) &&
                offsetof(cr_origin, line) == offsetof(LineOrigin, line) &&
                offsetof(cr_origin, caller_file) == offsetof(LineOrigin, caller_file) &&
                offsetof(cr_origin, caller_line) == offsetof(LineOrigin, caller_line));
  std::span<const LineOrigin> origins;
  if (index < cr_result_count(result)) origins = result->documents[index].origins;
  if (count != nullptr) *count = origins.size();
  return origins.empty() ? nullptr : reinterpret_cast<const cr_origin*>(origins.data());
}

size_t cr_result_origin_file_count(const cr_result* result) noexcept {
  return IsAlive(result) ? result->result.origin_files().size() : 0;
}

cr_bytes cr_result_origin_file(const cr_result* result, size_t file) noexcept {
  if (file >= cr_result_origin_file_count(result)) return BytesOf({});
  return BytesOf(result->result.origin_files()[file]);
}

}  // extern "C"

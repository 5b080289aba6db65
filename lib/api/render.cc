// Render and its relatives: the pipeline on one screen is RenderRun::Run.
// Source: Helm 4.3.1 pkg/cmd/install.go runInstall, pkg/action/install.go and action.go
// renderResources.
#include <algorithm>
#include <cstring>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>

#include "api/boundary.h"
#include "api/callback.h"
#include "api/line_origins.h"
#include "api/log_sink.h"
#include "api/release_name.h"
#include "api/render_run.h"
#include "base/utf8.h"
#include "chart/log_events.h"
#include "chart/user_values.h"
#include "chart/values.h"
#include "codec/yaml/write.h"
#include "engine/client_json.h"
#include "engine/objects.h"
#include "manifest/sort.h"

namespace chartrender {

namespace {

constexpr std::string_view kNotesSuffix = "NOTES.txt";

// Runs `step`, whose failures get `prefix` before their text.
template <class Step>
void WithPrefix(std::string_view prefix, Step step) {
  try {
    step();
  } catch (const Failure& failure) {
    throw failure.WithPrefix(prefix);
  }
}

constexpr std::string_view kSourceLine = "---\n# Source: ";
constexpr std::string_view kLineFeed = "\n";

void WriteSource(const TextSink& out, std::string_view path, std::string_view document) {
  for (const std::string_view part : {kSourceLine, path, kLineFeed, document, kLineFeed}) out(part);
}

// Without the blanks at the end.
void WriteLastSource(const TextSink& out, std::string_view path, std::string_view document) {
  const std::string_view text = TrimRightSpace(document);
  if (text.empty()) path = TrimRightSpace(path);
  for (const std::string_view part : {kSourceLine, path, text.empty() ? text : kLineFeed, text}) {
    out(part);
  }
}

TextSink AppendTo(std::string& text) {
  return [&text](std::string_view part) { text += part; };
}

size_t SizeOf(std::initializer_list<const std::vector<Manifest>*> lists) {
  size_t size = 0;
  for (const std::vector<Manifest>* manifests : lists) {
    for (const Manifest& manifest : *manifests)
      size += manifest.path.size() + manifest.text.size() + kSourceLine.size() + 2;
  }
  return size;
}

std::string AllSources(const std::vector<manifest::RenderedFile>& files) {
  std::string text;
  for (const manifest::RenderedFile& file : files) {
    if (!TrimSpace(file.text).empty()) WriteSource(AppendTo(text), file.path, file.text);
  }
  return text;
}

// The texts of rendered files, handed over to the documents that stand alone in theirs.
class DocumentTexts {
 public:
  DocumentTexts(std::vector<engine::RenderedTemplate>& rendered,
                const manifest::SortedManifests& sorted) {
    files_.reserve(rendered.size());
    for (engine::RenderedTemplate& file : rendered)
      files_.push_back({file.path.data(), &file.text});
    std::sort(files_.begin(), files_.end(), IsBefore);
    for (const manifest::Document& document : sorted.manifests) Count(document);
    for (const manifest::Hook& hook : sorted.hooks) Count(hook.document);
  }

  std::string Take(const manifest::Document& document) {
    const File& file = FileOf(document);
    if (file.documents > 1) return std::string(document.text);
    std::string& text = *file.text;
    const auto start = static_cast<size_t>(document.text.data() - text.data());
    text.resize(start + document.text.size());
    text.erase(0, start);
    return std::move(text);
  }

 private:
  struct File {
    const char* path;
    std::string* text;
    size_t documents = 0;
  };

  static bool IsBefore(const File& a, const File& b) { return std::less<>()(a.path, b.path); }

  File& FileOf(const manifest::Document& document) {
    return *std::lower_bound(files_.begin(), files_.end(), File{document.path.data(), nullptr},
                             IsBefore);
  }
  void Count(const manifest::Document& document) { ++FileOf(document).documents; }

  std::vector<File> files_;  // by where their paths lie
};

// `origins` null: the lines were not traced.
Manifest MakeManifest(const manifest::Document& document, DocumentTexts& texts,
                      LineOrigins* origins) {
  std::vector<LineOrigin> lines;
  if (origins != nullptr) lines = origins->Of(document.path, document.text);
  return Manifest{std::string(document.path),
                  texts.Take(document),
                  document.head.api_version,
                  document.head.kind,
                  document.head.name,
                  {},
                  {},
                  0,
                  std::move(lines)};
}

Manifest MakeHook(manifest::Hook& hook, DocumentTexts& texts, LineOrigins* origins) {
  Manifest made = MakeManifest(hook.document, texts, origins);
  made.events = std::move(hook.events);
  made.delete_policies = std::move(hook.delete_policies);
  made.weight = hook.weight;
  return made;
}

// A generator for repeatable renders; not for secrets. Source: SplitMix64 (Steele, Lea, Flood
// 2014).
class SeededRandom {
 public:
  explicit SeededRandom(uint64_t seed) : state_(seed) {}
  void Fill(char* bytes, size_t size) {
    while (size > 0) {
      const uint64_t word = Next();
      const size_t part = std::min(size, sizeof word);
      std::memcpy(bytes, &word, part);
      bytes += part;
      size -= part;
    }
  }

 private:
  uint64_t Next() {
    uint64_t z = state_ += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }
  uint64_t state_;
};

}  // namespace

Environment MakeEnvironment(const RenderOptions& options, Dialect dialect) {
  Environment environment = Environment::System();
  environment.dialect = dialect;
  environment.local_zone = options.time_zone;
  if (options.now) environment.now = [now = *options.now] { return now; };
  if (options.seed) {
    auto random = std::make_shared<SeededRandom>(*options.seed);
    environment.random = [random](char* bytes, size_t size) { random->Fill(bytes, size); };
  }
  environment.resolve_host = OnCallersStack(options.resolve_host);
  return environment;
}

const Map& ReadTypedJson(std::string_view text, Arena& arena) {
  try {
    const Value object = engine::ReadClientJson(text, arena);
    if (object.is_map()) return *object.AsMap();
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    throw Failure(ErrorCode::kValues, failure.error().message);
  }
  throw Failure(ErrorCode::kValues, "values: a JSON object is needed");
}

Map* MergeUserValues(const RenderOptions& options, Dialect dialect, Arena& arena) {
  UserValues values(arena, dialect, options.encrypted_values);
  const auto read_file = OnCallersStackInPlace(options.read_file);
  const UserValues::ReadFile read = [&](const std::string& path) {
    if (!read_file) {
      throw Failure(ErrorCode::kUsage, StrCat("no way to read ", path, ": read_file is not set"));
    }
    Result<std::string> text = read_file(path);
    if (!text.ok()) throw Failure(text.error());
    return std::move(text).value();
  };
  for (const ValuesSource& source : options.values) {
    switch (source.kind) {
      case ValuesSource::Kind::kYaml:
        values.AddYaml(source.name, source.text);
        break;
      case ValuesSource::Kind::kYamlFile:
        values.AddYaml(source.name, read(source.name));
        break;
      case ValuesSource::Kind::kJson:
        values.AddJson(source.text);
        break;
      case ValuesSource::Kind::kTypedJson:
        values.AddMap(ReadTypedJson(source.text, arena));
        break;
      case ValuesSource::Kind::kSetJson:
        values.AddSetJson(source.text);
        break;
      case ValuesSource::Kind::kSet:
        values.AddSet(source.text);
        break;
      case ValuesSource::Kind::kSetString:
        values.AddSetString(source.text);
        break;
      case ValuesSource::Kind::kSetFile:
        values.AddSetFile(source.text, read);
        break;
      case ValuesSource::Kind::kSetLiteral:
        values.AddSetLiteral(source.text);
        break;
    }
  }
  return values.map();
}

RenderRun::RenderRun(const Chart& chart, const RenderOptions& options)
    : store_(chart.data().store()),
      traits_(TraitsOf(store_.dialect)),
      programs_(chart.data().programs()),
      options_(options),
      budget_(options.limits, options.cancel),
      arena_(&budget_),
      environment_(MakeEnvironment(options, store_.dialect)),
      log_(MakeLog(store_.dialect, options)),
      lookup_(OnCallersStackInPlace(options.lookup)),
      tree_(store_.root) {}

RenderResult RenderRun::Run() {
  Map* values = ComposeValues();
  RenderResult result;
  try {
    if (!options_.templates_only) {
      CheckKubeVersion(store_.root.metadata.kube_version, capabilities_.kube_version);
    }
    std::vector<engine::RenderedTemplate> rendered = Execute(values);
    if (options_.templates_only) {
      ThrowCollected();
      TakeTemplates(rendered, result);
      return result;
    }
    TakeNotes(rendered, result);
    Sort(rendered, result);
    ThrowCollected();
  } catch (Failure& failure) {
    failure.error().while_rendering = true;
    throw;
  }
  return result;
}

void RenderRun::TakeTemplates(std::vector<engine::RenderedTemplate>& rendered,
                              RenderResult& result) const {
  LineOrigins origins({});
  for (engine::RenderedTemplate& file : rendered) {
    TemplateOutput output;
    if (options_.trace_lines) output.origins = origins.OfAll(file);
    output.path = std::move(file.path);
    output.text = std::move(file.text);
    result.templates_.push_back(std::move(output));
  }
  result.origin_files_ = origins.TakeFiles();
  std::sort(result.templates_.begin(), result.templates_.end(),
            [](const TemplateOutput& a, const TemplateOutput& b) { return a.path < b.path; });
}

// With RenderOptions::all_errors: the first error carries the others.
void RenderRun::ThrowCollected() {
  if (errors_.empty()) return;
  for (Error& error : errors_) error.while_rendering = true;
  Error first = std::move(errors_.front());
  first.others.assign(std::make_move_iterator(errors_.begin() + 1),
                      std::make_move_iterator(errors_.end()));
  throw Failure(std::move(first));
}

Map* RenderRun::ComposeValues() {
  Map* user = MergeUserValues(options_, store_.dialect, arena_);
  if (!options_.templates_only) CheckInstall();
  WithPrefix(traits_.dependencies_prefix, [&] { ProcessDependencies(tree_, user, arena_, log_); });
  // Capabilities are parsed before the values are composed, so that a bad version is told first.
  ReadCapabilities();
  Map* values = CoalesceValues(tree_.root(), user, arena_, log_);
  if (!options_.skip_schema_validation) {
    const std::string findings = SchemaFindings(values);
    if (!findings.empty()) {
      throw Failure(ErrorCode::kSchema,
                    StrCat("values don't meet the specifications of the schema(s) in the following "
                           "chart(s):\n",
                           findings));
    }
  }
  return values;
}

std::string RenderRun::SchemaFindings(Map* values) {
  return ValidateAgainstSchemas(tree_.root(), values, arena_, log_);
}

void RenderRun::CheckInstall() {
  CheckInstallable(store_.root);
  if (store_.root.metadata.deprecated) log_.Add(log_events::kDeprecatedChart);
  WithPrefix(traits_.missing_dependencies_prefix, [&] { CheckDependencies(store_.root, traits_); });
  // Helm loads such a chart as one of its next generation, which its install action does not know.
  if (traits_.refuses_chart_v3 && store_.root.metadata.api_version == "v3") {
    throw Failure(ErrorCode::kChart, "invalid chart apiVersion");
  }
  WithPrefix(traits_.release_name_prefix, [&] { ValidateReleaseName(options_.release_name); });
}

void RenderRun::ReadCapabilities() {
  capabilities_ = DefaultCapabilities(store_.dialect);
  if (!options_.kube_version.empty()) {
    capabilities_.kube_version =
        chartrender::ParseKubeVersion(options_.kube_version, store_.dialect);
  }
  capabilities_.api_versions.insert(capabilities_.api_versions.end(), options_.api_versions.begin(),
                                    options_.api_versions.end());
}

std::vector<engine::RenderedTemplate> RenderRun::Execute(Map* values) {
  Map* release = Map::New(arena_, 6);
  release->Set("IsInstall", Value::Bool(!options_.is_upgrade));
  release->Set("IsUpgrade", Value::Bool(options_.is_upgrade));
  release->Set("Name", Value::String(options_.release_name));
  release->Set("Namespace", Value::String(options_.release_namespace));
  release->Set("Revision", Value::Int(options_.revision));
  release->Set("Service", Value::String("Helm"));
  const KubeVersion& kube = capabilities_.kube_version;
  const Object* object = engine::MakeCapabilities(
      arena_, store_.dialect,
      {kube.version, kube.normalized, kube.major, kube.minor, capabilities_.api_versions,
       capabilities_.helm.version, capabilities_.helm.go_version,
       capabilities_.helm.kube_client_version});
  engine::RenderInput input{tree_.root(), values, release, object};
  input.strict = options_.strict;
  input.lint_mode = options_.lint_mode;
  input.errors = options_.all_errors ? &errors_ : nullptr;
  input.lookup = lookup_ ? &lookup_ : nullptr;
  input.trace_lines = options_.trace_lines || documents_seen_ != nullptr;
  return engine::RenderTemplates(input, {arena_, budget_, environment_, programs_, log_});
}

// NOTES.txt is rendered like the other files, but is neither a manifest nor a hook.
void RenderRun::TakeNotes(std::vector<engine::RenderedTemplate>& rendered,
                          RenderResult& result) const {
  const std::string own = StrCat(tree_.root().name(), "/templates/", kNotesSuffix);
  const auto is_notes = [](const engine::RenderedTemplate& file) {
    return file.path.size() >= kNotesSuffix.size() &&
           file.path.compare(file.path.size() - kNotesSuffix.size(), std::string::npos,
                             kNotesSuffix) == 0;
  };
  for (const engine::RenderedTemplate& file : rendered) {
    if (!is_notes(file) || !(options_.sub_notes || file.path == own)) continue;
    if (!result.notes_.empty()) result.notes_ += '\n';
    result.notes_ += file.text;
  }
  rendered.erase(std::remove_if(rendered.begin(), rendered.end(), is_notes), rendered.end());
}

void RenderRun::Sort(std::vector<engine::RenderedTemplate>& rendered, RenderResult& result) {
  std::vector<manifest::RenderedFile> files;
  files.reserve(rendered.size());
  for (const engine::RenderedTemplate& file : rendered) files.push_back({file.path, file.text});
  const auto log_hook = [this](const std::string& types) {
    log_.Add(log_events::kUnknownHooks, {{"hookTypes", types}});
  };
  manifest::SortedManifests sorted;
  try {
    sorted = manifest::SortManifests(
        files, {traits_, &budget_, options_.all_errors ? &errors_ : nullptr, log_hook});
  } catch (Failure& failure) {
    failure.error().rendered = AllSources(files);
    throw;
  }
  if (!errors_.empty() && errors_[0].code == ErrorCode::kManifest) {
    errors_[0].rendered = AllSources(files);
  }
  std::optional<LineOrigins> origins;
  if (options_.trace_lines && !documents_seen_) origins.emplace(rendered);
  if (options_.include_crds) {
    for (const CrdFile& crd : CrdFiles(tree_.root())) {
      Manifest made{crd.filename, std::string(crd.file.data), {}, {}, {}, {}, {}, 0};
      if (origins) made.origins = origins->OfItself(made.path, made.text);
      result.crds_.push_back(std::move(made));
    }
  }
  if (documents_seen_) return documents_seen_(sorted, rendered, result.crds_);
  DocumentTexts texts(rendered, sorted);
  result.manifests_.reserve(sorted.manifests.size());
  LineOrigins* const lines = origins ? &*origins : nullptr;
  for (const manifest::Document& document : sorted.manifests) {
    result.manifests_.push_back(MakeManifest(document, texts, lines));
  }
  for (manifest::Hook& hook : sorted.hooks) result.hooks_.push_back(MakeHook(hook, texts, lines));
  if (origins) result.origin_files_ = origins->TakeFiles();
}

std::string RenderResult::ManifestText() const {
  std::string text;
  text.reserve(SizeOf({&crds_, &manifests_}));
  for (const auto* manifests : {&crds_, &manifests_}) {
    for (const Manifest& manifest : *manifests)
      WriteSource(AppendTo(text), manifest.path, manifest.text);
  }
  return text;
}

void RenderResult::Write(const TextSink& out, bool with_hooks, bool with_tests) const {
  const std::vector<Manifest>& ending = manifests_.empty() ? crds_ : manifests_;
  for (const auto* manifests : {&crds_, &manifests_}) {
    for (const Manifest& manifest : *manifests) {
      if (&manifest != &ending.back()) WriteSource(out, manifest.path, manifest.text);
    }
  }
  if (!ending.empty()) WriteLastSource(out, ending.back().path, ending.back().text);
  out(kLineFeed);
  if (!with_hooks) return;
  for (const Manifest& hook : hooks_) {
    const bool test =
        std::find(hook.events.begin(), hook.events.end(), "test") != hook.events.end();
    if (with_tests || !test) WriteSource(out, hook.path, hook.text);
  }
}

std::string RenderResult::Text(bool with_hooks, bool with_tests) const {
  std::string text;
  text.reserve(SizeOf({&crds_, &manifests_, &hooks_}) + 1);
  Write(AppendTo(text), with_hooks, with_tests);
  return text;
}

Result<RenderResult> Render(const Chart& chart, const RenderOptions& options) {
  return AtBoundary<RenderResult>([&] { return RenderRun(chart, options).Run(); });
}

Result<std::string> CoalescedValues(const Chart& chart, const RenderOptions& options) {
  return AtBoundary<std::string>([&] {
    RenderRun run(chart, options);
    std::string yaml;
    WriteYaml(yaml, Value::Of(run.ComposeValues()), run.arena().budget());
    return yaml += '\n';
  });
}

Result<std::string> MergedUserValues(const RenderOptions& options, Dialect dialect) {
  return AtBoundary<std::string>([&] {
    Budget budget(options.limits, options.cancel);
    Arena arena(&budget);
    const Value values = Value::Of(MergeUserValues(options, dialect, arena));
    std::string yaml;
    try {
      WriteYaml(yaml, values, &budget);
    } catch (const Failure& failure) {
      // toYaml goes by way of JSON and has no text for some characters, which a render takes.
      if (failure.error().code != ErrorCode::kValues) throw;
      yaml.clear();
      WriteYamlPretty(yaml, values, &budget);
    }
    return yaml += '\n';
  });
}

}  // namespace chartrender

#include "check/kube/kube.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/error.h"
#include "check/kube/custom_types.h"
#include "check/kube/lifecycle.h"
#include "check/kube/metadata.h"
#include "check/kube/pack.h"
#include "check/kube/schema_location.h"
#include "check/kube/schema_node.h"
#include "check/kube/schema_walk.h"
#include "check/registry.h"
#include "codec/yaml/read.h"
#include "manifest/api_version.h"
#include "manifest/cluster_kinds.h"

namespace chartrender::check {

namespace {

constexpr RuleInfo kRules[] = {
    {"deprecated-api", "kube", Severity::kWarning,
     "An API version is deprecated in this version of Kubernetes.",
     "Move to the API version that the message names."},
    {"duplicate-key", "kube", Severity::kError, "A mapping has a key twice (--strict).",
     "Remove one of them: the last one counts."},
    {"duplicate-resource", "kube", Severity::kError,
     "Two objects have the same kind, namespace and name.", "Rename or remove one of them."},
    {"invalid-annotation", "kube", Severity::kError,
     "Kubernetes refuses the key of an annotation, or their size.",
     "Write [PREFIX/]NAME, a name of at most 63 characters."},
    {"invalid-label", "kube", Severity::kError, "Kubernetes refuses the key or value of a label.",
     "Write at most 63 letters, digits, '-', '_' and '.'; cut what is longer (trunc 63)."},
    {"invalid-name", "kube", Severity::kError, "Kubernetes refuses a name for its kind.",
     "Write lower case letters, digits and '-'; cut what is longer (trunc 63)."},
    {"missing-name", "kube", Severity::kError, "An object has no name.",
     "Set metadata.name, or generateName."},
    {"missing-schema", "kube", Severity::kError,
     "There is no schema for a kind: it is misspelt, not of this version, or custom.",
     "Give its definition with --crd, or --ignore-missing-schemas."},
    {"no-schema-pack", "kube", Severity::kInfo,
     "Schemas of this version of Kubernetes are not installed.",
     "Make them once with cmake/kube_pack.py (`./dev kube-packs`)."},
    {"rejected-kind", "kube", Severity::kError, "A kind is not wanted (--reject).",
     "Leave the object out."},
    {"removed-api", "kube", Severity::kError,
     "An API version is not served by this version of Kubernetes any more.",
     "Move to the API version that the message names."},
    {"schema", "kube", Severity::kError, "A field is not as the schema of its kind has it.",
     "Correct the field; `kubectl explain KIND.PATH` tells what it holds."},
    {"selector-mismatch", "kube", Severity::kError,
     "A workload's selector does not take its own pods.",
     "Give the pod template the labels of the selector."},
    {"unknown-field", "kube", Severity::kError,
     "A field is not in the schema of its kind (--strict); Kubernetes drops or refuses it.",
     "Correct its name or place, or remove it."},
};

}  // namespace

std::span<const RuleInfo> KubeRules() { return kRules; }

}  // namespace chartrender::check

namespace chartrender::check::kube {

namespace {

constexpr std::string_view kObjectMeta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
constexpr std::string_view kDefault = "default";

// The number that `text` begins with, cut off from it; -1 for none.
int TakeNumber(std::string_view& text) {
  int number = 0;
  size_t digits = 0;
  for (; digits < text.size() && digits < 6 && text[digits] >= '0' && text[digits] <= '9'; ++digits)
    number = number * 10 + (text[digits] - '0');
  text.remove_prefix(digits);
  return digits == 0 ? -1 : number;
}

bool IsNamed(const std::vector<std::string>& kinds, const ResourceId& id) {
  return std::any_of(kinds.begin(), kinds.end(), [&](const std::string& kind) {
    return kind == id.kind || kind == StrCat(id.api_version, "/", id.kind);
  });
}

// The file or template that an object comes from.
std::string_view SourceOf(const Object& object) {
  return object.document->file.empty() ? object.document->source : object.document->file;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class KubeCheck {
 public:
  KubeCheck(const ObjectSet::Data& objects, const KubeOptions& options, Version version)
      : objects_(objects),
        options_(options),
        version_(version),
        arena_(&budget_of(objects)),
        reader_(arena_, [this](std::string_view type) { return pack_->ReadType(type, arena_); }),
        custom_(arena_) {
    if (options.pack) OpenPack();
    OpenLocations();
    AddDefinitions();
  }

  KubeReport Take() {
    for (const Object& object : objects_.objects) CheckObject(object);
    if (needed_pack_ != nullptr) {
      Report(*needed_pack_, "no-schema-pack", "",
             StrCat("the schemas of Kubernetes ", version_.MinorText(),
                    " are not installed: fields of built-in kinds are not checked"));
      findings_.back().resource = {};  // it is about none of them
      findings_.back().rendered = findings_.back().source = {};
    }
    CheckDuplicates();
    CountFiles();
    report_.findings = std::move(findings_);
    return std::move(report_);
  }

 private:
  static Budget& budget_of(const ObjectSet::Data& objects) {
    return const_cast<Budget&>(objects.budget);
  }

  void OpenPack() {
    pack_.emplace(options_.pack->name, options_.pack->text);
    if (pack_->version() != version_.MinorText()) {
      throw Failure(ErrorCode::kUsage,
                    StrCat(options_.pack->name, ":1: the schema pack is of Kubernetes ",
                           pack_->version(), ", and ", version_.MinorText(), " is asked for"));
    }
  }

  void OpenLocations() {
    for (const std::string& text : options_.locations) {
      if (text != kDefault) {
        locations_.try_emplace(text, text, options_, version_.Text(), &budget_of(objects_));
      }
    }
  }

  void AddDefinitions() {
    for (const KubeOptions::Text& file : options_.definitions) {
      custom_.AddText(file.name, file.text);
    }
    for (const ObjectSet::Data::CrdText& file : objects_.crd_texts) {
      custom_.AddText(file.name, file.text);
    }
    for (const Object& object : objects_.objects) {
      if (object.id.kind == "CustomResourceDefinition")
        custom_.AddObject(object.value, SourceOf(object));
    }
  }

  void Report(const Object& object, std::string_view rule, std::string_view pointer,
              std::string message) {
    findings_.push_back(objects_.Find(object, rule, pointer, std::move(message)));
  }

  enum class Verdict : uint8_t { kValid, kInvalid, kError, kSkipped };

  void CheckObject(const Object& object) {
    const size_t before = findings_.size();
    const Verdict verdict = Judge(object);
    const bool fails =
        std::any_of(findings_.begin() + static_cast<std::ptrdiff_t>(before), findings_.end(),
                    [](const Finding& finding) { return finding.severity == Severity::kError; });
    if (verdict == Verdict::kSkipped && !fails) {
      ++report_.skipped;
    } else if (verdict == Verdict::kError) {
      ++report_.errors;
    } else {
      ++(fails ? report_.invalid : report_.valid);
    }
  }

  Verdict Judge(const Object& object) {
    for (const char* key : {"kind", "apiVersion"}) {
      if (!TextMember(object.value, key).empty()) continue;
      Report(object, "not-an-object", "", StrCat("missing '", key, "' key"));
      return Verdict::kError;
    }
    if (IsNamed(options_.skip, object.id)) return Verdict::kSkipped;
    if (IsNamed(options_.reject, object.id)) {
      Report(object, "rejected-kind", "/kind", "prohibited resource kind " + object.id.kind);
      return Verdict::kError;
    }
    if (options_.strict && !CheckKeys(object)) return Verdict::kError;
    CheckMetadata(objects_, object, version_.minor, findings_);
    CheckSelector(objects_, object, findings_);
    return CheckSchema(object);
  }

  // Once for each document.
  bool CheckKeys(const Object& object) {
    if (!object.document->may_repeat_keys || !documents_.insert(object.document).second)
      return true;
    try {
      RefuseRepeatedKeys(object.document->text);
    } catch (const Failure& failure) {
      if (failure.error().code == ErrorCode::kLimit) throw;
      ReportRepeated(object, failure.error().message);
      return false;
    }
    return true;
  }

  // The message has a line for each key: `  line 5: key "data" already set in map`.
  void ReportRepeated(const Object& object, std::string_view message) {
    constexpr std::string_view kLine = "\n  line ";
    for (size_t at = message.find(kLine); at != std::string_view::npos;
         at = message.find(kLine, at + 1)) {
      std::string_view rest = message.substr(at + kLine.size());
      const int line = TakeNumber(rest);
      const size_t text = rest.find_first_not_of(": ");
      Report(object, "duplicate-key", "", std::string(rest.substr(text, rest.find('\n') - text)));
      objects_.LocateLine(object, static_cast<uint32_t>(line - 1), findings_.back());
    }
  }

  Verdict CheckSchema(const Object& object) {
    const ResourceId& id = object.id;
    const std::string_view built_in = pack_ ? pack_->TypeOf(id.api_version, id.kind) : "";
    if (CheckLifecycle(object, !built_in.empty())) return Verdict::kError;
    if (built_in.empty()) {
      const CustomType* type = custom_.Find(id.api_version, id.kind);
      if (type != nullptr && type->served) return CheckCustom(object, *type);
    }
    if (options_.locations.empty()) return CheckBuiltIn(object, built_in);
    for (const std::string& text : options_.locations) {
      if (text == kDefault) {
        if (!built_in.empty()) return CheckBuiltIn(object, built_in);
        continue;
      }
      const Schema* schema = locations_.at(text).Find(id.api_version, id.kind);
      if (schema == nullptr) continue;
      for (const SchemaFinding& fault :
           ValidateSchema(*schema, object.value, &budget_of(objects_)).findings) {
        Report(object, "schema", fault.pointer, fault.message);
      }
      return Verdict::kValid;
    }
    return CheckBuiltIn(object, built_in);
  }

  Verdict CheckBuiltIn(const Object& object, std::string_view type) {
    if (type.empty()) return ReportMissing(object);
    Walk(object, reader_.ReadType(type));
    return Verdict::kValid;
  }

  Verdict CheckCustom(const Object& object, const CustomType& type) {
    if (type.deprecated) {
      Report(object, "deprecated-api", "/apiVersion",
             type.warning.empty() ? StrCat(object.id.api_version, " ", object.id.kind,
                                           " is deprecated by its definition")
                                  : std::string(type.warning));
    }
    if (!type.has_schema) {
      throw Failure(
          ErrorCode::kUsage,
          StrCat(type.source, ": the definition of ", object.id.kind, " (", object.id.api_version,
                 ") has no schema: schema.openAPIV3Schema is missing"));
    }
    Walk(object, reader_.Read(type.schema), type.source);
    return Verdict::kValid;
  }

  // `source` is the file of a definition.
  void Walk(const Object& object, const SchemaNode& node, std::string_view source = {}) {
    if (pack_ && node.is_custom && object_meta_ == nullptr)
      object_meta_ = &reader_.ReadType(kObjectMeta);
    SchemaWalk walk(reader_, budget_of(objects_), {options_.strict, object_meta_});
    std::vector<SchemaFault> faults;
    try {
      faults = walk.Check(object.value, node);
    } catch (const Failure& failure) {  // of the schema
      if (failure.error().code == ErrorCode::kLimit || source.empty()) throw;
      throw failure.WithPrefix(
          StrCat(source, ": definition of ", object.id.kind, " (", object.id.api_version, "): "));
    }
    for (SchemaFault& fault : faults) {
      Report(object, fault.is_unknown_field ? "unknown-field" : "schema", fault.pointer,
             std::move(fault.message));
    }
  }

  // True when the API version is gone.
  bool CheckLifecycle(const Object& object, bool is_there) {
    const ResourceId& id = object.id;
    const Lifecycle* lifecycle = FindLifecycle(id.api_version, id.kind);
    if (lifecycle == nullptr || version_.minor < lifecycle->deprecated) return false;
    const bool gone = lifecycle->removed > 0 && version_.minor >= lifecycle->removed && !is_there;
    std::string message = StrCat(
        id.api_version, " ", id.kind, " is ",
        gone ? StrCat("not served since Kubernetes 1.", std::to_string(lifecycle->removed))
             : StrCat("deprecated since Kubernetes 1.", std::to_string(lifecycle->deprecated)));
    if (!gone && lifecycle->removed > version_.minor)
      message += StrCat(", and gone from 1.", std::to_string(lifecycle->removed));
    message += lifecycle->replacement.empty() ? ", without a replacement"
                                              : StrCat("; use ", lifecycle->replacement);
    Report(object, gone ? "removed-api" : "deprecated-api", "/apiVersion", std::move(message));
    return gone;
  }

  Verdict ReportMissing(const Object& object) {
    const ResourceId& id = object.id;
    const std::string_view group = manifest::GroupOf(id.api_version);
    const bool of_kubernetes =
        group.find('.') == std::string_view::npos || group.ends_with(".k8s.io");
    if (!pack_ && of_kubernetes) {
      if (needed_pack_ == nullptr) needed_pack_ = &object;
      return Verdict::kSkipped;
    }
    if (options_.ignore_missing_schemas) return Verdict::kSkipped;
    std::vector<std::string> others = custom_.VersionsOf(group, id.kind);
    if (pack_ && others.empty()) {
      for (const std::string_view version : pack_->VersionsOf(id.kind))
        others.emplace_back(version);
    }
    Report(object, "missing-schema", "/apiVersion",
           StrCat("could not find schema for ", id.kind, " (", id.api_version, ")",
                  others.empty() ? "" : StrCat("; there is ", Joined(others))));
    if (!of_kubernetes && others.empty()) findings_.back().severity = options_.missing_definition;
    return Verdict::kError;
  }

  // Hooks run one after another, and replace each other.
  void CheckDuplicates() {
    std::map<std::string, const Object*> seen;
    for (const Object& object : objects_.objects) {
      const ResourceId& id = object.id;
      if (object.is_hook() || id.name.empty() || id.kind.empty() || IsNamed(options_.skip, id))
        continue;
      const std::string_view space =
          manifest::IsClusterKind(manifest::GroupOf(id.api_version), id.kind) ? ""
          : id.space.empty() ? std::string_view(objects_.default_namespace)
                             : std::string_view(id.space);
      const auto [first, is_new] = seen.try_emplace(
          StrCat(manifest::GroupOf(id.api_version), "/", id.kind, "/", space, "/", id.name),
          &object);
      if (is_new) continue;
      Finding place;
      objects_.Locate(*first->second, "/metadata/name", place);
      const Location& where = place.source.line > 0 ? place.source : place.rendered;
      Report(object, "duplicate-resource", "/metadata/name",
             StrCat("there is another ", id.ToText(), " at ", where.file,
                    where.file.empty() ? "line " : ":", std::to_string(where.line)));
    }
  }

  void CountFiles() {
    std::set<std::string_view> files;
    for (const Object& object : objects_.objects) files.insert(SourceOf(object));
    report_.files = files.size();
  }

  const ObjectSet::Data& objects_;
  const KubeOptions& options_;
  Version version_;
  Arena arena_;
  std::optional<Pack> pack_;
  SchemaReader reader_;
  CustomTypes custom_;
  std::map<std::string, SchemaLocation> locations_;
  const SchemaNode* object_meta_ = nullptr;
  const Object* needed_pack_ = nullptr;
  std::set<const Document*> documents_;
  std::vector<Finding> findings_;
  KubeReport report_;
};

}  // namespace

std::string Version::MinorText() const {
  return std::to_string(major) + "." + std::to_string(minor);
}

std::string Version::Text() const { return MinorText() + "." + std::to_string(patch); }

Version ReadVersion(std::string_view text) {
  std::string_view rest = text;
  if (rest.starts_with('v')) rest.remove_prefix(1);
  Version version;
  version.major = TakeNumber(rest);
  const bool dotted = rest.starts_with('.');
  if (dotted) rest.remove_prefix(1);
  version.minor = dotted ? TakeNumber(rest) : -1;
  if (version.minor >= 0 && rest.starts_with('.')) {
    rest.remove_prefix(1);
    version.patch = TakeNumber(rest);
  }
  const bool ends = rest.empty() || rest[0] == '-' || rest[0] == '+';
  if (version.major < 0 || version.minor < 0 || version.patch < 0 || !ends) {
    throw Failure(ErrorCode::kUsage, StrCat("\"", text,
                                            "\" is no version of Kubernetes: it is X.Y "
                                            "or X.Y.Z"));
  }
  return version;
}

KubeReport CheckObjects(const ObjectSet::Data& objects, const KubeOptions& options,
                        std::string_view version) {
  return KubeCheck(objects, options, ReadVersion(version)).Take();
}

}  // namespace chartrender::check::kube

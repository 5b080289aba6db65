#include "check/kube/metadata.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/error.h"
#include "check/kube/names.h"
#include "check/pods.h"
#include "value/map.h"

namespace chartrender::check::kube {

namespace {

constexpr size_t kMostAnnotations = size_t{256} << 10;  // bytes of all keys and values
constexpr std::string_view kSelecting[] = {"DaemonSet", "Deployment", "ReplicaSet", "Rollout",
                                           "StatefulSet"};

std::span<const Map::Entry> Entries(Value value) {
  if (!value.is_map() || value.AsMap() == nullptr) return {};
  return value.AsMap()->Sorted();
}

std::string Quoted(std::string_view text) { return StrCat("'", text, "'"); }

std::string Lowered(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

class Metadata {
 public:
  Metadata(const ObjectSet::Data& objects, const Object& object, int minor,
           std::vector<Finding>& findings)
      : objects_(objects), object_(object), minor_(minor), findings_(findings) {}

  void Check() {
    const Value metadata = Member(object_.value, "metadata");
    CheckName(metadata);
    const std::string_view space = TextMember(metadata, "namespace");
    if (!space.empty()) {
      const std::string fault = DnsLabelFault(space);
      if (!fault.empty()) {
        Report("invalid-name", "/metadata/namespace",
               StrCat("namespace ", Quoted(space), " ", fault));
      }
    }
    CheckAll(metadata, "/metadata");
    for (const Pod& pod : PodsOf(object_)) {
      if (!pod.pointer.empty()) CheckAll(pod.metadata, pod.pointer + "/metadata");
    }
    const Value spec = Member(object_.value, "spec");
    const Value selector = Member(spec, "selector");
    if (object_.id.api_version == "v1") {
      CheckLabels(selector, "/spec/selector");
    } else {
      CheckLabels(Member(selector, "matchLabels"), "/spec/selector/matchLabels");
    }
  }

 private:
  void Report(std::string_view rule, std::string_view pointer, std::string message) {
    findings_.push_back(objects_.Find(object_, rule, pointer, std::move(message)));
  }

  void CheckName(Value metadata) {
    for (const std::string_view field : {"name", "generateName"}) {
      const Value name = Member(metadata, field);
      if (!name.is_string() || name.AsString().empty()) continue;
      const std::string fault = NameFault(object_.id.api_version, object_.id.kind, name.AsString(),
                                          minor_, field == "generateName");
      if (!fault.empty()) {
        Report("invalid-name", Pointer("/metadata", field),
               StrCat(field, " ", Quoted(name.AsString()), " ", fault));
      }
    }
    // A name of another type is a fault of the schema, where there is one.
    const bool named =
        !TextMember(metadata, "name").empty() || !TextMember(metadata, "generateName").empty() ||
        (!Member(metadata, "name").is_absent() && !Member(metadata, "name").is_string());
    if (!named) Report("missing-name", "/metadata", "neither name nor generateName is set");
  }

  void CheckAll(Value metadata, const std::string& pointer) {
    CheckLabels(Member(metadata, "labels"), Pointer(pointer, "labels"));
    const std::string annotations = Pointer(pointer, "annotations");
    size_t size = 0;
    for (const Map::Entry& entry : Entries(Member(metadata, "annotations"))) {
      size += entry.key().size();
      if (entry.value.is_string()) size += entry.value.AsString().size();
      const std::string fault = QualifiedNameFault(Lowered(entry.key()));
      if (!fault.empty()) {
        Report("invalid-annotation", Pointer(annotations, entry.key()),
               StrCat("annotation key ", Quoted(entry.key()), ": ", fault));
      }
    }
    if (size > kMostAnnotations) {
      Report("invalid-annotation", annotations,
             StrCat("the annotations have ", std::to_string(size), " bytes, ",
                    std::to_string(kMostAnnotations), " are allowed"));
    }
  }

  void CheckLabels(Value labels, const std::string& pointer) {
    for (const Map::Entry& entry : Entries(labels)) {
      const std::string key_fault = QualifiedNameFault(entry.key());
      if (!key_fault.empty()) {
        Report("invalid-label", Pointer(pointer, entry.key()),
               StrCat("label key ", Quoted(entry.key()), ": ", key_fault));
      }
      if (!entry.value.is_string()) continue;
      const std::string fault = LabelValueFault(entry.value.AsString());
      if (!fault.empty()) {
        Report("invalid-label", Pointer(pointer, entry.key()),
               StrCat("label value ", Quoted(entry.value.AsString()), " of ", entry.key(), " ",
                      fault));
      }
    }
  }

  const ObjectSet::Data& objects_;
  const Object& object_;
  int minor_;
  std::vector<Finding>& findings_;
};

// Whether an expression of a selector takes the labels; `why` tells why not.
bool Takes(Value expression, Value labels, std::string& why) {
  const std::string_view key = TextMember(expression, "key");
  const std::string_view word = TextMember(expression, "operator");
  const Value label = Member(labels, key);
  const bool there = !label.is_missing();
  const std::span<const Value> values = Items(Member(expression, "values"));
  const bool among = std::any_of(values.begin(), values.end(), [&](Value value) {
    return value.is_string() && label.is_string() && value.AsString() == label.AsString();
  });
  why = StrCat(key, " ", word);
  if (word == "In") return there && among;
  if (word == "NotIn") return !there || !among;
  if (word == "Exists") return there;
  if (word == "DoesNotExist") return !there;
  why = StrCat(Quoted(word), " is no operator: In, NotIn, Exists or DoesNotExist");
  return false;
}

}  // namespace

void CheckMetadata(const ObjectSet::Data& objects, const Object& object, int minor,
                   std::vector<Finding>& findings) {
  Metadata(objects, object, minor, findings).Check();
}

void CheckSelector(const ObjectSet::Data& objects, const Object& object,
                   std::vector<Finding>& findings) {
  const Value spec = Member(object.value, "spec");
  const Value pod_template = Member(spec, "template");
  const bool plain = object.id.kind == "ReplicationController";
  const bool selects = std::find(std::begin(kSelecting), std::end(kSelecting), object.id.kind) !=
                       std::end(kSelecting);
  if ((!plain && !selects) || !pod_template.is_map()) return;
  const Value selector = Member(spec, "selector");
  const Value labels = Member(Member(pod_template, "metadata"), "labels");
  const auto report = [&](std::string_view pointer, std::string message) {
    findings.push_back(objects.Find(object, "selector-mismatch", pointer, std::move(message)));
  };
  const Value wanted = plain ? selector : Member(selector, "matchLabels");
  const std::string pointer = plain ? "/spec/selector" : "/spec/selector/matchLabels";
  const std::span<const Value> expressions = Items(Member(selector, "matchExpressions"));
  if (!plain && selector.is_map() && Entries(wanted).empty() && expressions.empty()) {
    report("/spec/selector", "the selector is empty");
  }
  for (const Map::Entry& entry : Entries(wanted)) {
    if (!entry.value.is_string()) continue;
    const Value label = Member(labels, entry.key());
    if (label.is_string() && label.AsString() == entry.value.AsString()) continue;
    report(Pointer(pointer, entry.key()),
           StrCat("the pods ",
                  label.is_string() ? StrCat("have ", entry.key(), " ", Quoted(label.AsString()))
                                    : StrCat("have no label ", entry.key()),
                  ", the selector wants ", Quoted(entry.value.AsString())));
  }
  for (size_t i = 0; i < expressions.size(); ++i) {
    std::string why;
    if (Takes(expressions[i], labels, why)) continue;
    report(Pointer("/spec/selector/matchExpressions", i),
           StrCat("the labels of the pods do not meet the selector: ", why));
  }
}

}  // namespace chartrender::check::kube

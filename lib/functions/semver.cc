#include "algo/semver.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "functions/functions.h"
#include "functions/raise.h"
#include "value/object.h"

namespace chartrender {

namespace {

using functions::RaiseNilDereference;

// A version in an arena.
struct VersionObject : Object {
  uint64_t major = 0, minor = 0, patch = 0;
  std::string_view prerelease, metadata, original;
};

SemVer ToSemVer(const Object& object) {
  const auto& version = static_cast<const VersionObject&>(object);
  SemVer copy;
  copy.major = version.major;
  copy.minor = version.minor;
  copy.patch = version.patch;
  copy.prerelease = version.prerelease;
  copy.metadata = version.metadata;
  copy.original = version.original;
  return copy;
}

const VersionObject& Self(Value self) {
  return static_cast<const VersionObject&>(*self.AsObject());
}

std::string ToText(const Object& object) { return ToSemVer(object).ToString(); }
Value ToJson(const Object& object, Arena& arena) { return Value::String(arena, ToText(object)); }
bool SamePointer(const Object& a, const Object& b) { return &a == &b; }
bool SameFields(const Object& a, const Object& b) {
  const auto& x = static_cast<const VersionObject&>(a);
  const auto& y = static_cast<const VersionObject&>(b);
  return x.major == y.major && x.minor == y.minor && x.patch == y.patch &&
         x.prerelease == y.prerelease && x.metadata == y.metadata && x.original == y.original;
}

extern const ObjectType kVersionPointer;
extern const ObjectType kVersion;

Value MakeVersion(Call& call, const SemVer& version, const ObjectType& type) {
  auto* object = call.arena.New<VersionObject>();
  object->type = &type;
  object->major = version.major;
  object->minor = version.minor;
  object->patch = version.patch;
  object->prerelease = call.arena.Copy(version.prerelease);
  object->metadata = call.arena.Copy(version.metadata);
  object->original = call.arena.Copy(version.original);
  const std::span<Value> fields = call.arena.Array<Value>(6);
  fields[0] = Value::Uint(object->major);
  fields[1] = Value::Uint(object->minor);
  fields[2] = Value::Uint(object->patch);
  fields[3] = Value::String(object->prerelease);
  fields[4] = Value::String(object->metadata);
  fields[5] = Value::String(object->original);
  object->fields = fields;
  return Value::Of(object);
}

// copystructure sees no exported field, so its copy is version 0.0.0.
Value ZeroVersion(const Object& object, Arena& arena) {
  auto* zero = arena.New<VersionObject>();
  zero->type = object.type;
  const std::span<Value> fields = arena.Array<Value>(6);
  std::fill_n(fields.begin(), 3, Value::Uint(0));
  std::fill_n(fields.begin() + 3, 3, Value::String(""));
  zero->fields = fields;
  return Value::Of(zero);
}

Value Major(Call&, Value self) { return Value::Uint(Self(self).major); }
Value Minor(Call&, Value self) { return Value::Uint(Self(self).minor); }
Value Patch(Call&, Value self) { return Value::Uint(Self(self).patch); }
std::string_view Prerelease(Call&, Value self) { return Self(self).prerelease; }
std::string_view Metadata(Call&, Value self) { return Self(self).metadata; }
std::string_view Original(Call&, Value self) { return Self(self).original; }
std::string String(Call&, Value self) { return ToText(*self.AsObject()); }

Value IncMajor(Call& call, Value self) {
  return MakeVersion(call, ToSemVer(*self.AsObject()).NextMajor(), kVersion);
}
Value IncMinor(Call& call, Value self) {
  return MakeVersion(call, ToSemVer(*self.AsObject()).NextMinor(), kVersion);
}
Value IncPatch(Call& call, Value self) {
  return MakeVersion(call, ToSemVer(*self.AsObject()).NextPatch(), kVersion);
}

Value SetPrerelease(Call& call, Value self, std::string_view text) {
  return MakeVersion(call, ToSemVer(*self.AsObject()).WithPrerelease(text), kVersion);
}

Value SetMetadata(Call& call, Value self, std::string_view text) {
  return MakeVersion(call, ToSemVer(*self.AsObject()).WithMetadata(text), kVersion);
}

Value MarshalJson(Call& call, Value self) {
  return Value::Bytes(call.arena.Copy(StrCat("\"", ToText(*self.AsObject()), "\"")));
}
Value MarshalText(Call& call, Value self) {
  return Value::Bytes(call.arena.Copy(ToText(*self.AsObject())));
}

using VersionArg = ObjectArg<kVersionPointer>;

int Order(Value self, VersionArg other) {
  if (other.object == nullptr) RaiseNilDereference();
  return ToSemVer(*self.AsObject()).Compare(ToSemVer(*other.object));
}

GoInt Compare(Call&, Value self, VersionArg other) { return {Order(self, other)}; }
bool LessThan(Call&, Value self, VersionArg other) { return Order(self, other) < 0; }
bool LessThanEqual(Call&, Value self, VersionArg other) { return Order(self, other) <= 0; }
bool GreaterThan(Call&, Value self, VersionArg other) { return Order(self, other) > 0; }
bool GreaterThanEqual(Call&, Value self, VersionArg other) { return Order(self, other) >= 0; }
bool Equal(Call&, Value self, VersionArg other) {
  return other.object != nullptr && Order(self, other) == 0;
}

constexpr std::string_view kModule = "Masterminds/semver 3.5.0 version.go";

// The first kValueMethods of them need no pointer.
constexpr FunctionDef kMethods[] = {
    {"Major", Fn<&Major>, "The major version.", kModule},
    {"Minor", Fn<&Minor>, "The minor version.", kModule},
    {"Patch", Fn<&Patch>, "The patch version.", kModule},
    {"Prerelease", Fn<&Prerelease>, "What stands behind the '-'.", kModule},
    {"Metadata", Fn<&Metadata>, "What stands behind the '+'.", kModule},
    {"String", Fn<&String>, "The version as text.", kModule},
    {"IncMajor", Fn<&IncMajor>, "The next major version.", kModule},
    {"IncMinor", Fn<&IncMinor>, "The next minor version.", kModule},
    {"IncPatch", Fn<&IncPatch>, "The next patch version.", kModule},
    {"SetPrerelease", Fn<&SetPrerelease>, "The version with another prerelease.", kModule},
    {"SetMetadata", Fn<&SetMetadata>, "The version with other metadata.", kModule},
    {"MarshalJSON", Fn<&MarshalJson>, "The version as a JSON text.", kModule},
    {"MarshalText", Fn<&MarshalText>, "The version as bytes.", kModule},
    {"Value", Fn<&String>, "The version as text.", kModule},
    {"Original", Fn<&Original>, "The text that the version was read from.", kModule},
    {"Compare", Fn<&Compare>, "-1, 0 or 1.", kModule},
    {"LessThan", Fn<&LessThan>, "True when it is older than OTHER.", kModule},
    {"LessThanEqual", Fn<&LessThanEqual>, "True when it is not newer than OTHER.", kModule},
    {"GreaterThan", Fn<&GreaterThan>, "True when it is newer than OTHER.", kModule},
    {"GreaterThanEqual", Fn<&GreaterThanEqual>, "True when it is not older than OTHER.", kModule},
    {"Equal", Fn<&Equal>, "True when both are equal but for metadata.", kModule},
};
constexpr size_t kValueMethods = 14;

constexpr std::string_view kFields[] = {"major", "minor", "patch", "pre", "metadata", "original"};

constexpr ObjectType kVersionPointer{.name = "*semver.Version",
                                     .kind = GoKind::kPtr,
                                     .fields = kFields,
                                     .methods = kMethods,
                                     .method_count = std::size(kMethods),
                                     .to_string = ToText,
                                     .to_json = ToJson,
                                     .equal = SamePointer,
                                     .deep_copy = ZeroVersion};
constexpr ObjectType kVersion{.name = "semver.Version",
                              .kind = GoKind::kStruct,
                              .fields = kFields,
                              .methods = kMethods,
                              .method_count = kValueMethods,
                              .to_string = ToText,
                              .to_json = ToJson,
                              .equal = SameFields,
                              .deep_copy = ZeroVersion};

bool SemverCompare(Call&, std::string_view constraint, std::string_view version) {
  const SemVerConstraint parsed = SemVerConstraint::Parse(constraint);
  return parsed.Holds(SemVer::Parse(version));
}

Value Semver(Call& call, std::string_view version) {
  return MakeVersion(call, SemVer::Parse(version), kVersionPointer);
}

constexpr FunctionDef kRows[] = {
    {"semver", Fn<&Semver>,
     "VERSION as an object with Major, Minor, Patch, Prerelease, Metadata and others.",
     "sprig 3.3 semver.go"},
    {"semverCompare", Fn<&SemverCompare>, "True when VERSION meets CONSTRAINT.",
     "sprig 3.3 semver.go"},
};

}  // namespace

std::span<const FunctionDef> SemverFunctions() { return kRows; }

}  // namespace chartrender

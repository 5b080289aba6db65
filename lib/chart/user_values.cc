#include "chart/user_values.h"

#include "base/dialect.h"
#include "base/error.h"
#include "base/excerpt.h"
#include "base/utf8.h"
#include "chart/sops.h"
#include "chart/strvals.h"
#include "chart/values.h"
#include "codec/json/json.h"
#include "codec/yaml/read.h"

namespace chartrender {

namespace {

// Runs `work`; a failure of the values gets `prefix`, limits keep their text.
template <class Work>
void Prefixed(std::string_view prefix, const Work& work) {
  try {
    work();
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    throw failure.WithPrefix(prefix);
  }
}

Failure EncryptedFailure(std::string_view name) {
  const std::string_view shown = name == "-" ? "standard input" : name;
  return Failure(ErrorCode::kValues,
                 StrCat(shown.empty() ? "a values text" : shown,
                        " is encrypted by SOPS, its ciphertext would be rendered: decrypt it first "
                        "(sops decrypt FILE), or take placeholders (--sops-placeholder)"));
}

}  // namespace

UserValues::UserValues(Arena& arena, Dialect dialect, EncryptedValues encrypted)
    : arena_(arena), dialect_(dialect), encrypted_(encrypted), map_(Map::New(arena)) {}

void UserValues::AddYaml(std::string_view name, std::string_view text) {
  const Map* values = nullptr;
  Prefixed(name.empty() ? "" : StrCat("failed to parse ", name, ": "), [&] {
    try {
      values = ReadValuesYaml(text, arena_, dialect_).AsMap();
    } catch (Failure& failure) {
      failure.error().where.file = name;
      failure.error().excerpt = ExcerptOfLine(text, failure.error().where.line);
      throw;
    }
  });
  if (encrypted_ != EncryptedValues::kTake && values != nullptr && IsEncryptedBySops(*values)) {
    if (encrypted_ == EncryptedValues::kRefuse) throw EncryptedFailure(name);
    values = WithSopsPlaceholders(*values, arena_);
  }
  map_ = MergeMaps(map_, values, arena_);
}

void UserValues::AddJson(std::string_view text) {
  map_ = MergeMaps(map_, ReadJson(text, arena_, JsonTarget::kMap).AsMap(), arena_);
}

void UserValues::AddMap(const Map& values) { map_ = MergeMaps(map_, &values, arena_); }

void UserValues::AddSetJson(std::string_view argument) {
  const std::string_view trimmed = TrimSpace(argument);
  const bool whole =
      TraitsOf(dialect_).set_json_takes_objects && !trimmed.empty() && trimmed[0] == '{';
  try {
    if (whole) {
      AddJson(trimmed);
    } else {
      ParseSetJson(argument, *map_, arena_, dialect_);
    }
  } catch (const Failure& failure) {
    if (failure.error().code == ErrorCode::kLimit) throw;
    throw Failure(ErrorCode::kValues,
                  StrCat("failed parsing --set-json data", whole ? " JSON: " : " ", argument));
  }
}

void UserValues::AddSet(std::string_view argument) {
  Prefixed("failed parsing --set data: ", [&] { ParseSet(argument, *map_, arena_, dialect_); });
}

void UserValues::AddSetString(std::string_view argument) {
  Prefixed("failed parsing --set-string data: ",
           [&] { ParseSetString(argument, *map_, arena_, dialect_); });
}

void UserValues::AddSetFile(std::string_view argument, const ReadFile& read_file) {
  Prefixed("failed parsing --set-file data: ",
           [&] { ParseSetFile(argument, *map_, arena_, read_file, dialect_); });
}

void UserValues::AddSetLiteral(std::string_view argument) {
  Prefixed("failed parsing --set-literal data: ",
           [&] { ParseSetLiteral(argument, *map_, arena_, dialect_); });
}

}  // namespace chartrender

// Masks: fields whose values differ between two runs of the same render (random passwords and what
// is made of them). In goldens and in what is compared with them they stand as `<masked>`; every
// other byte is kept.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "golden/yaml_fields.h"

namespace chartrender::golden {

inline constexpr std::string_view kMaskedText = "<masked>";

struct MaskSpec {
  std::string kind;
  std::string name;     // with `*`
  std::string pointer;  // RFC 6901, into the document
  std::string reason;
  std::vector<std::string> except;  // cases in which the field is fixed
  size_t line = 0;
};

// The entries of a `masks` list.
std::vector<MaskSpec> ReadMasks(YamlFields& fields);

struct MaskedText {
  std::string text;
  std::vector<std::string> values;  // by mask: what it hid, "" for nothing
};

// `rendered` with the fields that `masks` name in case `case_name` masked; quotes around a value
// stay. Throws Failure(kUsage) when a mask names a field that is no scalar.
MaskedText ApplyMasks(std::string_view rendered, std::span<const MaskSpec> masks,
                      std::string_view case_name, const std::string& file);

}  // namespace chartrender::golden

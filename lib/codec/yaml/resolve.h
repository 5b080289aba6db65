// What a plain YAML scalar means: string, null, bool, number or timestamp, by the rules of go-yaml.
// Reading needs the value, writing needs to know whether a text would come back as a string. Pure
// functions. Source: go.yaml.in/yaml/v2 2.4.4 and v3 3.0.5 resolve.go, encode.go.
#pragma once

#include <cstdint>
#include <string_view>

#include "value/value.h"

namespace chartrender::yaml {

enum class ScalarKind : uint8_t { kString, kNull, kBool, kInt, kUint, kFloat, kTimestamp };

struct Scalar {
  ScalarKind kind = ScalarKind::kString;
  union {
    bool truth;
    int64_t integer = 0;
    uint64_t natural;
    double real;
  };
};

enum class Version : uint8_t {
  kV2,  // y, yes, on, n, no, off are bools
  kV3,  // 0o17 and -0o17 are octal beyond what Go's base 0 takes
};

// A scalar without tag.
Scalar Resolve(std::string_view text, Version version = Version::kV2);

// A scalar with a tag, in full. Fails with Go's text: cannot decode !!str `abc` as a !!int.
Scalar ResolveTagged(std::string_view tag, std::string_view text);

// True when `text` written plain would be read as this string by YAML 1.1 readers too (no base 60,
// in v3 no old bool).
bool IsPlainString(std::string_view text, Version version);

// One of the four date layouts of go-yaml, with a day that exists.
bool IsTimestamp(std::string_view text);

constexpr std::string_view kTagPrefix = "tag:yaml.org,2002:";

}  // namespace chartrender::yaml

#include <optional>
#include <string>

#include "algo/base64.h"
#include "functions/functions.h"

namespace chartrender {

namespace {

std::string Encode64(Call&, std::string_view text) { return EncodeBase64(text); }
std::string Encode32(Call&, std::string_view text) { return EncodeBase32(text); }

// Bad input gives the error's text, not an error.
std::string Decode64(Call&, std::string_view text) {
  std::string bytes;
  const std::optional<size_t> bad = DecodeBase64(text, bytes);
  return bad ? Base64ErrorText(*bad) : bytes;
}

std::string Decode32(Call&, std::string_view text) {
  std::string bytes;
  const std::optional<size_t> bad = DecodeBase32(text, bytes);
  return bad ? Base32ErrorText(*bad) : bytes;
}

constexpr std::string_view kSource = "sprig 3.3 strings.go";

constexpr FunctionDef kRows[] = {
    {"b64enc", Fn<&Encode64>, "STR in base 64.", kSource},
    {"b64dec", Fn<&Decode64>, "The bytes that STR is the base 64 of, or the text of what is wrong.",
     kSource},
    {"b32enc", Fn<&Encode32>, "STR in base 32.", kSource},
    {"b32dec", Fn<&Decode32>, "The bytes that STR is the base 32 of, or the text of what is wrong.",
     kSource},
};

}  // namespace

std::span<const FunctionDef> EncodingFunctions() { return kRows; }

}  // namespace chartrender

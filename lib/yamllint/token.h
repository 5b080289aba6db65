// Tokens of YAML with both their ends, as PyYAML makes them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "yamllint/text.h"

namespace chartrender::yamllint {

enum class TokenType : uint8_t {
  kStreamStart,
  kStreamEnd,
  kDirective,
  kDocumentStart,
  kDocumentEnd,
  kBlockSequenceStart,
  kBlockMappingStart,
  kBlockEnd,
  kFlowSequenceStart,
  kFlowSequenceEnd,
  kFlowMappingStart,
  kFlowMappingEnd,
  kBlockEntry,
  kFlowEntry,
  kKey,
  kValue,
  kAlias,
  kAnchor,
  kTag,
  kScalar,
};

constexpr size_t kTokenTypes = 20;

// Types of tokens, a bit for each.
using TokenSet = uint32_t;
constexpr TokenSet kAllTokens = (TokenSet{1} << kTokenTypes) - 1;
template <class... Types>
constexpr TokenSet TokenSetOf(Types... types) {
  return ((TokenSet{1} << static_cast<unsigned>(types)) | ...);
}

// What messages call it: "<block end>", "-".
std::string_view TokenName(TokenType type);

struct Token {
  TokenType type = TokenType::kStreamStart;
  char32_t style = 0;  // of a scalar: ' " | or >; 0: plain
  Mark start, end;
  int major = 0, minor = 0;  // of a directive %YAML
  bool has_handle = false;   // of a tag: false for !<...> and for ! alone
  // Text of a scalar, name of an anchor, alias or directive. A block scalar that is no key has it
  // as it is written: rules ask for no more than whether there is any.
  std::u32string_view value;
  std::u32string_view handle;  // of a tag or a directive %TAG

  [[nodiscard]] bool is(TokenType t) const { return type == t; }
  template <class... More>
  [[nodiscard]] bool is(TokenType t, More... more) const {
    return type == t || ((type == more) || ...);
  }
  [[nodiscard]] bool is_plain_scalar() const { return type == TokenType::kScalar && style == 0; }
};

}  // namespace chartrender::yamllint

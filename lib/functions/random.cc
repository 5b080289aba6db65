#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "algo/base64.h"
#include "algo/entropy.h"
#include "base/utf8.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::Raise;

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kDigits = "0123456789";
// Each random number is a call of the system.
constexpr uint64_t kTriesBetweenLooks = 1024;
constexpr uint64_t kMostAhead = 256;  // bytes

// The bytes of `source`, taken `ahead` at a time: a call of the system for each would cost more
// than the rest. The bytes are the same as without it when each one that is taken gets used.
Entropy TakenAhead(const Entropy& source, const uint64_t& ahead) {
  return [&source, &ahead, bytes = std::string(), at = size_t{0}](char* out, size_t size) mutable {
    for (size_t i = 0; i < size; ++i) {
      if (at == bytes.size()) {
        bytes = RandomBytes(source, std::clamp<uint64_t>(ahead, 1, kMostAhead));
        at = 0;
      }
      out[i] = bytes[at++];
    }
  };
}

// `count` characters of `alphabet`, each equally likely; none when `count` is negative.
std::string RandomText(Call& call, GoInt count, std::string_view alphabet) {
  if (count.value <= 0) return {};
  const auto size = static_cast<uint64_t>(count.value);
  call.budget.ExpectMemory(size);
  call.budget.ChargeSteps(size);
  std::string text;
  text.reserve(size);
  uint64_t missing = size;  // characters, each of a byte or more
  const Entropy random = TakenAhead(call.environment.random, missing);
  for (; missing > 0; --missing) {
    if (missing % kTriesBetweenLooks == 0) call.budget.Poll();
    text.push_back(alphabet[RandomBelow(random, alphabet.size())]);
  }
  return text;
}

std::string RandAlphaNum(Call& call, GoInt count) {
  return RandomText(call, count, StrCat(kLetters, kDigits));
}
std::string RandAlpha(Call& call, GoInt count) { return RandomText(call, count, kLetters); }
std::string RandNumeric(Call& call, GoInt count) { return RandomText(call, count, kDigits); }

std::string RandAscii(Call& call, GoInt count) {
  std::string printable;
  for (char c = ' '; c <= '~'; ++c) printable.push_back(c);
  return RandomText(call, count, printable);
}

std::string RandBytes(Call& call, GoInt count) {
  constexpr int64_t most_of_go = int64_t{1} << 48;
  if (count.value < 0 || count.value > most_of_go)
    Raise("runtime error: makeslice: len out of range");
  const auto size = static_cast<uint64_t>(count.value);
  call.budget.ExpectMemory(size * 3);
  call.budget.ChargeBytes(size);
  return EncodeBase64(RandomBytes(call.environment.random, size));
}

GoInt RandInt(Call& call, GoInt from, GoInt to) {
  const auto range =
      static_cast<int64_t>(static_cast<uint64_t>(to.value) - static_cast<uint64_t>(from.value));
  if (range <= 0) Raise("invalid argument to Intn");
  const uint64_t number = RandomBelow(call.environment.random, static_cast<uint64_t>(range));
  return {static_cast<int64_t>(static_cast<uint64_t>(from.value) + number)};
}

std::string UuidV4(Call& call) {
  constexpr std::string_view hex = "0123456789abcdef";
  std::string bytes = RandomBytes(call.environment.random, 16);
  bytes[6] = static_cast<char>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<char>((bytes[8] & 0x3F) | 0x80);
  std::string text;
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text.push_back('-');
    text.push_back(hex[static_cast<uint8_t>(bytes[i]) >> 4]);
    text.push_back(hex[static_cast<uint8_t>(bytes[i]) & 0xF]);
  }
  return text;
}

// The characters of a text in another order; bad bytes become U+FFFD.
std::string Shuffle(Call& call, std::string_view text) {
  call.budget.ChargeSteps(text.size());
  std::vector<uint32_t> runes;
  for (std::string_view rest = text; !rest.empty();) {
    const Rune rune = DecodeRune(rest);
    runes.push_back(rune.code);
    rest.remove_prefix(rune.width);
  }
  for (size_t i = runes.size(); i > 1; --i) {
    if (i % kTriesBetweenLooks == 0) call.budget.Poll();
    std::swap(runes[i - 1], runes[RandomBelow(call.environment.random, i)]);
  }
  std::string shuffled;
  for (const uint32_t rune : runes) AppendRune(shuffled, rune);
  return shuffled;
}

std::string_view Hello(Call&) { return "Hello!"; }

constexpr FunctionDef kRows[] = {
    {"randAlphaNum", Fn<&RandAlphaNum>, "COUNT random letters and digits.", "sprig 3.3 strings.go"},
    {"randAlpha", Fn<&RandAlpha>, "COUNT random letters.", "sprig 3.3 strings.go"},
    {"randNumeric", Fn<&RandNumeric>, "COUNT random digits.", "sprig 3.3 strings.go"},
    {"randAscii", Fn<&RandAscii>, "COUNT random printable ASCII characters.",
     "sprig 3.3 strings.go"},
    {"randBytes", Fn<&RandBytes>, "COUNT random bytes in base 64.", "sprig 3.3 crypto.go"},
    {"randInt", Fn<&RandInt>, "A random integer from MIN to MAX - 1.", "sprig 3.3 functions.go"},
    {"uuidv4", Fn<&UuidV4>, "A random UUID.", "sprig 3.3 crypto.go"},
    {"shuffle", Fn<&Shuffle>, "The characters of STR in random order.",
     "huandu/xstrings 1.5.0 manipulate.go"},
    {"hello", Fn<&Hello>, "A greeting.", "sprig 3.3 functions.go"},
};

}  // namespace

std::span<const FunctionDef> RandomFunctions() { return kRows; }

}  // namespace chartrender

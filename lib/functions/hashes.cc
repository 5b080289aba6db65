#include <string>
#include <string_view>

#include "algo/crypto.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::Raise;

// Interpreter steps that slow work counts as, about ten to a microsecond of it.
constexpr uint64_t kBcryptSteps = 500'000;
constexpr uint64_t kScryptSteps = 1'000'000;
constexpr uint64_t kBcryptNanoseconds = 100'000'000;
constexpr uint64_t kScryptNanoseconds = 200'000'000;
constexpr uint64_t kScryptBytes = 40ULL << 20;

std::string Sha1Sum(Call&, std::string_view text) { return Sha1Hex(text); }
std::string Sha256Sum(Call&, std::string_view text) { return Sha256Hex(text); }
std::string Sha512Sum(Call&, std::string_view text) { return Sha512Hex(text); }
std::string Adler32Sum(Call&, std::string_view text) { return std::to_string(Adler32(text)); }

// A password that cannot be hashed gives the error's text.
std::string Bcrypt(Call& call, std::string_view password) {
  call.budget.ChargeSteps(kBcryptSteps);
  call.budget.ExpectTime(kBcryptNanoseconds);
  try {
    return BcryptHash(password, call.environment.random);
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    return StrCat("failed to encrypt string with bcrypt: ", failure.error().message);
  }
}

std::string Htpasswd(Call& call, std::string_view user, std::string_view password) {
  if (user.find(':') != std::string_view::npos) return StrCat("invalid username: ", user);
  return StrCat(user, ":", Bcrypt(call, password));
}

std::string DerivePasswordRow(Call& call, uint32_t counter, std::string_view type,
                              std::string_view password, std::string_view user,
                              std::string_view site) {
  call.budget.ChargeSteps(kScryptSteps);
  call.budget.ExpectTime(kScryptNanoseconds);
  call.budget.ExpectMemory(kScryptBytes);
  return DerivePassword(counter, type, password, user, site);
}

std::string EncryptAesRow(Call& call, std::string_view password, std::string_view text) {
  call.budget.ExpectMemory(text.size() * 3);
  return EncryptAes(password, text, call.environment.random);
}

std::string DecryptAesRow(Call& call, std::string_view password, std::string_view base64) {
  call.budget.ExpectMemory(base64.size() * 2);
  return DecryptAes(password, base64);
}

constexpr std::string_view kSource = "sprig 3.3 crypto.go";

constexpr FunctionDef kRows[] = {
    {"sha1sum", Fn<&Sha1Sum>, "The SHA-1 digest of STR in hexadecimal.", kSource},
    {"sha256sum", Fn<&Sha256Sum>, "The SHA-256 digest of STR in hexadecimal.", kSource},
    {"sha512sum", Fn<&Sha512Sum>, "The SHA-512 digest of STR in hexadecimal.", kSource},
    {"adler32sum", Fn<&Adler32Sum>, "The Adler-32 checksum of STR.", kSource},
    {"bcrypt", Fn<&Bcrypt>, "A bcrypt hash of PASSWORD.", kSource},
    {"htpasswd", Fn<&Htpasswd>, "A line for USER and PASSWORD of a htpasswd file.", kSource},
    {"derivePassword", Fn<&DerivePasswordRow>,
     "The password number COUNTER of TYPE that PASSWORD and USER give for SITE (Master Password).",
     kSource},
    {"encryptAES", Fn<&EncryptAesRow>, "STR encrypted with PASSWORD, in base 64.", kSource},
    {"decryptAES", Fn<&DecryptAesRow>, "What encryptAES encrypted.", kSource},
};

}  // namespace

std::span<const FunctionDef> HashFunctions() { return kRows; }

}  // namespace chartrender

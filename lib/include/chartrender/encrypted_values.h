// What becomes of values files that SOPS has encrypted. This header includes nothing of the project
// and counts as rank 0.
#pragma once

#include <cstdint>

namespace chartrender {

// A file counts as encrypted when its key `sops` has `mac` and `version` and a text is ENC[...].
enum class EncryptedValues : uint8_t {
  kTake,         // as Helm: the ciphertext is the value
  kRefuse,       // an error (kValues) that says what to do
  kPlaceholder,  // encrypted texts become placeholders of their type, `sops` is left out
};

}  // namespace chartrender

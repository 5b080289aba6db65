// Values files encrypted by SOPS: maps whose leaves are texts `ENC[AES256_GCM,data:...,type:str]`,
// with the key `sops` for what decrypting needs. Helm renders the ciphertext as it stands; a caller
// may have such files refused, or their texts replaced. Source: https://github.com/getsops/sops,
// README "Encryption Protocol" (3.10).
#pragma once

#include <string_view>

#include "base/arena.h"
#include "value/map.h"

namespace chartrender {

// True for SOPS's metadata (`sops` is a map with `mac` and `version`) over at least one encrypted
// text. A chart that merely has values under `sops` is not meant. Throws Failure(kLimit).
bool IsEncryptedBySops(const Map& values);

// A copy without the metadata, where encrypted texts are placeholders of their type:
// "sops-placeholder", 1, 1.5, false; encrypted comments (items of lists) go.
Map* WithSopsPlaceholders(const Map& values, Arena& arena);

}  // namespace chartrender

// Base 64 and base 32 with Go's standard alphabets, padding and error positions. Pure functions;
// bytes in, bytes out. Source: encoding/base64 StdEncoding, encoding/base32 StdEncoding, Go 1.26.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace chartrender {

std::string EncodeBase64(std::string_view bytes);
// Appends the decoded bytes. CR and LF are skipped. On bad input: the byte offset that Go's
// CorruptInputError names.
std::optional<size_t> DecodeBase64(std::string_view text, std::string& bytes);

std::string EncodeBase32(std::string_view bytes);
// As DecodeBase64; the offset counts without CR and LF, as Go's does.
std::optional<size_t> DecodeBase32(std::string_view text, std::string& bytes);

// Go's text of a failure: "illegal base64 data at input byte 4".
std::string Base64ErrorText(size_t offset);
std::string Base32ErrorText(size_t offset);

}  // namespace chartrender

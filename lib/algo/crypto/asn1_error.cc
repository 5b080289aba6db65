#include "algo/crypto/asn1_error.h"

#include <cstdint>
#include <utility>

#include "algo/crypto/der.h"
#include "base/error.h"

namespace chartrender::crypto {

namespace {

struct Header {
  int class_bits = 0;
  int tag = 0;
  int length = 0;
  bool is_compound = false;
  size_t size = 0;  // of the header in bytes
};

constexpr std::string_view kSyntax = "asn1: syntax error: ";
constexpr std::string_view kStructure = "asn1: structure error: ";

uint8_t ByteAt(std::string_view der, size_t at) { return static_cast<uint8_t>(der[at]); }

// A tag of more than one byte; what is wrong with it, or "".
std::string ReadLongTag(std::string_view der, Header& header) {
  int64_t tag = 0;
  for (int shifted = 0; header.size < der.size(); ++shifted) {
    if (shifted == 5) return StrCat(kStructure, "base 128 integer too large");
    const uint8_t byte = ByteAt(der, header.size);
    if (shifted == 0 && byte == 0x80) return StrCat(kSyntax, "integer is not minimally encoded");
    tag = tag << 7 | (byte & 0x7F);
    ++header.size;
    if ((byte & 0x80) != 0) continue;
    if (tag > INT32_MAX) return StrCat(kStructure, "base 128 integer too large");
    header.tag = static_cast<int>(tag);
    return tag < 0x1F ? StrCat(kSyntax, "non-minimal tag") : "";
  }
  return StrCat(kSyntax, "truncated base 128 integer");
}

std::string ReadLongLength(std::string_view der, int bytes, Header& header) {
  if (bytes == 0) return StrCat(kSyntax, "indefinite length found (not DER)");
  header.length = 0;
  for (int i = 0; i < bytes; ++i) {
    if (header.size >= der.size()) return StrCat(kSyntax, "truncated tag or length");
    if (header.length >= 1 << 23) return StrCat(kStructure, "length too large");
    header.length = header.length << 8 | ByteAt(der, header.size++);
    if (header.length == 0) return StrCat(kStructure, "superfluous leading zeros in length");
  }
  return header.length < 0x80 ? StrCat(kStructure, "non-minimal length") : "";
}

std::string ReadHeader(std::string_view der, Header& header) {
  const uint8_t first = ByteAt(der, 0);
  header.class_bits = first >> 6;
  header.is_compound = (first & 0x20) != 0;
  header.tag = first & 0x1F;
  header.size = 1;
  if (header.tag == 0x1F) {
    std::string problem = ReadLongTag(der, header);
    if (!problem.empty()) return problem;
  }
  if (header.size >= der.size()) return StrCat(kSyntax, "truncated tag or length");
  const uint8_t length = ByteAt(der, header.size++);
  header.length = length & 0x7F;
  return (length & 0x80) != 0 ? ReadLongLength(der, length & 0x7F, header) : "";
}

// A value of universal tag `tag` at the front of `der`; `type` is its Go type.
std::string ReadValue(std::string_view der, int tag, std::string_view type,
                      std::string_view& content) {
  if (der.empty()) return StrCat(kSyntax, "sequence truncated");
  Header header;
  std::string problem = ReadHeader(der, header);
  if (!problem.empty()) return problem;
  const bool compound = tag == 16;
  if (header.class_bits != 0 || header.tag != tag || header.is_compound != compound) {
    return StrCat(
        kStructure, "tags don't match (", std::to_string(tag),
        " vs {class:", std::to_string(header.class_bits), " tag:", std::to_string(header.tag),
        " length:", std::to_string(header.length),
        " isCompound:", header.is_compound ? "true" : "false",
        "}) {optional:false explicit:false application:false private:false defaultValue:<nil> "
        "tag:<nil> stringType:0 timeType:0 set:false omitEmpty:false} ",
        type, " @", std::to_string(header.size));
  }
  const auto length = static_cast<size_t>(header.length);
  if (length > der.size() - header.size) return StrCat(kSyntax, "data truncated");
  content = der.substr(header.size, length);
  return {};
}

}  // namespace

std::string Asn1Problem(std::string_view der, std::string_view struct_name) {
  std::string_view fields;
  std::string_view version;
  std::string problem = ReadValue(der, 16, struct_name, fields);
  if (problem.empty()) problem = ReadValue(fields, 2, "int", version);
  return problem.empty() ? StrCat(kStructure, "malformed ", struct_name) : problem;
}

std::string CertificateProblem(std::string_view der) {
  std::string_view certificate;
  std::string_view body;
  std::string_view ignored;
  if (!TakeDer(der, DerTag::kSequence, certificate)) return "x509: malformed certificate";
  if (!der.empty()) return "x509: trailing data";
  if (!TakeDer(certificate, DerTag::kSequence, body)) return "x509: malformed tbs certificate";
  TakeDer(body, DerTag::kContext0, ignored);
  constexpr std::pair<DerTag, std::string_view> fields[] = {
      {DerTag::kInteger, "x509: malformed serial number"},
      {DerTag::kSequence, "x509: malformed signature algorithm identifier"},
      {DerTag::kSequence, "x509: malformed issuer"},
      {DerTag::kSequence, "x509: malformed validity"},
      {DerTag::kSequence, "x509: malformed issuer"},
      {DerTag::kSequence, "x509: malformed spki"},
  };
  for (const auto& [tag, problem] : fields) {
    if (!TakeDer(body, tag, ignored)) return std::string(problem);
  }
  return "x509: malformed certificate";
}

}  // namespace chartrender::crypto

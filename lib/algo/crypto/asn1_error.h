// What Go says of DER that is not what it should be. Pure functions.
// Source: encoding/asn1/asn1.go, crypto/x509/parser.go, Go 1.26.
#pragma once

#include <string>
#include <string_view>

namespace chartrender::crypto {

// Of a text that asn1.Unmarshal does not read into a struct of that name whose first field is an
// int. Damage behind that field is told in general words.
std::string Asn1Problem(std::string_view der, std::string_view struct_name);

// Of a text that is no X.509 certificate; the same restriction.
std::string CertificateProblem(std::string_view der);

}  // namespace chartrender::crypto

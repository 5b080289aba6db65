// Mail addresses and URLs as `helm lint` accepts them. Pure functions.
// Source: github.com/asaskevich/govalidator v0.0.0-20230301143203 validator.go, patterns.go;
// net/url, Go 1.26.
#pragma once

#include <string_view>

namespace chartrender::lint {

bool IsEmail(std::string_view text);
bool IsUrl(std::string_view text);
// An absolute URI with a scheme.
bool IsRequestUrl(std::string_view text);

}  // namespace chartrender::lint

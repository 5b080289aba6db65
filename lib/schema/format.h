// The values of `format` that are checked. Each check takes a string and returns what is wrong with
// it, in Helm's words, or nothing. Pure functions. Source: santhosh-tekuri/jsonschema 6.0.3
// format.go.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "schema/node.h"

namespace chartrender::schema {

// The check of a format, or null for one that is not known (everything is valid then).
FormatCheck FindFormat(std::string_view name);

using FormatError = std::optional<std::string>;

FormatError CheckJsonPointer(std::string_view text);
FormatError CheckRelativeJsonPointer(std::string_view text);
FormatError CheckUuid(std::string_view text);
FormatError CheckSemver(std::string_view text);
FormatError CheckRegex(std::string_view text);

FormatError CheckDate(std::string_view text);
FormatError CheckTime(std::string_view text);
FormatError CheckDateTime(std::string_view text);
FormatError CheckDuration(std::string_view text);
FormatError CheckPeriod(std::string_view text);

FormatError CheckIpv4(std::string_view text);
FormatError CheckIpv6(std::string_view text);
FormatError CheckHostname(std::string_view text);
FormatError CheckEmail(std::string_view text);

FormatError CheckUri(std::string_view text);
FormatError CheckUriReference(std::string_view text);
FormatError CheckUriTemplate(std::string_view text);

// A character as Go's %q prints it.
std::string QuoteRune(uint32_t rune);
// strconv.Atoi, for texts of any length; the error as Go prints it.
FormatError ParseDecimal(std::string_view text, int64_t& number);

// The next piece of a text that is split at each `separator`: cut off from `rest`; nothing at the
// end.
class Pieces {
 public:
  Pieces(std::string_view text, char separator) : rest_(text), separator_(separator) {}
  std::optional<std::string_view> Next();

 private:
  std::string_view rest_;
  char separator_;
  bool done_ = false;
};

}  // namespace chartrender::schema

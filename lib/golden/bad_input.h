// Errors about the files a golden run reads: one line, `file:line: what is wrong`, code kUsage.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"

namespace chartrender::golden {

// `line` counts from 1; 0 leaves it out.
inline Failure BadInput(std::string_view file, size_t line, std::string_view message) {
  return Failure({.code = ErrorCode::kUsage,
                  .message = line == 0 ? StrCat(file, ": ", message)
                                       : StrCat(file, ":", std::to_string(line), ": ", message),
                  .where = {.file = std::string(file), .line = static_cast<uint32_t>(line)}});
}

}  // namespace chartrender::golden

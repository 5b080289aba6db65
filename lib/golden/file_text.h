// Files read whole, and written by moving a complete file into place.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "golden/text_patch.h"

namespace chartrender::golden {

// Throws Failure(kIo) `open x: No such file or directory`.
std::string ReadFileText(const std::filesystem::path& file);

// Creates folders as needed; the file is replaced at once or not at all. Throws Failure(kIo).
void WriteFileText(const std::filesystem::path& file, std::string_view text);

// Every file below `folder` by its path with '/'. Throws Failure(kIo).
FileTexts ReadFolder(const std::filesystem::path& folder);

}  // namespace chartrender::golden

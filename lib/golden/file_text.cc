#include "golden/file_text.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <system_error>

#include "base/error.h"

namespace chartrender::golden {

namespace fs = std::filesystem;

namespace {

Failure FileFailure(std::string_view verb, const fs::path& file, const std::error_code& code) {
  return Failure({.code = ErrorCode::kIo,
                  .message = StrCat(verb, " ", file.string(), ": ", code.message()),
                  .where = {.file = file.string()}});
}

std::error_code LastError() { return {errno != 0 ? errno : EIO, std::generic_category()}; }

}  // namespace

std::string ReadFileText(const fs::path& file) {
  errno = 0;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw FileFailure("open", file, LastError());
  std::string text;
  char piece[1U << 16U];
  while (in.read(piece, sizeof piece) || in.gcount() > 0) {
    text.append(piece, static_cast<size_t>(in.gcount()));
  }
  if (in.bad()) throw FileFailure("read", file, LastError());
  return text;
}

void WriteFileText(const fs::path& file, std::string_view text) {
  std::error_code code;
  fs::create_directories(file.parent_path(), code);
  if (code) throw FileFailure("create the folder of", file, code);
  fs::path unfinished = file;
  unfinished += ".tmp";
  errno = 0;
  std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
  if (!out) throw FileFailure("open", unfinished, LastError());
  out.write(text.data(), static_cast<std::streamsize>(text.size()));
  out.close();
  if (!out) {
    const std::error_code why = LastError();
    fs::remove(unfinished, code);
    throw FileFailure("write", file, why);
  }
  fs::rename(unfinished, file, code);
  if (!code) return;
  const std::error_code why = code;
  fs::remove(unfinished, code);
  throw FileFailure("write", file, why);
}

FileTexts ReadFolder(const fs::path& folder) {
  FileTexts files;
  std::error_code code;
  fs::recursive_directory_iterator at(folder, code);
  if (code) throw FileFailure("open", folder, code);
  for (const fs::recursive_directory_iterator end; at != end; at.increment(code)) {
    if (code) throw FileFailure("read", folder, code);
    if (at->is_directory()) continue;
    files[at->path().lexically_relative(folder).generic_string()] = ReadFileText(at->path());
  }
  if (code) throw FileFailure("read", folder, code);
  return files;
}

}  // namespace chartrender::golden

// Unified diffs, read and applied in memory: the patches of a phase series.
//
// A patch is text before the first `--- a/FILE` (a title), then files, each with hunks. It applies
// exactly or not at all: every hunk stands at the line it names, and every context and removed line
// equals the file's, line ends included. What does not fit is a Failure(kUsage) `patch:line: ...`
// that names the file and both texts; nothing is changed then. Renames, modes and binary patches
// are not taken. Pure functions over memory.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace chartrender::golden {

// The files of a chart by path below its folder, with '/'.
using FileTexts = std::map<std::string, std::string>;

struct PatchLine {
  char sign = ' ';   // ' ', '-', '+'
  std::string text;  // with its end of line, unless the file ends without one
};

struct Hunk {
  size_t line = 0;  // of its `@@` in the patch, from 1
  size_t old_start = 0, old_count = 0;
  size_t new_start = 0, new_count = 0;
  std::vector<PatchLine> lines;
};

struct FilePatch {
  std::string path;
  size_t line = 0;  // of its `---` in the patch, from 1
  bool creates = false;
  bool deletes = false;
  std::vector<Hunk> hunks;
};

struct Patch {
  std::string name;  // of the patch file, for messages
  std::string title;
  std::vector<FilePatch> files;
};

// One hunk of a patch by its positions.
struct HunkPlace {
  size_t file = 0;
  size_t hunk = 0;
};

Patch ParsePatch(std::string name, std::string_view text);

// `files` with the patch applied; without the hunk `left_out`, when that is given (of a file that
// is created or deleted the whole file).
FileTexts ApplyPatch(const FileTexts& files, const Patch& patch,
                     const HunkPlace* left_out = nullptr);

}  // namespace chartrender::golden

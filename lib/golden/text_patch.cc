// Source of the format: POSIX.1-2017 diff -u; GNU diffutils 3.8 "Detailed Description of Unified
// Format".
#include "golden/text_patch.h"

#include <charconv>
#include <utility>

#include "golden/bad_input.h"
#include "golden/text_lines.h"

namespace chartrender::golden {

namespace {

constexpr std::string_view kNoFile = "/dev/null";
constexpr size_t kShownBytes = 60;

bool StartsWith(std::string_view text, std::string_view start) {
  return text.substr(0, start.size()) == start;
}

std::string_view WithoutEnd(std::string_view line) {
  if (!line.empty() && line.back() == '\n') line.remove_suffix(1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

// A line for a message.
std::string Shown(std::string_view line) {
  line = WithoutEnd(line);
  return line.size() <= kShownBytes ? StrCat("\"", line, "\"")
                                    : StrCat("\"", line.substr(0, kShownBytes), "...\"");
}

class PatchReader {
 public:
  PatchReader(std::string name, std::string_view text) : lines_(SplitLines(text)) {
    patch_.name = std::move(name);
  }

  Patch Read() {
    while (!AtFile()) {
      if (at_ == lines_.size()) throw Bad("no `--- a/FILE` line: this is no unified diff");
      patch_.title += lines_[at_++];
    }
    while (at_ < lines_.size()) ReadFile();
    return std::move(patch_);
  }

 private:
  Failure Bad(std::string_view message) const {
    return BadInput(patch_.name, std::min(at_, lines_.size()) + 1, message);
  }

  bool AtFile() const {
    return at_ + 1 < lines_.size() && StartsWith(lines_[at_], "--- ") &&
           StartsWith(lines_[at_ + 1], "+++ ");
  }

  // "a/templates/x.yaml" without the prefix; what follows a tab is a date.
  std::string PathOf(std::string_view line, std::string_view prefix) const {
    std::string_view path = WithoutEnd(line.substr(4));
    path = path.substr(0, path.find('\t'));
    if (path == kNoFile) return std::string(path);
    if (!StartsWith(path, prefix)) {
      throw Bad(StrCat("the path ", Shown(path), " does not start with `", prefix, "`"));
    }
    path.remove_prefix(prefix.size());
    const bool leaves = StrCat("/", path, "/").find("/../") != std::string::npos;
    if (path.empty() || path[0] == '/' || leaves) throw Bad("the path leaves the chart");
    return std::string(path);
  }

  void ReadFile() {
    if (!AtFile()) throw Bad(StrCat("expected `--- a/FILE` or `@@`, got ", Shown(lines_[at_])));
    FilePatch file;
    file.line = at_ + 1;
    const std::string old_path = PathOf(lines_[at_], "a/");
    ++at_;
    const std::string new_path = PathOf(lines_[at_], "b/");
    file.creates = old_path == kNoFile;
    file.deletes = new_path == kNoFile;
    file.path = file.creates ? new_path : old_path;
    if (file.path == kNoFile) throw Bad("both sides are /dev/null");
    if (!file.creates && !file.deletes && old_path != new_path) {
      throw Bad("a file that is renamed: write it as one deleted and one created");
    }
    ++at_;
    while (at_ < lines_.size() && StartsWith(lines_[at_], "@@ ")) file.hunks.push_back(ReadHunk());
    if (file.hunks.empty()) throw Bad(StrCat("no hunks for ", file.path));
    SkipGitLines();
    patch_.files.push_back(std::move(file));
  }

  // The lines that git writes in front of the next file, and blank ones.
  void SkipGitLines() {
    constexpr std::string_view kStarts[] = {"diff --git ", "index ", "new file mode ",
                                            "deleted file mode "};
    while (at_ < lines_.size()) {
      bool known = WithoutEnd(lines_[at_]).empty();
      for (const std::string_view start : kStarts) known = known || StartsWith(lines_[at_], start);
      if (!known) return;
      ++at_;
    }
  }

  size_t Number(std::string_view& text) const {
    size_t number = 0;
    const auto end = std::from_chars(text.data(), text.data() + text.size(), number);
    if (end.ec != std::errc()) throw Bad("expected `@@ -LINE,COUNT +LINE,COUNT @@`");
    text.remove_prefix(static_cast<size_t>(end.ptr - text.data()));
    return number;
  }

  void Expect(std::string_view& text, std::string_view piece) const {
    if (!StartsWith(text, piece)) throw Bad("expected `@@ -LINE,COUNT +LINE,COUNT @@`");
    text.remove_prefix(piece.size());
  }

  std::pair<size_t, size_t> Range(std::string_view& text) const {
    const size_t start = Number(text);
    if (!StartsWith(text, ",")) return {start, 1};
    text.remove_prefix(1);
    return {start, Number(text)};
  }

  Hunk ReadHunk() {
    Hunk hunk;
    hunk.line = at_ + 1;
    std::string_view head = lines_[at_];
    Expect(head, "@@ -");
    std::tie(hunk.old_start, hunk.old_count) = Range(head);
    Expect(head, " +");
    std::tie(hunk.new_start, hunk.new_count) = Range(head);
    Expect(head, " @@");
    ++at_;
    size_t old_lines = 0;
    size_t new_lines = 0;
    while (old_lines < hunk.old_count || new_lines < hunk.new_count) {
      if (at_ == lines_.size()) throw Bad("the patch ends inside a hunk");
      const std::string_view line = lines_[at_];
      const char sign = line[0] == '\n' ? ' ' : line[0];  // editors trim the blank of an empty line
      if (sign != ' ' && sign != '-' && sign != '+') {
        throw Bad(StrCat("a line inside a hunk starts with ' ', '-' or '+', got ", Shown(line)));
      }
      if (sign != '+') ++old_lines;
      if (sign != '-') ++new_lines;
      hunk.lines.push_back({sign, std::string(line[0] == '\n' ? line : line.substr(1))});
      ++at_;
      TakeNoEnd(hunk.lines.back());
    }
    if (old_lines > hunk.old_count || new_lines > hunk.new_count) {
      throw BadInput(patch_.name, hunk.line, "the hunk's counts do not fit its lines");
    }
    return hunk;
  }

  // "\ No newline at end of file" belongs to the line before it.
  void TakeNoEnd(PatchLine& line) {
    if (at_ == lines_.size() || !StartsWith(lines_[at_], "\\ ")) return;
    if (!line.text.empty() && line.text.back() == '\n') line.text.pop_back();
    ++at_;
  }

  std::vector<std::string_view> lines_;
  size_t at_ = 0;
  Patch patch_;
};

// Applies the hunks of one file.
class FileApplier {
 public:
  FileApplier(const Patch& patch, const FilePatch& file, std::string_view text)
      : patch_(patch), file_(file), lines_(SplitLines(text)) {}

  std::string Apply(const Hunk* left_out) {
    for (const Hunk& hunk : file_.hunks) {
      if (&hunk != left_out) ApplyHunk(hunk, left_out == nullptr);
    }
    KeepUntil(lines_.size());
    return std::move(result_);
  }

 private:
  void KeepUntil(size_t end) {
    for (; at_ < end; ++at_) result_ += lines_[at_];
  }

  void ApplyHunk(const Hunk& hunk, bool check_new_start) {
    // A hunk without old lines stands behind the line it names.
    const size_t start = hunk.old_count == 0 ? hunk.old_start : hunk.old_start - 1;
    if ((hunk.old_count > 0 && hunk.old_start == 0) || start < at_ || start > lines_.size()) {
      throw BadInput(
          patch_.name, hunk.line,
          StrCat("the patch does not apply: ", file_.path, " has ", std::to_string(lines_.size()),
                 " lines, the hunk starts at line ", std::to_string(hunk.old_start),
                 start < at_ ? ", inside the hunk before" : ""));
    }
    const auto new_line = static_cast<size_t>(static_cast<ptrdiff_t>(start) + shift_);
    const size_t named = hunk.new_count == 0 ? hunk.new_start : hunk.new_start - 1;
    if (check_new_start && new_line != named) {
      throw BadInput(patch_.name, hunk.line,
                     StrCat("the hunk becomes line ", std::to_string(new_line + 1), " of ",
                            file_.path, ", its head says ", std::to_string(hunk.new_start)));
    }
    KeepUntil(start);
    size_t number = hunk.line;
    for (const PatchLine& line : hunk.lines) {
      ++number;
      if (line.sign != '+') Match(line, number);
      if (line.sign != '-') result_ += line.text;
      if (line.sign == '+') ++shift_;
      if (line.sign == '-') --shift_;
    }
  }

  void Match(const PatchLine& line, size_t number) {
    const std::string here = StrCat("line ", std::to_string(at_ + 1), " of ", file_.path);
    if (at_ == lines_.size()) {
      throw BadInput(patch_.name, number,
                     StrCat("the patch does not apply: there is no ", here, ", the patch has ",
                            Shown(line.text)));
    }
    if (lines_[at_] != line.text) {
      const bool only_end = WithoutEnd(lines_[at_]) == WithoutEnd(line.text);
      throw BadInput(
          patch_.name, number,
          StrCat("the patch does not apply: ", here, " is ", Shown(lines_[at_]), ", the patch has ",
                 Shown(line.text), only_end ? " with another end of line" : ""));
    }
    ++at_;
  }

  const Patch& patch_;
  const FilePatch& file_;
  std::vector<std::string_view> lines_;
  size_t at_ = 0;
  ptrdiff_t shift_ = 0;  // lines added so far
  std::string result_;
};

}  // namespace

Patch ParsePatch(std::string name, std::string_view text) {
  return PatchReader(std::move(name), text).Read();
}

FileTexts ApplyPatch(const FileTexts& files, const Patch& patch, const HunkPlace* left_out) {
  FileTexts result = files;
  for (size_t i = 0; i < patch.files.size(); ++i) {
    const FilePatch& file = patch.files[i];
    const bool here = left_out != nullptr && left_out->file == i;
    if (here && (file.creates || file.deletes)) continue;
    const auto found = result.find(file.path);
    if (file.creates != (found == result.end())) {
      throw BadInput(patch.name, file.line,
                     StrCat("the patch does not apply: there is ",
                            file.creates ? "already a " : "no ", file.path));
    }
    const std::string before = file.creates ? "" : found->second;
    std::string text =
        FileApplier(patch, file, before).Apply(here ? &file.hunks[left_out->hunk] : nullptr);
    if (!file.deletes) {
      result[file.path] = std::move(text);
    } else if (text.empty()) {
      result.erase(found);
    } else {
      throw BadInput(
          patch.name, file.line,
          StrCat("the patch does not apply: it deletes ", file.path, " but keeps lines of it"));
    }
  }
  return result;
}

}  // namespace chartrender::golden

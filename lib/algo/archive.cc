#include "algo/archive.h"

#include "algo/content_type.h"
#include "algo/go_path.h"
#include "algo/gzip_reader.h"
#include "algo/tar_reader.h"
#include "base/error.h"
#include "base/quote.h"

namespace chartrender {

namespace {

constexpr size_t kSniffBytes = 512;

[[noreturn]] void Fail(std::string text) { throw Failure(ErrorCode::kChart, std::move(text)); }

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The entry's path inside of the chart.
std::string ChartPath(std::string_view name) {
  const char delimiter = name.find('\\') == std::string_view::npos ? '/' : '\\';
  const size_t first_end = name.find(delimiter);
  const std::string_view first = name.substr(0, first_end);
  std::string path(first_end == std::string_view::npos ? std::string_view()
                                                       : name.substr(first_end + 1));
  for (char& c : path) {
    if (c == delimiter) c = '/';
  }
  if (PathIsAbs(path)) Fail("chart illegally contains absolute paths");
  path = PathClean(path);
  if (path == ".") {
    std::string text = "chart illegally contains content outside the base directory: ";
    AppendQuote(text, name);
    Fail(text);
  }
  if (path.starts_with("..")) Fail("chart illegally references parent directory");
  // Mixed Unix and Windows styles can give c:/foo in spite of the checks above.
  if (path.size() >= 3 && IsLetter(path[0]) && path[1] == ':' && path[2] == '/') {
    Fail("chart contains illegally named files");
  }
  if (first == "Chart.yaml") Fail("chart yaml not in base directory");
  return path;
}

[[noreturn]] void FailSize(const ArchiveLimits& limits) {
  Fail(StrCat("decompressed chart is larger than the maximum ", limits.helm3_texts ? "file " : "",
              "size ", std::to_string(limits.total_bytes)));
}

[[noreturn]] void FailCount(const ArchiveLimits& limits) {
  throw Failure(ErrorCode::kLimit, StrCat("limit reached: files of a chart (",
                                          std::to_string(limits.files), " files)"));
}

}  // namespace

std::vector<ArchiveFile> ReadChartArchive(std::string_view packed, const ArchiveLimits& limits) {
  GzipReader unpacked(packed, limits.budget);
  TarReader tar(unpacked);
  std::vector<ArchiveFile> files;
  uint64_t left = limits.total_bytes;
  TarEntry entry;
  while (tar.Next(entry)) {
    if (entry.is_directory() || entry.type == 'g' || entry.type == 'x') continue;
    ArchiveFile file;
    file.path = ChartPath(entry.name);
    if (entry.size > 0 && static_cast<uint64_t>(entry.size) > left) FailSize(limits);
    if (limits.file_bytes != 0 && entry.size > static_cast<int64_t>(limits.file_bytes)) {
      std::string text = "decompressed chart file ";
      AppendQuote(text, entry.name);
      Fail(StrCat(text, " is larger than the maximum file size ",
                  std::to_string(limits.file_bytes)));
    }
    const size_t size = tar.ReadData(file.data, left);
    left -= size;
    if (static_cast<int64_t>(size) < entry.size || left == 0) FailSize(limits);
    if (file.data.starts_with("\xEF\xBB\xBF")) file.data.erase(0, 3);
    if (files.size() >= limits.files) FailCount(limits);
    files.push_back(std::move(file));
  }
  if (files.empty()) Fail("no files in chart archive");
  return files;
}

void CheckIsArchive(std::string_view name, std::string_view head) {
  // Helm looks at a buffer of this size, so a shorter file is followed by zeros, which makes it
  // binary.
  std::string buffer(head.substr(0, kSniffBytes));
  buffer.resize(kSniffBytes, '\0');
  if (buffer.starts_with("\x1f\x8b\x08")) return;
  if (name.ends_with(".yml") || name.ends_with(".yaml")) {
    Fail(StrCat("file '", name, "' seems to be a YAML file, but expected a gzipped archive"));
  }
  Fail(StrCat("file '", name, "' does not appear to be a gzipped archive; got '",
              DetectContentType(buffer), "'"));
}

}  // namespace chartrender

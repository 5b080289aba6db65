// Walks through a tar archive: V7, ustar, pax and GNU headers, long names included. Sparse files
// are refused. Not copyable; one thread. Source: archive/tar/reader.go, Go 1.26.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace chartrender {

class GzipReader;

struct TarEntry {
  std::string name;
  char type = '0';  // type flag of the header; '0' is a file, 'g' a global pax header
  int64_t mode = 0;
  int64_t size = 0;
  bool is_directory() const;
};

class TarReader {
 public:
  // `source` must outlive the reader.
  explicit TarReader(GzipReader& source) : source_(source) {}

  // The next file. False at the end. Throws Failure(kChart): "archive/tar: invalid tar header",
  // "unexpected EOF".
  bool Next(TarEntry& entry);
  // Appends at most `limit` bytes of the current file's data and returns their number.
  size_t ReadData(std::string& data, size_t limit);

 private:
  static constexpr size_t kBlock = 512;
  using Block = std::array<char, kBlock>;
  using PaxRecords = std::map<std::string, std::string, std::less<>>;

  bool ReadHeader(TarEntry& entry);
  bool ReadBlock();
  void StartData(const TarEntry& entry);
  bool SkipData();
  std::string ReadSpecial();
  static PaxRecords ParsePax(std::string_view text);
  static void ApplyPax(const PaxRecords& records, TarEntry& entry);

  GzipReader& source_;
  Block block_ = {};
  uint64_t data_left_ = 0;
  size_t padding_ = 0;
};

}  // namespace chartrender

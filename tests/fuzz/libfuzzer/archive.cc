// Chart archives. An input that begins as gzip does is read as it stands. Any other is taken for a
// tar archive: the checksums of its headers are set right and it is packed without compression, so
// that changes of a byte reach the tar reader.
#include "algo/archive.h"

#include <zlib.h>

#include <algorithm>
#include <cstring>
#include <string>

#include "input.h"

namespace chartrender::fuzz {

namespace {

constexpr size_t kBlock = 512;
constexpr size_t kChecksumAt = 148;
constexpr size_t kChecksumSize = 8;
constexpr size_t kMagicAt = 257;

// Sets the checksum of the first block and of all that carry a magic.
void MendChecksums(std::string& tar) {
  for (size_t at = 0; at + kBlock <= tar.size(); at += kBlock) {
    char* block = tar.data() + at;
    if (at != 0 && std::memcmp(block + kMagicAt, "ustar", 5) != 0) continue;
    std::memset(block + kChecksumAt, ' ', kChecksumSize);
    uint32_t sum = 0;
    for (size_t i = 0; i < kBlock; ++i) sum += static_cast<uint8_t>(block[i]);
    std::snprintf(block + kChecksumAt, kChecksumSize, "%06o", sum);
  }
}

std::string Pack(std::string_view tar) {
  z_stream stream = {};
  constexpr int kGzip = 15 + 16;
  deflateInit2(&stream, Z_NO_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, tar.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(tar.data()));
  stream.avail_in = static_cast<uInt>(tar.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

void Read(std::string_view packed) {
  for (const ArchiveLimits& limits :
       {ArchiveLimits{1 << 20, 0, false}, ArchiveLimits{4096, 1024, true}}) {
    Try([&] {
      uint64_t bytes = 0;
      for (const ArchiveFile& file : ReadChartArchive(packed, limits)) {
        bytes += file.data.size();
        if (file.path.empty() || file.path[0] == '/' || file.path.starts_with("../")) {
          Broken("a path leaves the chart", file.path, "");
        }
      }
      if (bytes > limits.total_bytes) Broken("more than allowed", "", "");
    });
  }
}

}  // namespace

void Run(std::string_view input) {
  Try([&] { CheckIsArchive("chart.tgz", input); });
  if (input.starts_with("\x1f\x8b")) {
    Read(input);
    return;
  }
  std::string tar(input);
  MendChecksums(tar);
  Read(Pack(tar));
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

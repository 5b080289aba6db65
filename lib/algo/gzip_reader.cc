#include "algo/gzip_reader.h"

#include <zlib.h>

#include <algorithm>
#include <limits>
#include <string>

#include "base/budget.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr size_t kHeaderBytes = 10;
constexpr size_t kMaxHeaderText = 512;  // Go's buffer for the name and the comment

enum HeaderFlag : uint8_t { kHasCrc = 2, kHasExtra = 4, kHasName = 8, kHasComment = 16 };

[[noreturn]] void Fail(std::string text) { throw Failure(ErrorCode::kChart, std::move(text)); }

uint32_t LittleEndian(std::string_view bytes) {
  uint32_t number = 0;
  for (size_t i = bytes.size(); i > 0; --i)
    number = number << 8 | static_cast<uint8_t>(bytes[i - 1]);
  return number;
}

std::string_view Take(std::string_view& rest, size_t bytes) {
  if (rest.size() < bytes) Fail("unexpected EOF");
  const std::string_view taken = rest.substr(0, bytes);
  rest.remove_prefix(bytes);
  return taken;
}

void SkipText(std::string_view& rest) {
  const size_t end = rest.find('\0');
  if (std::min(end, rest.size()) >= kMaxHeaderText) Fail("gzip: invalid header");
  if (end == std::string_view::npos) Fail("unexpected EOF");
  rest.remove_prefix(end + 1);
}

uint32_t Crc(uint32_t crc, std::string_view bytes) {
  return static_cast<uint32_t>(
      crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

}  // namespace

struct GzipReader::Inflater {
  Inflater() {
    if (inflateInit2(&stream, -MAX_WBITS) != Z_OK) throw std::bad_alloc();
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  z_stream stream = {};
  uint64_t consumed = 0;  // packed bytes of this member
};

GzipReader::GzipReader(std::string_view packed, Budget* budget) : rest_(packed), budget_(budget) {
  if (!ReadHeader()) Fail("EOF");
}

GzipReader::~GzipReader() = default;

// False when there is no further member.
bool GzipReader::ReadHeader() {
  if (rest_.empty()) return false;
  const std::string_view start = rest_;
  const std::string_view header = Take(rest_, kHeaderBytes);
  if (!header.starts_with("\x1f\x8b\x08")) Fail("gzip: invalid header");
  const auto flags = static_cast<uint8_t>(header[3]);
  if ((flags & kHasExtra) != 0) Take(rest_, LittleEndian(Take(rest_, 2)));
  if ((flags & kHasName) != 0) SkipText(rest_);
  if ((flags & kHasComment) != 0) SkipText(rest_);
  if ((flags & kHasCrc) != 0) {
    const uint32_t crc = Crc(0, start.substr(0, start.size() - rest_.size()));
    if (LittleEndian(Take(rest_, 2)) != (crc & 0xFFFF)) Fail("gzip: invalid header");
  }
  inflater_ = std::make_unique<Inflater>();
  crc_ = 0;
  size_ = 0;
  return true;
}

void GzipReader::CheckTrailer() {
  const uint32_t crc = LittleEndian(Take(rest_, 4));
  const uint32_t size = LittleEndian(Take(rest_, 4));
  if (crc != crc_ || size != size_) Fail("gzip: invalid checksum");
}

// At least one byte of this member, or 0 at its end.
size_t GzipReader::Inflate(char* buffer, size_t size) {
  z_stream& stream = inflater_->stream;
  constexpr size_t most = std::numeric_limits<uInt>::max() / 2;
  for (;;) {
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rest_.data()));
    stream.avail_in = static_cast<uInt>(std::min(rest_.size(), most));
    stream.next_out = reinterpret_cast<Bytef*>(buffer);
    stream.avail_out = static_cast<uInt>(std::min(size, most));
    const uInt room = stream.avail_out;
    const uInt given = stream.avail_in;
    const int status = inflate(&stream, Z_NO_FLUSH);
    const size_t made = room - stream.avail_out;
    rest_.remove_prefix(given - stream.avail_in);
    inflater_->consumed += given - stream.avail_in;
    crc_ = Crc(crc_, {buffer, made});
    size_ += static_cast<uint32_t>(made);
    if (made > 0 || status == Z_STREAM_END) return made;
    if (status == Z_DATA_ERROR || status == Z_NEED_DICT) {
      Fail(StrCat("flate: corrupt input before offset ", std::to_string(inflater_->consumed)));
    }
    if (status == Z_MEM_ERROR) throw std::bad_alloc();
    if (rest_.empty()) Fail("unexpected EOF");
  }
}

size_t GzipReader::Read(char* buffer, size_t size) {
  if (budget_ != nullptr) budget_->ChargeBytes(size);
  size_t filled = 0;
  while (filled < size && !at_end_) {
    const size_t made = Inflate(buffer + filled, size - filled);
    filled += made;
    if (made > 0) continue;
    CheckTrailer();
    at_end_ = !ReadHeader();
  }
  return filled;
}

}  // namespace chartrender

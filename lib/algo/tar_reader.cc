#include "algo/tar_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "algo/gzip_reader.h"
#include "base/error.h"

namespace chartrender {

namespace {

constexpr uint64_t kMaxSpecialBytes = 1 << 20;
constexpr int64_t kDirectoryMode = 040000;
constexpr int64_t kPermissionMask = 07777;

// Fields of the header block.
struct Field {
  size_t offset;
  size_t size;
};
constexpr Field kName{0, 100}, kMode{100, 8}, kUid{108, 8}, kGid{116, 8}, kSize{124, 12},
    kModTime{136, 12};
constexpr Field kChecksum{148, 8}, kMagic{257, 6}, kVersion{263, 2}, kDevMajor{329, 8},
    kDevMinor{337, 8};
constexpr Field kPrefix{345, 155}, kStarPrefix{345, 131}, kStarTrailer{508, 4};
constexpr Field kGnuAccessTime{345, 12}, kGnuChangeTime{357, 12};
constexpr size_t kTypeFlag = 156;

[[noreturn]] void FailHeader() {
  throw Failure(ErrorCode::kChart, "archive/tar: invalid tar header");
}
[[noreturn]] void FailEnd() { throw Failure(ErrorCode::kChart, "unexpected EOF"); }

std::string_view UpToNul(std::string_view text) { return text.substr(0, text.find('\0')); }

std::string_view TrimField(std::string_view text) {
  constexpr std::string_view fill(" \0", 2);
  const size_t first = text.find_first_not_of(fill);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(fill) - first + 1);
}

std::optional<int64_t> ParseOctal(std::string_view field) {
  const std::string_view digits = UpToNul(TrimField(field));
  if (TrimField(field).empty()) return 0;
  uint64_t number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, 8);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return static_cast<int64_t>(number);
}

// Octal, or base 256 when the first bit is set.
std::optional<int64_t> ParseNumber(std::string_view field) {
  const auto byte = [&](size_t i) { return static_cast<uint8_t>(field[i]); };
  if ((byte(0) & 0x80) == 0) return ParseOctal(field);
  const uint8_t invert = (byte(0) & 0x40) != 0 ? 0xFF : 0;
  uint64_t number = 0;
  for (size_t i = 0; i < field.size(); ++i) {
    auto c = static_cast<uint8_t>(byte(i) ^ invert);
    if (i == 0) c &= 0x7F;
    if ((number >> 56) > 0) return std::nullopt;
    number = number << 8 | c;
  }
  if ((number >> 63) > 0) return std::nullopt;
  return static_cast<int64_t>(invert != 0 ? ~number : number);
}

int64_t NumberOrFail(std::string_view field) {
  const std::optional<int64_t> number = ParseNumber(field);
  if (!number) FailHeader();
  return *number;
}

std::optional<int64_t> ParseDecimal(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int64_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

bool HasChecksum(std::string_view block) {
  int64_t as_unsigned = 0;
  int64_t as_signed = 0;
  for (size_t i = 0; i < block.size(); ++i) {
    const bool in_sum = i >= kChecksum.offset && i < kChecksum.offset + kChecksum.size;
    const char c = in_sum ? ' ' : block[i];
    as_unsigned += static_cast<uint8_t>(c);
    as_signed += static_cast<int8_t>(c);
  }
  const std::optional<int64_t> sum = ParseOctal(block.substr(kChecksum.offset, kChecksum.size));
  return sum && (*sum == as_unsigned || *sum == as_signed);
}

bool HasNoData(char type) { return type >= '1' && type <= '6'; }

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<uint8_t>(c) < 0x80; });
}

// What stands before the name in the formats that have such a field.
std::string_view NamePrefix(std::string_view block) {
  const auto field = [&](Field f) { return block.substr(f.offset, f.size); };
  const std::string_view magic = field(kMagic);
  if (magic == std::string_view("ustar\0", 6)) {
    if (field(kStarTrailer) == std::string_view("tar\0", 4)) return UpToNul(field(kStarPrefix));
    return UpToNul(field(kPrefix));
  }
  if (magic == "ustar " && field(kVersion) == std::string_view(" \0", 2)) {
    // Old writers put the prefix where GNU has two times.
    const bool times = (field(kGnuAccessTime)[0] == '\0' || ParseNumber(field(kGnuAccessTime))) &&
                       (field(kGnuChangeTime)[0] == '\0' || ParseNumber(field(kGnuChangeTime)));
    const std::string_view prefix = UpToNul(field(kPrefix));
    if (!times && IsAscii(prefix)) return prefix;
  }
  return {};
}

bool IsUstar(std::string_view block) { return block.substr(kMagic.offset, 5) == "ustar"; }

}  // namespace

bool TarEntry::is_directory() const {
  return type == '5' || (mode & ~kPermissionMask) == kDirectoryMode;
}

// False at the end of the data, which must come between two blocks.
bool TarReader::ReadBlock() {
  const size_t got = source_.Read(block_.data(), kBlock);
  if (got != 0 && got != kBlock) FailEnd();
  return got == kBlock;
}

bool TarReader::ReadHeader(TarEntry& entry) {
  const auto is_zero = [this] {
    return std::all_of(block_.begin(), block_.end(), [](char c) { return c == '\0'; });
  };
  if (!ReadBlock()) return false;
  if (is_zero()) {
    if (!ReadBlock() || is_zero()) return false;
    FailHeader();
  }
  const std::string_view block(block_.data(), kBlock);
  if (!HasChecksum(block)) FailHeader();
  const auto field = [&](Field f) { return block.substr(f.offset, f.size); };
  entry.type = block[kTypeFlag];
  entry.name = UpToNul(field(kName));
  entry.size = NumberOrFail(field(kSize));
  entry.mode = NumberOrFail(field(kMode));
  for (const Field other : {kUid, kGid, kModTime}) NumberOrFail(field(other));
  if (IsUstar(block)) {
    for (const Field other : {kDevMajor, kDevMinor}) NumberOrFail(field(other));
  }
  const std::string_view prefix = NamePrefix(block);
  if (!prefix.empty()) entry.name = StrCat(prefix, "/", entry.name);
  return true;
}

void TarReader::StartData(const TarEntry& entry) {
  const int64_t size = HasNoData(entry.type) ? 0 : entry.size;
  if (size < 0) FailHeader();
  data_left_ = static_cast<uint64_t>(size);
  padding_ = static_cast<size_t>(-size & static_cast<int64_t>(kBlock - 1));
}

// False when the archive ends inside of the padding.
bool TarReader::SkipData() {
  std::string scratch;
  while (data_left_ > 0) {
    scratch.clear();
    ReadData(scratch, 64 << 10);
  }
  const bool whole = source_.Read(block_.data(), padding_) == padding_;
  padding_ = 0;
  return whole;
}

size_t TarReader::ReadData(std::string& data, size_t limit) {
  const auto size = static_cast<size_t>(std::min<uint64_t>(data_left_, limit));
  const size_t start = data.size();
  constexpr size_t step_bytes = 1 << 20;
  for (size_t done = 0; done < size;) {
    const size_t step = std::min(step_bytes, size - done);
    data.resize(start + done + step);
    if (source_.Read(data.data() + start + done, step) != step) FailEnd();
    done += step;
    data_left_ -= step;
  }
  return size;
}

std::string TarReader::ReadSpecial() {
  if (data_left_ > kMaxSpecialBytes) {
    throw Failure(ErrorCode::kChart, "archive/tar: header field too long");
  }
  std::string text;
  ReadData(text, kMaxSpecialBytes);
  return text;
}

// Records of the form "25 path=some/long/name\n".
TarReader::PaxRecords TarReader::ParsePax(std::string_view text) {
  PaxRecords records;
  while (!text.empty()) {
    const size_t space = text.find(' ');
    if (space == std::string_view::npos) FailHeader();
    const std::optional<int64_t> size = ParseDecimal(text.substr(0, space));
    if (!size || *size < 5 || static_cast<uint64_t>(*size) > text.size()) FailHeader();
    const auto end = static_cast<size_t>(*size);
    if (end <= space + 1 || text[end - 1] != '\n') FailHeader();
    const std::string_view record = text.substr(space + 1, end - space - 2);
    const size_t equals = record.find('=');
    if (equals == std::string_view::npos || equals == 0) FailHeader();
    const std::string_view key = record.substr(0, equals);
    const std::string_view value = record.substr(equals + 1);
    const bool is_text = key == "path" || key == "linkpath" || key == "uname" || key == "gname";
    if ((is_text ? value : key).find('\0') != std::string_view::npos) FailHeader();
    if (key.starts_with("GNU.sparse.")) {
      throw Failure(ErrorCode::kChart, "archive/tar: sparse files are not supported");
    }
    records[std::string(key)] = value;
    text.remove_prefix(end);
  }
  return records;
}

void TarReader::ApplyPax(const PaxRecords& records, TarEntry& entry) {
  for (const auto& [key, value] : records) {
    if (value.empty()) continue;
    if (key == "path") entry.name = value;
    if (key == "size" || key == "uid" || key == "gid") {
      const std::optional<int64_t> number = ParseDecimal(value);
      if (!number) FailHeader();
      if (key == "size") entry.size = *number;
    }
    if (key == "atime" || key == "mtime" || key == "ctime") {
      const size_t dot = value.find('.');
      const std::string_view fraction =
          dot == std::string::npos ? std::string_view() : std::string_view(value).substr(dot + 1);
      const bool digits = std::all_of(fraction.begin(), fraction.end(),
                                      [](char c) { return c >= '0' && c <= '9'; });
      if (!ParseDecimal(std::string_view(value).substr(0, dot)) || !digits) FailHeader();
    }
  }
}

bool TarReader::Next(TarEntry& entry) {
  PaxRecords pax;
  std::string long_name;
  for (;;) {
    if (!SkipData() || !ReadHeader(entry)) return false;
    StartData(entry);
    if (entry.type == 'x' || entry.type == 'g') {
      pax = ParsePax(ReadSpecial());
      if (entry.type == 'x') continue;
      entry.mode = 0;
      entry.size = 0;
      return true;
    }
    if (entry.type == 'L' || entry.type == 'K') {
      const std::string text = ReadSpecial();
      if (entry.type == 'L') long_name = UpToNul(text);
      continue;
    }
    ApplyPax(pax, entry);
    if (!long_name.empty()) entry.name = long_name;
    if (entry.type == '\0') entry.type = entry.name.ends_with('/') ? '5' : '0';
    StartData(entry);
    if (entry.type == 'S')
      throw Failure(ErrorCode::kChart, "archive/tar: sparse files are not supported");
    return true;
  }
}

}  // namespace chartrender

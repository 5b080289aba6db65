// Unpacks gzip data in memory piece by piece, several members after another, with the error texts
// of Go's compress/gzip. Not copyable; one thread. Source: compress/gzip/gunzip.go, Go 1.26.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace chartrender {

class Budget;

class GzipReader {
 public:
  // Reads the first member's header. Throws Failure(kChart): "gzip: invalid header", "EOF",
  // "unexpected EOF". `packed` must outlive the reader.
  // `budget`, when not null, is looked at with every piece; it must outlive the reader.
  explicit GzipReader(std::string_view packed, Budget* budget = nullptr);
  ~GzipReader();
  GzipReader(const GzipReader&) = delete;
  GzipReader& operator=(const GzipReader&) = delete;

  // Fills `buffer` as far as there is data and returns the number of bytes; fewer than `size` only
  // at the end. Throws Failure(kChart) when the data is damaged at or before the place where the
  // bytes stand.
  size_t Read(char* buffer, size_t size);

 private:
  struct Inflater;

  bool ReadHeader();
  size_t Inflate(char* buffer, size_t size);
  void CheckTrailer();

  std::string_view rest_;
  Budget* budget_;
  std::unique_ptr<Inflater> inflater_;
  uint32_t crc_ = 0;
  uint32_t size_ = 0;
  bool at_end_ = false;
};

}  // namespace chartrender

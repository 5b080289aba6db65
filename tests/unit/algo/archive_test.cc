#include "algo/archive.h"

#include <doctest/doctest.h>
#include <zlib.h>

#include <cstdio>
#include <string>

#include "base/error.h"

namespace chartrender {

namespace {

// One entry of a ustar archive.
std::string TarEntryOf(const std::string& name, const std::string& data, char type = '0') {
  std::string block(512, '\0');
  block.replace(0, name.size(), name);
  const auto field = [&](size_t at, int width, size_t number) {
    char digits[16];
    std::snprintf(digits, sizeof digits, "%0*zo", width - 1, number);
    block.replace(at, static_cast<size_t>(width - 1), digits);
  };
  field(100, 8, 0644);
  field(124, 12, data.size());
  block[156] = type;
  block.replace(257, 8, std::string("ustar\00000", 8));
  block.replace(148, 8, "        ");
  size_t sum = 0;
  for (const char c : block) sum += static_cast<unsigned char>(c);
  field(148, 7, sum);
  block[154] = '\0';
  std::string padded = data;
  padded.resize((data.size() + 511) / 512 * 512, '\0');
  return block + padded;
}

std::string Gzip(const std::string& data) {
  z_stream stream = {};
  REQUIRE(deflateInit2(&stream, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  std::string packed(deflateBound(&stream, static_cast<uLong>(data.size())) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data.data()));
  stream.avail_in = static_cast<uInt>(data.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  packed.resize(packed.size() - stream.avail_out);
  deflateEnd(&stream);
  return packed;
}

std::string Chart(const std::string& entries) { return Gzip(entries + std::string(1024, '\0')); }

std::string Message(const std::string& packed, const ArchiveLimits& limits = {}) {
  try {
    ReadChartArchive(packed, limits);
  } catch (const Failure& failure) {
    return failure.error().message;
  }
  return "";
}

}  // namespace

TEST_CASE("files come without the chart's folder and byte order marks") {
  const std::string pax = "29 path=chart/templates/\u00e9.yaml\n";
  const std::string records = std::to_string(pax.size()) + pax.substr(2);
  const auto files = ReadChartArchive(Chart(
      TarEntryOf("chart/", "", '5') + TarEntryOf("chart/Chart.yaml", "\xEF\xBB\xBFname: x\n") +
      TarEntryOf("x", records, 'x') + TarEntryOf("short", "a: 1\n")));
  REQUIRE(files.size() == 2);
  CHECK(files[0].path == "Chart.yaml");
  CHECK(files[0].data == "name: x\n");
  CHECK(files[1].path == "templates/\u00e9.yaml");
}

TEST_CASE("bad archives have Helm's texts") {
  CHECK(Message("") == "EOF");
  CHECK(Message("not gzip at all") == "gzip: invalid header");
  CHECK(Message(Chart("")) == "no files in chart archive");
  CHECK(Message(Chart(TarEntryOf("Chart.yaml", "x"))) ==
        "chart illegally contains content outside the base directory: \"Chart.yaml\"");
  CHECK(Message(Chart(TarEntryOf("c/../../x", "x"))) ==
        "chart illegally references parent directory");
  CHECK(Message(Chart(TarEntryOf("c//x", "x"))) == "chart illegally contains absolute paths");
  CHECK(Message(Chart(TarEntryOf("c/C:/x", "x"))) == "chart contains illegally named files");
  const std::string good = Chart(TarEntryOf("c/x", std::string(3000, 'x')));
  CHECK(Message(good).empty());
  CHECK(Message(good.substr(0, good.size() / 2)) == "unexpected EOF");
  CHECK(Message(good, {.total_bytes = 2000}) ==
        "decompressed chart is larger than the maximum size 2000");
}

TEST_CASE("a file that is no archive is told by its content") {
  const auto check = [](std::string_view name, std::string_view head) -> std::string {
    try {
      CheckIsArchive(name, head);
    } catch (const Failure& failure) {
      return failure.error().message;
    }
    return "";
  };
  CHECK(check("x.tgz", "\x1f\x8b\x08") == "");
  CHECK(check("values.yaml", "a: 1") ==
        "file 'values.yaml' seems to be a YAML file, but expected a gzipped archive");
  CHECK(check("x", "PK\x03\x04") ==
        "file 'x' does not appear to be a gzipped archive; got 'application/zip'");
  CHECK(check("x", std::string(600, 'a')) ==
        "file 'x' does not appear to be a gzipped archive; got 'text/plain; charset=utf-8'");
}

}  // namespace chartrender

// Small readers and writers of the command line: CSV records, numbers, quoted texts, log lines,
// URLs, paths.
#include <doctest/doctest.h>

#include "base64_text.h"
#include "csv_record.h"
#include "file_text.h"
#include "go_number.h"
#include "go_text.h"
#include "json_string.h"
#include "json_text.h"
#include "url_text.h"

namespace chartrender::cli {
namespace {

std::string Joined(const CsvRecord& record) {
  std::string text;
  for (const std::string& field : record.fields) text += '<' + field + '>';
  return record.error.empty() ? text : record.error;
}

TEST_CASE("CSV records") {
  CHECK(Joined(ReadCsvRecord("")) == "");
  CHECK(Joined(ReadCsvRecord("a,b,,c")) == "<a><b><><c>");
  CHECK(Joined(ReadCsvRecord("\"a,b\",\"c\"\"d\"")) == "<a,b><c\"d>");
  CHECK(Joined(ReadCsvRecord("\n\na\nb")) == "<a>");
  CHECK(Joined(ReadCsvRecord("\"a\nb\",c")) == "<a\nb><c>");
  CHECK(Joined(ReadCsvRecord("\n")) == "EOF");
  CHECK(Joined(ReadCsvRecord("\"a\"b")) ==
        "parse error on line 1, column 3: extraneous or missing \" in quoted-field");
  CHECK(Joined(ReadCsvRecord("\"a\nb")) ==
        "record on line 1; parse error on line 2, column 2: extraneous or missing \" in "
        "quoted-field");
}

TEST_CASE("integers in Go's syntax") {
  CHECK(ParseInt("0x1_0", 0, 64).value == 16);
  CHECK(ParseInt("-017", 0, 64).value == -15);
  CHECK(ParseInt("0o7", 0, 64).value == 7);
  CHECK(ParseInt("1__0", 0, 64).fault == NumberFault::kSyntax);
  CHECK(ParseInt("-9223372036854775808", 10, 64).value == INT64_MIN);
  CHECK(ParseInt("9223372036854775808", 10, 64).fault == NumberFault::kRange);
  CHECK(ParseInt("2147483648", 10, 32).fault == NumberFault::kRange);
  CHECK(ParseInt("", 10, 32).fault == NumberFault::kSyntax);
}

TEST_CASE("floats in Go's syntax") {
  for (const char* good :
       {"1", "-1.5e3", ".5", "0x1p-2", "inf", "-Infinity", "NaN", "1e-99", "1_0", "0x_1p1"}) {
    CHECK(CheckFloat32(good) == NumberFault::kNone);
  }
  for (const char* bad : {"", "x", "1x", ".", "0x1", "1e", "1__0", "-nan"}) {
    CHECK(CheckFloat32(bad) == NumberFault::kSyntax);
  }
  CHECK(CheckFloat32("3.5e38") == NumberFault::kRange);
}

TEST_CASE("durations") {
  for (const char* good : {"0", "5m0s", "-1.5h", "1h2m3s4ms5us6ns", ".5s", "2562047h"})
    CHECK(DurationError(good) == "");
  CHECK(DurationError("") == "time: invalid duration \"\"");
  CHECK(DurationError("s") == "time: invalid duration \"s\"");
  CHECK(DurationError("2562048h") == "time: invalid duration \"2562048h\"");
}

TEST_CASE("quoted texts") {
  CHECK(GoQuote("a\"\\\n\x01\x7f") == "\"a\\\"\\\\\\n\\x01\\x7f\"");
  CHECK(GoQuote("\xff\xc3\xa9") == "\"\\xff\xc3\xa9\"");
  CHECK(GoQuote("\xe2\x80\x8b") == "\"\\u200b\"");
  CHECK(GoQuoteByte('\'') == "'\\''");
}

TEST_CASE("log lines") {
  CHECK(LogLine({LogRecord::Level::kDebug, "Chart path", {{"path", "/a/b"}, {"empty", ""}}}) ==
        "level=DEBUG msg=\"Chart path\" path=/a/b empty=\"\"");
  CHECK(LogLine({LogRecord::Level::kInfo, "x", {{"a", "b=c"}, {"back", "a\\b"}}}) ==
        "level=INFO msg=x a=\"b=c\" back=a\\b");
}

TEST_CASE("names as URLs") {
  const auto fault = [](std::string_view text) { return ReadUrl(text).fault; };
  CHECK(fault("1:b") == "parse \"1:b\": first path segment in URL cannot contain colon");
  CHECK(fault("a%zz") == "parse \"a%zz\": invalid URL escape \"%zz\"");
  CHECK(fault("a#%z") == "parse \"a#%z\": invalid URL escape \"%z\"");
  CHECK(fault(":a") == "parse \":a\": missing protocol scheme");
  CHECK(fault("a\tb") == "parse \"a\\tb\": net/url: invalid control character in URL");
  CHECK(fault("dir/1:b") == "");
  CHECK(ReadUrl("HTTP://x/y").scheme == "http");
  CHECK(ReadUrl("http://x/y").has_host);
  CHECK(ReadUrl("my chart").text == "my%20chart");
  CHECK(ReadUrl("a%20b/c").path == "a b/c");
  CHECK(ReadUrl("foo:bar").text == "foo:bar");
}

TEST_CASE("paths") {
  CHECK(CleanPath("") == ".");
  CHECK(CleanPath("a//b/./c/../d/") == "a/b/d");
  CHECK(CleanPath("/../a") == "/a");
  CHECK(CleanPath("../../a/..") == "../..");
  CHECK(AbsolutePath("/a/../b") == "/b");
}

TEST_CASE("base64") {
  for (const std::string text : {"", "a", "ab", "abc", "\xff\xfe\xfd\xfc"}) {
    CHECK(DecodeBase64(EncodeBase64(text)) == text);
  }
  CHECK(EncodeBase64("ab") == "YWI=");
  CHECK_FALSE(DecodeBase64("YWI").has_value());
  CHECK_FALSE(DecodeBase64("Y=I=").has_value());
  CHECK(IsUtf8("\xc3\xa9"));
  CHECK_FALSE(IsUtf8("\xed\xa0\x80"));
  CHECK_FALSE(IsUtf8("\xc3"));
}

}  // namespace

TEST_CASE("long texts become JSON strings as a JSON library writes them") {
  std::string all;
  for (int c = 0; c < 0x80; ++c) all += static_cast<char>(c);
  std::string text;
  for (int i = 0; i < 100; ++i) text += std::string(static_cast<size_t>(i % 11), 'x') + all + "é\n";
  for (const std::string& each : {std::string(), all, text, std::string(5000, '\x01')}) {
    std::string line = "{";
    CHECK(AppendJsonString(line, each));
    const bool same = line == "{" + WriteJsonLine(Json(each));  // too long to be shown
    CHECK(same);
  }
  std::string line = "{";
  CHECK_FALSE(AppendJsonString(line, text + "\xed\xa0\x80"));
  CHECK(line == "{");
}

}  // namespace chartrender::cli

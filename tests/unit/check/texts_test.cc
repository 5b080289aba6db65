// Quantities, names of images, patterns of rules, comments that ignore, texts like credentials, the
// lines of a document.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "check/ignores.h"
#include "check/images.h"
#include "check/line_index.h"
#include "check/practices.h"
#include "check/quantity.h"

namespace chartrender::check {

TEST_CASE("quantity: what Kubernetes reads") {
  struct Case {
    std::string text;
    int64_t thousandths, whole;
  };
  for (const Case& c : std::vector<Case>{{"1", 1000, 1},
                                         {"100m", 100, 1},
                                         {"1.5", 1500, 2},
                                         {"+.5Gi", 536870912000, 536870912},
                                         {"2Mi", 2097152000, 2097152},
                                         {"1e3", 1000000, 1000},
                                         {"12E-1", 1200, 2},
                                         {"3E", INT64_MAX, 3000000000000000000},
                                         {"1n", 1, 1},
                                         {"-0.5", -500, -1},
                                         {"0", 0, 0}}) {
    CAPTURE(c.text);
    const auto quantity = Quantity::Parse(c.text);
    REQUIRE(quantity);
    CHECK(quantity->InThousandths() == c.thousandths);
    CHECK(quantity->InWhole() == c.whole);
  }
  for (const char* text : {"", "m", "1 Gi", "1gi", "1.2.3", "one", "1e", "1e999", "--1", "1KB"}) {
    CAPTURE(text);
    CHECK_FALSE(Quantity::Parse(text));
  }
  CHECK(Quantity::Parse("1Gi")->Compare(*Quantity::Parse("1G")) == 1);
  CHECK(Quantity::Parse("1000m")->Compare(*Quantity::Parse("1")) == 0);
  CHECK(Quantity::Of(Value::Float(0.1))->InThousandths() == 100);
}

TEST_CASE("image names: registry, repository, tag and digest") {
  struct Case {
    std::string text, registry, repository, tag, digest;
  };
  const std::string digest = "sha256:" + std::string(64, 'a');
  for (const Case& c :
       std::vector<Case>{{"nginx", "docker.io", "library/nginx", "", ""},
                         {"nginx:1.27", "docker.io", "library/nginx", "1.27", ""},
                         {"acme/web", "docker.io", "acme/web", "", ""},
                         {"index.docker.io/web:a", "docker.io", "library/web", "a", ""},
                         {"localhost/web", "localhost", "web", "", ""},
                         {"r.io:5000/a/b/c:V1@" + digest, "r.io:5000", "a/b/c", "V1", digest},
                         {"a__b/c-d.e@" + digest, "docker.io", "a__b/c-d.e", "", digest}}) {
    CAPTURE(c.text);
    const auto name = ParseImage(c.text);
    REQUIRE(name);
    CHECK(name->registry == c.registry);
    CHECK(name->repository == c.repository);
    CHECK(name->tag == c.tag);
    CHECK(name->digest == c.digest);
  }
  for (const std::string& text :
       std::vector<std::string>{"", "Nginx", "a b", "a:", "a@sha256:abc", "a//b", "-a", "a_",
                                "a:b:c", "https://a/b", ":1", "a:" + std::string(129, 't')}) {
    CAPTURE(text);
    CHECK_FALSE(ParseImage(text));
  }
}

TEST_CASE("comments that ignore") {
  const auto comments = FindIgnoreComments(
      "a: 1\n"
      "{{- /* render:ignore one,two-* it is so */ -}}\n"
      "b: 2 # render:ignore three\n"
      "# render:ignore-file four for all\n"
      "# render:ignored five\n");
  REQUIRE(comments.size() == 3);
  CHECK(comments[0].line == 2);
  CHECK(comments[0].rules == std::vector<std::string>{"one", "two-*"});
  CHECK(comments[0].reason == "it is so");
  CHECK(comments[1].reason.empty());
  CHECK(comments[2].whole_file);
  CHECK(comments[2].reason == "for all");
}

TEST_CASE("dates") {
  CHECK(EndOfDay("1970-01-01") == 86399);
  CHECK(EndOfDay("2024-02-29") > 0);
  for (const char* text :
       {"", "2023-02-29", "2024-13-01", "24-01-01", "2024/01/01", "2024-01-0x"}) {
    CAPTURE(text);
    CHECK(EndOfDay(text) == -1);
  }
}

TEST_CASE("texts like credentials") {
  CHECK(SecretIn("key: -----BEGIN RSA PRIVATE KEY-----\nx") == "a private key");
  CHECK(SecretIn("id AKIA" + std::string(16, 'Z')) == "an access key of AWS");
  CHECK(SecretIn("ghp_" + std::string(36, 'a')) == "a token of GitHub");
  CHECK(SecretIn("postgres://user:hunter2@db:5432/x") == "a password in a URL");
  for (const char* text :
       {"", "-----BEGIN CERTIFICATE-----", "http://db:5432/x", "https://u@h/", "https://a/b:c@d",
        "postgres://user:$(PASSWORD)@db", "amqp://u:${P}@h", "sk_live_short", "AKIA"}) {
    CAPTURE(text);
    CHECK(SecretIn(text).empty());
  }
}

TEST_CASE("lines of a document by pointer") {
  const LineIndex index(
      "# head\n"
      "a: 1\n"
      "b:\n"
      "  - x\n"
      "  - {c: 1, d/e~f: 2}\n"
      "  - c: 3\n"
      "    g: |\n"
      "      text\n"
      "    h: &h [1,\n"
      "      2]\n"
      "? [k]\n"
      ": 9\n"
      "i: *h\n");
  struct Case {
    std::string pointer;
    uint32_t line;
  };
  for (const Case& c : std::vector<Case>{{"", 1},
                                         {"/a", 1},
                                         {"/b", 2},
                                         {"/b/0", 3},
                                         {"/b/1/d~1e~0f", 4},
                                         {"/b/2", 5},
                                         {"/b/2/c", 5},
                                         {"/b/2/g", 6},
                                         {"/b/2/h/1", 9},
                                         {"/b/2/missing/deeper", 5},
                                         {"/b/9", 2},
                                         {"/b/x", 2},
                                         {"/i", 12}}) {
    CAPTURE(c.pointer);
    CHECK(index.LineOf(c.pointer) == c.line);
  }
  CHECK(LineIndex("a: 1\nb: [1\n").LineOf("/a") == 0);
  CHECK(LineIndex("z: 1\na: 2\nb: [1,\n 2\n").LineOf("/b/1") == 3);
  CHECK(LineIndex("z: 1\na: 2\nz: 3\n").LineOf("/z") == 0);
}

}  // namespace chartrender::check

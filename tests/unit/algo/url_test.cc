#include <doctest/doctest.h>

#include <cstdio>
#include <string>

#include "algo/go_ip.h"
#include "algo/go_url.h"
#include "base/error.h"

namespace chartrender {

namespace {

struct Case {
  std::string text;
  std::string want;
};

// Measured with Go 1.26: the URL written again, its host name, its path; or the error.
const Case kUrls[] = {
    {"http://u:p@h.x:80/a%2fb?q=1#f%41", "http://u:p@h.x:80/a%2fb?q=1#f%41 h.x /a/b"},
    {"//h/p", "//h/p h /p"},
    {"mailto:a@b", "mailto:a@b  "},
    {"/p?", "/p?  /p"},
    {"a:b", "a:b  "},
    {"1a:b", "parse \"1a:b\": first path segment in URL cannot contain colon"},
    {"http://[::1%25en0]:8/", "http://[::1%25en0]:8/ ::1%en0 /"},
    {"http://[::1", "parse \"http://[::1\": missing ']' in host"},
    {"http://h:x/", "parse \"http://h:x/\": invalid port \":x\" after host"},
    {"http://a b/", "parse \"http://a b/\": invalid character \" \" in host name"},
    {"%zz", "parse \"%zz\": invalid URL escape \"%zz\""},
    {"http://h/%zz", "parse \"http://h/%zz\": invalid URL escape \"%zz\""},
    {"*", "*  *"},
    {"HTTP://H/\303\251", "http://H/%C3%A9 H /\303\251"},
    {"http://u@:p@h/", "http://u%40:p@h/ h /"},
    {"x://h?a#b?c", "x://h?a#b?c h "},
    {"\177", "parse \"\\x7f\": net/url: invalid control character in URL"},
    {"http://[1.2.3.4]/", "parse \"http://[1.2.3.4]/\": invalid IP-literal"},
    {"./a:b", "./a:b  ./a:b"},
};

// The address in hexadecimal and its zone behind '%'; or the error.
const Case kAddresses[] = {
    {"1.2.3.4", "01020304%"},
    {"1.2.3", "ParseAddr(\"1.2.3\"): IPv4 address too short"},
    {"1.2.3.256", "ParseAddr(\"1.2.3.256\"): IPv4 field has value >255"},
    {"01.2.3.4", "ParseAddr(\"01.2.3.4\"): IPv4 field has octet with leading zero"},
    {"::1", "00000000000000000000000000000001%"},
    {"1::2::3", "ParseAddr(\"1::2::3\"): multiple :: in address (at \":3\")"},
    {"fe80::1%en0", "fe800000000000000000000000000001%en0"},
    {"::ffff:1.2.3.4", "00000000000000000000ffff01020304%"},
    {"12345::", "ParseAddr(\"12345::\"): each group must have 4 or less digits (at \"12345::\")"},
    {"g::",
     "ParseAddr(\"g::\"): each colon-separated field must have at least one digit (at \"g::\")"},
    {"1:2:3:4:5:6:7:8:9",
     "ParseAddr(\"1:2:3:4:5:6:7:8:9\"): trailing garbage after address (at \"9\")"},
    {"", "ParseAddr(\"\"): unable to parse IP"},
    {"%x", "ParseAddr(\"%x\"): missing IPv6 address"},
    {"1:2", "ParseAddr(\"1:2\"): address string too short"},
};

}  // namespace

TEST_CASE("URLs are read and written as Go does") {
  for (const Case& test : kUrls) {
    CAPTURE(test.text);
    std::string got;
    try {
      const Url url = Url::Parse(test.text);
      got = url.ToString() + " " + std::string(url.Hostname()) + " " + url.path;
    } catch (const Failure& failure) {
      got = failure.error().message;
    }
    CHECK(got == test.want);
  }
}

TEST_CASE("addresses are read as Go reads them") {
  for (const Case& test : kAddresses) {
    CAPTURE(test.text);
    std::string got;
    try {
      const IpAddress address = ParseIpAddress(test.text);
      for (size_t i = 0; i < (address.is_v4 ? 4U : 16U); ++i) {
        char hex[3];
        std::snprintf(hex, sizeof hex, "%02x", address.bytes[i]);
        got += hex;
      }
      got.append("%").append(address.zone);
    } catch (const Failure& failure) {
      got = failure.error().message;
    }
    CHECK(got == test.want);
  }
}

}  // namespace chartrender

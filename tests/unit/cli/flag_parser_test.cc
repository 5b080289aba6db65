// The command line's grammar; every expectation was observed with Helm 4.3.1 (spf13/pflag).
#include "flag_parser.h"

#include <doctest/doctest.h>

#include "arguments.h"
#include "helm_options.h"

namespace chartrender::cli {
namespace {

OptionSet TemplateSet() {
  return OptionSet({TemplateOptions(), InstallOptions(), ValueOptions(), ChartPathOptions(),
                    GlobalOptions(), LoggingOptions()});
}

ParsedFlags Parse(const std::vector<std::string>& arguments) {
  std::vector<LogRecord> log;
  return ParseFlags(TemplateSet(), arguments, log);
}

std::string Fault(const std::vector<std::string>& arguments) {
  try {
    Parse(arguments);
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

// "name=value" of each use, then the arguments in brackets.
std::string Shown(const std::vector<std::string>& arguments) {
  const ParsedFlags flags = Parse(arguments);
  std::string text;
  for (const OptionUse& use : flags.uses)
    text += std::string(use.option->name) + '=' + use.value + ' ';
  for (const std::string& argument : flags.arguments) text += '[' + argument + ']';
  return text;
}

TEST_CASE("values are attached, separate, or behind a shorthand") {
  CHECK(Shown({"--namespace=ns", "c"}) == "namespace=ns [c]");
  CHECK(Shown({"--namespace", "ns", "c"}) == "namespace=ns [c]");
  CHECK(Shown({"--namespace=", "c"}) == "namespace= [c]");
  CHECK(Shown({"-nns", "c"}) == "namespace=ns [c]");
  CHECK(Shown({"-n=ns", "c"}) == "namespace=ns [c]");
  CHECK(Shown({"-n", "ns", "c"}) == "namespace=ns [c]");
  CHECK(Shown({"-n=", "c"}) == "namespace== [c]");
  CHECK(Shown({"-n", "--set", "c"}) == "namespace=--set [c]");
  CHECK(Shown({"--set=a=b=c"}) == "set=a=b=c ");
}

TEST_CASE("switches take no separate value") {
  CHECK(Shown({"--is-upgrade", "false"}) == "is-upgrade=true [false]");
  CHECK(Shown({"--is-upgrade=false"}) == "is-upgrade=false ");
  CHECK(Shown({"--dry-run", "c"}) == "dry-run=unset [c]");
  CHECK(Shown({"--wait", "c"}) == "wait=watcher [c]");
}

TEST_CASE("shorthands in one word") {
  CHECK(Shown({"-gn", "ns"}) == "generate-name=true namespace=ns ");
  CHECK(Shown({"-gnns"}) == "generate-name=true namespace=ns ");
  CHECK(Shown({"-g=false"}) == "generate-name=false ");
  CHECK(Shown({"-test.v", "c"}) == "[c]");
}

TEST_CASE("arguments and options in any order, up to --") {
  CHECK(Shown({"r", "-n", "ns", "c"}) == "namespace=ns [r][c]");
  CHECK(Shown({"r", "--", "c", "-n"}) == "[r][c][-n]");
  CHECK(Shown({"-", "", "--"}) == "[-][]");
}

TEST_CASE("faults are told in pflag's words, the first from the left") {
  const struct {
    std::vector<std::string> arguments;
    std::string want;
  } cases[] = {
      {{"--bogus", "x"}, "unknown flag: --bogus"},
      {{"--se", "a=2"}, "unknown flag: --se"},
      {{"---set"}, "bad flag syntax: ---set"},
      {{"--=x"}, "bad flag syntax: --=x"},
      {{"-Zf", "v.yaml"}, "unknown shorthand flag: 'Z' in -Zf"},
      {{"-=x"}, "unknown shorthand flag: '=' in -=x"},
      {{"--set"}, "flag needs an argument: --set"},
      {{"-gf"}, "flag needs an argument: 'f' in -f"},
      {{"--is-upgrade=x"},
       "invalid argument \"x\" for \"--is-upgrade\" flag: strconv.ParseBool: parsing \"x\": "
       "invalid syntax"},
      {{"--timeout", "5"},
       "invalid argument \"5\" for \"--timeout\" flag: time: missing unit in duration \"5\""},
      {{"--timeout", "1y"},
       "invalid argument \"1y\" for \"--timeout\" flag: time: unknown unit \"y\" in duration "
       "\"1y\""},
      {{"--qps", "x"},
       "invalid argument \"x\" for \"--qps\" flag: strconv.ParseFloat: parsing \"x\": invalid "
       "syntax"},
      {{"--qps", "1e99"},
       "invalid argument \"1e99\" for \"--qps\" flag: strconv.ParseFloat: parsing \"1e99\": value "
       "out of range"},
      {{"--burst-limit", "99999999999999999999"},
       "invalid argument \"99999999999999999999\" for \"--burst-limit\" flag: strconv.ParseInt: "
       "parsing "
       "\"99999999999999999999\": value out of range"},
      {{"-v", "x"},
       "invalid argument \"x\" for \"-v, --v\" flag: strconv.ParseInt: parsing \"x\": invalid "
       "syntax"},
      {{"-l", "name"},
       "invalid argument \"name\" for \"-l, --labels\" flag: name must be formatted as key=value"},
      {{"-f", "a\"b"},
       "invalid argument \"a\\\"b\" for \"-f, --values\" flag: parse error on line 1, column 2: "
       "bare \" in "
       "non-quoted-field"},
      {{"-f", "a,\"b"},
       "invalid argument \"a,\\\"b\" for \"-f, --values\" flag: parse error on line 1, column 5: "
       "extraneous or "
       "missing \" in quoted-field"},
      {{"--wait=foo"},
       "invalid argument \"foo\" for \"--wait\" flag: invalid wait input \"foo\". Valid inputs are "
       "watcher, "
       "hookOnly, and legacy"},
      {{"--post-renderer", "foo"},
       "invalid argument \"foo\" for \"--post-renderer\" flag: plugin: {Name:foo "
       "Type:postrenderer/v1} not found"},
      {{"--bogus", "--timeout", "x"}, "unknown flag: --bogus"},
  };
  for (const auto& test : cases) CHECK(Fault(test.arguments) == test.want);
}

TEST_CASE("deprecated options are noticed") {
  const ParsedFlags flags = Parse({"--atomic", "--force"});
  REQUIRE(flags.notices.size() == 2);
  CHECK(flags.notices[0] == "Flag --atomic has been deprecated, use --rollback-on-failure instead");
}

TEST_CASE("an old value of --wait is logged, also before a fault") {
  std::vector<LogRecord> log;
  const std::vector<std::string> arguments = {"--wait=true", "--bogus"};
  CHECK_THROWS_AS(ParseFlags(TemplateSet(), arguments, log), UsageError);
  REQUIRE(log.size() == 1);
  CHECK(log[0].message ==
        "--wait=true is deprecated (boolean value) and can be replaced with --wait=watcher");
}

TEST_CASE("global options are read ahead as pflag guesses") {
  const auto early = [](const std::vector<std::string>& arguments) {
    std::string text;
    for (const OptionUse& use :
         ReadGlobalFlags(OptionSet({GlobalOptions(), LoggingOptions()}), arguments)) {
      text += std::string(use.option->name) + '=' + use.value + ' ';
    }
    return text;
  };
  CHECK(early({"template", "--set", "a=1", "-n", "ns", "--debug"}) == "namespace=ns debug=true ");
  CHECK(early({"template", "--set", "-n", "ns"}) == "namespace=ns ");
  CHECK(early({"--is-upgrade", "--debug"}) == "debug=true ");
  CHECK(early({"--is-upgrade", "c", "--debug"}) == "debug=true ");
  CHECK(early({"--qps", "x", "--debug"}) == "");
  CHECK(early({"--help", "--debug"}) == "");
}

TEST_CASE("arguments are typed; lists collect, scalars keep the last value") {
  const OptionSet options = TemplateSet();
  const Arguments arguments(
      options, {},
      Parse({"r", "c", "-f", "a,b", "-f", "\"c,d\"", "--set", "x={1,2}", "--set", "", "-n", "one",
             "-n", "two", "--burst-limit", "0x10", "--server-side=0"}));
  CHECK(arguments.List("values") == std::vector<std::string>{"a", "b", "c,d"});
  CHECK(arguments.List("set") == std::vector<std::string>{"x={1,2}", ""});
  CHECK(arguments.Text("namespace") == "two");
  CHECK(arguments.Text("dry-run") == "client");
  CHECK(arguments.Number("burst-limit") == 16);
  CHECK_FALSE(arguments.Flag("server-side"));
  CHECK_FALSE(arguments.Flag("is-upgrade"));
  CHECK(arguments.Given("namespace"));
  CHECK_FALSE(arguments.Given("dry-run"));
  CHECK(arguments.positional() == std::vector<std::string>{"r", "c"});
}

}  // namespace
}  // namespace chartrender::cli

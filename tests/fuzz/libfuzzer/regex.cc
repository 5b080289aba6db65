// A pattern, a text and a replacement, with lines of "====" between them. All spans lie in the
// text, matches follow each other, and the pieces of a split with its matches are the text.
#include "algo/regex.h"

#include <string>

#include "input.h"

namespace chartrender::fuzz {

namespace {

void CheckSpan(const Regex::Span& span, std::string_view text) {
  if (span.found() && (span.begin > span.end || span.end > text.size())) {
    Broken("a span outside of the text", text, std::to_string(span.begin));
  }
}

void CheckMatches(const Regex& regex, std::string_view text) {
  const auto first = regex.Find(text);
  if (first.has_value() != regex.Matches(text)) Broken("Find and Matches differ", text, "");
  if (first) CheckSpan(*first, text);
  for (const Regex::Span& span : regex.FindGroups(text)) CheckSpan(span, text);
  size_t end = 0;
  for (const Regex::Span& span : regex.FindAll(text, -1)) {
    CheckSpan(span, text);
    if (span.begin < end) Broken("matches overlap", text, regex.pattern());
    end = span.end;
  }
}

void CheckSplit(const Regex& regex, std::string_view text) {
  size_t pieces = 0;
  for (const std::string_view piece : regex.Split(text, -1)) pieces += piece.size();
  size_t matched = 0;
  for (const Regex::Span& span : regex.FindAll(text, -1)) matched += span.end - span.begin;
  if (pieces + matched != text.size()) Broken("pieces are lost", text, regex.pattern());
}

}  // namespace

void Run(std::string_view input) {
  const auto parts = Parts(input, 3);
  const std::string_view text = parts[1];
  Budget budget(SmallLimits());
  Try([&] {
    const Regex regex(parts[0], budget.limits().regex_bytes);
    CheckMatches(regex, text);
    CheckSplit(regex, text);
    (void)regex.ReplaceAll(text, parts[2], &budget);
    if (regex.ReplaceAll(text, "$0") != regex.ReplaceAll(text, "${0}")) {
      Broken("$0 is not ${0}", text, regex.pattern());
    }
    (void)regex.ReplaceAllLiteral(text, parts[2], &budget);
    const Regex quoted(Regex::QuoteMeta(parts[0]));
    if (!quoted.Matches(parts[0])) Broken("a quoted text does not match itself", parts[0], "");
  });
}

}  // namespace chartrender::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  chartrender::fuzz::Run(chartrender::fuzz::TextOf(data, size));
  return 0;
}

#include "algo/regex.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/quote.h"
#include "functions/function_cache.h"
#include "functions/functions.h"
#include "functions/raise.h"

namespace chartrender {

namespace {

using functions::IsDataError;
using functions::Raise;

// A compiled pattern: one of the render's cache, else its own.
class Compiled {
 public:
  // Throws Failure "error parsing regexp: ...".
  Compiled(Call& call, std::string_view pattern) {
    const uint64_t most = call.budget.limits().regex_bytes;
    regex_ =
        call.cache == nullptr ? &own_.emplace(pattern, most) : &call.cache->RegexFor(pattern, most);
  }
  Compiled(const Compiled&) = delete;
  Compiled& operator=(const Compiled&) = delete;

  const Regex* operator->() const { return regex_; }
  const Regex& operator*() const { return *regex_; }

 private:
  std::optional<Regex> own_;
  const Regex* regex_;
};

// regexp.MustCompile: what is wrong with the pattern is told as a panic does it.
[[noreturn]] void RaiseCompilePanic(std::string_view pattern, const Failure& failure) {
  if (!IsDataError(failure)) throw failure;
  std::string quoted;
  if (CanBackquote(pattern)) {
    quoted = StrCat("`", pattern, "`");
  } else {
    AppendQuote(quoted, pattern);
  }
  Raise(StrCat("regexp: Compile(", quoted, "): ", failure.error().message));
}

// The same as a constructor.
class MustCompiled {
 public:
  MustCompiled(Call& call, std::string_view pattern) try : compiled_(call, pattern) {
  } catch (const Failure& failure) {
    RaiseCompilePanic(pattern, failure);
  }

  const Regex* operator->() const { return &*compiled_; }
  const Regex& operator*() const { return *compiled_; }

 private:
  Compiled compiled_;
};

Value TextList(Call& call, std::span<const std::string_view> texts) {
  const std::span<Value> items = call.arena.Array<Value>(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) items[i] = Value::String(texts[i]);
  return Value::List(items, GoType::kStringList);
}

Value FindAllIn(Call& call, const Regex& regex, std::string_view text, int64_t n) {
  const std::vector<Regex::Span> matches = regex.FindAll(text, n, &call.budget);
  if (matches.empty()) return Value::NilList(GoType::kStringList);
  std::vector<std::string_view> texts;
  texts.reserve(matches.size());
  for (const Regex::Span& match : matches)
    texts.push_back(text.substr(match.begin, match.end - match.begin));
  return TextList(call, texts);
}

Value SplitBy(Call& call, const Regex& regex, std::string_view text, int64_t n) {
  if (n == 0) return Value::NilList(GoType::kStringList);
  return TextList(call, regex.Split(text, n, &call.budget));
}

std::string_view FindIn(Call& call, const Regex& regex, std::string_view text) {
  const std::optional<Regex::Span> match = regex.Find(text, &call.budget);
  return match ? text.substr(match->begin, match->end - match->begin) : std::string_view();
}

bool RegexMatch(Call& call, std::string_view pattern, std::string_view text) {
  try {
    return Compiled(call, pattern)->Matches(text, &call.budget);
  } catch (const Failure& failure) {
    if (!IsDataError(failure)) throw;
    return false;
  }
}

bool MustRegexMatch(Call& call, std::string_view pattern, std::string_view text) {
  return Compiled(call, pattern)->Matches(text, &call.budget);
}

Value RegexFindAll(Call& call, std::string_view pattern, std::string_view text, GoInt n) {
  return FindAllIn(call, *MustCompiled(call, pattern), text, n.value);
}

Value MustRegexFindAll(Call& call, std::string_view pattern, std::string_view text, GoInt n) {
  return FindAllIn(call, *Compiled(call, pattern), text, n.value);
}

std::string_view RegexFind(Call& call, std::string_view pattern, std::string_view text) {
  return FindIn(call, *MustCompiled(call, pattern), text);
}

std::string_view MustRegexFind(Call& call, std::string_view pattern, std::string_view text) {
  return FindIn(call, *Compiled(call, pattern), text);
}

std::string RegexReplaceAll(Call& call, std::string_view pattern, std::string_view text,
                            std::string_view replacement) {
  return MustCompiled(call, pattern)->ReplaceAll(text, replacement, &call.budget);
}

std::string MustRegexReplaceAll(Call& call, std::string_view pattern, std::string_view text,
                                std::string_view replacement) {
  return Compiled(call, pattern)->ReplaceAll(text, replacement, &call.budget);
}

std::string RegexReplaceAllLiteral(Call& call, std::string_view pattern, std::string_view text,
                                   std::string_view replacement) {
  return MustCompiled(call, pattern)->ReplaceAllLiteral(text, replacement, &call.budget);
}

std::string MustRegexReplaceAllLiteral(Call& call, std::string_view pattern, std::string_view text,
                                       std::string_view replacement) {
  return Compiled(call, pattern)->ReplaceAllLiteral(text, replacement, &call.budget);
}

Value RegexSplit(Call& call, std::string_view pattern, std::string_view text, GoInt n) {
  return SplitBy(call, *MustCompiled(call, pattern), text, n.value);
}

Value MustRegexSplit(Call& call, std::string_view pattern, std::string_view text, GoInt n) {
  return SplitBy(call, *Compiled(call, pattern), text, n.value);
}

std::string RegexQuoteMeta(Call&, std::string_view text) { return Regex::QuoteMeta(text); }

constexpr std::string_view kSource = "sprig 3.3 regex.go";

constexpr FunctionDef kRows[] = {
    {"regexMatch", Fn<&RegexMatch>,
     "True when PATTERN matches somewhere in STR; false for a bad pattern.", kSource},
    {"mustRegexMatch", Fn<&MustRegexMatch>, "As regexMatch; a bad pattern is an error.", kSource},
    {"regexFindAll", Fn<&RegexFindAll>, "The first N matches of PATTERN in STR, all when N < 0.",
     kSource},
    {"mustRegexFindAll", Fn<&MustRegexFindAll>, "As regexFindAll.", kSource},
    {"regexFind", Fn<&RegexFind>, "The first match of PATTERN in STR, or \"\".", kSource},
    {"mustRegexFind", Fn<&MustRegexFind>, "As regexFind.", kSource},
    {"regexReplaceAll", Fn<&RegexReplaceAll>,
     "STR with each match of PATTERN replaced by TEXT, where $1 and ${name} stand for groups.",
     kSource},
    {"mustRegexReplaceAll", Fn<&MustRegexReplaceAll>, "As regexReplaceAll.", kSource},
    {"regexReplaceAllLiteral", Fn<&RegexReplaceAllLiteral>,
     "STR with each match of PATTERN replaced by TEXT as it is.", kSource},
    {"mustRegexReplaceAllLiteral", Fn<&MustRegexReplaceAllLiteral>, "As regexReplaceAllLiteral.",
     kSource},
    {"regexSplit", Fn<&RegexSplit>,
     "At most N pieces of STR between the matches of PATTERN, all when N < 0.", kSource},
    {"mustRegexSplit", Fn<&MustRegexSplit>, "As regexSplit.", kSource},
    {"regexQuoteMeta", Fn<&RegexQuoteMeta>, "STR as a pattern that matches just STR.", kSource},
};

}  // namespace

std::span<const FunctionDef> RegexFunctions() { return kRows; }

}  // namespace chartrender

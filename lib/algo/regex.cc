#include "algo/regex.h"

#include <re2/re2.h>

#include <algorithm>
#include <mutex>

#include "algo/regex_syntax.h"
#include "base/budget.h"
#include "base/error.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

size_t RuneWidth(std::string_view text, size_t at) { return DecodeRune(text.substr(at)).width; }

bool IsNameRune(const Rune& rune) {
  return rune.code == '_' || IsLetterRune(rune.code) || IsDigitRune(rune.code);
}

}  // namespace

struct Regex::Engine {
  std::string pattern;
  uint64_t max_bytes = 0;
  std::once_flag built;
  std::unique_ptr<RE2> re2;
};

// The text that RE2 sees. Bad bytes become U+FFFD there (three bytes for one), which `bad`
// remembers by their offsets, so that places can be told in the text as it was given.
struct Regex::Subject {
  explicit Subject(std::string_view original) : text(original) {
    if (text.data() == nullptr) text = std::string_view("");
    if (IsValidUtf8(text)) return;
    for (size_t at = 0; at < original.size();) {
      const Rune rune = DecodeRune(original.substr(at));
      if (rune.bad()) bad.push_back(repaired.size());
      AppendRune(repaired, rune.code);
      at += rune.width;
    }
    text = repaired;
  }
  Subject(const Subject&) = delete;
  Subject& operator=(const Subject&) = delete;

  size_t OriginalOffset(size_t at) const {
    if (bad.empty() || at == Span::kNone) return at;
    const auto before = std::lower_bound(bad.begin(), bad.end(), at) - bad.begin();
    return at - 2 * static_cast<size_t>(before);
  }
  Span Original(Span span) const { return {OriginalOffset(span.begin), OriginalOffset(span.end)}; }

  std::string_view text;
  std::string repaired;
  std::vector<size_t> bad;
};

// A replacement text cut into literal pieces and groups.
struct Regex::Replacement {
  struct Part {
    std::string_view literal;
    std::vector<size_t> groups;  // the first of them that took part in the match is inserted
  };
  std::vector<Part> parts;
  bool has_groups = false;
};

Regex::Regex(std::string_view pattern, uint64_t max_bytes) : pattern_(pattern) {
  RegexSyntax syntax = ParseRegexSyntax(pattern);
  group_names_ = std::move(syntax.group_names);
  small_ = SmallRegex::Compile(pattern);
  engine_ = std::make_unique<Engine>();
  engine_->pattern = std::move(syntax.re2_pattern);
  engine_->max_bytes = max_bytes;
  if (!small_) (void)re2();
}

const re2::RE2& Regex::re2() const {
  std::call_once(engine_->built, [this] {
    RE2::Options options;
    options.set_log_errors(false);
    options.set_max_mem(static_cast<int64_t>(engine_->max_bytes));
    engine_->re2 = std::make_unique<RE2>(Piece(engine_->pattern), options);
  });
  if (!engine_->re2->ok()) {
    throw Failure(ErrorCode::kLimit,
                  StrCat("limit reached: size of the regular expression: ", engine_->re2->error()));
  }
  return *engine_->re2;
}

Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

// RE2 takes at most this time for an instruction of the pattern and a byte of the text, when its
// automaton has no room and it goes on without one.
void Regex::ExpectSearch(Budget& budget, size_t bytes) const {
  constexpr uint64_t nanoseconds = 10;
  constexpr uint64_t short_search = 10'000'000;
  budget.ChargeSteps(1);
  const uint64_t longest = bytes * static_cast<uint64_t>(re2().ProgramSize()) * nanoseconds;
  if (longest > short_search) budget.ExpectTime(longest);
}

// Fills `groups` (as many as it has room for) with the leftmost match that starts at `from` or
// later.
bool Regex::Search(const Subject& subject, size_t from, std::vector<Span>& groups,
                   Budget* budget) const {
  if (budget != nullptr) ExpectSearch(*budget, subject.text.size() - from);
  std::vector<re2::StringPiece> pieces(groups.size());
  const std::string_view text = subject.text;
  for (;;) {
    if (!re2().Match(Piece(text), from, text.size(), RE2::UNANCHORED, pieces.data(),
                     static_cast<int>(pieces.size()))) {
      return false;
    }
    if (pieces.empty()) return true;
    // RE2 looks between all bytes, so that \B can match inside of a character; Go looks between
    // characters.
    const auto begin = static_cast<size_t>(pieces[0].data() - text.data());
    if (begin >= text.size() || (static_cast<unsigned char>(text[begin]) & 0xC0) != 0x80) break;
    from = begin + 1;
  }
  for (size_t i = 0; i < groups.size(); ++i) {
    groups[i] = {};
    if (pieces[i].data() == nullptr) continue;
    const auto begin = static_cast<size_t>(pieces[i].data() - text.data());
    groups[i] = {begin, begin + pieces[i].size()};
  }
  return true;
}

bool Regex::Matches(std::string_view text, Budget* budget) const {
  if (small_) {
    if (const std::optional<bool> matches = small_->Matches(text)) return *matches;
  }
  return Find(text, budget).has_value();
}

std::optional<Regex::Span> Regex::Find(std::string_view text, Budget* budget) const {
  const Subject subject(text);
  std::vector<Span> groups(1);
  if (!Search(subject, 0, groups, budget)) return std::nullopt;
  return subject.Original(groups[0]);
}

std::vector<Regex::Span> Regex::FindGroups(std::string_view text, Budget* budget) const {
  const Subject subject(text);
  std::vector<Span> groups(1 + group_count());
  if (!Search(subject, 0, groups, budget)) return {};
  for (Span& group : groups) group = subject.Original(group);
  return groups;
}

template <class Deliver>
void Regex::EachMatch(const Subject& subject, int64_t n, Budget* budget, Deliver deliver) const {
  const std::string_view text = subject.text;
  if (n < 0) n = static_cast<int64_t>(text.size()) + 1;
  std::vector<Span> groups(1);
  size_t previous_end = Span::kNone;
  for (size_t at = 0; n > 0 && at <= text.size();) {
    if (!Search(subject, at, groups, budget)) return;
    const Span match = groups[0];
    bool accept = true;
    if (match.end == at) {
      if (match.begin == previous_end) accept = false;
      const size_t width = RuneWidth(text, at);
      at = width > 0 ? at + width : text.size() + 1;
    } else {
      at = match.end;
    }
    previous_end = match.end;
    if (accept) {
      deliver(match);
      --n;
    }
  }
}

std::vector<Regex::Span> Regex::FindAll(std::string_view text, int64_t n, Budget* budget) const {
  const Subject subject(text);
  std::vector<Span> matches;
  EachMatch(subject, n, budget, [&](Span match) { matches.push_back(subject.Original(match)); });
  return matches;
}

std::vector<std::string_view> Regex::Split(std::string_view text, int64_t n, Budget* budget) const {
  if (n == 0) return {};
  if (!pattern_.empty() && text.empty()) return {text};
  std::vector<std::string_view> pieces;
  size_t begin = 0;
  size_t end = 0;
  for (const Span match : FindAll(text, n, budget)) {
    if (n > 0 && static_cast<int64_t>(pieces.size()) >= n - 1) break;
    end = match.begin;
    if (match.end != 0) pieces.push_back(text.substr(begin, end - begin));
    begin = match.end;
  }
  if (end != text.size()) pieces.push_back(text.substr(begin));
  return pieces;
}

namespace {

// The name behind a '$'. False when there is none; then the '$' is ordinary text.
bool TakeName(std::string_view& text, std::string_view& name) {
  std::string_view rest = text;
  const bool braces = !rest.empty() && rest[0] == '{';
  if (braces) rest.remove_prefix(1);
  size_t size = 0;
  while (size < rest.size()) {
    const Rune rune = DecodeRune(rest.substr(size));
    if (rune.bad() || !IsNameRune(rune)) break;
    size += rune.width;
  }
  if (size == 0) return false;
  name = rest.substr(0, size);
  rest.remove_prefix(size);
  if (braces) {
    if (rest.empty() || rest[0] != '}') return false;
    rest.remove_prefix(1);
  }
  text = rest;
  return true;
}

// The group number that a name is, or -1.
int64_t GroupNumber(std::string_view name) {
  if (name.size() > 1 && name[0] == '0') return -1;
  int64_t number = 0;
  for (const char c : name) {
    if (c < '0' || c > '9' || number >= 100'000'000) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

Regex::Replacement Regex::ParseReplacement(std::string_view text) const {
  Replacement replacement;
  while (!text.empty()) {
    const size_t dollar = text.find('$');
    replacement.parts.push_back({text.substr(0, dollar), {}});
    if (dollar == std::string_view::npos) break;
    const std::string_view sign = text.substr(dollar, 1);
    text.remove_prefix(dollar + 1);
    if (!text.empty() && text[0] == '$') {
      text.remove_prefix(1);
      replacement.parts.push_back({sign, {}});
      continue;
    }
    std::string_view name;
    if (!TakeName(text, name)) {
      replacement.parts.push_back({sign, {}});
      continue;
    }
    replacement.has_groups = true;
    Replacement::Part part;
    const int64_t number = GroupNumber(name);
    if (number >= 0) {
      if (static_cast<size_t>(number) <= group_count())
        part.groups.push_back(static_cast<size_t>(number));
    } else {
      for (size_t i = 0; i < group_count(); ++i) {
        if (group_names_[i] == name) part.groups.push_back(i + 1);
      }
    }
    replacement.parts.push_back(std::move(part));
  }
  return replacement;
}

std::string Regex::Replace(std::string_view text, const Replacement& replacement,
                           Budget* budget) const {
  const Subject subject(text);
  const size_t size = subject.text.size();
  std::vector<Span> groups(replacement.has_groups ? 1 + group_count() : 1);
  std::string result;
  const auto append = [&](std::string_view piece) {
    if (budget != nullptr) budget->ExpectMemory(result.size() + piece.size());
    result.append(piece);
  };
  // Pieces are taken from the text as it was given: bad bytes that did not match stay as they are.
  const auto original = [&](size_t from, size_t to) {
    const size_t first = subject.OriginalOffset(from);
    return text.substr(first, subject.OriginalOffset(to) - first);
  };
  size_t last_end = 0;
  for (size_t at = 0; at <= size && Search(subject, at, groups, budget);) {
    const Span match = groups[0];
    append(original(last_end, match.begin));
    if (match.end > last_end || match.begin == 0) {
      for (const Replacement::Part& part : replacement.parts) {
        append(part.literal);
        for (const size_t group : part.groups) {
          if (!groups[group].found()) continue;
          append(original(groups[group].begin, groups[group].end));
          break;
        }
      }
    }
    last_end = match.end;
    const size_t width = RuneWidth(subject.text, at);
    if (at + width > match.end) {
      at += width;
    } else if (at + 1 > match.end) {
      ++at;
    } else {
      at = match.end;
    }
  }
  append(original(last_end, size));
  return result;
}

std::string Regex::ReplaceAll(std::string_view text, std::string_view replacement,
                              Budget* budget) const {
  return Replace(text, ParseReplacement(replacement), budget);
}

std::string Regex::ReplaceAllLiteral(std::string_view text, std::string_view replacement,
                                     Budget* budget) const {
  Replacement literal;
  literal.parts.push_back({replacement, {}});
  return Replace(text, literal, budget);
}

std::string Regex::QuoteMeta(std::string_view text) {
  std::string quoted;
  quoted.reserve(text.size());
  for (const char c : text) {
    if (std::string_view(R"(\.+*?()|[]{}^$)").find(c) != std::string_view::npos)
      quoted.push_back('\\');
    quoted.push_back(c);
  }
  return quoted;
}

}  // namespace chartrender

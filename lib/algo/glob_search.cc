// Matching. Offsets and lengths are bytes; some of the module's sums mix them with characters,
// which is kept. Source: github.com/gobwas/glob v0.2.3 match/.
#include <algorithm>
#include <iterator>

#include "algo/glob_matcher.h"
#include "base/error.h"
#include "base/stack.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

using Kind = GlobMatcher::Kind;

constexpr uint64_t kMostWork = 200'000'000;
constexpr size_t kNotFound = std::string_view::npos;

// utf8.RuneLen: what the character would take, which for a bad byte is three.
size_t RuneLength(uint32_t code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

// Calls `visit` with the offset and code of each character until it returns false.
template <class Visit>
void EachRune(std::string_view text, Visit visit) {
  for (size_t at = 0; at < text.size();) {
    const Rune rune = DecodeRune(text.substr(at));
    if (!visit(at, rune.code)) return;
    at += rune.width;
  }
}

bool HoldsRune(const GlobMatcher& matcher, uint32_t code) {
  if (matcher.kind == Kind::kSingle) return code != '/';
  bool found = code >= matcher.low && code <= matcher.high;
  if (matcher.kind == Kind::kList) {
    found = false;
    EachRune(matcher.text, [&](size_t, uint32_t listed) {
      found = found || listed == code;
      return !found;
    });
  }
  return found != matcher.negated;
}

// An empty text has the character U+FFFD of no width here.
bool IsOneRune(const GlobMatcher& matcher, std::string_view text) {
  const Rune rune = DecodeRune(text);
  return text.size() <= rune.width && HoldsRune(matcher, rune.code);
}

bool HasNoSlash(std::string_view text) { return text.find('/') == kNotFound; }

// Where each character of `text` begins, plus `offset`; then its end.
std::vector<size_t> Starts(std::string_view text, size_t offset) {
  std::vector<size_t> starts;
  EachRune(text, [&](size_t at, uint32_t) {
    starts.push_back(offset + at);
    return true;
  });
  starts.push_back(offset + text.size());
  return starts;
}

// `offset`, then where each character of `text` ends, plus `offset`.
std::vector<size_t> Ends(std::string_view text, size_t offset) {
  std::vector<size_t> ends = {offset};
  EachRune(text, [&](size_t at, uint32_t code) {
    ends.push_back(offset + at + RuneLength(code));
    return true;
  });
  return ends;
}

// Each child takes as many characters as its length says.
bool RowMatches(const GlobMatcher& row, std::string_view text, GlobSearch& search) {
  size_t at = 0;
  for (const GlobMatcher& child : row.children) {
    const int length = child.Length();
    size_t last = 0;
    int count = 0;
    EachRune(text.substr(at), [&](size_t start, uint32_t) {
      last = start;
      return ++count != length;
    });
    if (count < length) return false;
    const size_t end = at + last + 1;
    if (end > text.size()) {
      throw Failure(ErrorCode::kTemplate,
                    StrCat("runtime error: slice bounds out of range [:", std::to_string(end),
                           "] with length ", std::to_string(text.size())));
    }
    if (!search.Match(child, text.substr(at, end - at))) return false;
    at = end;
  }
  return true;
}

}  // namespace

void GlobSearch::Charge(size_t work) {
  work_ += work + 1;
  if (work_ > kMostWork) throw Failure(ErrorCode::kLimit, "limit reached: work of a glob pattern");
}

bool GlobSearch::Match(const GlobMatcher& matcher, std::string_view text) {
  CheckStack();
  Charge(text.size());
  const std::string_view own = matcher.text;
  const auto is_match = [&](const GlobMatcher& child) { return Match(child, text); };
  switch (matcher.kind) {
    case Kind::kText:
      return text == own;
    case Kind::kAny:
      return HasNoSlash(text);
    case Kind::kSuper:
      return true;
    case Kind::kSingle:
    case Kind::kList:
    case Kind::kRange:
      return IsOneRune(matcher, text);
    case Kind::kNothing:
      return text.empty();
    case Kind::kAnyOf:
      return std::any_of(matcher.children.begin(), matcher.children.end(), is_match);
    case Kind::kEveryOf:
      return std::all_of(matcher.children.begin(), matcher.children.end(), is_match);
    case Kind::kRow:
      return static_cast<int>(CountRunes(text)) == matcher.length &&
             RowMatches(matcher, text, *this);
    case Kind::kTree:
      return MatchTree(matcher, text);
    case Kind::kContains:
      return (text.find(own) != kNotFound) != matcher.negated;
    case Kind::kPrefix:
      return text.starts_with(own);
    case Kind::kSuffix:
      return text.ends_with(own);
    case Kind::kPrefixSuffix:
      return text.starts_with(own) && text.ends_with(matcher.suffix);
    case Kind::kPrefixAny:
      return text.starts_with(own) && HasNoSlash(text.substr(own.size()));
    case Kind::kSuffixAny:
      return text.ends_with(own) && HasNoSlash(text.substr(0, text.size() - own.size()));
    case Kind::kMin:
      return matcher.length <= 0 ? !text.empty()
                                 : static_cast<int>(CountRunes(text)) >= matcher.length;
    case Kind::kMax:
      return static_cast<int>(CountRunes(text)) <= matcher.length;
  }
  return false;
}

bool GlobSearch::MatchTree(const GlobMatcher& tree, std::string_view text) {
  const int length = tree.Length();
  if (length != GlobMatcher::kNoLength && static_cast<size_t>(length) > text.size()) return false;
  // Lengths in characters serve as bytes here.
  const auto side = [](const std::vector<GlobMatcher>& matcher) {
    return matcher.empty() ? 0 : std::max(matcher[0].Length(), 0);
  };
  auto offset = static_cast<size_t>(side(tree.left));
  const auto behind = static_cast<size_t>(side(tree.right));
  const size_t limit = behind > text.size() ? 0 : text.size() - behind;
  while (offset < limit) {
    const std::optional<Found> found = Index(tree.children[0], text.substr(offset, limit - offset));
    if (!found) return false;
    const size_t start = offset + found->index;
    const std::string_view before = text.substr(0, start);
    if (tree.left.empty() ? before.empty() : Match(tree.left[0], before)) {
      for (auto size = found->lengths.rbegin(); size != found->lengths.rend(); ++size) {
        const std::string_view rest = text.substr(std::min(start + *size, text.size()));
        if (tree.right.empty() ? rest.empty() : Match(tree.right[0], rest)) return true;
      }
    }
    offset = start + DecodeRune(text.substr(start)).width;
  }
  return false;
}

std::optional<GlobSearch::Found> GlobSearch::Index(const GlobMatcher& matcher,
                                                   std::string_view text) {
  CheckStack();
  Charge(text.size());
  const std::string_view own = matcher.text;
  const size_t at = own.empty() ? 0 : text.find(own);
  switch (matcher.kind) {
    case Kind::kText:
      return at == kNotFound ? std::nullopt : std::optional(Found{at, {own.size()}});
    case Kind::kSuper:
      return Found{0, Starts(text, 0)};
    case Kind::kAny: {
      const size_t slash = text.find('/');
      if (slash == 0) return Found{0, {0}};
      return Found{0, Starts(text.substr(0, slash), 0)};
    }
    case Kind::kSingle:
    case Kind::kList:
    case Kind::kRange: {
      std::optional<Found> found;
      EachRune(text, [&](size_t start, uint32_t code) {
        if (HoldsRune(matcher, code)) found = Found{start, {RuneLength(code)}};
        return !found;
      });
      return found;
    }
    case Kind::kNothing:
      return Found{0, {0}};
    case Kind::kAnyOf:
      return IndexAnyOf(matcher, text);
    case Kind::kEveryOf:
      return IndexEveryOf(matcher, text);
    case Kind::kRow:
      return IndexRow(matcher, text);
    case Kind::kTree:
      return std::nullopt;  // the module never finished this one
    case Kind::kMin:
    case Kind::kMax:
      return IndexCount(matcher, text);
    default:
      return IndexAffix(matcher, text, at);
  }
  return std::nullopt;
}

// Of matchers that look for their text; `at` is its first place.
std::optional<GlobSearch::Found> GlobSearch::IndexAffix(const GlobMatcher& matcher,
                                                        std::string_view text, size_t at) {
  const std::string_view own = matcher.text;
  switch (matcher.kind) {
    case Kind::kContains: {
      if (matcher.negated) return Found{0, Starts(text.substr(0, at), 0)};
      if (at == kNotFound) return std::nullopt;
      const size_t end = at + own.size();
      if (text.size() <= end) return Found{0, {end}};
      return Found{0, Starts(text.substr(end), end)};
    }
    case Kind::kPrefix:
      if (at == kNotFound) return std::nullopt;
      return Found{at, Ends(text.substr(at + own.size()), own.size())};
    case Kind::kSuffix:
      return at == kNotFound ? std::nullopt : std::optional(Found{0, {at + own.size()}});
    case Kind::kPrefixSuffix: {
      if (at == kNotFound) return std::nullopt;
      if (matcher.suffix.empty()) return Found{at, {text.size() - at}};
      Found found{at, {}};
      for (std::string_view rest = text.substr(at);;) {
        const size_t last = rest.rfind(matcher.suffix);
        if (last == kNotFound) break;
        found.lengths.insert(found.lengths.begin(), last + matcher.suffix.size());
        rest = rest.substr(0, last);
      }
      return found.lengths.empty() ? std::nullopt : std::optional(std::move(found));
    }
    case Kind::kPrefixAny: {
      if (at == kNotFound) return std::nullopt;
      const std::string_view rest = text.substr(at + own.size());
      return Found{at, Ends(rest.substr(0, rest.find('/')), own.size())};
    }
    case Kind::kSuffixAny: {
      if (at == kNotFound) return std::nullopt;
      const size_t slash = text.substr(0, at).rfind('/');
      const size_t start = slash == kNotFound ? 0 : slash + 1;
      return Found{start, {at + own.size() - start}};
    }
    default:
      return std::nullopt;
  }
}

// Of matchers that count characters.
std::optional<GlobSearch::Found> GlobSearch::IndexCount(const GlobMatcher& matcher,
                                                        std::string_view text) {
  Found found;
  int count = 0;
  const bool least = matcher.kind == Kind::kMin;
  if (!least) found.lengths.push_back(0);
  if (least && text.size() + 1 <= static_cast<size_t>(matcher.length)) return std::nullopt;
  EachRune(text, [&](size_t start, uint32_t code) {
    ++count;
    if (!least && count > matcher.length) return false;
    if (!least || count >= matcher.length) found.lengths.push_back(start + RuneLength(code));
    return true;
  });
  return found.lengths.empty() ? std::nullopt : std::optional(std::move(found));
}

// Of a row, whose children stand side by side.
std::optional<GlobSearch::Found> GlobSearch::IndexRow(const GlobMatcher& matcher,
                                                      std::string_view text) {
  std::optional<Found> found;
  const auto length = static_cast<size_t>(matcher.length);
  EachRune(text, [&](size_t start, uint32_t) {
    if (text.size() - start < length) return false;
    Charge(1);
    if (RowMatches(matcher, text.substr(start), *this)) found = Found{start, {length}};
    return !found;
  });
  return found;
}

// The leftmost of the children's places; lengths at the same place are merged.
std::optional<GlobSearch::Found> GlobSearch::IndexAnyOf(const GlobMatcher& matcher,
                                                        std::string_view text) {
  std::optional<Found> best;
  for (const GlobMatcher& child : matcher.children) {
    std::optional<Found> found = Index(child, text);
    if (!found || (best && found->index > best->index)) continue;
    if (!best || found->index < best->index) {
      best = std::move(found);
      continue;
    }
    std::vector<size_t> merged;
    std::set_union(best->lengths.begin(), best->lengths.end(), found->lengths.begin(),
                   found->lengths.end(), std::back_inserter(merged));
    best->lengths = std::move(merged);
  }
  return best;
}

// Where all children match with the same length.
std::optional<GlobSearch::Found> GlobSearch::IndexEveryOf(const GlobMatcher& matcher,
                                                          std::string_view text) {
  Found result;
  size_t offset = 0;
  std::string_view rest = text;
  for (size_t i = 0; i < matcher.children.size(); ++i) {
    const std::optional<Found> found = Index(matcher.children[i], rest);
    if (!found) return std::nullopt;
    if (i == 0) {
      result.lengths = found->lengths;
    } else {
      // Unsigned numbers wrap around to the same sums.
      const size_t shift = result.index - (found->index + offset);
      std::vector<size_t> common;
      for (const size_t have : result.lengths) {
        for (const size_t want : found->lengths) {
          if (have + shift == want) common.push_back(want);
        }
      }
      if (common.empty()) return std::nullopt;
      result.lengths = std::move(common);
    }
    result.index = found->index + offset;
    rest = text.substr(std::min(result.index, text.size()));
    offset += found->index;
  }
  return result;
}

}  // namespace chartrender

// From terms to matchers. Source: github.com/gobwas/glob v0.2.3 compiler/compiler.go.
#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "algo/glob_matcher.h"
#include "base/stack.h"
#include "base/utf8.h"

namespace chartrender {

namespace {

using Kind = GlobMatcher::Kind;
using Matchers = std::vector<GlobMatcher>;

GlobMatcher Make(Kind kind, std::string_view text = {}) {
  GlobMatcher matcher;
  matcher.kind = kind;
  matcher.text = text;
  return matcher;
}

GlobMatcher MakeCount(Kind kind, int count) {
  GlobMatcher matcher = Make(kind);
  matcher.length = count;
  return matcher;
}

bool Is(const Matchers& matcher, Kind kind) { return !matcher.empty() && matcher[0].kind == kind; }

GlobMatcher OptimizeTree(GlobMatcher tree);

GlobMatcher Optimize(GlobMatcher matcher) {
  if (matcher.kind == Kind::kAnyOf && matcher.children.size() == 1) {
    GlobMatcher only = std::move(matcher.children[0]);
    return only;
  }
  if (matcher.kind == Kind::kList && !matcher.negated && CountRunes(matcher.text) == 1) {
    return Make(Kind::kText, matcher.text);
  }
  return matcher.kind == Kind::kTree ? OptimizeTree(std::move(matcher)) : matcher;
}

GlobMatcher OptimizeTree(GlobMatcher tree) {
  CheckStack();
  for (GlobMatcher& side : tree.left) side = Optimize(std::move(side));
  for (GlobMatcher& side : tree.right) side = Optimize(std::move(side));
  if (tree.children[0].kind != Kind::kText) return tree;
  const std::string& text = tree.children[0].text;
  const bool no_left = tree.left.empty();
  const bool no_right = tree.right.empty();
  if (no_left && no_right) return Make(Kind::kText, text);
  if (Is(tree.left, Kind::kSuper) && Is(tree.right, Kind::kSuper))
    return Make(Kind::kContains, text);
  if (Is(tree.left, Kind::kSuper) && no_right) return Make(Kind::kSuffix, text);
  if (Is(tree.right, Kind::kSuper) && no_left) return Make(Kind::kPrefix, text);
  if (no_left && Is(tree.right, Kind::kSuffix)) {
    GlobMatcher both = Make(Kind::kPrefixSuffix, text);
    both.suffix = tree.right[0].text;
    return both;
  }
  if (no_right && Is(tree.left, Kind::kPrefix)) {
    GlobMatcher both = Make(Kind::kPrefixSuffix, tree.left[0].text);
    both.suffix = text;
    return both;
  }
  if (no_right && Is(tree.left, Kind::kAny)) return Make(Kind::kSuffixAny, text);
  if (no_left && Is(tree.right, Kind::kAny)) return Make(Kind::kPrefixAny, text);
  return tree;
}

// What characters a matcher of "any number of anything but these" excludes.
std::optional<std::string_view> Separators(const GlobMatcher& matcher) {
  switch (matcher.kind) {
    case Kind::kSuper:
      return "";
    case Kind::kAny:
    case Kind::kSingle:
      return "/";
    case Kind::kList:
      if (matcher.negated) return matcher.text;
      return std::nullopt;
    default:
      return std::nullopt;
  }
}

// Neighbours that exclude the same characters become counts.
std::optional<GlobMatcher> GlueAsEvery(std::span<const GlobMatcher> matchers) {
  bool has_any = false;
  bool has_super = false;
  int least = 0;
  std::string_view separators;
  for (size_t i = 0; i < matchers.size(); ++i) {
    const std::optional<std::string_view> own = Separators(matchers[i]);
    if (!own) return std::nullopt;
    if (matchers[i].kind == Kind::kSuper) {
      has_super = true;
    } else if (matchers[i].kind == Kind::kAny) {
      has_any = true;
    } else {
      ++least;
    }
    if (i == 0) separators = *own;
    if (*own != separators) return std::nullopt;
  }
  if (has_super && !has_any && least == 0) return Make(Kind::kSuper);
  if (has_any && !has_super && least == 0) return Make(Kind::kAny);
  if ((has_any || has_super) && least > 0 && separators.empty())
    return MakeCount(Kind::kMin, least);
  GlobMatcher every = Make(Kind::kEveryOf);
  if (least > 0) {
    every.children.push_back(MakeCount(Kind::kMin, least));
    if (!has_any && !has_super) every.children.push_back(MakeCount(Kind::kMax, least));
  }
  if (!separators.empty()) {
    every.children.push_back(Make(Kind::kContains, separators));
    every.children.back().negated = true;
  }
  return every;
}

std::optional<GlobMatcher> GlueAsRow(std::span<const GlobMatcher> matchers) {
  GlobMatcher row = Make(Kind::kRow);
  for (const GlobMatcher& matcher : matchers) {
    const int length = matcher.Length();
    if (length == GlobMatcher::kNoLength) return std::nullopt;
    row.length += length;
    row.children.push_back(matcher);
  }
  return row;
}

std::optional<GlobMatcher> Glue(std::span<const GlobMatcher> matchers) {
  if (matchers.size() <= 1) return std::nullopt;
  if (std::optional<GlobMatcher> every = GlueAsEvery(matchers)) return every;
  return GlueAsRow(matchers);
}

// Glues the widest run that can be glued, again and again.
Matchers Minimize(Matchers matchers) {
  for (;;) {
    std::optional<GlobMatcher> done;
    size_t left = 0;
    size_t right = 0;
    for (size_t from = 0; from < matchers.size(); ++from) {
      for (size_t to = matchers.size(); to > from; --to) {
        std::optional<GlobMatcher> glued = Glue(std::span(matchers).subspan(from, to - from));
        if (!glued) continue;
        // A wider run is better; the module's other test, of lengths, is overruled by this one.
        if (done && right - left >= to - from) continue;
        done = std::move(glued);
        left = from;
        right = to;
      }
    }
    if (!done) return matchers;
    Matchers next(matchers.begin(), matchers.begin() + static_cast<std::ptrdiff_t>(left));
    next.push_back(std::move(*done));
    next.insert(next.end(), matchers.begin() + static_cast<std::ptrdiff_t>(right), matchers.end());
    if (next.size() == matchers.size()) return next;
    matchers = std::move(next);
  }
}

// `matchers` is not empty.
GlobMatcher Combine(std::span<const GlobMatcher> matchers) {
  CheckStack();
  if (matchers.size() == 1) return matchers[0];
  if (std::optional<GlobMatcher> glued = Glue(matchers)) return std::move(*glued);
  // The last of the longest matchers of fixed length is searched first.
  std::optional<size_t> best;
  int longest = GlobMatcher::kNoLength;
  for (size_t i = 0; i < matchers.size(); ++i) {
    const int length = matchers[i].Length();
    if (length == GlobMatcher::kNoLength || length < longest) continue;
    longest = length;
    best = i;
  }
  GlobMatcher tree = Make(Kind::kTree);
  const size_t at = best.value_or(0);
  tree.children.push_back(matchers[at]);
  if (at > 0) tree.left.push_back(Combine(matchers.first(at)));
  if (at + 1 < matchers.size()) tree.right.push_back(Combine(matchers.subspan(at + 1)));
  return tree;
}

GlobTerm MakePattern(std::span<const GlobTerm> terms) {
  GlobTerm pattern;
  pattern.kind = terms.empty() ? GlobTerm::Kind::kNothing : GlobTerm::Kind::kPattern;
  pattern.children.assign(terms.begin(), terms.end());
  return pattern;
}

// How many terms all alternatives have in common at their start and at their end.
void CountCommon(const std::vector<GlobTerm>& patterns, size_t& at_start, size_t& at_end) {
  const auto least = std::min_element(
      patterns.begin(), patterns.end(),
      [](const GlobTerm& a, const GlobTerm& b) { return a.children.size() < b.children.size(); });
  const size_t length = least->children.size();
  bool break_start = false;
  bool break_end = false;
  for (size_t i = 0; i < length && at_start + at_end < length && !(break_start && break_end); ++i) {
    const size_t j = length - 1 - i;
    for (auto other = patterns.begin(); other != patterns.end() && !(break_start && break_end);
         ++other) {
      if (other == least) continue;
      const GlobTerm& first = other->children[i];
      const GlobTerm& last = other->children[j + other->children.size() - length];
      break_start = break_start || !(least->children[i] == first);
      // The end must not run into the start.
      break_end = break_end || (!break_start && j <= i);
      break_end = break_end || !(least->children[j] == last);
    }
    if (!break_start) ++at_start;
    if (!break_end) ++at_end;
  }
}

// Alternatives without what they have in common. Nothing when they have nothing in common.
std::optional<GlobTerm> FactorOut(const GlobTerm& any_of) {
  if (any_of.children.size() <= 1) return std::nullopt;
  size_t at_start = 0;
  size_t at_end = 0;
  CountCommon(any_of.children, at_start, at_end);
  if (at_start == 0 && at_end == 0) return std::nullopt;
  const std::span<const GlobTerm> sample(any_of.children[0].children);
  GlobTerm result;
  result.kind = GlobTerm::Kind::kPattern;
  if (at_start > 0) result.children.push_back(MakePattern(sample.first(at_start)));
  GlobTerm rest;
  rest.kind = GlobTerm::Kind::kAnyOf;
  for (const GlobTerm& pattern : any_of.children) {
    const std::span<const GlobTerm> terms(pattern.children);
    GlobTerm middle = MakePattern(terms.subspan(at_start, terms.size() - at_start - at_end));
    if (std::find(rest.children.begin(), rest.children.end(), middle) == rest.children.end()) {
      rest.children.push_back(std::move(middle));
    }
  }
  if (rest.children.size() > 1) {
    result.children.push_back(std::move(rest));
  } else if (rest.children[0].kind != GlobTerm::Kind::kNothing) {
    result.children.push_back(std::move(rest.children[0]));
  }
  if (at_end > 0) result.children.push_back(MakePattern(sample.last(at_end)));
  return result;
}

Matchers CompileChildren(const GlobTerm& term) {
  Matchers matchers;
  for (const GlobTerm& child : term.children) matchers.push_back(Optimize(CompileGlob(child)));
  return matchers;
}

}  // namespace

GlobMatcher CompileGlob(const GlobTerm& term) {
  CheckStack();
  GlobMatcher matcher;
  matcher.negated = term.negated;
  matcher.text = term.text;
  switch (term.kind) {
    case GlobTerm::Kind::kAnyOf:
      if (std::optional<GlobTerm> factored = FactorOut(term)) return CompileGlob(*factored);
      matcher.kind = Kind::kAnyOf;
      matcher.children = CompileChildren(term);
      return matcher;
    case GlobTerm::Kind::kPattern:
      if (term.children.empty()) return Make(Kind::kNothing);
      return Optimize(Combine(Minimize(CompileChildren(term))));
    case GlobTerm::Kind::kAny:
      matcher.kind = Kind::kAny;
      break;
    case GlobTerm::Kind::kSuper:
      matcher.kind = Kind::kSuper;
      break;
    case GlobTerm::Kind::kSingle:
      matcher.kind = Kind::kSingle;
      break;
    case GlobTerm::Kind::kNothing:
      matcher.kind = Kind::kNothing;
      break;
    case GlobTerm::Kind::kText:
      matcher.kind = Kind::kText;
      break;
    case GlobTerm::Kind::kList:
      matcher.kind = Kind::kList;
      break;
    case GlobTerm::Kind::kRange:
      matcher.kind = Kind::kRange;
      matcher.low = term.low;
      matcher.high = term.high;
      break;
  }
  return Optimize(std::move(matcher));
}

int GlobMatcher::Length() const {
  switch (kind) {
    case Kind::kText:
      return static_cast<int>(CountRunes(text));
    case Kind::kSingle:
    case Kind::kList:
    case Kind::kRange:
      return 1;
    case Kind::kNothing:
      return 0;
    case Kind::kRow:
      return length;
    case Kind::kAnyOf: {
      // The first alternative is not compared when it has no length of its own.
      int common = kNoLength;
      for (const GlobMatcher& child : children) {
        const int own = child.Length();
        if (common == kNoLength) {
          common = own;
        } else if (own != common) {
          return kNoLength;
        }
      }
      return common;
    }
    case Kind::kTree: {
      int sum = 0;
      for (const std::vector<GlobMatcher>* part : {&children, &left, &right}) {
        for (const GlobMatcher& child : *part) {
          const int own = child.Length();
          if (own == kNoLength) return kNoLength;
          sum += own;
        }
      }
      return sum;
    }
    default:
      return kNoLength;
  }
}

}  // namespace chartrender

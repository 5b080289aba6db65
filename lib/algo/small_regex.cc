#include "algo/small_regex.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace chartrender {

namespace {

constexpr size_t kMaxSteps = 1000;
constexpr int kMaxDepth = 20;
constexpr int kMaxRepeat = 1000;
// Longer texts, in bytes, are worth building RE2 for.
constexpr size_t kMaxText = 256;

enum class Op : uint8_t { kSet, kSplit, kJump, kStart, kEnd, kMatch };

struct Step {
  Op op = Op::kMatch;
  uint16_t next = 0;   // where to go on
  uint16_t other = 0;  // kSplit: the other way; kSet: index of the set
};

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

// A recursive descent over the expression that writes steps as it goes. Each Add function returns
// false for what is not small.
class SmallRegexCompiler {
 public:
  using Set = SmallRegex::Set;

  SmallRegexCompiler(std::string_view pattern, std::vector<Set>& sets)
      : pattern_(pattern), sets_(sets) {}

  bool Compile() {
    if (!IsAscii(pattern_) || !AddAlternatives() || at_ != pattern_.size()) return false;
    Emit(Op::kMatch, 0);
    return steps_.size() <= kMaxSteps;
  }

  const std::vector<Step>& steps() const { return steps_; }

 private:
  bool AtEnd() const { return at_ == pattern_.size(); }
  bool Sees(char c) const { return !AtEnd() && pattern_[at_] == c; }
  uint16_t Here() const { return static_cast<uint16_t>(steps_.size()); }

  // A step that goes on with the step behind it.
  size_t Emit(Op op, size_t other) {
    steps_.push_back({op, static_cast<uint16_t>(Here() + 1), static_cast<uint16_t>(other)});
    return steps_.size() - 1;
  }
  bool EmitSet(const Set& set) {
    const auto known = std::find(sets_.begin(), sets_.end(), set);
    const auto index = static_cast<size_t>(known - sets_.begin());
    if (known == sets_.end()) sets_.push_back(set);
    Emit(Op::kSet, index);
    return true;
  }

  bool AddAlternatives() {
    if (++depth_ > kMaxDepth) return false;
    std::vector<size_t> jumps;
    for (;;) {
      const size_t split = Emit(Op::kSplit, 0);
      if (!AddSequence()) return false;
      if (!Sees('|')) {
        steps_[split].op = Op::kJump;
        break;
      }
      ++at_;
      jumps.push_back(Emit(Op::kJump, 0));
      steps_[split].other = Here();
    }
    for (const size_t jump : jumps) steps_[jump].next = Here();
    --depth_;
    return true;
  }

  bool AddSequence() {
    while (!AtEnd() && pattern_[at_] != '|' && pattern_[at_] != ')') {
      if (!AddRepeated() || steps_.size() > kMaxSteps) return false;
    }
    return true;
  }

  struct Count {
    int least = 1;
    int most = 1;  // -1: no end
  };

  bool AddRepeated() {
    const size_t mark = steps_.size();
    if (!AddAtom()) return false;
    Count count;
    if (!ReadCount(count)) return false;
    if (count.least == 1 && count.most == 1) return true;
    // Two in a row ("a**") mean something else.
    if (!AtEnd() && (pattern_[at_] == '*' || pattern_[at_] == '+' || pattern_[at_] == '?'))
      return false;
    const std::vector<Step> atom(steps_.begin() + static_cast<ptrdiff_t>(mark), steps_.end());
    steps_.resize(mark);
    return AddCopies(atom, mark, count);
  }

  // `atom` was written for the place `mark`.
  bool AddCopy(const std::vector<Step>& atom, size_t mark) {
    if (steps_.size() + atom.size() > kMaxSteps) return false;
    const auto distance = static_cast<uint16_t>(steps_.size() - mark);
    for (Step step : atom) {
      step.next = static_cast<uint16_t>(step.next + distance);
      if (step.op == Op::kSplit) step.other = static_cast<uint16_t>(step.other + distance);
      steps_.push_back(step);
    }
    return true;
  }

  bool AddCopies(const std::vector<Step>& atom, size_t mark, Count count) {
    size_t last = steps_.size();
    for (int i = 0; i < count.least; ++i) {
      last = steps_.size();
      if (!AddCopy(atom, mark)) return false;
    }
    if (count.most < 0) {
      if (count.least > 0) {
        Emit(Op::kSplit, last);
        return true;
      }
      const size_t split = Emit(Op::kSplit, 0);
      if (!AddCopy(atom, mark)) return false;
      steps_[Emit(Op::kJump, 0)].next = static_cast<uint16_t>(split);
      steps_[split].other = Here();
      return true;
    }
    std::vector<size_t> splits;
    for (int i = count.least; i < count.most; ++i) {
      splits.push_back(Emit(Op::kSplit, 0));
      if (!AddCopy(atom, mark)) return false;
    }
    for (const size_t split : splits) steps_[split].other = Here();
    return true;
  }

  // `*`, `+`, `?`, {n}, {n,}, {n,m}, or none; whether they are greedy does not matter.
  bool ReadCount(Count& count) {
    if (AtEnd()) return true;
    switch (pattern_[at_]) {
      case '*':
        count = {0, -1};
        break;
      case '+':
        count = {1, -1};
        break;
      case '?':
        count = {0, 1};
        break;
      case '{':
        return ReadBraces(count);
      default:
        return true;
    }
    ++at_;
    if (Sees('?')) ++at_;
    return true;
  }

  bool ReadBraces(Count& count) {
    size_t at = at_ + 1;
    const auto number = [&](int& value) {
      const size_t start = at;
      value = 0;
      while (at < pattern_.size() && pattern_[at] >= '0' && pattern_[at] <= '9' && at - start < 4) {
        value = value * 10 + (pattern_[at++] - '0');
      }
      return at == start + 1 || (at > start && pattern_[start] != '0');
    };
    // A brace as itself, before no number or one like 01, is left to RE2.
    if (!number(count.least)) return false;
    count.most = count.least;
    if (at < pattern_.size() && pattern_[at] == ',') {
      const size_t behind = ++at;
      if (!number(count.most)) {
        if (at > behind) return false;
        count.most = -1;
      }
    }
    if (at == pattern_.size() || pattern_[at] != '}') return false;
    if (count.least > kMaxRepeat || count.most > kMaxRepeat) return false;
    if (count.most >= 0 && count.most < count.least) return false;
    at_ = at + 1;
    if (Sees('?')) ++at_;
    return true;
  }

  bool AddAtom() {
    const char c = pattern_[at_++];
    switch (c) {
      case '^':
        Emit(Op::kStart, 0);
        return true;
      case '$':
        Emit(Op::kEnd, 0);
        return true;
      case '.': {
        Set any;
        any.set();
        any.reset('\n');
        return EmitSet(any);
      }
      case '(':
        return AddGroup();
      case '[':
        return AddClass();
      case '\\':
        return AddEscape();
      case '*':
      case '+':
      case '?':
      case '{':
        return false;
      default: {
        Set one;
        one.set(static_cast<size_t>(c));
        return EmitSet(one);
      }
    }
  }

  bool AddGroup() {
    if (Sees('?')) {
      if (pattern_.substr(at_, 2) != "?:") return false;
      at_ += 2;
    }
    if (!AddAlternatives() || !Sees(')')) return false;
    ++at_;
    return true;
  }

  // \d, \w, \s and their complements, or the escaped character itself.
  bool ReadEscape(Set& set) {
    if (AtEnd()) return false;
    const char c = pattern_[at_++];
    const char lower = static_cast<char>(c | 0x20);
    const bool letter = lower >= 'a' && lower <= 'z';
    if (!letter) {
      if (c >= '0' && c <= '9') return false;
      set.set(static_cast<size_t>(c));
      return true;
    }
    Set named;
    if (lower == 'd' || lower == 'w') SetRange(named, '0', '9');
    if (lower == 'w') {
      SetRange(named, 'a', 'z');
      SetRange(named, 'A', 'Z');
      named.set('_');
    } else if (lower == 's') {
      for (const char space : {'\t', '\n', '\f', '\r', ' '}) named.set(static_cast<size_t>(space));
    } else if (lower != 'd') {
      return false;
    }
    set |= c == lower ? named : ~named;
    return true;
  }

  static void SetRange(Set& set, char low, char high) {
    for (char c = low;; ++c) {
      set.set(static_cast<size_t>(c));
      if (c == high) return;
    }
  }

  bool AddEscape() {
    Set set;
    return ReadEscape(set) && EmitSet(set);
  }

  bool AddClass() {
    Set set;
    bool negated = false;
    if (Sees('^')) {
      negated = true;
      ++at_;
    }
    for (bool first = true; first || !Sees(']'); first = false) {
      if (AtEnd()) return false;
      const char low = pattern_[at_++];
      if (low == '[') return false;  // maybe a named class
      if (low == '\\') {
        // An escaped start of a range is left to RE2.
        if (!ReadEscape(set) || (Sees('-') && pattern_.substr(at_ + 1, 1) != "]")) return false;
        continue;
      }
      if (Sees('-') && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
        const char high = pattern_[at_ + 1];
        if (high == '\\' || high == '[' || high < low) return false;
        at_ += 2;
        SetRange(set, low, high);
      } else {
        set.set(static_cast<size_t>(low));
      }
    }
    ++at_;
    return EmitSet(negated ? ~set : set);
  }

  std::string_view pattern_;
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<Step> steps_;
  std::vector<Set>& sets_;
};

// Makes the rows of an expression from its steps.
class SmallRegexRows {
 public:
  SmallRegexRows(const std::vector<Step>& steps, SmallRegex& regex)
      : steps_(steps),
        regex_(regex),
        position_of_(steps.size()),
        seen_(steps.size() * 2),
        stack_(steps.size() * 2) {}

  // False when there are too many.
  bool Fill() {
    std::vector<uint16_t> ways;  // by position: the step behind it
    for (size_t i = 0; i < steps_.size(); ++i) {
      if (steps_[i].op != Op::kSet) continue;
      position_of_[i] = static_cast<uint16_t>(ways.size());
      ways.push_back(steps_[i].next);
      regex_.positions_.push_back(steps_[i].other);
    }
    regex_.words_ = std::bit_ceil((ways.size() + 2 + 63) / 64);
    if (regex_.words_ > SmallRegex::kMaxWords) return false;
    regex_.rows_.resize((ways.size() + 2) * regex_.words_);
    row_ = regex_.rows_.data();
    for (const uint16_t way : ways) FillRow(way, false);
    FillRow(0, true);
    FillRow(0, false);
    return true;
  }

 private:
  // Follows what needs no character. Behind a `$` only the end of the expression can come.
  void FillRow(uint16_t first, bool at_start) {
    ++round_;
    Push(first, false);
    while (waiting_ != 0) {
      const size_t way = stack_[--waiting_];
      const bool at_end = way % 2 != 0;
      const Step& step = steps_[way / 2];
      switch (step.op) {
        case Op::kSet:
          if (!at_end) SetBit(position_of_[way / 2]);
          break;
        case Op::kSplit:
          Push(step.other, at_end);
          Push(step.next, at_end);
          break;
        case Op::kStart:
          if (at_start) Push(step.next, at_end);
          break;
        case Op::kEnd:
          Push(step.next, true);
          break;
        case Op::kJump:
          Push(step.next, at_end);
          break;
        case Op::kMatch:
          SetBit(regex_.positions_.size() + (at_end ? 1 : 0));
          break;
      }
    }
    row_ += regex_.words_;
  }

  void Push(size_t step, bool at_end) {
    const size_t way = step * 2 + (at_end ? 1 : 0);
    if (seen_[way] == round_) return;
    seen_[way] = round_;
    stack_[waiting_++] = static_cast<uint16_t>(way);
  }
  void SetBit(size_t bit) { row_[bit / 64] |= SmallRegex::Word{1} << (bit % 64); }

  const std::vector<Step>& steps_;
  SmallRegex& regex_;
  std::vector<uint16_t> position_of_;  // by step
  // A way is a step, twice its number, and whether it is behind a `$`, one more.
  std::vector<uint16_t> seen_;  // by way: the last round that reached it
  uint16_t round_ = 0;
  std::vector<uint16_t> stack_;  // the ways to go on
  size_t waiting_ = 0;
  SmallRegex::Word* row_ = nullptr;
};

std::optional<SmallRegex> SmallRegex::Compile(std::string_view pattern) {
  SmallRegex regex;
  SmallRegexCompiler compiler(pattern, regex.sets_);
  if (!compiler.Compile() || !SmallRegexRows(compiler.steps(), regex).Fill()) return std::nullopt;
  return regex;
}

template <size_t kWords>
std::optional<bool> SmallRegex::MatchesWith(std::string_view text) const {
  struct Row {
    Word words[kWords];
    bool Has(size_t bit) const { return (words[bit / 64] >> (bit % 64) & 1) != 0; }
  };
  const auto row_of = [this](size_t position) {
    Row row;
    std::copy_n(rows_.data() + position * kWords, kWords, row.words);
    return row;
  };
  const size_t matched = positions_.size();
  const Row later = row_of(matched + 1);
  Row reached = row_of(matched);
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return std::nullopt;
    if (reached.Has(matched)) return true;
    Row next = later;
    for (size_t word = 0; word < kWords; ++word) {
      for (Word bits = reached.words[word]; bits != 0; bits &= bits - 1) {
        const size_t position = word * 64 + static_cast<size_t>(std::countr_zero(bits));
        if (position >= matched || !sets_[positions_[position]][static_cast<size_t>(c)]) continue;
        const Row row = row_of(position);
        for (size_t i = 0; i < kWords; ++i) next.words[i] |= row.words[i];
      }
    }
    reached = next;
  }
  return reached.Has(matched) || reached.Has(matched + 1);
}

std::optional<bool> SmallRegex::Matches(std::string_view text) const {
  if (text.size() > kMaxText) return std::nullopt;
  switch (words_) {
    case 1:
      return MatchesWith<1>(text);
    case 2:
      return MatchesWith<2>(text);
    case 4:
      return MatchesWith<4>(text);
    default:
      return MatchesWith<kMaxWords>(text);
  }
}

}  // namespace chartrender

#include "algo/small_regex.h"

#include <algorithm>

namespace chartrender {

namespace {

constexpr size_t kMaxSteps = 1000;
constexpr int kMaxDepth = 20;

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

// A recursive descent over the expression that writes steps as it goes. Repeated parts are read
// again for each copy. Each Add function returns false for what is not small.
class SmallRegexCompiler {
 public:
  SmallRegexCompiler(std::string_view pattern, SmallRegex& regex)
      : pattern_(pattern), steps_(regex.steps_), sets_(regex.sets_) {}

  bool Compile() {
    if (!IsAscii(pattern_) || !AddAlternatives() || at_ != pattern_.size()) return false;
    Emit(Op::kMatch, 0);
    return steps_.size() <= kMaxSteps;
  }

 private:
  using Op = SmallRegex::Op;
  using Set = SmallRegex::Set;

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
    const size_t atom = at_;
    const size_t mark = steps_.size();
    if (!AddAtom()) return false;
    Count count;
    if (!ReadCount(count)) return false;
    if (count.least == 1 && count.most == 1) return true;
    // Two in a row ("a**") mean something else.
    if (!AtEnd() && (pattern_[at_] == '*' || pattern_[at_] == '+' || pattern_[at_] == '?'))
      return false;
    const size_t behind = at_;
    steps_.resize(mark);
    const bool good = AddCopies(atom, count);
    at_ = behind;
    return good;
  }

  bool AddCopy(size_t atom) {
    at_ = atom;
    return steps_.size() <= kMaxSteps && AddAtom();
  }

  bool AddCopies(size_t atom, Count count) {
    size_t last = steps_.size();
    for (int i = 0; i < count.least; ++i) {
      last = steps_.size();
      if (!AddCopy(atom)) return false;
    }
    if (count.most < 0) {
      if (count.least > 0) {
        const size_t split = Emit(Op::kSplit, last);
        (void)split;
        return true;
      }
      const size_t split = Emit(Op::kSplit, 0);
      if (!AddCopy(atom)) return false;
      steps_[Emit(Op::kJump, 0)].next = static_cast<uint16_t>(split);
      steps_[split].other = Here();
      return true;
    }
    std::vector<size_t> splits;
    for (int i = count.least; i < count.most; ++i) {
      splits.push_back(Emit(Op::kSplit, 0));
      if (!AddCopy(atom)) return false;
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
  std::vector<SmallRegex::Step>& steps_;
  std::vector<Set>& sets_;
};

// The steps that are reached at one place of the text, each once.
class SmallRegex::Run {
 public:
  Run(const SmallRegex& regex, std::string_view text)
      : regex_(regex), text_(text), seen_(regex.steps_.size(), 0) {}

  bool Matches() {
    for (size_t at = 0;; ++at) {
      ++round_;
      reached_.clear();
      for (const uint16_t step : waiting_) Reach(step, at);
      Reach(0, at);  // a match may start anywhere
      if (matched_ || at == text_.size()) return matched_;
      waiting_.clear();
      for (const uint16_t step : reached_) {
        const Step& set = regex_.steps_[step];
        if (regex_.sets_[set.other][static_cast<size_t>(text_[at])]) waiting_.push_back(set.next);
      }
    }
  }

 private:
  // Follows what needs no character.
  void Reach(uint16_t first, size_t at) {
    stack_.push_back(first);
    while (!stack_.empty()) {
      const uint16_t index = stack_.back();
      stack_.pop_back();
      if (seen_[index] == round_) continue;
      seen_[index] = round_;
      const Step& step = regex_.steps_[index];
      switch (step.op) {
        case Op::kSet:
          reached_.push_back(index);
          break;
        case Op::kSplit:
          stack_.push_back(step.other);
          stack_.push_back(step.next);
          break;
        case Op::kStart:
          if (at == 0) stack_.push_back(step.next);
          break;
        case Op::kEnd:
          if (at == text_.size()) stack_.push_back(step.next);
          break;
        case Op::kJump:
          stack_.push_back(step.next);
          break;
        case Op::kMatch:
          matched_ = true;
          break;
      }
    }
  }

  const SmallRegex& regex_;
  std::string_view text_;
  std::vector<size_t> seen_;  // by step: the last round that reached it
  size_t round_ = 0;
  std::vector<uint16_t> waiting_;
  std::vector<uint16_t> reached_;
  std::vector<uint16_t> stack_;
  bool matched_ = false;
};

std::optional<SmallRegex> SmallRegex::Compile(std::string_view pattern) {
  SmallRegex regex;
  if (!SmallRegexCompiler(pattern, regex).Compile()) return std::nullopt;
  return regex;
}

std::optional<bool> SmallRegex::Matches(std::string_view text) const {
  if (!IsAscii(text)) return std::nullopt;
  return Run(*this, text).Matches();
}

}  // namespace chartrender

#include "functions/word_case.h"

#include <cstdint>

#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender::functions {

namespace {

bool IsConnector(uint32_t code) { return code == '-' || code == '_' || IsSpaceRune(code); }

// A letter of a script that has words. Source: xstrings count.go isAlphabet.
bool IsAlphabet(uint32_t code) {
  if (!IsLetterRune(code)) return false;
  const bool cjk = (code >= 0x4E00 && code <= 0x9FCC) || (code >= 0x3400 && code <= 0x4D85) ||
                   (code >= 0x20000 && code <= 0x2B81D);
  return !cjk;
}

enum class WordType : uint8_t { kInvalid, kNumber, kUpper, kAlphabet, kConnector, kPunct, kOther };

struct Word {
  WordType type = WordType::kInvalid;
  std::string_view text;
};

struct ValidRune {
  uint32_t code = 0;
  size_t size = 0;  // with the bad bytes that were skipped
};

// The first rune that is not U+FFFD; `otherwise` when there is none. Source: nextValidRune.
ValidRune NextValidRune(std::string_view text, uint32_t otherwise) {
  size_t size = 0;
  while (size < text.size()) {
    const Rune rune = DecodeRune(text.substr(size));
    size += rune.width;
    if (rune.code != kRuneError) return {rune.code, size};
  }
  return {otherwise, size};
}

// Cuts one word after another off a text. Source: nextWord.
class WordReader {
 public:
  explicit WordReader(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  Word Next() {
    if (rest_.empty()) return {};
    const ValidRune first = NextValidRune(rest_, kRuneError);
    size_t end = first.size;
    const WordType type = first.code == kRuneError ? WordType::kInvalid : Classify(first.code);
    switch (type) {
      case WordType::kInvalid:
        break;
      case WordType::kConnector:
        end = RunEnd(first, IsConnector);
        break;
      case WordType::kPunct:
        end = RunEnd(first, IsPunctRune);
        break;
      case WordType::kUpper:
        end = UpperEnd(first);
        break;
      case WordType::kAlphabet:
        end = RunEnd(first, IsSmallAlphabet);
        break;
      case WordType::kNumber:
        end = RunEnd(first, IsNumberRune);
        break;
      case WordType::kOther:
        end = RunEnd(first, [](uint32_t code) {
          return !IsConnector(code) && !IsAlphabet(code) && !IsNumberRune(code) &&
                 !IsPunctRune(code);
        });
        break;
    }
    const Word word{type, rest_.substr(0, end)};
    rest_.remove_prefix(end);
    return word;
  }

 private:
  static bool IsSmallAlphabet(uint32_t code) { return IsAlphabet(code) && !IsUpperRune(code); }

  static WordType Classify(uint32_t code) {
    if (IsConnector(code)) return WordType::kConnector;
    if (IsPunctRune(code)) return WordType::kPunct;
    if (IsUpperRune(code)) return WordType::kUpper;
    if (IsAlphabet(code)) return WordType::kAlphabet;
    if (IsNumberRune(code)) return WordType::kNumber;
    return WordType::kOther;
  }

  // Where the runes from `first` on that all are `wanted` end.
  template <class Predicate>
  size_t RunEnd(ValidRune first, Predicate wanted) const {
    return RunEnd(first.code, first.size, wanted);
  }
  template <class Predicate>
  size_t RunEnd(uint32_t previous, size_t end, Predicate wanted) const {
    while (end < rest_.size()) {
      const ValidRune rune = NextValidRune(rest_.substr(end), previous);
      if (!wanted(rune.code)) break;
      previous = rune.code;
      end += rune.size;
    }
    return end;
  }

  // HTTP of HTTPStatus, Status of StatusOk.
  size_t UpperEnd(ValidRune first) const {
    size_t end = first.size;
    if (end == rest_.size()) return end;
    ValidRune rune = NextValidRune(rest_.substr(end), first.code);
    if (!IsUpperRune(rune.code)) {
      if (!IsAlphabet(rune.code)) return end;
      return RunEnd(rune.code, end + rune.size, IsSmallAlphabet);
    }
    size_t last_size = rune.size;
    end += rune.size;
    while (end < rest_.size()) {
      rune = NextValidRune(rest_.substr(end), rune.code);
      if (!IsUpperRune(rune.code)) break;
      last_size = rune.size;
      end += rune.size;
    }
    // The last upper case letter belongs to the next word.
    return end < rest_.size() && IsAlphabet(rune.code) ? end - last_size : end;
  }

  std::string_view rest_;
};

class WordJoiner {
 public:
  explicit WordJoiner(char connector) : connector_(connector) {}

  std::string Join(std::string_view text) {
    if (text.empty()) return {};
    WordReader reader(text);
    word_ = reader.Next();
    while (!reader.done()) Step(reader);
    Add(word_);
    return std::move(out_);
  }

 private:
  void Step(WordReader& reader) {
    if (word_.type != WordType::kConnector) Add(word_);
    const Word previous = word_;
    word_ = reader.Next();
    switch (previous.type) {
      case WordType::kNumber:
        AddWordsAndNumbers(reader);
        if (word_.type != WordType::kInvalid) ConnectUnlessMark();
        break;
      case WordType::kConnector:
        Add(previous);
        break;
      case WordType::kPunct:
        break;
      default:
        if (word_.type != WordType::kNumber) {
          ConnectUnlessMark();
        } else if (!reader.done()) {
          StepNumber(reader);
        }
    }
  }

  // A number after a word belongs to that word (bld4_floor) unless letters follow it (http_2xx).
  void StepNumber(WordReader& reader) {
    const Word number = word_;
    word_ = reader.Next();
    if (word_.type != WordType::kAlphabet) {
      Add(number);
      ConnectUnlessMark();
      return;
    }
    out_ += connector_;
    Add(number);
    AddWordsAndNumbers(reader);
    if (word_.type != WordType::kInvalid) ConnectUnlessMark();
  }

  void AddWordsAndNumbers(WordReader& reader) {
    while (word_.type == WordType::kAlphabet || word_.type == WordType::kNumber) {
      Add(word_);
      word_ = reader.Next();
    }
  }

  void ConnectUnlessMark() {
    if (word_.type != WordType::kConnector && word_.type != WordType::kPunct) out_ += connector_;
  }

  // Source: toLower.
  void Add(Word word) {
    if (word.type != WordType::kUpper && word.type != WordType::kConnector) {
      out_ += word.text;
      return;
    }
    for (std::string_view rest = word.text; !rest.empty();) {
      const Rune rune = DecodeRune(rest);
      rest.remove_prefix(rune.width);
      if (IsConnector(rune.code)) {
        out_ += connector_;
      } else {
        AppendRune(out_, IsUpperRune(rune.code) ? LowerRune(rune.code) : rune.code);
      }
    }
  }

  char connector_;
  Word word_;
  std::string out_;
};

}  // namespace

std::string JoinWords(std::string_view text, char connector) {
  return WordJoiner(connector).Join(text);
}

std::string PascalCase(std::string_view text) {
  std::string out;
  uint32_t current = 0;
  uint32_t size = 0;
  bool upper_run = false;
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    text.remove_prefix(rune.width);
    current = rune.code;
    size = rune.width;
    if (!IsConnector(current)) {
      upper_run = IsUpperRune(current);
      current = UpperRune(current);
      break;
    }
    AppendRune(out, current);
  }
  if (text.empty()) {
    if (size != 0) AppendRune(out, current);
    return out;
  }
  while (!text.empty()) {
    const uint32_t previous = current;
    const Rune rune = DecodeRune(text);
    text.remove_prefix(rune.width);
    current = rune.code;
    if (IsConnector(previous)) {
      if (IsConnector(current)) {
        AppendRune(out, previous);
        continue;
      }
      upper_run = IsUpperRune(current);
      current = UpperRune(current);
      continue;
    }
    if (upper_run) {
      upper_run = IsUpperRune(current);
      if (upper_run) current = LowerRune(current);
    }
    AppendRune(out, previous);
  }
  AppendRune(out, current);
  return out;
}

}  // namespace chartrender::functions

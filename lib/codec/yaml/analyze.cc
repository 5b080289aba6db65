#include <array>

#include "base/utf8.h"
#include "codec/yaml/emitter.h"

namespace chartrender::yaml {

namespace {

enum AsciiClass : uint8_t {
  kUsual = 0,  // no meaning anywhere
  kSpace = 1,
  kTab = 2,
  kBreak = 3,
  kColonOrHash = 4,
  kSpecial = 5,  // not printable
};

constexpr std::array<uint8_t, 128> MakeClasses() {
  std::array<uint8_t, 128> classes{};
  for (size_t c = 0; c < 0x20; ++c) classes[c] = kSpecial;
  classes[0x7F] = kSpecial;
  classes[' '] = kSpace;
  classes['\t'] = kTab;
  classes['\n'] = kBreak;
  classes['\r'] = kBreak;
  classes[':'] = classes['#'] = kColonOrHash;
  return classes;
}

constexpr std::array<uint8_t, 128> kClasses = MakeClasses();

bool IsWideBreak(uint32_t code) { return code == 0x85 || code == 0x2028 || code == 0x2029; }

bool IsWidePrintable(uint32_t code) {
  return (code >= 0xA0 && code <= 0xD7FF) || (code >= 0xE000 && code <= 0xFFFD && code != 0xFEFF);
}

// The first character keeps the text from being plain.
bool IsLeadingIndicator(std::string_view text) {
  if (text.starts_with("---") || text.starts_with("...")) return true;
  const char first = text[0];
  const bool followed = text.size() == 1 || text[1] == ' ' || text[1] == '\t';
  if (first == '?' || first == ':' || first == '-') return followed;
  constexpr std::string_view kIndicators = "#,[]{}&*!|>'\"%@`";
  return kIndicators.find(first) != std::string_view::npos;
}

// ASCII letters and the like, blanks inside, colons with something behind them: no restrictions.
bool IsUsual(std::string_view text) {
  if (text.front() == ' ' || text.back() == ' ' || IsLeadingIndicator(text)) return false;
  for (size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) return false;
    const uint8_t kind = kClasses[byte];
    if (kind == kUsual || kind == kSpace) continue;
    if (byte != ':' || at + 1 == text.size() || text[at + 1] == ' ' || text[at + 1] == '\t')
      return false;
  }
  return true;
}

class Analyzer {
 public:
  Analyzer(std::string_view text, Version version) : text_(text), version_(version) {}

  Analysis Run() {
    indicators_ = IsLeadingIndicator(text_);
    for (size_t at = 0; at < text_.size();) at += Step(at);
    Analysis analysis;
    const bool edges = leading_ || trailing_space_ || trailing_break_;
    analysis.multiline = breaks_;
    analysis.plain_allowed =
        !(edges || break_space_ || space_break_ || special_ || tab_ || breaks_ || indicators_);
    analysis.single_quoted_allowed = !(break_space_ || space_break_ || special_ || tab_);
    analysis.literal_allowed = !(trailing_space_ || space_break_ || special_);
    return analysis;
  }

 private:
  size_t Step(size_t at) {
    const auto byte = static_cast<unsigned char>(text_[at]);
    if (byte >= 0x80) return StepWide(at);
    switch (kClasses[byte]) {
      case kUsual:
        Usual();
        break;
      case kSpace:
        Space(at);
        break;
      case kTab:
        // v3 keeps tabs in literals.
        (version_ == Version::kV3 ? tab_ : special_) = true;
        Usual();
        blank_before_ = true;
        break;
      case kBreak:
        special_ = special_ || byte == '\r';
        Break(at, 1);
        break;
      case kColonOrHash:
        Indicator(at);
        break;
      default:
        special_ = true;
        Usual();
        blank_before_ = byte == 0;
    }
    return 1;
  }

  size_t StepWide(size_t at) {
    const Rune rune = DecodeRune(text_.substr(at));
    if (!IsWidePrintable(rune.code)) special_ = true;
    if (IsWideBreak(rune.code)) {
      Break(at, rune.width);
    } else {
      Usual();
    }
    return rune.width;
  }

  void Usual() { previous_space_ = previous_break_ = blank_before_ = false; }

  void Space(size_t at) {
    leading_ = leading_ || at == 0;
    trailing_space_ = trailing_space_ || at + 1 == text_.size();
    break_space_ = break_space_ || previous_break_;
    previous_space_ = true;
    previous_break_ = false;
    blank_before_ = true;
  }

  void Break(size_t at, size_t width) {
    breaks_ = true;
    leading_ = leading_ || at == 0;
    trailing_break_ = trailing_break_ || at + width == text_.size();
    space_break_ = space_break_ || previous_space_;
    previous_space_ = false;
    previous_break_ = true;
    blank_before_ = true;
  }

  void Indicator(size_t at) {
    const bool followed = at + 1 >= text_.size() || text_[at + 1] == ' ' || text_[at + 1] == '\t';
    if (text_[at] == ':' ? followed : blank_before_) indicators_ = true;
    Usual();
  }

  std::string_view text_;
  Version version_;
  bool indicators_ = false;
  bool breaks_ = false;
  bool special_ = false;
  bool tab_ = false;
  bool leading_ = false;
  bool trailing_space_ = false;
  bool trailing_break_ = false;
  bool break_space_ = false;
  bool space_break_ = false;
  bool previous_space_ = false;
  bool previous_break_ = false;
  bool blank_before_ = true;
};

}  // namespace

Analysis AnalyzeScalar(std::string_view text, Version version) {
  if (text.empty()) return {.literal_allowed = false};
  if (IsUsual(text)) return {};
  return Analyzer(text, version).Run();
}

}  // namespace chartrender::yaml

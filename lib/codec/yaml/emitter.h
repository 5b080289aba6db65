// The layout of YAML that go-yaml writes: indentation, scalar styles, folding. Block style but for
// empty collections, one document without markers, no anchors. The caller walks the value and tells
// its parts in order; see write.cc. Appends to a text that it does not own.
// Source: go.yaml.in/yaml/v2 2.4.4 and v3 3.0.5 emitterc.go.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "codec/yaml/resolve.h"

namespace chartrender::yaml {

enum class Style : uint8_t { kPlain, kSingleQuoted, kDoubleQuoted, kLiteral };

// What a text allows. Source: yaml_emitter_analyze_scalar.
struct Analysis {
  bool multiline = false;
  bool plain_allowed = true;
  bool single_quoted_allowed = true;
  bool literal_allowed = true;
};
Analysis AnalyzeScalar(std::string_view text, Version version);

class Emitter {
 public:
  // Columns count from the end of `out`.
  Emitter(std::string& out, Version version) : out_(out), version_(version) {}

  // A collection with items; gives the indentation to hand to End().
  int StartMapping();
  int StartSequence();
  void End(int indent) { indent_ = indent; }
  // Before each item of a sequence.
  void Item();
  // Before each value of a mapping. `style` is what the encoder asks for; the text may need
  // another one. `binary` puts the tag !!binary before it.
  void Key(std::string_view text, Style style, bool binary = false);
  // A whole node.
  void Scalar(std::string_view text, Style style, bool binary = false);
  void EmptyCollection(std::string_view brackets);
  // Ends the document with a line feed.
  void Finish();

 private:
  void WriteScalar(std::string_view text, Style style, const Analysis& analysis, bool binary);
  void WritePlain(std::string_view text);
  void WriteSingleQuoted(std::string_view text);
  void WriteDoubleQuoted(std::string_view text);
  void WriteEscape(uint32_t code);
  void WriteLiteral(std::string_view text);
  void WriteHints(std::string_view text);
  void WriteIndicator(std::string_view indicator, bool need_blank, bool keep_indention);
  void WriteIndent();
  void PutBlankBefore();
  void PutBreak();
  size_t PutRune(std::string_view text, size_t at);
  void PutText(std::string_view text);
  size_t PutBreakRune(std::string_view text, size_t at);
  void Put(char c) {
    out_ += c;
    ++column_;
  }
  // True where a blank may become a line break.
  [[nodiscard]] bool Folds() const {
    return version_ == Version::kV2 && column_ > 80 && !simple_key_;
  }

  // True when no blank of `text`, written here, can become a line break.
  [[nodiscard]] bool StaysInLine(std::string_view text) const {
    return version_ == Version::kV3 || simple_key_ ||
           column_ + static_cast<int64_t>(text.size()) <= 80;
  }

  std::string& out_;
  Version version_;
  int indent_ = -1;
  int64_t column_ = 0;
  bool blank_before_ = true;  // a blank, or nothing, stands before the column
  bool indention_ = true;     // only indentation and indicators stand before it
  bool in_mapping_ = false;   // the next node is a value of a mapping
  bool simple_key_ = false;   // a key that stands in one line is being written
};

}  // namespace chartrender::yaml

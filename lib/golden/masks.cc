#include "golden/masks.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "algo/wildcard.h"
#include "golden/bad_input.h"
#include "manifest/split.h"

namespace chartrender::golden {

namespace {

// The reference tokens of a JSON pointer.
std::vector<std::string> Tokens(std::string_view pointer) {
  std::vector<std::string> tokens;
  for (size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      tokens.emplace_back();
    } else if (pointer[i] == '~' && i + 1 < pointer.size()) {
      tokens.back() += pointer[++i] == '1' ? '/' : '~';
    } else {
      tokens.back() += pointer[i];
    }
  }
  return tokens;
}

// The child of a map or a list that a token names.
std::optional<YAML::Node> Child(const YAML::Node& node, const std::string& token) {
  if (node.IsMap()) {
    const YAML::Node found = std::as_const(node)[token];
    if (found.IsDefined()) return found;
  }
  for (size_t i = 0; node.IsSequence() && i < node.size(); ++i) {
    if (std::to_string(i) == token) return std::as_const(node)[i];
  }
  return std::nullopt;
}

// The node that the tokens lead to, if there is one.
std::optional<YAML::Node> Follow(const YAML::Node& document,
                                 const std::vector<std::string>& tokens) {
  YAML::Node node;
  node.reset(document);
  for (const std::string& token : tokens) {
    const auto next = Child(node, token);
    if (!next) return std::nullopt;
    node.reset(*next);
  }
  return node;
}

bool IsIndex(const std::string& token) {
  return token.find_first_not_of("0123456789") == std::string::npos;
}

struct Span {
  size_t begin, end;
};

size_t EndOfQuoted(std::string_view text, size_t begin) {
  const char quote = text[begin - 1];
  size_t end = begin;
  while (end < text.size() && text[end] != quote) {
    if (quote == '"' && text[end] == '\\') ++end;
    ++end;
    if (quote == '\'' && end + 1 < text.size() && text[end] == '\'' && text[end + 1] == '\'')
      end += 2;
  }
  return std::min(end, text.size());
}

// The bytes of the scalar `value` that starts at `start`, without its quotes. A block scalar is one
// span from its head to its last line, without the end of line. A plain scalar over several lines
// is not found whole.
Span ScalarSpan(std::string_view text, size_t start, std::string_view value) {
  const char first = text[start];
  if (first == '"' || first == '\'') return {start + 1, EndOfQuoted(text, start + 1)};
  if (first != '|' && first != '>') return {start, std::min(start + value.size(), text.size())};
  size_t end = std::min(text.find('\n', start), text.size());
  const size_t line_start = text.rfind('\n', start) + 1;
  const size_t indent = text.find_first_not_of(" -", line_start) - line_start;
  while (end < text.size()) {
    const size_t next = end + 1;
    const size_t next_end = std::min(text.find('\n', next), text.size());
    const size_t content = text.find_first_not_of(' ', next);
    if (content < next_end && content - next <= indent) break;
    end = next_end;
  }
  while (end > start && text[end - 1] == '\n') --end;
  return {start, end};
}

// The document of one resource in the text, edited in place.
class DocumentMasker {
 public:
  DocumentMasker(std::string text, const std::string& file) : text_(std::move(text)), file_(file) {
    Parse();
  }

  // What the field held; nothing when there is no such field.
  std::optional<std::string> Hide(const MaskSpec& mask) {
    if (!document_ || Field("kind") != mask.kind || !MatchesWildcard(mask.name, Name()))
      return std::nullopt;
    const auto tokens = Tokens(mask.pointer);
    const auto field = Follow(*document_, tokens);
    if (!field || field->IsNull()) return std::nullopt;
    const auto fail = [&](std::string_view why) {
      return BadInput(file_, mask.line,
                      StrCat("the mask ", mask.pointer, " of ", mask.kind, "/", Name(), " ", why));
    };
    if (!field->IsScalar()) throw fail("names no scalar");
    const std::string value = field->Scalar();
    const Span span = ScalarSpan(text_, static_cast<size_t>(field->Mark().pos), value);
    text_.replace(span.begin, span.end - span.begin, kMaskedText);
    Parse();
    const auto masked = document_ ? Follow(*document_, tokens) : std::nullopt;
    if (!masked || !masked->IsScalar() || masked->Scalar() != kMaskedText) {
      throw fail("names a scalar in a form that cannot be masked");
    }
    return value;
  }

  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void Parse() {
    document_.reset();
    try {
      const YAML::Node node = YAML::Load(text_);
      if (node.IsMap()) document_ = node;
    } catch (const YAML::Exception&) {
      // Nothing to mask: the text is compared as it is.
    }
  }
  std::string Field(const std::string& key) const {
    const YAML::Node node = std::as_const(*document_)[key];
    return node.IsDefined() && node.IsScalar() ? node.Scalar() : "";
  }
  std::string Name() const {
    const YAML::Node metadata = std::as_const(*document_)["metadata"];
    if (!metadata.IsDefined() || !metadata.IsMap()) return "";
    const YAML::Node name = std::as_const(metadata)["name"];
    return name.IsDefined() && name.IsScalar() ? name.Scalar() : "";
  }

  std::string text_;
  const std::string& file_;
  std::optional<YAML::Node> document_;
};

// A quick test that spares parsing: the kind and the field's name stand somewhere in the document.
bool MayMatch(std::string_view document, const MaskSpec& mask) {
  const auto tokens = Tokens(mask.pointer);
  return document.find(mask.kind) != std::string_view::npos &&
         (IsIndex(tokens.back()) || document.find(tokens.back()) != std::string_view::npos);
}

}  // namespace

std::vector<MaskSpec> ReadMasks(YamlFields& fields) {
  std::vector<MaskSpec> masks;
  for (const YAML::Node& item : fields.Items("masks")) {
    YamlFields mask(item, fields.file(), "a mask");
    MaskSpec spec;
    spec.kind = mask.RequiredText("kind");
    spec.name = mask.RequiredText("name");
    spec.pointer = mask.RequiredText("pointer");
    spec.reason = mask.RequiredText("reason");
    spec.except = mask.Texts("except");
    spec.line = mask.line();
    if (spec.pointer.empty() || spec.pointer[0] != '/')
      mask.Fail(item, "a mask's `pointer` starts with `/`");
    mask.Finish();
    masks.push_back(std::move(spec));
  }
  return masks;
}

MaskedText ApplyMasks(std::string_view rendered, std::span<const MaskSpec> masks,
                      std::string_view case_name, const std::string& file) {
  MaskedText result;
  result.values.resize(masks.size());
  std::vector<size_t> active;
  for (size_t i = 0; i < masks.size(); ++i) {
    const auto& except = masks[i].except;
    if (std::find(except.begin(), except.end(), case_name) == except.end()) active.push_back(i);
  }
  size_t copied = 0;
  for (const std::string_view document : manifest::SplitDocuments(rendered)) {
    std::optional<DocumentMasker> masker;
    bool changed = false;
    for (const size_t i : active) {
      if (!MayMatch(document, masks[i])) continue;
      if (!masker) masker.emplace(std::string(document), file);
      if (const auto value = masker->Hide(masks[i])) {
        result.values[i] = value->empty() ? " " : *value;
        changed = true;
      }
    }
    if (!changed) continue;
    const auto begin = static_cast<size_t>(document.data() - rendered.data());
    result.text.append(rendered, copied, begin - copied).append(masker->text());
    copied = begin + document.size();
  }
  result.text.append(rendered, copied);
  return result;
}

}  // namespace chartrender::golden

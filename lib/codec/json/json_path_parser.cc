#include "codec/json/json_path_parser.h"

#include <algorithm>
#include <charconv>

#include "base/error.h"
#include "base/float_digits.h"
#include "base/quote.h"
#include "base/stack.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender {
namespace {

using Type = JsonPathNode::Type;
using List = JsonPathNode::List;

constexpr uint32_t kEnd = 0xFFFFFFFF;

[[noreturn]] void Fail(std::string message) {
  throw Failure(ErrorCode::kUsage, std::move(message));
}

bool IsEndOfLine(uint32_t r) { return r == '\r' || r == '\n'; }

bool EndsWord(uint32_t r) {
  constexpr std::string_view kEnds = " \t\r\n.,[]$@{}";
  return r == kEnd || (r < 0x80 && kEnds.find(static_cast<char>(r)) != std::string_view::npos);
}

bool IsWordRune(uint32_t r) { return r == '_' || IsLetterRune(r) || IsDigitRune(r); }

std::optional<int64_t> ReadInt(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// "U+0026 '&'".
std::string RuneName(uint32_t code) {
  constexpr char kHex[] = "0123456789ABCDEF";
  std::string digits;
  for (uint32_t rest = code; rest > 0 || digits.size() < 4; rest >>= 4)
    digits.insert(digits.begin(), kHex[rest & 15]);
  std::string name = "U+" + digits;
  if (IsPrintRune(code)) {
    name += " '";
    AppendRune(name, code);
    name += '\'';
  }
  return name;
}

std::string_view TrimBlanks(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// A text in single or double quotes, with Go's escapes. Source: UnquoteExtend.
std::optional<std::string> UnquoteText(std::string_view quoted) {
  const char quote = quoted.front();
  if (quoted.size() < 2 || quoted.back() != quote) return std::nullopt;
  std::string_view rest = quoted.substr(1, quoted.size() - 2);
  if (rest.find('\\') == std::string_view::npos && rest.find(quote) == std::string_view::npos)
    return std::string(rest);
  std::string plain;
  while (!rest.empty()) {
    const auto c = UnquoteChar(rest, quote);
    if (!c) return std::nullopt;
    rest.remove_prefix(c->width);
    if (c->multibyte) {
      AppendRune(plain, c->code);
    } else {
      plain += static_cast<char>(c->code);
    }
  }
  return plain;
}

JsonPathNode TextNode(Type type, std::string text) {
  JsonPathNode node;
  node.type = type;
  node.text = std::move(text);
  return node;
}

class PathParser {
 public:
  explicit PathParser(std::string_view text) : input_(text) { CheckStack(); }

  std::vector<JsonPath::Part> Parse() {
    while (at_ < input_.size()) {
      if (input_[at_] == '{') {
        ++at_;
        Take();
        parts_.emplace_back();
        while (ParseElement(parts_.back())) {
        }
      } else {
        const size_t open = std::min(input_.find('{', at_), input_.size());
        at_ = open;
        parts_.push_back({TextNode(Type::kText, std::string(Take()))});
      }
    }
    return std::move(parts_);
  }

  // The nodes of one action without its braces.
  static List ParseAction(const std::string& text) {
    const std::string whole = "{" + text + "}";
    return PathParser(whole).Parse().front();
  }

 private:
  uint32_t Next() {
    if (at_ >= input_.size()) {
      width_ = 0;
      return kEnd;
    }
    const Rune rune = DecodeRune(input_.substr(at_));
    width_ = rune.width;
    at_ += width_;
    return rune.code;
  }
  void Back() { at_ -= width_; }
  uint32_t Peek() {
    const uint32_t r = Next();
    Back();
    return r;
  }
  // The text since the last call.
  std::string_view Take() {
    const std::string_view taken = input_.substr(start_, at_ - start_);
    start_ = at_;
    return taken;
  }
  bool At(std::string_view prefix) const { return input_.substr(at_).starts_with(prefix); }

  // One element of the action at hand; false behind its closing brace.
  bool ParseElement(List& list) {
    if (At("}")) {
      ++at_;
      Take();
      return false;
    }
    if (At("[?(")) return ParseFilter(list);
    if (At("..")) return ParseRecursive(list);
    const uint32_t r = Next();
    if (r == kEnd || IsEndOfLine(r)) Fail("unclosed action");
    if (r == ' ' || r == '@' || r == '$') {
      Take();
      return true;
    }
    if (r == '[') return ParseArray(list);
    if (r == '"' || r == '\'') return ParseQuote(list, r);
    if (r == '.') return ParseField(list);
    if (r == '+' || r == '-' || IsDigitRune(r)) {
      Back();
      return ParseNumber(list);
    }
    if (!IsWordRune(r)) Fail("unrecognized character in action: " + RuneName(r));
    Back();
    return ParseIdentifier(list);
  }

  bool ParseIdentifier(List& list) {
    while (!EndsWord(Next())) {
    }
    Back();
    const std::string word(Take());
    if (word == "true" || word == "false") {
      JsonPathNode node;
      node.type = Type::kBool;
      node.number = word == "true" ? 1 : 0;
      list.push_back(std::move(node));
    } else {
      list.push_back(TextNode(Type::kIdentifier, word));
    }
    return true;
  }

  bool ParseRecursive(List& list) {
    if (!list.empty() && list.back().type == Type::kRecursive)
      Fail("invalid multiple recursive descent");
    at_ += 2;
    Take();
    list.push_back(TextNode(Type::kRecursive, ""));
    return IsWordRune(Peek()) ? ParseField(list) : true;
  }

  bool ParseNumber(List& list) {
    const uint32_t sign = Peek();
    if (sign == '+' || sign == '-') Next();
    for (uint32_t r = Next(); r == '.' || IsDigitRune(r);) r = Next();
    Back();
    const std::string_view text = Take();
    JsonPathNode node;
    if (const auto number = ReadInt(text)) {
      node.type = Type::kInt;
      node.number = *number;
    } else if (ParseFloat(text, node.real)) {
      node.type = Type::kFloat;
    } else {
      Fail("cannot parse number " + std::string(text));
    }
    list.push_back(std::move(node));
    return true;
  }

  bool ParseArray(List& list) {
    for (uint32_t r = Next(); r != ']'; r = Next()) {
      if (r == kEnd || r == '\n') Fail("unterminated array");
    }
    std::string_view text = Take();
    text = text.substr(1, text.size() - 2);
    if (text == "*") text = ":";
    if (text.find(',') != std::string_view::npos) {
      list.push_back(Union(text));
    } else if (text.size() >= 2 && text.front() == '\'' && text.back() == '\'' &&
               text.substr(1, text.size() - 2).find('\'') == std::string_view::npos) {
      const List key = ParseAction("." + std::string(text.substr(1, text.size() - 2)));
      list.insert(list.end(), key.begin(), key.end());
    } else {
      list.push_back(Slice(text));
    }
    return true;
  }

  static JsonPathNode Union(std::string_view text) {
    JsonPathNode node;
    node.type = Type::kUnion;
    while (true) {
      const size_t comma = text.find(',');
      node.lists.push_back(ParseAction("[" + std::string(TrimBlanks(text.substr(0, comma))) + "]"));
      if (comma == std::string_view::npos) return node;
      text.remove_prefix(comma + 1);
    }
  }

  // The parts of "a:b:c": digits with an optional sign, nullopt where there is not even a colon.
  static std::vector<std::optional<std::string_view>> SliceParts(std::string_view text) {
    std::vector<std::optional<std::string_view>> parts;
    std::string_view rest = text;
    for (int i = 0; i < 3; ++i) {
      if (i > 0) {
        if (!rest.starts_with(':')) {
          parts.emplace_back();
          continue;
        }
        rest.remove_prefix(1);
      }
      size_t length = rest.starts_with('-') ? 1 : 0;
      while (length < rest.size() && rest[length] >= '0' && rest[length] <= '9') ++length;
      parts.emplace_back(rest.substr(0, length));
      rest.remove_prefix(length);
    }
    if (!rest.empty()) Fail("invalid array index " + std::string(text));
    return parts;
  }

  static JsonPathNode Slice(std::string_view text) {
    JsonPathNode node;
    node.type = Type::kArray;
    const auto parts = SliceParts(text);
    for (size_t i = 0; i < 3; ++i) {
      JsonPathNode::Bound& bound = node.bounds[i];
      if (!parts[i]) {
        if (i == 1) bound = {node.bounds[0].value + 1, true, true};
      } else if (!parts[i]->empty()) {
        const auto number = ReadInt(*parts[i]);
        if (!number) Fail("array index " + std::string(*parts[i]) + " is not a number");
        bound = {*number, true, false};
      }
    }
    return node;
  }

  // Moves behind the ')' that ends a filter; a quoted text may hold others.
  void SkipFilter() {
    bool begun = false, ended = false;
    uint32_t quote = 0;
    while (true) {
      const uint32_t r = Next();
      if (r == kEnd || r == '\n') Fail("unterminated filter");
      if (r == '"' || r == '\'') {
        if (!begun) {
          begun = true;
          quote = r;
        } else if (input_[at_ - 2] != '\\' && r == quote) {
          ended = true;
        }
      } else if (r == ')' && begun == ended) {
        return;
      }
    }
  }

  bool ParseFilter(List& list) {
    at_ += 3;
    Take();
    SkipFilter();
    if (Next() != ']') Fail("unclosed array expect ]");
    std::string_view text = Take();
    text.remove_suffix(2);
    constexpr std::string_view kOperators = "!<>=";
    const size_t left = text.find_first_of(kOperators);
    size_t right = left == std::string_view::npos ? left : text.find_first_not_of(kOperators, left);
    // At the end of the text, the last sign of an operator is the right side.
    if (left != std::string_view::npos && right == std::string_view::npos && text.size() > left + 1)
      right = text.size() - 1;
    JsonPathNode node;
    node.type = Type::kFilter;
    if (left == 0 || left == std::string_view::npos || right == std::string_view::npos) {
      node.text = "exists";
      node.lists = {ParseAction(std::string(text)), {}};
    } else {
      node.text = text.substr(left, right - left);
      node.lists = {ParseAction(std::string(text.substr(0, left))),
                    ParseAction(std::string(text.substr(right)))};
    }
    list.push_back(std::move(node));
    return true;
  }

  bool ParseQuote(List& list, uint32_t quote) {
    while (true) {
      const uint32_t r = Next();
      if (r == kEnd || r == '\n') Fail("unterminated quoted string");
      if (r == quote && input_[at_ - 2] != '\\') break;
    }
    const std::string_view text = Take();
    const auto plain = UnquoteText(text);
    if (!plain) Fail("unquote string " + std::string(text) + " error invalid syntax");
    list.push_back(TextNode(Type::kText, *plain));
    return true;
  }

  bool ParseField(List& list) {
    Take();
    for (uint32_t r = Next();; r = Next()) {
      if (r == '\\') {
        Next();
      } else if (EndsWord(r)) {
        Back();
        break;
      }
    }
    std::string name(Take());
    if (name == "*") {
      list.push_back(TextNode(Type::kWildcard, ""));
    } else {
      std::erase(name, '\\');
      list.push_back(TextNode(Type::kField, std::move(name)));
    }
    return true;
  }

  std::string_view input_;
  size_t at_ = 0, start_ = 0, width_ = 0;
  std::vector<JsonPath::Part> parts_;
};

}  // namespace

std::vector<JsonPath::Part> ParseJsonPath(std::string_view text) {
  return PathParser(text).Parse();
}

}  // namespace chartrender

#include "gotemplate/plain_parser.h"

#include <cstring>

#include "base/budget.h"

namespace chartrender::gotemplate {

PlainParser::PlainParser(Program& program, ParseBuffers& arrays, const FunctionTable& functions,
                         const ParseOptions& options)
    : program_(program),
      arrays_(arrays),
      functions_(functions),
      options_(options),
      begin_(program.text.data()),
      end_(begin_ + program.text.size()),
      last_brace_(begin_),
      at_(begin_) {
  arrays.Clear();
  arrays.variables.Add("$");
  arrays.scope.Add(0);
  const size_t last_brace = program.text.rfind('}');
  if (last_brace != std::string_view::npos) last_brace_ += last_brace;
}

bool PlainParser::ParseFile() {
  if (options_.budget != nullptr) options_.budget->ChargeSteps(program_.text.size() / 64);
  Items items;
  NodeId root = kNoNode;
  if (ParseItems(items, root) == After::kFileEnd &&
      trees_.Add(program_, arrays_, program_.name, root)) {
    Charge();
    program_.main = trees_.IndexOf(program_, program_.name);
    return true;
  }
  if (options_.budget != nullptr) options_.budget->ReleaseMemory(charged_ * 2 * sizeof(Node));
  program_.trees.clear();
  program_.defines_itself = false;
  program_.redeclares_dollar = false;
  return false;
}

// The steps and the memory of the nodes that are new: what TreeParser charges, about.
void PlainParser::Charge() {
  if (options_.budget == nullptr) return;
  const size_t added = arrays_.nodes.size() - charged_;
  charged_ += added;
  options_.budget->ChargeSteps(2 * added);
  options_.budget->ChargeMemory(added * 2 * sizeof(Node));
}

uint32_t PlainParser::TakeRightDelim() {
  const bool trim = *at_ == '-';
  if (trim) ++at_;
  const uint32_t position = Offset(at_);
  at_ += 2;
  if (trim) at_ = BlankEnd(at_, end_);
  return position;
}

inline void PlainParser::AddText(Items& items, const char* first, const char* last) {
  const uint32_t position = Offset(first);
  if (items.position == Items::kUnset) items.position = position;
  arrays_.pending.Add(
      Add({NodeKind::kText, false, 0, position, position, static_cast<uint32_t>(last - first)}));
}

// Adds the text before the next action and stands behind the action's left delimiter then.
PlainParser::After PlainParser::ReadText(Items& items) {
  for (;;) {
    const char* const text = at_;
    const char* delim = text;
    do {
      delim = static_cast<const char*>(std::memchr(delim, '{', static_cast<size_t>(end_ - delim)));
    } while (delim != nullptr && delim + 1 < end_ && delim[1] != '{' && ++delim);
    if (delim == nullptr || delim + 1 >= end_) {
      at_ = end_;
      if (text < end_) AddText(items, text, end_);
      if (items.position == Items::kUnset) items.position = Offset(end_);
      return After::kFileEnd;
    }
    const char* at = delim + 2;
    if (at > last_brace_) return After::kNotPlain;
    const char* last = delim;
    if (*at == '-' && IsByte(at[1], kBlankByte)) {
      last = BlankStart(text, last);
      at += 2;
    }
    at_ = at;
    if (last > text) AddText(items, text, last);
    if (*at != '/' || at[1] != '*') {
      if (items.position == Items::kUnset) items.position = Offset(delim);
      return After::kAction;
    }
    if (!SkipComment()) return After::kNotPlain;
  }
}

bool PlainParser::SkipComment() {
  const std::string_view rest(at_ + 2, static_cast<size_t>(end_ - at_ - 2));
  const size_t end = rest.find("*/");
  if (end == std::string_view::npos) return false;
  at_ += 2 + end + 2;
  if (at_ > last_brace_) return false;
  if (IsByte(*at_, kBlankByte) && at_[1] == '-') ++at_;
  if (!AtRightDelim()) return false;
  TakeRightDelim();
  return true;
}

PlainParser::After PlainParser::ParseItems(Items& items, NodeId& list) {
  const uint32_t mark = arrays_.pending.size();
  After after = ReadText(items);
  while (after == After::kAction) {
    after = ParseAction(items);
    if (after == After::kAction) after = ReadText(items);
  }
  const Links links = TakePending(mark);
  list = Add({NodeKind::kList, false, 0, items.position, links.first, links.count});
  return after;
}

inline PlainParser::After PlainParser::TakeItem(NodeId item) {
  if (item == kNoNode) return After::kNotPlain;
  arrays_.pending.Add(item);
  if (arrays_.nodes.size() - charged_ >= kChargedAtOnce) Charge();
  return After::kAction;
}

PlainParser::After PlainParser::ParseAction(Items& items) {
  SkipBlanks();
  const uint32_t position = Offset(at_);
  switch (*at_) {
    case 'b':
      if (Take("break")) return TakeItem(ParseBreak(NodeKind::kBreak, position));
      break;
    case 'c':
      if (Take("continue")) return TakeItem(ParseBreak(NodeKind::kContinue, position));
      break;
    case 'd':
      if (!Take("define")) break;
      return ParseDefinition() ? After::kAction : After::kNotPlain;
    case 'e':
      if (Take("end")) return ParseEnd();
      if (Take("else")) return ParseElse(items);
      break;
    case 'i':
      if (Take("if")) return TakeItem(ParseControl(NodeKind::kIf));
      break;
    case 'r':
      if (Take("range")) return TakeItem(ParseControl(NodeKind::kRange));
      break;
    case 't':
      if (Take("template")) return TakeItem(ParseTemplate());
      break;
    case 'w':
      if (Take("with")) return TakeItem(ParseControl(NodeKind::kWith));
      break;
    default:
      break;
  }
  const NodeId pipe = ParsePipeline(Closing::kDelimiter, false);
  if (pipe == kNoNode) return After::kNotPlain;
  TakeRightDelim();
  return TakeItem(Add({NodeKind::kAction, false, 0, position, pipe, 0}));
}

PlainParser::After PlainParser::ParseEnd() {
  SkipBlanks();
  if (!AtRightDelim()) return After::kNotPlain;
  TakeRightDelim();
  return After::kEnd;
}

// The "if" or "with" of an else-if is taken too.
PlainParser::After PlainParser::ParseElse(Items& items) {
  SkipBlanks();
  items.keyword_position = Offset(at_);
  if (AtRightDelim()) {
    TakeRightDelim();
    return After::kElse;
  }
  if (Take("if")) {
    items.behind_else = NodeKind::kIf;
  } else if (Take("with")) {
    items.behind_else = NodeKind::kWith;
  } else {
    return After::kNotPlain;
  }
  return After::kElse;
}

NodeId PlainParser::ParseControl(NodeKind kind) {
  if (depth_ >= kDeepest) return kNoNode;
  ++depth_;
  const uint32_t scope = arrays_.scope.size();
  const bool range = kind == NodeKind::kRange;
  const NodeId pipe = ParsePipeline(Closing::kDelimiter, range);
  if (pipe == kNoNode) return kNoNode;
  TakeRightDelim();
  range_depth_ += range ? 1 : 0;
  Items body;
  NodeId lists[] = {kNoNode, kNoNode};
  const After after = ParseItems(body, lists[0]);
  range_depth_ -= range ? 1 : 0;
  if (after != After::kEnd && (after != After::kElse || !ParseElseOf(kind, body, lists[1]))) {
    return kNoNode;
  }
  arrays_.scope.Shrink(scope);
  --depth_;
  const uint32_t links = AddLink(lists[0]);
  AddLink(lists[1]);
  return Add({kind, false, 0, arrays_.nodes[pipe].position, pipe, links});
}

bool PlainParser::ParseElseOf(NodeKind kind, const Items& body, NodeId& list) {
  if (body.behind_else == NodeKind::kElse) {
    Items items;
    return ParseItems(items, list) == After::kEnd;
  }
  if (body.behind_else != kind) return false;
  const NodeId chained = ParseControl(kind);
  if (chained == kNoNode) return false;
  list = Add({NodeKind::kList, false, 0, body.keyword_position, AddLink(chained), 1});
  return true;
}

NodeId PlainParser::ParseBreak(NodeKind kind, uint32_t position) {
  SkipBlanks();
  const char* const name = kind == NodeKind::kBreak ? "break" : "continue";
  if (!AtRightDelim() || range_depth_ == 0 || functions_.Find(name) != nullptr) return kNoNode;
  TakeRightDelim();
  return Add({kind, false, 0, position, 0, 0});
}

bool PlainParser::ReadTemplateName(std::string_view& name) {
  if (*at_ != '"') return false;
  const char* const start = at_ + 1;
  const char* const quote = PlainEnd(start, last_brace_);
  if (*quote != '"') return false;
  name = {start, static_cast<size_t>(quote - start)};
  at_ = quote + 1;
  return true;
}

NodeId PlainParser::ParseTemplate() {
  SkipBlanks();
  const uint32_t position = Offset(at_);
  std::string_view name;
  if (!ReadTemplateName(name)) return kNoNode;
  SkipBlanks();
  NodeId pipe = kNoNode;
  if (!AtRightDelim()) {
    pipe = ParsePipeline(Closing::kDelimiter, false);
    if (pipe == kNoNode) return kNoNode;
  }
  TakeRightDelim();
  const uint32_t text = arrays_.texts.Add(name);
  return Add({NodeKind::kTemplate, false, 0, position, text, pipe});
}

// Definitions stand side by side, each with variables of its own.
bool PlainParser::ParseDefinition() {
  if (depth_ != 0 || in_definition_) return false;
  SkipBlanks();
  std::string_view name;
  if (!ReadTemplateName(name)) return false;
  SkipBlanks();
  if (!AtRightDelim()) return false;
  TakeRightDelim();
  scope_start_ = arrays_.scope.size();
  arrays_.scope.Add(0);
  in_definition_ = true;
  Items items;
  NodeId body = kNoNode;
  if (ParseItems(items, body) != After::kEnd) return false;
  in_definition_ = false;
  arrays_.scope.Shrink(scope_start_);
  scope_start_ = 0;
  return trees_.Add(program_, arrays_, name, body);
}

}  // namespace chartrender::gotemplate

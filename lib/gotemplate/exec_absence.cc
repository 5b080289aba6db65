// Which part of a path has no value, for the report of an execution that failed over it. Runs only
// then, evaluates nothing that could have an effect, and never fails itself.
#include <algorithm>
#include <optional>

#include "gotemplate/exec.h"
#include "gotemplate/exec_error.h"
#include "gotemplate/node_text.h"
#include "value/object.h"

namespace chartrender {

namespace {

constexpr size_t kMostSiblings = 12;
constexpr size_t kDeepestSearch = 48;
constexpr size_t kLongestSearch = 200'000;  // values looked at

void AppendKey(std::string& path, std::string_view key) {
  const bool plain = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (plain) {
    path.append(".").append(key);
  } else {
    path.append("[\"").append(key).append("\"]");
  }
}

// Finds a map in the tree below another value.
class PlaceSearch {
 public:
  explicit PlaceSearch(const Map* wanted) : wanted_(wanted) {}

  bool Find(Value value, size_t depth) {
    if (depth > kDeepestSearch || ++seen_ > kLongestSearch) return false;
    const size_t mark = path_.size();
    if (value.is_map() && !value.is_nil_reference()) {
      const Map* map = value.AsMap();
      if (map == wanted_) return true;
      for (const Map::Entry& entry : map->Sorted()) {
        if (!entry.value.is_map() && !entry.value.is_list()) continue;
        AppendKey(path_, entry.key());
        if (Find(entry.value, depth + 1)) return true;
        path_.resize(mark);
      }
    } else if (value.is_list()) {
      size_t index = 0;
      for (const Value item : value.AsList()) {
        path_ += StrCat("[", std::to_string(index++), "]");
        if (Find(item, depth + 1)) return true;
        path_.resize(mark);
      }
    }
    return false;
  }

  const std::string& path() const { return path_; }

 private:
  const Map* wanted_;
  size_t seen_ = 0;
  std::string path_;
};

}  // namespace

void Interpreter::FollowNames(Trace& trace, std::span<const Name> names) const {
  for (const Name& name : names) {
    if (!trace.known) return;
    AppendKey(trace.expression, name.text);
    if (trace.absence || trace.value.is_absent()) continue;
    const Value value = Underlying(trace.value);
    if (!value.is_map()) {
      trace.known = false;
      return;
    }
    const Map* map = value.is_nil_reference() ? nullptr : value.AsMap();
    const Value* found = map == nullptr ? nullptr : map->Find(name);
    trace.value = found == nullptr ? Value::Missing() : *found;
    if (!trace.value.is_absent()) continue;
    Absence absence;
    absence.expression = trace.expression;
    absence.is_null = found != nullptr;
    PlaceSearch search(map);
    if (map != nullptr && search.Find(variables_.front().operand.value, 0)) {
      absence.place = search.path();
      AppendKey(absence.place, name.text);
    }
    if (map != nullptr) {
      for (const Map::Entry& entry : map->Sorted()) {
        if (absence.siblings.size() == kMostSiblings) break;
        if (entry.key() != name.text) absence.siblings.emplace_back(entry.key());
      }
    }
    trace.absence = std::move(absence);
  }
}

Interpreter::Trace Interpreter::TraceNode(const Operand& dot, NodeId id) const {
  Trace trace;
  const Node& node = NodeAt(id);
  const auto names_at = [&](uint32_t link) -> std::span<const Name> {
    return {program_->names.data() + program_->links[link], program_->links[link + 1]};
  };
  switch (node.kind) {
    case NodeKind::kDot:
      trace.value = dot.value;
      trace.expression = ".";
      return trace;
    case NodeKind::kField:
      trace.value = dot.value;
      FollowNames(trace, {program_->names.data() + node.a, node.b});
      return trace;
    case NodeKind::kVariable: {
      const auto end = variables_.rend() - static_cast<std::ptrdiff_t>(now_.frame);
      const auto found = std::find_if(variables_.rbegin(), end,
                                      [&](const Variable& v) { return v.name == node.a; });
      trace.known = found != end;
      if (trace.known) trace.value = found->operand.value;
      trace.expression = program_->variables[node.a];
      if (node.b != kNoNode) FollowNames(trace, names_at(node.b));
      return trace;
    }
    case NodeKind::kChain:
      trace = TraceNode(dot, node.a);
      FollowNames(trace, names_at(node.b));
      return trace;
    case NodeKind::kPipe:
    case NodeKind::kCommand:
      if (node.b == 1) return TraceNode(dot, program_->links[node.a]);
      break;
    default:
      break;
  }
  trace.known = false;
  return trace;
}

// The command whose value a pipeline hands to `command`, or kNoNode.
NodeId Interpreter::CommandBefore(NodeId command) const {
  for (const Node& node : program_->nodes) {
    if (node.kind != NodeKind::kPipe) continue;
    const uint32_t* commands = program_->links.data() + node.a;
    for (uint32_t i = 1; i < node.b; ++i) {
      if (commands[i] == command) return commands[i - 1];
    }
  }
  return kNoNode;
}

void Interpreter::ExplainAbsence(Error& error, const Operand& dot, NodeId node) const {
  if (error.absence || node == kNoNode || !error.frames.empty()) return;
  Trace trace = TraceNode(dot, node);
  if (!trace.known) return;
  if (trace.absence) {
    error.absence = std::move(trace.absence);
  } else if (trace.value.is_absent()) {
    error.absence.emplace();
    error.absence->expression = std::move(trace.expression);
  }
}

}  // namespace chartrender

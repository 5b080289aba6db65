#include "check/line_index.h"

#include <charconv>
#include <string>

#include "base/error.h"
#include "codec/yaml/parser.h"

namespace chartrender::check {

namespace {

using yaml::Event;
using yaml::EventType;

std::string Unescaped(std::string_view step) {
  std::string text;
  for (size_t i = 0; i < step.size(); ++i) {
    if (step[i] == '~' && i + 1 < step.size()) {
      text += step[++i] == '1' ? '/' : '~';
    } else {
      text += step[i];
    }
  }
  return text;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  nodes_.push_back({});
  try {
    Build(text);
  } catch (const Failure&) {
    // What stands behind the fault is not known; the fault itself is reported by who reads the
    // text.
  }
}

void LineIndex::Build(std::string_view text) {
  struct Open {
    uint32_t node = 0;
    uint32_t last_child = 0;
    bool is_map = false;
    bool has_key = false;
    std::string_view key;
    uint32_t key_line = 0;
  };
  yaml::Parser parser(text, arena_);
  std::vector<Open> open;
  // A collection as a key has no pointer: its events are passed over.
  size_t key_depth = 0;
  for (Event event = parser.Next(); event.type != EventType::kStreamEnd; event = parser.Next()) {
    const bool starts =
        event.type == EventType::kMappingStart || event.type == EventType::kSequenceStart;
    const bool ends = event.type == EventType::kMappingEnd || event.type == EventType::kSequenceEnd;
    if (event.type == EventType::kDocumentEnd) return;
    if (key_depth > 0) {
      key_depth += starts ? 1 : 0;
      key_depth -= ends ? 1 : 0;
      continue;
    }
    if (ends) {
      open.pop_back();
      continue;
    }
    if (!starts && event.type != EventType::kScalar && event.type != EventType::kAlias) continue;
    auto line = static_cast<uint32_t>(event.line < 0 ? 0 : event.line);
    uint32_t node = 0;
    if (!open.empty()) {
      Open& parent = open.back();
      if (parent.is_map && !parent.has_key) {
        parent.has_key = true;
        parent.key = event.type == EventType::kScalar ? event.value : std::string_view();
        parent.key_line = line;
        if (starts) key_depth = 1;
        continue;
      }
      node = static_cast<uint32_t>(nodes_.size());
      if (parent.is_map) line = parent.key_line;
      nodes_.push_back({parent.key, line, 0, 0, false});
      (parent.last_child == 0 ? nodes_[parent.node].first_child : nodes_[parent.last_child].next) =
          node;
      parent.last_child = node;
      parent.has_key = false;
    } else {
      nodes_[0].line = line;
    }
    if (starts) {
      const bool is_map = event.type == EventType::kMappingStart;
      nodes_[node].is_list = !is_map;
      open.push_back({node, 0, is_map, false, {}, 0});
    }
  }
}

uint32_t LineIndex::ChildOf(uint32_t node, std::string_view step) const {
  uint32_t child = nodes_[node].first_child;
  if (nodes_[node].is_list) {
    size_t position = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), position);
    if (error != std::errc() || end != step.data() + step.size()) return 0;
    for (; child != 0 && position > 0; --position) child = nodes_[child].next;
    return child;
  }
  const std::string key = Unescaped(step);
  while (child != 0 && nodes_[child].key != key) child = nodes_[child].next;
  return child;
}

uint32_t LineIndex::LineOf(std::string_view pointer) const {
  uint32_t node = 0;
  while (!pointer.empty()) {
    const size_t end = pointer.find('/', 1);
    const uint32_t child =
        ChildOf(node, pointer.substr(1, end == std::string_view::npos ? end : end - 1));
    if (child == 0) break;
    node = child;
    pointer = end == std::string_view::npos ? std::string_view() : pointer.substr(end);
  }
  return nodes_[node].line;
}

}  // namespace chartrender::check

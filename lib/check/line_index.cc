#include "check/line_index.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <string>

#include "base/error.h"
#include "base/json_pointer.h"
#include "codec/yaml/parser.h"

namespace chartrender::check {

using yaml::Event;
using yaml::EventType;

// Follows the parser's events.
class LineIndex::Builder {
 public:
  explicit Builder(LineIndex& index) : index_(index) { index_.nodes_.emplace_back(); }

  void Read(std::string_view text) {
    yaml::Parser parser(text, index_.arena_);
    for (Event event = parser.Next();
         event.type != EventType::kStreamEnd && event.type != EventType::kDocumentEnd;
         event = parser.Next()) {
      Take(event);
    }
  }

  // Of a text with a fault some collections are still open.
  void Finish() {
    while (!open_.empty()) Close();
  }

 private:
  struct Open {
    uint32_t node = 0;
    bool is_map = false;
    bool has_key = false;
    std::string_view key;
    uint32_t key_line = 0;
    std::vector<uint32_t> children;
  };

  void Take(const Event& event) {
    const bool starts =
        event.type == EventType::kMappingStart || event.type == EventType::kSequenceStart;
    const bool ends = event.type == EventType::kMappingEnd || event.type == EventType::kSequenceEnd;
    if (key_depth_ > 0) {
      key_depth_ += starts ? 1 : 0;
      key_depth_ -= ends ? 1 : 0;
      return;
    }
    if (ends) return Close();
    if (!starts && event.type != EventType::kScalar && event.type != EventType::kAlias) return;
    const auto line = static_cast<uint32_t>(event.line < 0 ? 0 : event.line);
    if (!open_.empty() && open_.back().is_map && !open_.back().has_key) {
      Open& parent = open_.back();
      parent.has_key = true;
      parent.key = event.type == EventType::kScalar ? event.value : std::string_view();
      parent.key_line = line;
      if (starts) key_depth_ = 1;
      return;
    }
    const uint32_t node = AddNode(line);
    if (!starts) return;
    const bool is_map = event.type == EventType::kMappingStart;
    index_.nodes_[node].is_list = !is_map;
    open_.push_back({node, is_map, false, {}, 0, {}});
  }

  uint32_t AddNode(uint32_t line) {
    if (open_.empty()) {
      index_.nodes_[0].line = line;
      return 0;
    }
    Open& parent = open_.back();
    const auto node = static_cast<uint32_t>(index_.nodes_.size());
    index_.nodes_.push_back({parent.key, parent.is_map ? parent.key_line : line, false, 0, 0});
    parent.children.push_back(node);
    parent.has_key = false;
    return node;
  }

  void Close() {
    Open& closed = open_.back();
    const auto key = [&](uint32_t child) { return index_.nodes_[child].key; };
    if (closed.is_map) {
      std::stable_sort(closed.children.begin(), closed.children.end(),
                       [&](uint32_t a, uint32_t b) { return key(a) < key(b); });
    }
    Node& node = index_.nodes_[closed.node];
    node.first_child = index_.children_.size();
    node.count = closed.children.size();
    index_.children_.insert(index_.children_.end(), closed.children.begin(), closed.children.end());
    open_.pop_back();
  }

  LineIndex& index_;
  std::vector<Open> open_;
  size_t key_depth_ = 0;  // a collection as a key has no pointer: its events are passed over
};

LineIndex::LineIndex(std::string_view text) {
  Builder builder(*this);
  try {
    builder.Read(text);
  } catch (const Failure&) {
    // What stands behind the fault is not known; the fault itself is reported by who reads the
    // text.
  }
  builder.Finish();
}

uint32_t LineIndex::ChildOf(const Node& node, std::string_view token) const {
  const auto children = std::span(children_).subspan(node.first_child, node.count);
  if (node.is_list) {
    size_t position = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), position);
    const bool good = error == std::errc() && end == token.data() + token.size();
    return good && position < children.size() ? children[position] : 0;
  }
  const std::optional<std::string> key = PointerTokenText(token);
  if (!key) return 0;
  const auto found =
      std::lower_bound(children.begin(), children.end(), std::string_view(*key),
                       [&](uint32_t child, std::string_view k) { return nodes_[child].key < k; });
  return found != children.end() && nodes_[*found].key == *key ? *found : 0;
}

uint32_t LineIndex::LineOf(std::string_view pointer) const {
  uint32_t node = 0;
  while (!pointer.empty()) {
    const uint32_t child = ChildOf(nodes_[node], TakePointerToken(pointer));
    if (child == 0) break;
    node = child;
  }
  return nodes_[node].line;
}

uint32_t LineOfYamlError(std::string_view message) {
  constexpr std::string_view kMark = "line ";
  const size_t at = message.find(kMark);
  uint32_t line = 0;
  for (size_t i = at == std::string_view::npos ? message.size() : at + kMark.size();
       i < message.size() && message[i] >= '0' && message[i] <= '9' && line < 100'000'000; ++i) {
    line = line * 10 + static_cast<uint32_t>(message[i] - '0');
  }
  return line == 0 ? 1 : line;
}

}  // namespace chartrender::check

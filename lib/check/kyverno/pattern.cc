#include "check/kyverno/pattern.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "base/stack.h"
#include "check/kyverno/scalar.h"
#include "check/objects.h"
#include "check/policies.h"
#include "value/map.h"

namespace chartrender::check::kyverno {

namespace {

// Which anchors an error speaks of. One that is not met by a condition makes the rule skip.
enum Cause : uint8_t { kNoAnchor = 0, kConditionCause = 1, kGlobalCause = 2, kNegationCause = 4 };

struct Mismatch {
  std::string pointer;
  Cause own = kNoAnchor;  // the anchor that gave it
  uint8_t causes = 0;     // all anchors in it
  bool gathered = false;  // put together from skipped parts

  [[nodiscard]] bool Skips() const {
    const uint8_t looked_at = own == kNoAnchor ? causes : static_cast<uint8_t>(own);
    return (looked_at & (kConditionCause | kGlobalCause)) != 0;
  }
};
using Outcome = std::optional<Mismatch>;  // nothing: it matches

// The way to a value; a pointer is made of it only where something does not match.
struct Step {
  const Step* up = nullptr;
  std::string_view key;
  size_t index = 0;  // of an item, where there is no key
};
std::string PointerOf(const Step* step) {
  std::vector<const Step*> steps;
  for (; step != nullptr; step = step->up) steps.push_back(step);
  std::string pointer;
  for (auto at = steps.rbegin(); at != steps.rend(); ++at) {
    pointer = (*at)->key.data() == nullptr ? Pointer(pointer, (*at)->index)
                                           : Pointer(pointer, (*at)->key);
  }
  return pointer;
}

using Entry = std::pair<std::string_view, Value>;

bool HasEntries(Value value) { return value.is_map() && value.AsMap() != nullptr; }
bool HasWildcard(std::string_view text) {
  return text.find_first_of("*?") != std::string_view::npos;
}

// The entry under the key or an anchor of it.
std::optional<Entry> FindAnchored(Value map, std::string_view key) {
  if (!HasEntries(map)) return std::nullopt;
  for (const Map::Entry& entry : map.AsMap()->Sorted()) {
    if (entry.key() == key || ReadAnchor(entry.key()).key == key)
      return Entry(entry.key(), entry.value);
  }
  return std::nullopt;
}

class Matcher {
 public:
  Matcher(Budget& budget, Arena& arena) : budget_(budget), arena_(arena) {}

  Outcome Match(Value resource, Value pattern, const Step* step) {
    CheckStack();
    budget_.ChargeSteps(1);
    if (pattern.is_map()) {
      if (!HasEntries(resource)) return Mismatch{PointerOf(step)};
      return MatchMap(resource, pattern, step);
    }
    if (pattern.is_list()) {
      if (!resource.is_list()) return Mismatch{PointerOf(step)};
      return MatchList(resource.AsList(), pattern.AsList(), step);
    }
    return MatchScalar(resource, pattern, step);
  }

 private:
  Outcome MatchScalar(Value resource, Value pattern, const Step* step) {
    const auto meets = [&](Value value) {
      if (value.is_string() && pattern.is_string())
        budget_.ChargeBytes(value.AsString().size() * (pattern.AsString().size() + 1));
      return IsScalarMatch(value, pattern);
    };
    if (!resource.is_list()) return meets(resource) ? Outcome() : Mismatch{PointerOf(step)};
    for (const Value item : resource.AsList()) {
      budget_.ChargeSteps(1);
      if (!meets(item)) return Mismatch{PointerOf(step)};
    }
    return std::nullopt;
  }

  // Patterns of labels and annotations may have wildcards in their keys: the first key of the
  // resource that meets one stands for it.
  Value ExpandTag(Value metadata, Value resource, std::string_view tag) {
    const auto wanted = FindAnchored(metadata, tag);
    const auto had = FindAnchored(resource, tag);
    if (!wanted || !had || !HasEntries(wanted->second) || !HasEntries(had->second)) return metadata;
    Map* expanded = Map::New(arena_);
    for (const Map::Entry& entry : wanted->second.AsMap()->Sorted()) {
      if (!entry.value.is_string()) continue;
      const std::string_view key = entry.key();
      expanded->SetCopy(HasWildcard(key) ? ExpandedKey(key, had->second) : std::string(key),
                        entry.value);
    }
    Map* copy = Map::Copy(*metadata.AsMap(), arena_, [](Value value) { return value; });
    copy->Set(wanted->first, Value::Of(expanded));
    return Value::Of(copy);
  }

  std::string ExpandedKey(std::string_view key, Value had) {
    const Anchor anchor = ReadAnchor(key);
    const std::string_view pattern = anchor.kind == AnchorKind::kNone ? key : anchor.key;
    for (const Map::Entry& entry : had.AsMap()->Sorted()) {
      budget_.ChargeBytes(entry.key().size() * pattern.size());
      if (!entry.value.is_string() || !IsWildcardMatch(pattern, entry.key())) continue;
      if (anchor.kind == AnchorKind::kNone) return std::string(entry.key());
      const size_t open = key.find('(');
      return std::string(key.substr(0, open + 1)) + std::string(entry.key()) + ")";
    }
    return std::string(key);
  }

  Value Expanded(Value pattern, Value resource) {
    const auto wanted = FindAnchored(pattern, "metadata");
    const Value had = Member(resource, "metadata");
    if (!wanted || !HasEntries(wanted->second) || !HasEntries(had)) return pattern;
    Value metadata = ExpandTag(wanted->second, had, "labels");
    metadata = ExpandTag(metadata, had, "annotations");
    Map* copy = Map::Copy(*pattern.AsMap(), arena_, [](Value value) { return value; });
    copy->Set(wanted->first, metadata);
    return Value::Of(copy);
  }

  Outcome MatchMap(Value resource, Value raw_pattern, const Step* step) {
    const Value pattern = Expanded(raw_pattern, resource);
    if (!HasEntries(pattern)) return std::nullopt;
    if (Outcome outcome = MatchAnchors(resource, pattern, step)) return outcome;
    for (const Entry& entry : FieldsOf(pattern)) {
      if (Outcome outcome = MatchField(resource, entry, step)) return outcome;
    }
    return std::nullopt;
  }

  // Conditions, existence, equality and negation come first; siblings of a condition that is not
  // met do not count.
  Outcome MatchAnchors(Value resource, Value pattern, const Step* step) {
    Mismatch skipped{PointerOf(step), kNoAnchor, 0, true};
    size_t applied = 0;
    size_t skips = 0;
    bool plain_skip = false;  // a condition of this map, not of a list below
    for (const Map::Entry& entry : pattern.AsMap()->Sorted()) {
      const Anchor anchor = ReadAnchor(entry.key());
      if (anchor.kind == AnchorKind::kNone || anchor.kind == AnchorKind::kGlobal ||
          anchor.kind == AnchorKind::kAddition) {
        continue;
      }
      Outcome outcome = MatchAnchor(resource, anchor, entry.value, step);
      if (!outcome) {
        ++applied;
      } else if (outcome->Skips()) {
        ++skips;
        skipped.causes |= outcome->causes;
        plain_skip = plain_skip || !outcome->gathered;
      } else if (!plain_skip) {
        return outcome;
      }
    }
    if (skips > 0 && (applied == 0 || plain_skip)) return skipped;
    return std::nullopt;
  }

  Outcome MatchAnchor(Value resource, const Anchor& anchor, Value pattern, const Step* step) {
    const Value* value = resource.AsMap()->Find(anchor.key);
    const Step here{step, anchor.key, 0};
    const auto caused = [&](Cause cause, uint8_t causes, std::string pointer) {
      return Mismatch{std::move(pointer), cause, static_cast<uint8_t>(causes | cause), false};
    };
    switch (anchor.kind) {
      case AnchorKind::kNegation:
        if (value == nullptr) return std::nullopt;
        return caused(kNegationCause, 0, PointerOf(&here));
      case AnchorKind::kCondition: {
        if (value == nullptr) return caused(kConditionCause, 0, PointerOf(&here));
        Outcome outcome = Match(*value, pattern, &here);
        if (!outcome) return outcome;
        return caused(kConditionCause, outcome->causes, std::move(outcome->pointer));
      }
      case AnchorKind::kGlobal: {
        if (value == nullptr) return std::nullopt;
        Outcome outcome = Match(*value, pattern, &here);
        if (!outcome) return outcome;
        return caused(kGlobalCause, outcome->causes, std::move(outcome->pointer));
      }
      case AnchorKind::kExistence:
        return value == nullptr ? Outcome() : MatchExistence(*value, pattern, &here);
      default:
        return value == nullptr ? Outcome() : Match(*value, pattern, &here);
    }
  }

  // Each map of the pattern is met by some item.
  Outcome MatchExistence(Value value, Value pattern, const Step* step) {
    if (!value.is_list() || !pattern.is_list()) return Mismatch{PointerOf(step)};
    const std::span<const Value> items = value.AsList();
    for (const Value wanted : pattern.AsList()) {
      if (!wanted.is_map()) return Mismatch{PointerOf(step)};
      bool found = false;
      for (size_t i = 0; i < items.size() && !found; ++i) {
        const Step here{step, {}, i};
        found = !Match(items[i], wanted, &here);
      }
      if (!found) return Mismatch{PointerOf(step)};
    }
    return std::nullopt;
  }

  static bool HasAnchors(Value pattern) {
    CheckStack();
    if (pattern.is_list()) {
      return std::any_of(pattern.AsList().begin(), pattern.AsList().end(), HasAnchors);
    }
    if (!HasEntries(pattern)) return false;
    const auto entries = pattern.AsMap()->Sorted();
    return std::any_of(entries.begin(), entries.end(), [](const Map::Entry& entry) {
      const AnchorKind kind = ReadAnchor(entry.key()).kind;
      return (kind != AnchorKind::kNone && kind != AnchorKind::kAddition) ||
             HasAnchors(entry.value);
    });
  }

  // Those without the anchors that come first: fields with anchors below them before the others.
  static std::vector<Entry> FieldsOf(Value pattern) {
    std::vector<Entry> anchored;
    std::vector<Entry> plain;
    for (const Map::Entry& entry : pattern.AsMap()->Sorted()) {
      const AnchorKind kind = ReadAnchor(entry.key()).kind;
      if (kind != AnchorKind::kNone && kind != AnchorKind::kGlobal &&
          kind != AnchorKind::kAddition) {
        continue;
      }
      const bool first = kind == AnchorKind::kGlobal || HasAnchors(entry.value);
      (first ? anchored : plain).emplace_back(entry.key(), entry.value);
    }
    std::reverse(anchored.begin(), anchored.end());
    anchored.insert(anchored.end(), plain.begin(), plain.end());
    return anchored;
  }

  Outcome MatchField(Value resource, const Entry& entry, const Step* step) {
    const Anchor anchor = ReadAnchor(entry.first);
    if (anchor.kind == AnchorKind::kGlobal)
      return MatchAnchor(resource, anchor, entry.second, step);
    const Value value = resource.AsMap()->Get(entry.first);
    const Step here{step, entry.first, 0};
    if (entry.second.is_string() && entry.second.AsString() == "*")
      return value.is_absent() ? Outcome(Mismatch{PointerOf(&here)}) : Outcome();
    return Match(value, entry.second, &here);
  }

  Outcome MatchList(std::span<const Value> items, std::span<const Value> pattern,
                    const Step* step) {
    if (pattern.empty()) return Mismatch{PointerOf(step)};
    if (pattern[0].is_map()) {
      return MatchItems(
          items, step, [&](size_t) { return pattern[0]; }, items.size());
    }
    if (!pattern[0].is_list()) return MatchScalar(Value::List(items), pattern[0], step);
    if (items.size() < pattern.size()) return Mismatch{PointerOf(step)};
    return MatchItems(
        items, step, [&](size_t i) { return pattern[i]; }, pattern.size());
  }

  // Every item meets its pattern, or is skipped, but not all of them.
  template <class PatternOf>
  Outcome MatchItems(std::span<const Value> items, const Step* step, const PatternOf& pattern,
                     size_t count) {
    Mismatch skipped{PointerOf(step), kNoAnchor, 0, true};
    size_t applied = 0;
    size_t skips = 0;
    for (size_t i = 0; i < count; ++i) {
      const Step here{step, {}, i};
      Outcome outcome = Match(items[i], pattern(i), &here);
      if (!outcome) {
        ++applied;
      } else if (outcome->Skips()) {
        ++skips;
        skipped.causes |= outcome->causes;
      } else {
        return outcome;
      }
    }
    if (applied == 0 && skips > 0) return skipped;
    return std::nullopt;
  }

  Budget& budget_;
  Arena& arena_;
};

}  // namespace

Anchor ReadAnchor(std::string_view key) {
  const size_t first = key.find_first_not_of(" \t\n\r");
  if (first == std::string_view::npos) return {AnchorKind::kNone, key};
  const std::string_view text = key.substr(first, key.find_last_not_of(" \t\n\r") - first + 1);
  if (!text.ends_with(")")) return {AnchorKind::kNone, key};
  if (text.starts_with("(") && text.size() > 2)
    return {AnchorKind::kCondition, text.substr(1, text.size() - 2)};
  if (text.size() < 4 || text[1] != '(') return {AnchorKind::kNone, key};
  const std::string_view inner = text.substr(2, text.size() - 3);
  switch (text[0]) {
    case '=':
      return {AnchorKind::kEquality, inner};
    case '^':
      return {AnchorKind::kExistence, inner};
    case 'X':
      return {AnchorKind::kNegation, inner};
    case '<':
      return {AnchorKind::kGlobal, inner};
    case '+':
      return {AnchorKind::kAddition, inner};
    default:
      return {AnchorKind::kNone, key};
  }
}

PatternOutcome MatchPattern(Value resource, Value pattern, Budget& budget, Arena& arena) {
  using Status = PatternOutcome::Status;
  const Outcome outcome = Matcher(budget, arena).Match(resource, pattern, nullptr);
  if (!outcome) return {};
  return {outcome->Skips() ? Status::kSkip : Status::kFail, outcome->pointer};
}

}  // namespace chartrender::check::kyverno

#include "schema/validator.h"

#include <algorithm>

#include "base/error.h"
#include "base/json_pointer.h"
#include "base/stack.h"
#include "schema/equality.h"
#include "schema/pointer.h"

namespace chartrender::schema {

namespace {

// As many schemas of one value are looked through one by one.
constexpr uint32_t kLongRun = 32;

}  // namespace

void Validator::Open::Fill(size_t size, size_t first) {
  if (first >= size) return;
  open_.assign(size, true);
  std::fill_n(open_.begin(), first, false);
  left_ = size - first;
}

void Validator::Open::Intersect(const Open& other) {
  if (left_ == 0) return;
  for (size_t i = 0; i < open_.size(); ++i) {
    if (!other.Has(i)) Close(i);
  }
}

Violation* Validator::Run(const Node& node, Value value, const Node* meta) {
  node.Reach();
  const Token no_tokens[8] = {};
  const auto tokens = scratch_.Copy(std::span<const Token>(no_tokens));
  Frame frame{&node,
              value,
              {nullptr, const_cast<Token*>(tokens.data()), 0, tokens.size(),
               meta_context_ == nullptr ? nullptr : &meta_context_->document.root()},
              Enter(node, {}, ++last_value_id_, nullptr),
              meta,
              false,
              {},
              {}};
  FillOpen(frame, false);
  Violation* found = Validate(frame);
  if (found == nullptr) return nullptr;
  Violation* root = scratch_.New<Violation>();
  root->kind = ViolationKind::kSchema;
  root->node = &node;
  root->first_cause = found->kind == ViolationKind::kGroup ? found->first_cause : found;
  return root;
}

Violation* Validator::Validate(Frame& frame) {
  CheckStack();
  if (budget_ != nullptr) budget_->ChargeSteps(1);
  const Node& node = *frame.node;
  if (node.trivial == Node::Trivial::kTrue) return nullptr;
  if (node.trivial == Node::Trivial::kFalse) return New(frame, ViolationKind::kFalseSchema);
  if (Violation* cycle = FindCycle(frame)) return cycle;
  if (frame.scope.run < kLongRun) return ValidateNode(frame);
  // The first scope beyond the limit enters those around it as well.
  const uint32_t entered = frame.scope.run == kLongRun ? kLongRun + 1 : 1;
  const Scope* scope = &frame.scope;
  for (uint32_t i = 0; i < entered; ++i, scope = scope->parent) {
    active_.emplace(scope->node, scope->value_id);
  }
  Violation* violation = ValidateNode(frame);
  scope = &frame.scope;
  for (uint32_t i = 0; i < entered; ++i, scope = scope->parent) {
    active_.erase({scope->node, scope->value_id});
  }
  return violation;
}

Violation* Validator::ValidateNode(Frame& frame) {
  const Node& node = *frame.node;
  if (Violation* violation = ValidateBasics(frame)) return violation;
  if (node.ref != nullptr) {
    Violation* violation = Reference(frame, *node.ref, "$ref");
    if (node.version < 2019) return violation;
    Add(frame, violation);
  }
  if (node.object != nullptr && frame.value.is_map()) ValidateObject(frame);
  if (node.array != nullptr && frame.value.is_list()) ValidateArray(frame);
  if (node.string != nullptr && frame.value.is_string()) ValidateString(frame);
  if (node.number != nullptr && IsNumber(frame.value)) ValidateNumber(frame);
  if (!frame.failed_enough()) ValidateReferences(frame);
  if (!frame.failed_enough()) ValidateCombinations(frame);
  if (!frame.failed_enough()) ValidateUnevaluated(frame);
  if (frame.violations.size <= 1) return frame.violations.first;
  Violation* group = New(frame, ViolationKind::kGroup);
  group->first_cause = frame.violations.first;
  return group;
}

// The checks of which the first that fails is the only violation.
Violation* Validator::ValidateBasics(Frame& frame) {
  const Node& node = *frame.node;
  const JsonType type = TypeOf(frame.value);
  if (type == kNoType) return New(frame, ViolationKind::kInvalidType);
  if (!IsOfTypes(frame.value, type, node.types)) return New(frame, ViolationKind::kType);
  Value stranger;
  const auto fail = [&](ViolationKind kind) {
    Violation* violation = New(frame, stranger.is_missing() ? kind : ViolationKind::kInvalidType);
    if (!stranger.is_missing()) violation->value = stranger;
    return violation;
  };
  if (node.constant.has_value() && !JsonEqual(frame.value, *node.constant, &stranger)) {
    return fail(ViolationKind::kConst);
  }
  if (node.enumeration != nullptr) {
    const EnumRule& rule = *node.enumeration;
    bool matched = (rule.types & type) != 0;
    if (matched && type == kStringType) {
      matched = std::binary_search(rule.texts.begin(), rule.texts.end(), frame.value.AsString());
    } else if (matched) {
      matched = std::any_of(rule.values.begin(), rule.values.end(), [&](Value item) {
        return stranger.is_missing() && JsonEqual(frame.value, item, &stranger);
      });
    }
    if (!matched) return fail(ViolationKind::kEnum);
  }
  if (node.format != nullptr && frame.value.is_string()) {
    if (const std::optional<std::string> reason = node.format(frame.value.AsString())) {
      Violation* violation = New(frame, ViolationKind::kFormat);
      const std::string_view names[] = {scratch_.Copy(std::string_view(*reason))};
      violation->names = scratch_.Copy(std::span<const std::string_view>(names));
      return violation;
    }
  }
  return nullptr;
}

// Most schemas only name a type, and most values have it: then nothing else need be looked at. The
// schema has been reached.
bool Validator::HasTypeAtMost(const Node& node, Value value) {
  if (!node.type_at_most) return false;
  const JsonType type = TypeOf(value);
  if (type == kNoType || !IsOfTypes(value, type, node.types)) return false;
  if (budget_ != nullptr) budget_->ChargeSteps(1);
  return true;
}

Violation* Validator::Self(Frame& frame, const Node& node, std::string_view keyword, bool boolean) {
  node.Reach();
  if (frame.open.empty() && HasTypeAtMost(node, frame.value)) return nullptr;
  const Scratch::Mark mark = scratch_.Here();
  Frame child{&node,      frame.value,
              frame.path, Enter(node, keyword, frame.scope.value_id, &frame.scope),
              frame.meta, frame.boolean || boolean,
              {},         {}};
  FillOpen(child, !frame.open.empty());
  SwitchMeta(child);
  Violation* violation = Validate(child);
  if (violation == nullptr) {
    scratch_.Release(mark);
    frame.open.Intersect(child.open);
  }
  return violation;
}

Violation* Validator::Part(Frame& frame, const Node& node, Value value, Token token) {
  node.Reach();
  if (HasTypeAtMost(node, value)) {
    // What Extend() would have overwritten.
    if (frame.path.size < frame.path.capacity) frame.path.tokens[frame.path.size] = token;
    return nullptr;
  }
  const Scratch::Mark mark = scratch_.Here();
  Frame child{&node,
              value,
              Extend(frame.path, token),
              Enter(node, {}, ++last_value_id_, &frame.scope),
              frame.meta,
              frame.boolean,
              {},
              {}};
  FillOpen(child, false);
  SwitchMeta(child);
  Violation* violation = Validate(child);
  if (violation == nullptr) scratch_.Release(mark);
  return violation;
}

Violation* Validator::Reference(Frame& frame, const Node& node, std::string_view keyword) {
  Violation* violation = Self(frame, node, keyword);
  if (violation == nullptr) return nullptr;
  Violation* reference = New(frame, ViolationKind::kReference);
  reference->first_cause =
      violation->kind == ViolationKind::kGroup ? violation->first_cause : violation;
  return reference;
}

Validator::Path Validator::Extend(const Path& path, Token token) {
  Path longer = path;
  auto* step = scratch_.New<PathStep>();
  *step = {token, path.last};
  longer.last = step;
  // A document without embedded resources has only the one at its root.
  if (meta_context_ != nullptr && meta_context_->document.resource_count() > 1) {
    longer.place = token.key == nullptr
                       ? Document::FindItem(path.place, token.number)
                       : Document::FindMember(path.place, {token.key, token.number});
  } else {
    longer.place = nullptr;
  }
  if (path.size == path.capacity) {
    // As Go's append grows a slice.
    longer.capacity =
        path.capacity < 256 ? path.capacity * 2 : path.capacity + (path.capacity + 768) / 4;
    std::vector<Token> grown(path.tokens, path.tokens + path.size);
    grown.resize(longer.capacity);
    longer.tokens = const_cast<Token*>(scratch_.Copy(std::span<const Token>(grown)).data());
  }
  longer.tokens[longer.size++] = token;
  return longer;
}

Validator::Scope Validator::Enter(const Node& node, std::string_view keyword, uint64_t value_id,
                                  const Scope* parent) {
  Scope scope{&node, keyword, value_id, 0, parent, nullptr, nullptr};
  if (parent != nullptr) {
    if (parent->value_id == value_id) scope.run = parent->run + 1;
    scope.bindings = parent->bindings;
    scope.recursive = parent->recursive;
    if (parent->node->resource == node.resource) return scope;
  }
  if (scope.recursive == nullptr && node.resource->recursive_anchor) scope.recursive = &node;
  for (const auto& [anchor, target] : node.resource->dynamic_anchors) {
    const Binding* known = scope.bindings;
    while (known != nullptr && known->anchor != anchor) known = known->next;
    if (known != nullptr) continue;
    auto* binding = scratch_.New<Binding>();
    *binding = {anchor, target, scope.bindings};
    scope.bindings = binding;
  }
  return scope;
}

void Validator::FillOpen(Frame& frame, bool caller_needs) {
  const Node& node = *frame.node;
  if (frame.value.is_map() && frame.value.AsMap() != nullptr) {
    if (!node.all_properties_evaluated &&
        (caller_needs || node.unevaluated_properties != nullptr)) {
      frame.open.Fill(frame.value.AsMap()->size(), 0);
    }
  } else if (frame.value.is_list()) {
    if (!node.all_items_evaluated && (caller_needs || node.unevaluated_items != nullptr)) {
      frame.open.Fill(frame.value.AsList().size(), node.items_evaluated);
    }
  }
}

const Resource* Validator::MetaResource(const Frame& frame, const Node* node) const {
  if (meta_context_ == nullptr || node != frame.meta || frame.path.place == nullptr) {
    return nullptr;
  }
  return frame.path.place->resource;
}

void Validator::SwitchMeta(Frame& frame) {
  const Resource* resource = MetaResource(frame, frame.node);
  if (resource == nullptr) return;
  frame.meta = meta_context_->metaschema_for(resource->dialect);
  frame.node = frame.meta;
}

Violation* Validator::New(const Frame& frame, ViolationKind kind) {
  Violation* violation = scratch_.New<Violation>();
  if (frame.boolean) return violation;
  violation->kind = kind;
  violation->node = frame.node;
  violation->value = frame.value;
  violation->location.last = frame.path.last;
  return violation;
}

Violation* Validator::AddNew(Frame& frame, ViolationKind kind) {
  Violation* violation = New(frame, kind);
  Add(frame, violation);
  return violation;
}

void Validator::AddWithCauses(Frame& frame, ViolationKind kind, const ViolationList& causes) {
  AddNew(frame, kind)->first_cause = causes.first;
}

Violation* Validator::FindCycle(Frame& frame) {
  const Scope* same = FindSame(frame.scope);
  if (same == nullptr) return nullptr;
  Violation* violation = New(frame, ViolationKind::kRefCycle);
  const std::string_view names[] = {KeywordPath(&frame.scope), KeywordPath(same)};
  violation->names = scratch_.Copy(std::span<const std::string_view>(names));
  return violation;
}

// The nearest scope of the same value and schema, or null.
const Validator::Scope* Validator::FindSame(const Scope& scope) const {
  if (scope.run > kLongRun && active_.count({scope.node, scope.value_id}) == 0) return nullptr;
  const Scope* around = scope.parent;
  for (uint32_t i = 0; i < scope.run; ++i, around = around->parent) {
    if (around->node == scope.node) return around;
  }
  return nullptr;
}

// How the schema of `scope` was reached from the first one, as a path of keywords.
std::string_view Validator::KeywordPath(const Scope* scope) {
  std::vector<std::string> steps;
  for (; scope->parent != nullptr; scope = scope->parent) {
    std::string& step = steps.emplace_back();
    if (!scope->keyword.empty()) {
      step = "/";
      AppendPointerToken(step, scope->keyword);
      continue;
    }
    const std::string here = scope->node->Location();
    const size_t start = scope->parent->node->Location().size();
    if (start > here.size()) {
      throw Failure(ErrorCode::kSchema,
                    "unable to validate schema: runtime error: slice bounds out of range [" +
                        std::to_string(start) + ":" + std::to_string(here.size()) + "]");
    }
    step = here.substr(start);
  }
  std::string path;
  for (auto step = steps.rbegin(); step != steps.rend(); ++step) path += *step;
  return scratch_.Copy(std::string_view(path));
}

}  // namespace chartrender::schema

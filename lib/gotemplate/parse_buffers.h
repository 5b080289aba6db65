// Where the arrays of a program grow while a file is parsed. Parses of many files share them one
// after the other; the program keeps a copy of exactly its size.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <type_traits>
#include <vector>

#include "gotemplate/program.h"

namespace chartrender {

// std::make_unique_for_overwrite, which WebAssembly's library does not have.
inline std::unique_ptr<std::byte[]> UnclearedBytes(size_t size) {
  return std::unique_ptr<std::byte[]>(new std::byte[size]);
}

// An array that grows; its memory stays when it is cleared.
template <class T>
class ParseArray {
  static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);

 public:
  // The index of the new element.
  uint32_t Add(const T& element) {
    if (size_ == capacity_) Grow();
    new (data() + size_) T(element);
    return size_++;
  }
  // The index of the first of `count` new elements, which are not in this array.
  uint32_t AddAll(const T* elements, uint32_t count) {
    while (capacity_ - size_ < count) Grow();
    T* const to = data() + size_;
    for (uint32_t i = 0; i < count; ++i) new (to + i) T(elements[i]);
    size_ += count;
    return size_ - count;
  }
  uint32_t size() const { return size_; }
  T* data() { return reinterpret_cast<T*>(bytes_.get()); }
  const T* data() const { return reinterpret_cast<const T*>(bytes_.get()); }
  T& operator[](uint32_t index) { return data()[index]; }
  const T& operator[](uint32_t index) const { return data()[index]; }
  void Shrink(uint32_t size) { size_ = size; }

 private:
  // NOLINTNEXTLINE(bugprone-sizeof-expression): some elements are pointers
  static constexpr size_t kElement = sizeof(T);

  void Grow() {
    constexpr uint32_t kFirst = 32;
    capacity_ = std::max(2 * capacity_, kFirst);
    auto larger = UnclearedBytes(capacity_ * kElement);
    if (size_ != 0) std::memcpy(larger.get(), bytes_.get(), size_ * kElement);
    bytes_ = std::move(larger);
  }

  std::unique_ptr<std::byte[]> bytes_;
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;
};

// Fields that are named several times in a file share their names: a third to two thirds of all.
class NameRuns {
 public:
  void Clear() { runs_.fill({}); }
  // Where names stand that are equal to those of `names` from `first` on, which are then taken
  // away, or `first`.
  uint32_t Share(ParseArray<Name>& names, uint32_t first) {
    const Name& last = names[names.size() - 1];
    const char* const start = names[first].text.data();
    const std::string_view text(start,
                                static_cast<size_t>(last.text.data() - start) + last.text.size());
    Run& known = runs_[(last.hash + text.size()) % runs_.size()];
    if (known.text == text) {
      names.Shrink(first);
      return known.first;
    }
    known = {text, first};
    return first;
  }

 private:
  struct Run {
    std::string_view text;  // of the source, with its dots
    uint32_t first = 0;
  };
  std::array<Run, 64> runs_ = {};
};

struct ParseBuffers {
  ParseArray<Node> nodes;
  ParseArray<uint32_t> links;
  ParseArray<Name> names;
  ParseArray<std::string_view> variables;
  ParseArray<const FunctionDef*> functions;
  ParseArray<NumberLiteral> numbers;
  ParseArray<Value> constants;
  ParseArray<std::string_view> texts;
  // Of the plain parser: nodes that wait for their parent, and the variables that may be named.
  ParseArray<NodeId> pending;
  ParseArray<uint32_t> scope;
  NameRuns name_runs;

  // Makes everything empty.
  void Clear();
  // The arrays of `program` are these, until something is added.
  void ShowIn(Program& program) const;
  // The arrays of `program` are copies of these.
  void KeepIn(Program& program) const;
};

}  // namespace chartrender

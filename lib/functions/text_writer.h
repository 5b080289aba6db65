// A text of known size, written front to back into the arena: no temporary copy, and the memory
// limit is looked at before the work starts.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "gotemplate/function.h"

namespace chartrender::functions {

class TextWriter {
 public:
  // `size` is the exact number of bytes that will be added.
  TextWriter(Call& call, uint64_t size) {
    call.budget.ExpectMemory(size);
    first_ = static_cast<char*>(call.arena.Allocate(static_cast<size_t>(size), 1));
    next_ = first_;
  }

  void Add(std::string_view text) {
    if (!text.empty()) std::memcpy(next_, text.data(), text.size());
    next_ += text.size();
  }
  void Fill(char c, size_t count) {
    std::memset(next_, c, count);
    next_ += count;
  }

  std::string_view text() const { return {first_, static_cast<size_t>(next_ - first_)}; }

 private:
  char* first_;
  char* next_;
};

}  // namespace chartrender::functions

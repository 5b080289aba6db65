// Memory of one piece of work, given back to the budget when it ends.
#pragma once

#include "base/arena.h"
#include "base/budget.h"

namespace chartrender {

class ScratchArena {
 public:
  // `budget` may be null; else it must outlive the arena.
  explicit ScratchArena(Budget* budget) : arena_(budget) {}
  ~ScratchArena() {
    if (arena_.budget() != nullptr) arena_.budget()->ReleaseMemory(arena_.used());
  }
  ScratchArena(const ScratchArena&) = delete;
  ScratchArena& operator=(const ScratchArena&) = delete;
  Arena& arena() const { return arena_; }

 private:
  mutable Arena arena_;
};

}  // namespace chartrender

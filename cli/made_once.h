// Things that many threads want and one makes.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace chartrender::cli {

// Values that are made once for each name. Whoever asks first makes it, while others who want the
// same wait.
template <class T>
class MadeOnce {
 public:
  template <class Maker>
  const T& Get(const std::string& name, const Maker& make) {
    Slot* slot = nullptr;
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      std::unique_ptr<Slot>& found = slots_[name];
      if (!found) found = std::make_unique<Slot>();
      slot = found.get();
    }
    std::call_once(slot->once, [&] { slot->value = std::make_unique<const T>(make()); });
    return *slot->value;
  }

 private:
  struct Slot {
    std::once_flag once;
    std::unique_ptr<const T> value;
  };
  std::mutex mutex_;
  std::map<std::string, std::unique_ptr<Slot>> slots_;
};

}  // namespace chartrender::cli

#include "codec/yaml/key_order.h"

#include <algorithm>

#include "base/budget.h"
#include "base/unicode.h"
#include "base/utf8.h"

namespace chartrender::yaml {

namespace {

struct DigitRun {
  uint64_t value = 0;  // wraps as Go's int64 does
  size_t digits = 0;
};

DigitRun ReadDigits(std::string_view text, bool nonzero_before) {
  DigitRun run;
  run.value = nonzero_before ? 1 : 0;
  while (!text.empty()) {
    const Rune rune = DecodeRune(text);
    if (!IsDigitRune(rune.code)) break;
    run.value = run.value * 10 + (uint64_t{rune.code} - '0');
    ++run.digits;
    text.remove_prefix(rune.width);
  }
  return run;
}

// A digit other than 0 stands in the run of digits that ends `text`.
bool EndsInNonzeroDigits(std::string_view text) {
  while (!text.empty()) {
    const Rune rune = DecodeLastRune(text);
    if (!IsDigitRune(rune.code)) return false;
    if (rune.code != '0') return true;
    text.remove_suffix(rune.width);
  }
  return false;
}

// Both texts differ at their first character; `before` is what they share.
bool IsLessFrom(std::string_view a, std::string_view b, std::string_view before, Version version) {
  const uint32_t first_a = DecodeRune(a).code;
  const uint32_t first_b = DecodeRune(b).code;
  const bool letter_a = IsLetterRune(first_a);
  const bool letter_b = IsLetterRune(first_b);
  if (letter_a && letter_b) return first_a < first_b;
  if (letter_a || letter_b) {
    const bool digits = version == Version::kV3 && IsDigitRune(DecodeLastRune(before).code);
    return digits ? letter_a : letter_b;
  }
  const bool nonzero = (first_a == '0' || first_b == '0') && EndsInNonzeroDigits(before);
  const DigitRun run_a = ReadDigits(a, nonzero);
  const DigitRun run_b = ReadDigits(b, nonzero);
  if (run_a.value != run_b.value) {
    return static_cast<int64_t>(run_a.value) < static_cast<int64_t>(run_b.value);
  }
  if (run_a.digits != run_b.digits) return run_a.digits < run_b.digits;
  return first_a < first_b;
}

using Entries = std::vector<const Map::Entry*>;

void InsertionSort(Entries& entries, size_t from, size_t to, Version version) {
  for (size_t i = from + 1; i < to; ++i) {
    const Map::Entry* entry = entries[i];
    size_t at = i;
    while (at > from && IsKeyLess(entry->key(), entries[at - 1]->key(), version)) {
      entries[at] = entries[at - 1];
      --at;
    }
    entries[at] = entry;
  }
}

// Stays in bounds and ends whatever the comparison says.
void MergeSort(Entries& entries, Version version) {
  constexpr size_t kRun = 8;
  const size_t size = entries.size();
  for (size_t from = 0; from < size; from += kRun) {
    InsertionSort(entries, from, std::min(from + kRun, size), version);
  }
  Entries merged(size);
  for (size_t run = kRun; run < size; run *= 2) {
    for (size_t from = 0; from < size; from += 2 * run) {
      const size_t middle = std::min(from + run, size);
      const size_t to = std::min(from + 2 * run, size);
      size_t left = from;
      size_t right = middle;
      for (size_t at = from; at < to; ++at) {
        const bool take_right =
            right < to &&
            (left == middle || IsKeyLess(entries[right]->key(), entries[left]->key(), version));
        merged[at] = entries[take_right ? right++ : left++];
      }
    }
    entries.swap(merged);
  }
}

}  // namespace

bool IsKeyLess(std::string_view a, std::string_view b, Version version) {
  size_t at = 0;
  const size_t shared = std::min(a.size(), b.size());
  while (at < shared && a[at] == b[at]) ++at;
  if (at == shared) return a.size() < b.size();
  // Back to the start of the character that differs.
  while (at > 0 && (static_cast<unsigned char>(a[at]) & 0xC0U) == 0x80) --at;
  return IsLessFrom(a.substr(at), b.substr(at), a.substr(0, at), version);
}

bool IsInKeyOrder(const Map& map, Version version) {
  const auto entries = map.Sorted();
  for (size_t i = 1; i < entries.size(); ++i) {
    if (!IsKeyLess(entries[i - 1].key(), entries[i].key(), version)) return false;
  }
  return true;
}

std::vector<const Map::Entry*> InKeyOrder(const Map& map, Version version, const Budget* budget) {
  Entries entries;
  entries.reserve(map.size());
  for (const Map::Entry& entry : map.Sorted()) entries.push_back(&entry);
  if (budget != nullptr) budget->ExpectSorting(entries.size());
  MergeSort(entries, version);
  return entries;
}

}  // namespace chartrender::yaml

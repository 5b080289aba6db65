// Changes as text for a reviewer: equal changes of many resources and cases are told once.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "golden/semantic_diff.h"

namespace chartrender::golden {

// The changes of one case; `index` names the case.
struct CaseChanges {
  size_t index = 0;
  std::span<const Change> changes;
};

// One change and where it shows.
struct FoldedChange {
  Change change;        // as its first resource has it
  bool hashes = false;  // both sides are hex digests, which count as equal to other digests
  std::map<std::string, std::set<size_t>> where;  // resource -> cases
};

// Folded by path, kind and values; in order of the first resource, then path, those of many
// resources last.
std::vector<FoldedChange> FoldChanges(std::span<const CaseChanges> cases);

struct ReportOptions {
  size_t context = 3;                   // lines around a change within a text
  std::vector<std::string> case_names;  // by index; empty: cases are not named
  std::set<size_t> among;               // the cases that were compared
};

std::string DescribeFolded(std::span<const FoldedChange> changes, const ReportOptions& options);

// "all 3 cases", "48 of 50 cases: all but a, b", "a, b"; `among` are the cases there are.
std::string DescribeCases(const std::set<size_t>& cases, const std::set<size_t>& among,
                          const std::vector<std::string>& names);

// A scalar of Change::from or to for a line of text: texts without quotes where that is clear.
std::string ScalarText(const std::string& json);

}  // namespace chartrender::golden

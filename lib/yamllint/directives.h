// Comments that turn rules off: `# yamllint disable rule:colons`.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace chartrender::yamllint {

// Rules by their place in a list.
using RuleSet = uint32_t;

class Directives {
 public:
  explicit Directives(std::vector<std::string_view> rules) : rules_(std::move(rules)) {}

  void TakeComment(std::u32string_view comment, bool is_inline);
  // What is off in the line that ends; its own part is forgotten then.
  RuleSet EndLine();

  // Whether the text's first line turns all of it off.
  static bool DisablesFile(std::u32string_view first_line);

 private:
  [[nodiscard]] RuleSet All() const { return (RuleSet{1} << rules_.size()) - 1; }
  [[nodiscard]] RuleSet Named(const std::vector<std::u32string_view>& names) const;

  std::vector<std::string_view> rules_;
  RuleSet off_ = 0, off_in_line_ = 0, off_in_next_line_ = 0;
};

}  // namespace chartrender::yamllint

// The options and arguments that a command was given, typed, and the options as
// Boost.Program_options describes them in the help.
#pragma once

#include <boost/program_options/options_description.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "flag_parser.h"

namespace chartrender::cli {

// The options of one group as Boost describes them; `caption` heads them in the help.
boost::program_options::options_description DescribeOptions(const OptionSet& options,
                                                            OptionGroup group,
                                                            const std::string& caption);

class Arguments {
 public:
  // `early` are global options read ahead of `flags`; later uses win.
  Arguments(const OptionSet& options, const std::vector<OptionUse>& early, ParsedFlags flags);

  // The same arguments with values for options that the command line does not give; `uses` are
  // options of the set.
  [[nodiscard]] Arguments WithConfigured(const std::vector<OptionUse>& uses) const;

  // Whether the set has that option.
  [[nodiscard]] bool Has(std::string_view name) const;
  // Each of these needs an option of the set, of that type.
  [[nodiscard]] bool Flag(std::string_view name) const;
  [[nodiscard]] const std::string& Text(std::string_view name) const;
  [[nodiscard]] const std::vector<std::string>& List(std::string_view name) const;
  [[nodiscard]] int64_t Number(std::string_view name) const;
  // Whether the command line itself has the option, or a file that configures the command.
  [[nodiscard]] bool Given(std::string_view name) const;

  [[nodiscard]] const std::vector<std::string>& positional() const { return positional_; }

 private:
  // An option of the set: the last value given or its default, and the values of a list.
  struct Entry {
    const Option* option;
    std::string text;
    std::vector<std::string> list;
    bool given = false;
  };

  void Take(const OptionUse& use);
  [[nodiscard]] size_t IndexOf(std::string_view name) const;  // or the number of options
  [[nodiscard]] const Entry& At(std::string_view name) const;

  std::vector<Entry> values_;
  std::vector<std::string_view> given_;
  std::vector<std::string> positional_;
};

}  // namespace chartrender::cli

// The options and arguments that a command was given, typed. Parsed flags become a parsed_options
// of Boost.Program_options, which stores them, converts them and fills in defaults.
#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>
#include <cstdint>
#include <memory>
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
  [[nodiscard]] Arguments WithConfigured(const OptionSet& options,
                                         const std::vector<OptionUse>& uses) const;

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
  boost::program_options::variables_map values_;
  std::vector<std::string_view> given_;
  std::vector<std::string> positional_;
};

}  // namespace chartrender::cli

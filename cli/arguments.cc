#include "arguments.h"

#include <algorithm>
#include <boost/program_options/parsers.hpp>
#include <boost/program_options/value_semantic.hpp>
#include <map>

#include "flag_value.h"
#include "go_number.h"

namespace chartrender::cli {
namespace {

namespace po = boost::program_options;

constexpr unsigned kHelpColumns = 100;

const po::value_semantic* Describe(const Option& option) {
  const std::string placeholder(option.placeholder.empty() ? "arg" : option.placeholder);
  const std::string default_text(option.default_text);
  switch (option.type) {
    case OptionType::kBool:
    case OptionType::kGoBool:
      return po::bool_switch()->default_value(default_text == "true");
    case OptionType::kTextList:
    case OptionType::kTextArray:
    case OptionType::kKeyValues: {
      return po::value<std::vector<std::string>>()->value_name(placeholder)->default_value({}, "");
    }
    case OptionType::kInt: {
      return po::value<int64_t>()
          ->value_name(placeholder)
          ->default_value(ParseInt(default_text, 10, 64).value, default_text);
    }
    default:
      return po::value<std::string>()->value_name(placeholder)->default_value(default_text);
  }
}

// The text that Boost converts: a value in Go's syntax as C++ reads it.
std::string NormalValue(const Option& option, const std::string& value) {
  if (option.type == OptionType::kBool || option.type == OptionType::kGoBool) {
    return ParseBool(value).value_or(false) ? "true" : "false";
  }
  if (option.type == OptionType::kInt) return std::to_string(ParseInt(value, 0, 64).value);
  return value;
}

class OptionCollector {
 public:
  void Add(const std::vector<OptionUse>& uses) {
    for (const OptionUse& use : uses) {
      std::vector<std::string>& values = values_[use.option];
      if (use.option->IsList()) {
        for (std::string& part : SplitValue(*use.option, use.value))
          values.push_back(std::move(part));
      } else {
        values.assign(1, NormalValue(*use.option, use.value));
      }
    }
  }

  po::parsed_options Finish(const po::options_description& description) const {
    po::parsed_options parsed(&description);
    for (const auto& [option, values] : values_) {
      parsed.options.emplace_back(std::string(option->name), values);
    }
    return parsed;
  }

 private:
  std::map<const Option*, std::vector<std::string>> values_;
};

std::string BoostName(const Option& option) {
  std::string name(option.name);
  if (option.shorthand != 0) {
    name += ',';
    name += option.shorthand;
  }
  return name;
}

}  // namespace

po::options_description DescribeOptions(const OptionSet& options, OptionGroup group,
                                        const std::string& caption) {
  po::options_description description(caption, kHelpColumns, kHelpColumns / 2);
  for (const Option* option : options.options()) {
    if (option->group != group) continue;
    description.add_options()(BoostName(*option).c_str(), Describe(*option),
                              std::string(option->help).c_str());
  }
  return description;
}

namespace {

po::options_description DescribeAll(const OptionSet& options) {
  po::options_description description;
  for (const OptionGroup group : {OptionGroup::kMain, OptionGroup::kValues, OptionGroup::kOutput,
                                  OptionGroup::kNoEffect, OptionGroup::kHidden}) {
    description.add(DescribeOptions(options, group, ""));
  }
  return description;
}

}  // namespace

Arguments::Arguments(const OptionSet& options, const std::vector<OptionUse>& early,
                     ParsedFlags flags)
    : positional_(std::move(flags.arguments)) {
  const po::options_description description = DescribeAll(options);
  OptionCollector collector;
  collector.Add(early);
  collector.Add(flags.uses);
  po::store(collector.Finish(description), values_);
  po::notify(values_);
  for (const OptionUse& use : flags.uses) given_.push_back(use.option->name);
}

Arguments Arguments::WithConfigured(const OptionSet& options,
                                    const std::vector<OptionUse>& uses) const {
  Arguments configured = *this;
  const po::options_description description = DescribeAll(options);
  OptionCollector collector;
  collector.Add(uses);
  // Boost keeps what was stored first, but for defaults.
  po::store(collector.Finish(description), configured.values_);
  for (const OptionUse& use : uses) configured.given_.push_back(use.option->name);
  return configured;
}

bool Arguments::Has(std::string_view name) const { return values_.count(std::string(name)) > 0; }

bool Arguments::Flag(std::string_view name) const { return values_[std::string(name)].as<bool>(); }

const std::string& Arguments::Text(std::string_view name) const {
  return values_[std::string(name)].as<std::string>();
}

const std::vector<std::string>& Arguments::List(std::string_view name) const {
  return values_[std::string(name)].as<std::vector<std::string>>();
}

int64_t Arguments::Number(std::string_view name) const {
  return values_[std::string(name)].as<int64_t>();
}

bool Arguments::Given(std::string_view name) const {
  return std::find(given_.begin(), given_.end(), name) != given_.end();
}

}  // namespace chartrender::cli

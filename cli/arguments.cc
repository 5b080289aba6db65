#include "arguments.h"

#include <algorithm>
#include <boost/program_options/value_semantic.hpp>
#include <stdexcept>

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

Arguments::Arguments(const OptionSet& options, const std::vector<OptionUse>& early,
                     ParsedFlags flags)
    : positional_(std::move(flags.arguments)) {
  values_.reserve(options.options().size());
  for (const Option* option : options.options()) {
    values_.push_back({option, std::string(option->default_text), {}, false});
  }
  for (const OptionUse& use : early) Take(use);
  for (const OptionUse& use : flags.uses) {
    Take(use);
    given_.push_back(use.option->name);
  }
}

Arguments Arguments::WithConfigured(const std::vector<OptionUse>& uses) const {
  Arguments configured = *this;
  for (const OptionUse& use : uses) {
    const size_t index = IndexOf(use.option->name);
    if (index < values_.size() && !values_[index].given) configured.Take(use);
    configured.given_.push_back(use.option->name);
  }
  return configured;
}

void Arguments::Take(const OptionUse& use) {
  const size_t index = IndexOf(use.option->name);
  if (index == values_.size()) return;
  values_[index].given = true;
  if (!use.option->IsList()) {
    values_[index].text = use.value;
    return;
  }
  for (std::string& part : SplitValue(*use.option, use.value)) {
    values_[index].list.push_back(std::move(part));
  }
}

size_t Arguments::IndexOf(std::string_view name) const {
  const auto found = std::find_if(values_.begin(), values_.end(), [name](const Entry& entry) {
    return entry.option->name == name;
  });
  return static_cast<size_t>(found - values_.begin());
}

const Arguments::Entry& Arguments::At(std::string_view name) const {
  const size_t index = IndexOf(name);
  if (index == values_.size()) throw std::out_of_range("no option --" + std::string(name));
  return values_[index];
}

bool Arguments::Has(std::string_view name) const { return IndexOf(name) < values_.size(); }

bool Arguments::Flag(std::string_view name) const {
  return ParseBool(At(name).text).value_or(false);
}

const std::string& Arguments::Text(std::string_view name) const { return At(name).text; }

const std::vector<std::string>& Arguments::List(std::string_view name) const {
  return At(name).list;
}

int64_t Arguments::Number(std::string_view name) const {
  return ParseInt(At(name).text, 0, 64).value;
}

bool Arguments::Given(std::string_view name) const {
  return std::find(given_.begin(), given_.end(), name) != given_.end();
}

}  // namespace chartrender::cli

#include "man_page.h"

#include <algorithm>

#include "chartrender/chartrender.h"
#include "help.h"

namespace chartrender::cli {
namespace {

// Text as roff takes it: a backslash, a hyphen that is meant as one, a quote that is no apostrophe.
std::string Escaped(std::string_view text) {
  std::string escaped;
  bool at_start = true;
  for (const char c : text) {
    if (at_start && (c == '.' || c == '\'')) escaped += "\\&";
    switch (c) {
      case '\\':
        escaped += "\\e";
        break;
      case '-':
        escaped += "\\-";
        break;
      case '\'':
        escaped += "\\(aq";
        break;
      case '`':
        escaped += "\\(ga";
        break;
      case '^':
        escaped += "\\(ha";
        break;
      case '~':
        escaped += "\\(ti";
        break;
      default:
        escaped += c;
    }
    at_start = c == '\n';
  }
  return escaped;
}

std::string Bold(std::string_view text) { return "\\fB" + Escaped(text) + "\\fR"; }
std::string Italic(std::string_view text) { return "\\fI" + Escaped(text) + "\\fR"; }

// Paragraphs as they are; lines that are indented are examples.
std::string DetailsText(std::string_view details) {
  std::string text = ".PP\n";
  const auto start_paragraph = [&] {
    if (!text.ends_with(".PP\n")) text += ".PP\n";
  };
  bool in_example = false;
  while (!details.empty()) {
    const size_t end = std::min(details.find('\n'), details.size());
    const std::string_view line = details.substr(0, end);
    details.remove_prefix(std::min(end + 1, details.size()));
    const bool is_example = line.starts_with("  ");
    if (in_example && !is_example) text += ".fi\n.RE\n";
    if (in_example != is_example || line.empty()) start_paragraph();
    if (is_example && !in_example) text += ".RS\n.nf\n";
    in_example = is_example;
    if (!line.empty()) text += Escaped(is_example ? line.substr(2) : line) + "\n";
  }
  if (in_example) text += ".fi\n.RE\n";
  return text;
}

std::string OptionText(const Option& option) {
  std::string names;
  if (option.shorthand != 0) names = Bold(std::string("-") + option.shorthand) + ", ";
  names += Bold("--" + std::string(option.name));
  if (!option.TakesNoValue()) names += " " + Italic(option.placeholder);
  std::string text = ".TP\n" + names + "\n" + Escaped(option.help);
  if (!option.default_text.empty()) text += " (default " + Escaped(option.default_text) + ")";
  return text + "\n";
}

std::string GroupText(const OptionSet& options, OptionGroup group, const std::string& caption) {
  std::string text;
  for (const Option* option : options.options()) {
    if (option->group == group) text += OptionText(*option);
  }
  return text.empty() ? "" : ".SS " + caption + "\n" + text;
}

std::string OptionsText(const Command& command) {
  const OptionSet options = ShownOptions(command);
  std::string text = GroupText(options, OptionGroup::kMain, "General");
  text += GroupText(options, OptionGroup::kValues, "Values");
  text += GroupText(options, OptionGroup::kOutput, "Output");
  text += GroupText(options, OptionGroup::kNoEffect,
                    "Accepted for Helm\\(aqs sake; no cluster and no repository is asked");
  return text.empty() ? "" : ".SH OPTIONS\n" + text;
}

std::string CommandsText(const std::string& path, const Command& command) {
  if (command.subcommands.empty()) return "";
  std::string text = ".SH COMMANDS\n";
  for (const Command& sub : command.subcommands) {
    const std::string page = ManPageName(path + ' ' + std::string(sub.name));
    text += ".TP\n" + Bold(sub.name) + "\n" + Escaped(AsSentence(sub.summary)) + " See " +
            Bold(page.substr(0, page.size() - 2)) + "(1).\n";
  }
  return text;
}

std::string SeeAlsoText(const std::string& path) {
  const size_t last = path.rfind(' ');
  const std::string above = last == std::string::npos ? "render help" : path.substr(0, last);
  const std::string page = ManPageName(above);
  return ".SH SEE ALSO\n" + Bold(page.substr(0, page.size() - 2)) + "(1)\n";
}

}  // namespace

std::string ManPageName(const std::string& path) {
  std::string name = path;
  std::replace(name.begin(), name.end(), ' ', '-');
  return name + ".1";
}

std::string ManPage(const std::string& path, const Command& command) {
  std::string title = ManPageName(path);
  title.resize(title.size() - 2);
  std::string capitals = title;
  for (char& c : capitals) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  std::string text = ".TH " + Escaped(capitals) + " 1 \"\" \"render " + std::string(Version()) +
                     "\" \"User Commands\"\n.SH NAME\n" + Escaped(title) + " \\- " +
                     Escaped(command.summary) + "\n.SH SYNOPSIS\n" +
                     Bold(UsageLine(path, command)) + "\n";
  if (const auto others = command.Aliases(); !others.empty()) {
    text += ".PP\nOther names:";
    for (const std::string_view other : others) text += " " + Bold(other);
    text += "\n";
  }
  text += ".SH DESCRIPTION\n" + Escaped(AsSentence(command.summary)) + "\n";
  if (!command.details.empty()) text += DetailsText(command.details);
  return text + CommandsText(path, command) + OptionsText(command) + SeeAlsoText(path);
}

}  // namespace chartrender::cli

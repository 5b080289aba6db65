#include <string>
#include <string_view>

#include "algo/go_path.h"
#include "functions/functions.h"

namespace chartrender {

namespace {

std::string_view Base(Call&, std::string_view path) { return PathBase(path); }
std::string Clean(Call&, std::string_view path) { return PathClean(path); }
std::string Dir(Call&, std::string_view path) { return PathDir(path); }
std::string_view Ext(Call&, std::string_view path) { return PathExt(path); }
bool IsAbs(Call&, std::string_view path) { return PathIsAbs(path); }

constexpr std::string_view kPath = "Go path";
constexpr std::string_view kFilepath = "Go path/filepath on Unix";

constexpr FunctionDef kRows[] = {
    {"base", Fn<&Base>, "The last element of PATH.", kPath},
    {"clean", Fn<&Clean>, "PATH without empty, \".\" and inner \"..\" elements.", kPath},
    {"dir", Fn<&Dir>, "PATH without its last element.", kPath},
    {"ext", Fn<&Ext>, "What stands from the last dot of PATH's last element on.", kPath},
    {"isAbs", Fn<&IsAbs>, "True when PATH starts with a slash.", kPath},
    {"osBase", Fn<&Base>, "As base.", kFilepath},
    {"osClean", Fn<&Clean>, "As clean.", kFilepath},
    {"osDir", Fn<&Dir>, "As dir.", kFilepath},
    {"osExt", Fn<&Ext>, "As ext.", kFilepath},
    {"osIsAbs", Fn<&IsAbs>, "As isAbs.", kFilepath},
};

}  // namespace

std::span<const FunctionDef> PathFunctions() { return kRows; }

}  // namespace chartrender

#include "gotemplate/function.h"

namespace chartrender {

namespace {

// The adapter is checked where it is defined: a signature of every parameter kind compiles.
double CheckSignature(Call&, Value, Reflected, std::string_view, GoInt, int64_t, double, bool, Map*,
                      AnyList, StringList, Rest<std::string_view>) {
  return 0;
}
static_assert(Fn<&CheckSignature>.variadic && Fn<&CheckSignature>.params.size() == 11);

}  // namespace

}  // namespace chartrender

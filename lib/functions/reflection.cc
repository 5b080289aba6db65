#include <string>

#include "functions/functions.h"
#include "value/equal.h"
#include "value/print.h"

namespace chartrender {

namespace {

std::string TypeOf(Call&, Value value) { return TypeName(value); }
bool TypeIs(Call&, std::string_view target, Value value) { return TypeName(value) == target; }

bool TypeIsLike(Call&, std::string_view target, Value value) {
  const std::string name = TypeName(value);
  return name == target || (name.starts_with('*') && std::string_view(name).substr(1) == target);
}

std::string_view KindOfValue(Call&, Value value) { return KindName(KindOf(value)); }
bool KindIs(Call&, std::string_view target, Value value) {
  return KindName(KindOf(value)) == target;
}
bool IsDeepEqual(Call& call, Value a, Value b) { return DeepEqual(a, b, &call.budget); }

constexpr std::string_view kSource = "sprig 3.3 reflect.go";

constexpr FunctionDef kRows[] = {
    {"typeOf", Fn<&TypeOf>, "The name of the value's Go type.", kSource},
    {"typeIs", Fn<&TypeIs>, "typeIs NAME VALUE: whether the value's Go type is NAME.", kSource},
    {"typeIsLike", Fn<&TypeIsLike>, "As typeIs, or the type is a pointer to NAME.", kSource},
    {"kindOf", Fn<&KindOfValue>, "The kind of the value: string, slice, map, float64, ...",
     kSource},
    {"kindIs", Fn<&KindIs>, "kindIs KIND VALUE: whether the value is of KIND.", kSource},
    {"deepEqual", Fn<&IsDeepEqual>, "Whether two values have the same type and content.",
     "Go reflect.DeepEqual"},
};

}  // namespace

std::span<const FunctionDef> ReflectionFunctions() { return kRows; }

}  // namespace chartrender

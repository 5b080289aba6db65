// Template functions as rows of a table. A row is made from a plain C++ function: Fn<&F> derives
// arity, variadics and the Go parameter types from the C++ signature, so that wrong-count and
// wrong-type errors are written once, by the interpreter, in Go's words.
//
//   std::string_view Trunc(Call& call, int64_t n, std::string_view s);
//   constexpr FunctionDef kRows[] = {{"trunc", Fn<&Trunc>, "First N bytes of STR ...", "sprig 3.3
//   strings.go"}};
//
// C++ parameter -> Go parameter: Value interface{}; Reflected reflect.Value; std::string_view
// string; GoInt int; int64_t int64; uint32_t uint32; double float64; bool bool; Map*
// map[string]interface{}; AnyList []interface{}; StringList []string; ObjectArg<kType> that named
// type; Rest<T> (last) ...T. Return: Value, std::string_view (must live in the arena or longer),
// std::string (copied), bool, int64_t, GoInt, double, Map*. A function fails by throwing Failure;
// the interpreter adds "error calling NAME: ".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include "base/arena.h"
#include "base/budget.h"
#include "base/environment.h"
#include "base/error.h"
#include "value/map.h"
#include "value/object.h"
#include "value/value.h"

namespace chartrender {

class CallHost;       // what the engine gives its own functions (include, tpl, lookup); opaque here
class FunctionCache;  // lib/functions/function_cache.h
class Interpreter;    // gotemplate/exec.h
class TemplateSet;    // gotemplate/template_set.h
struct FunctionDef;

// What a function gets beside its arguments. Valid during the call.
struct Call {
  Arena& arena;
  Budget& budget;
  const Environment& environment;
  CallHost* host = nullptr;
  // Who calls, and the templates it sees; null outside a template's execution.
  Interpreter* interpreter = nullptr;
  const TemplateSet* templates = nullptr;
  // What functions keep between calls; may be null.
  FunctionCache* cache = nullptr;
  // The row that is called, when its function begins.
  const FunctionDef* row = nullptr;

  Value Text(std::string_view text) { return Value::String(arena, text); }
};

enum class ParamKind : uint8_t {
  kAny,
  kReflect,
  kString,
  kInt,
  kInt64,
  kUint32,
  kFloat64,
  kBool,
  kAnyMap,
  kAnyList,
  kStringList,
  kObject,
};

struct Param {
  ParamKind kind = ParamKind::kAny;
  const ObjectType* object = nullptr;  // of kObject
};

struct Signature {
  Value (*invoke)(Call&, std::span<const Value>) = nullptr;
  std::span<const Param> params =
      {};  // a variadic's last element is the type of one extra argument
  bool variadic = false;
};

enum class DialectSet : uint8_t { kBoth, kHelm4Only, kHelm3Only };

struct FunctionDef {
  std::string_view name;
  Signature signature;
  std::string_view doc;     // one sentence
  std::string_view source;  // whose behaviour it has: "sprig 3.3 strings.go"
  DialectSet dialects = DialectSet::kBoth;
  // Of a method that Go's templates know but refuse to call: their error text.
  std::string_view refusal = {};
  // What it is given costs nothing by its length: the function looks at few of a list's elements
  // and makes texts in memory that is counted. All others pass over their texts and lists.
  bool looks_at_few = false;
};

// A row of such a function.
constexpr FunctionDef LooksAtFew(FunctionDef row) {
  row.looks_at_few = true;
  return row;
}

struct GoInt {
  int64_t value = 0;
};
struct Reflected {
  Value value;
};
struct AnyList {
  Value value;
  std::span<const Value> items() const { return value.AsList(); }
};
struct StringList {
  Value value;
  std::span<const Value> items() const { return value.AsList(); }
};
template <const ObjectType& T>
struct ObjectArg {
  const Object* object;
};
// The variadic tail: `items` are arguments of type T (texts for std::string_view, ...), already
// checked.
template <class T>
struct Rest {
  std::span<const Value> items;
  size_t size() const { return items.size(); }
};

namespace internal {

template <class T>
struct ArgOf;
template <>
struct ArgOf<Value> {
  static constexpr Param kParam{ParamKind::kAny, nullptr};
  static Value From(Value v) { return v; }
};
template <>
struct ArgOf<Reflected> {
  static constexpr Param kParam{ParamKind::kReflect, nullptr};
  static Reflected From(Value v) { return {v}; }
};
template <>
struct ArgOf<std::string_view> {
  static constexpr Param kParam{ParamKind::kString, nullptr};
  static std::string_view From(Value v) { return v.AsString(); }
};
template <>
struct ArgOf<GoInt> {
  static constexpr Param kParam{ParamKind::kInt, nullptr};
  static GoInt From(Value v) { return {v.AsInt()}; }
};
template <>
struct ArgOf<int64_t> {
  static constexpr Param kParam{ParamKind::kInt64, nullptr};
  static int64_t From(Value v) { return v.AsInt(); }
};
template <>
struct ArgOf<uint32_t> {
  static constexpr Param kParam{ParamKind::kUint32, nullptr};
  static uint32_t From(Value v) { return static_cast<uint32_t>(v.AsUint()); }
};
template <>
struct ArgOf<double> {
  static constexpr Param kParam{ParamKind::kFloat64, nullptr};
  static double From(Value v) { return v.AsFloat(); }
};
template <>
struct ArgOf<bool> {
  static constexpr Param kParam{ParamKind::kBool, nullptr};
  static bool From(Value v) { return v.AsBool(); }
};
template <>
struct ArgOf<Map*> {
  static constexpr Param kParam{ParamKind::kAnyMap, nullptr};
  static Map* From(Value v) { return v.is_map() ? v.AsMap() : nullptr; }
};
template <>
struct ArgOf<AnyList> {
  static constexpr Param kParam{ParamKind::kAnyList, nullptr};
  static AnyList From(Value v) { return {v.is_list() ? v : Value::NilList()}; }
};
template <>
struct ArgOf<StringList> {
  static constexpr Param kParam{ParamKind::kStringList, nullptr};
  static StringList From(Value v) {
    return {v.is_list() ? v : Value::NilList(GoType::kStringList)};
  }
};
template <const ObjectType& T>
struct ArgOf<ObjectArg<T>> {
  static constexpr Param kParam{ParamKind::kObject, &T};
  static ObjectArg<T> From(Value v) { return {v.is_object() ? v.AsObject() : nullptr}; }
};

inline Value ToValue(Call&, Value v) { return v; }
inline Value ToValue(Call&, std::string_view v) { return Value::String(v); }
inline Value ToValue(Call& call, const std::string& v) { return Value::String(call.arena, v); }
inline Value ToValue(Call&, bool v) { return Value::Bool(v); }
inline Value ToValue(Call&, int64_t v) { return Value::Int64(v); }
inline Value ToValue(Call&, GoInt v) { return Value::Int(v.value); }
inline Value ToValue(Call&, double v) { return Value::Float(v); }
inline Value ToValue(Call&, Map* v) { return Value::Of(v); }

template <class T>
struct IsRest : std::false_type {
  using Element = T;
};
template <class T>
struct IsRest<Rest<T>> : std::true_type {
  using Element = T;
};

template <class T>
T TakeArg(std::span<const Value> args, size_t at) {
  if constexpr (IsRest<T>::value) {
    return T{args.subspan(at)};
  } else {
    return ArgOf<T>::From(args[at]);
  }
}

template <auto F>
struct Adapter;

template <class R, class... Args, R (*F)(Call&, Args...)>
struct Adapter<F> {
  template <size_t... I>
  static Value Apply(Call& call, [[maybe_unused]] std::span<const Value> args,
                     std::index_sequence<I...>) {
    return ToValue(call, F(call, TakeArg<Args>(args, I)...));
  }
  static Value Invoke(Call& call, std::span<const Value> args) {
    return Apply(call, args, std::index_sequence_for<Args...>{});
  }
  // One more than needed, so that a function without parameters has an array too.
  static constexpr Param kParams[sizeof...(Args) + 1] = {
      ArgOf<typename IsRest<Args>::Element>::kParam...};
  static constexpr Signature kSignature{&Invoke, std::span<const Param>(kParams, sizeof...(Args)),
                                        (IsRest<Args>::value || ... || false)};
};

}  // namespace internal

// The signature of the C++ function F, ready for a FunctionDef.
template <auto F>
// NOLINTNEXTLINE(readability-identifier-naming): rows read it as a function of the function
inline constexpr Signature Fn = internal::Adapter<F>::kSignature;

}  // namespace chartrender

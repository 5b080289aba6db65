// Prints one Value for one verb, and reads the directives of a format. Used by value/format*.cc
// only.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/budget.h"
#include "value/format_field.h"
#include "value/object.h"
#include "value/value.h"

namespace chartrender::internal {

// Source: fmt/print.go type pp.
class Printer {
 public:
  Printer(std::string& text, Budget* budget) : text_(text), field_(text, budget) {}

  void Printf(std::string_view format, std::span<const Value> args);
  void PrintArg(Value arg, uint32_t verb);
  void ClearFlags() { field_.Clear(); }

 private:
  // One verb of a format: `at` is behind the %. Returns false at the end of the format.
  void Directive(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadFlags(std::string_view format, size_t& at);
  void ReadWidth(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadPrecision(std::string_view format, size_t& at, std::span<const Value> args);
  void ReadArgNumber(std::string_view format, size_t& at, size_t count);
  void PrintVerb(uint32_t verb, std::span<const Value> args);
  void PrintExtra(std::span<const Value> args);

  void PrintValue(Value value, uint32_t verb, int depth);
  void PrintBool(Value value, uint32_t verb);
  // `arg` is named when the verb does not fit: `integer`, or the object over it.
  void PrintInteger(Value integer, uint32_t verb, Value arg);
  void PrintFloat(Value value, double number, int bits, uint32_t verb);
  void PrintComplex(Value value, uint32_t verb);
  void PrintString(Value value, std::string_view text, uint32_t verb);
  void PrintBytes(Value value, uint32_t verb, std::string_view type_name);
  void PrintList(Value value, std::string_view type_name, uint32_t verb, int depth);
  void PrintMap(Value value, std::string_view type_name, uint32_t verb, int depth);
  void PrintObject(Value value, uint32_t verb, int depth);
  void PrintStruct(const Object& object, std::string_view type_name, uint32_t verb, int depth);
  void PrintElement(Value value, bool in_interface, uint32_t verb, int depth);
  void PrintPointer(Value value, uint32_t verb);
  void BadVerb(uint32_t verb, Value value);
  void BadArgument(uint32_t verb, std::string_view what);

  std::string& text_;
  FieldWriter field_;
  size_t arg_ = 0;            // next argument
  bool after_index_ = false;  // the last thing read was an index like [3]
  bool reordered_ = false;
  bool good_index_ = true;
  bool erroring_ = false;  // inside BadVerb: no methods
};

}  // namespace chartrender::internal

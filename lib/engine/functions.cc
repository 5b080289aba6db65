#include "engine/functions.h"

#include <vector>

#include "functions/functions.h"

namespace chartrender::engine {

namespace {

std::vector<std::span<const FunctionDef>> PlainFamilies() {
  return {
      StringCaseFunctions(), StringCutFunctions(),  StringLayoutFunctions(), StringListFunctions(),
      ListFunctions(),       ListFilterFunctions(), DictFunctions(),         DictMergeFunctions(),
      IntegerFunctions(),    DecimalFunctions(),    SequenceFunctions(),     ConversionFunctions(),
      DefaultFunctions(),    ReflectionFunctions(), EncodingFunctions(),     DataFunctions(),
      RegexFunctions(),      SemverFunctions(),     PathFunctions(),         UrlFunctions(),
      DateFunctions(),       DurationFunctions(),   HashFunctions(),         CertificateFunctions(),
      RandomFunctions()};
}

FunctionTable MakeTable(Dialect dialect, bool with_engine) {
  std::vector<std::span<const FunctionDef>> families = PlainFamilies();
  if (with_engine) families.push_back(EngineFunctions());
  return FunctionTable(families, dialect);
}

}  // namespace

const FunctionTable& ChartFunctions(Dialect dialect) {
  // Each is built when it is first asked for.
  if (dialect == Dialect::kHelm4) {
    static const FunctionTable helm4 = MakeTable(Dialect::kHelm4, true);
    return helm4;
  }
  static const FunctionTable helm3 = MakeTable(Dialect::kHelm3, true);
  return helm3;
}

const FunctionTable& PlainFunctions(Dialect dialect) {
  // Each is built when it is first asked for.
  if (dialect == Dialect::kHelm4) {
    static const FunctionTable helm4 = MakeTable(Dialect::kHelm4, false);
    return helm4;
  }
  static const FunctionTable helm3 = MakeTable(Dialect::kHelm3, false);
  return helm3;
}

}  // namespace chartrender::engine

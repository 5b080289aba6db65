#include "value/truth.h"

#include "value/map.h"
#include "value/object.h"

namespace chartrender {

bool IsTrue(Value value) {
  switch (value.kind()) {
    case Kind::kMissing:
    case Kind::kNil:
      return false;
    case Kind::kBool:
      return value.AsBool();
    case Kind::kInt:
    case Kind::kUint:
      return value.AsInt() != 0;
    case Kind::kFloat:
      return value.AsFloat() != 0;
    case Kind::kComplex:
      return value.AsComplex()[0] != 0 || value.AsComplex()[1] != 0;
    case Kind::kString:
    case Kind::kBytes:
      return !value.AsString().empty();
    case Kind::kList:
      return !value.AsList().empty();
    case Kind::kMap:
      return value.AsMap() != nullptr && !value.AsMap()->empty();
    case Kind::kObject: {
      const Object& object = *value.AsObject();
      return object.underlying.is_missing() || IsTrue(object.underlying);
    }
  }
  return false;
}

}  // namespace chartrender

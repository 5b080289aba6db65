// Truth as text/template sees it. Source: text/template/exec.go IsTrue; Go's zero values are false.
#pragma once

#include "value/value.h"

namespace chartrender {

// False for absent, false, 0, "", nil or empty lists, maps and bytes; objects by their kind
// (structs are true).
bool IsTrue(Value value);

}  // namespace chartrender

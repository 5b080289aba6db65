// Runs the tests of a room on a stack as large as the library's own, so that depth limits are met
// before it ends.
#define DOCTEST_CONFIG_IMPLEMENT
#include <doctest/doctest.h>

#include "base/stack.h"

int main(int argc, char** argv) {
  int status = 0;
  chartrender::RunOnLargeStack([&] { status = doctest::Context(argc, argv).run(); });
  return status;
}

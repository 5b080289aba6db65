// What the heap of the static executable (static_heap.cc) is told of what the process does.
#pragma once

namespace chartrender::cli {

// True while a chart is loaded that is to be rendered once: the render takes about twice the memory
// that loading took. Set and read by the one thread that there is by then; nobody reads it in other
// builds.
inline bool loads_chart_for_render = false;

}  // namespace chartrender::cli

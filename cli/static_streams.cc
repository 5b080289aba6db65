// Only in the static executable. The packages that it holds include <iostream>, whose set-up of
// std::cout and its like makes a locale with all its parts: a quarter of a megabyte of code and
// data that a render touches for nothing, as it writes without those streams. The linker puts these
// functions in place of libstdc++'s (--wrap), and reports whoever uses std::cin, std::cout,
// std::cerr or std::clog: they are wrapped too, by nothing.
extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker chooses the names
void __wrap__ZNSt8ios_base4InitC1Ev(void* init);
void __wrap__ZNSt8ios_base4InitC1Ev(void*) {}

void __wrap__ZNSt8ios_base4InitD1Ev(void* init);
void __wrap__ZNSt8ios_base4InitD1Ev(void*) {}
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"

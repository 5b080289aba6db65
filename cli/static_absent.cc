// Only in the static executable. What libcrypto can ask of the C library and a static program
// cannot have: shared libraries, and names looked up by modules that are shared libraries. Nothing
// here leads there, so the linker puts these functions in place of glibc's (--wrap), which would
// bring a dynamic loader and a resolver along.
#include <netdb.h>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker chooses the names
void* __wrap_dlopen(const char* file, int mode);
void* __wrap_dlopen(const char*, int) { return nullptr; }

int __wrap_getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                       addrinfo** found);
int __wrap_getaddrinfo(const char*, const char*, const addrinfo*, addrinfo**) { return EAI_FAIL; }

hostent* __wrap_gethostbyname(const char* name);
hostent* __wrap_gethostbyname(const char*) { return nullptr; }
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"

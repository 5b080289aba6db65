// Only in the static executable. What the libraries in it can ask for and nothing here makes them
// ask for: shared libraries, names looked up by modules that are shared libraries, texts of other
// character sets, certificates fetched by HTTP, the source names of types. The linker puts these
// functions in place of those (--wrap), which would bring a dynamic loader, a resolver, tables of
// character sets, a second HTTP client and a demangler along.
#include <iconv.h>
#include <netdb.h>
#include <openssl/http.h>

#include <cerrno>

extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): the linker chooses the
// names
void* __wrap_dlopen(const char* file, int mode);
void* __wrap_dlopen(const char*, int) { return nullptr; }

// Where glibc would look for shared libraries. The first one's answer is that of an unknown place.
const char* __wrap__dl_get_origin();
const char* __wrap__dl_get_origin() {
  return reinterpret_cast<const char*>(-1);  // NOLINT(performance-no-int-to-ptr): glibc wants it
}
void __wrap__dl_init_paths(const char* paths, const char* source, const char* before,
                           const char* mask);
void __wrap__dl_init_paths(const char*, const char*, const char*, const char*) {}

// cli/name_lookup.cc looks up names.
int __wrap_getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                       addrinfo** found);
int __wrap_getaddrinfo(const char*, const char*, const addrinfo*, addrinfo**) { return EAI_FAIL; }

void __wrap_freeaddrinfo(addrinfo* found);
void __wrap_freeaddrinfo(addrinfo*) {}

const char* __wrap_gai_strerror(int error);
const char* __wrap_gai_strerror(int) { return "no such host"; }

int __wrap_getnameinfo(const sockaddr* address, socklen_t size, char* host, socklen_t host_size,
                       char* service, socklen_t service_size, int flags);
int __wrap_getnameinfo(const sockaddr*, socklen_t, char*, socklen_t, char*, socklen_t, int) {
  return EAI_FAIL;
}

hostent* __wrap_gethostbyname(const char* name);
hostent* __wrap_gethostbyname(const char*) { return nullptr; }

// cli/http_client.cc fetches.
BIO* __wrap_OSSL_HTTP_get(const char* url, const char* proxy, const char* no_proxy, BIO* input,
                          BIO* output, OSSL_HTTP_bio_cb_t update, void* argument, int buffer_size,
                          const STACK_OF(CONF_VALUE) * headers, const char* expected_type,
                          int expect_asn1, size_t most, int timeout);
BIO* __wrap_OSSL_HTTP_get(const char*, const char*, const char*, BIO*, BIO*, OSSL_HTTP_bio_cb_t,
                          void*, int, const STACK_OF(CONF_VALUE) *, const char*, int, size_t, int) {
  return nullptr;
}

// libstdc++ asks for the characters of a locale; the only one here is C.
iconv_t __wrap_iconv_open(const char* to, const char* from);
iconv_t __wrap_iconv_open(const char*, const char*) {
  errno = EINVAL;
  return reinterpret_cast<iconv_t>(-1);  // NOLINT(performance-no-int-to-ptr): POSIX wants it
}

size_t __wrap_iconv(iconv_t set, char** from, size_t* from_size, char** to, size_t* to_size);
size_t __wrap_iconv(iconv_t, char**, size_t*, char**, size_t*) {
  errno = EINVAL;
  return static_cast<size_t>(-1);
}

int __wrap_iconv_close(iconv_t set);
int __wrap_iconv_close(iconv_t) { return 0; }

// What ends the program by an exception that nobody catches tells its type as the compiler names
// it.
char* __wrap___cxa_demangle(const char* name, char* buffer, size_t* size, int* status);
char* __wrap___cxa_demangle(const char*, char*, size_t*, int* status) {
  constexpr int not_a_name = -2;
  if (status != nullptr) *status = not_a_name;
  return nullptr;
}
// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)

}  // extern "C"

// Only in the static executable. The start-up code of a static program registers its unwind tables
// for a linear search, which the first exception sorts: 30 million instructions here. Without
// that registration the unwinder takes the sorted table that the linker makes (--eh-frame-hdr).
// The linker puts these functions in place of libgcc's (--wrap).
extern "C" {

// NOLINTBEGIN(bugprone-reserved-identifier): the linker chooses the names
void __wrap___register_frame_info(const void* begin, void* object);
void __wrap___register_frame_info(const void*, void*) {}

void* __wrap___deregister_frame_info(const void* begin);
void* __wrap___deregister_frame_info(const void*) { return nullptr; }
// NOLINTEND(bugprone-reserved-identifier)

}  // extern "C"

# The archives that a static `render` links instead of shared libraries, as the target chartrender_archives: those that
# the library and the command need, in link order. Debian's -dev packages hold them.
include_guard(GLOBAL)

add_library(chartrender_archives INTERFACE)
foreach(name IN ITEMS boost_program_options yaml-cpp re2 ssl crypto z crypt)
  find_library(CHARTRENDER_ARCHIVE_${name} NAMES lib${name}.a REQUIRED)
  mark_as_advanced(CHARTRENDER_ARCHIVE_${name})
  target_link_libraries(chartrender_archives INTERFACE ${CHARTRENDER_ARCHIVE_${name}})
  # Those that a shared library can hold.
  if(name MATCHES "^(crypto|z|crypt)$")
    list(APPEND CHARTRENDER_LIBRARY_ARCHIVES ${CHARTRENDER_ARCHIVE_${name}})
  endif()
endforeach()
# The linker would warn of dlopen and gethostbyname in libcrypto, which nothing calls.
target_link_options(chartrender_archives INTERFACE -static -no-pie -Wl,--gc-sections,--no-warnings
  -Wl,--eh-frame-hdr,--wrap=__register_frame_info,--wrap=__deregister_frame_info)  # see cli/static_frames.cc

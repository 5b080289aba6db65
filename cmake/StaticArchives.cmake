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
target_link_options(chartrender_archives INTERFACE -static -no-pie -Wl,--gc-sections
  -Wl,-z,noseparate-code,--eh-frame-hdr)
# What cli/static_*.cc put in place of the C and C++ libraries' own.
foreach(name IN ITEMS __register_frame_info __deregister_frame_info __sbrk dlopen getaddrinfo freeaddrinfo
    gai_strerror getnameinfo gethostbyname _dl_get_origin _dl_init_paths OPENSSL_ia32_cpuid OSSL_HTTP_get iconv_open
    iconv iconv_close __cxa_demangle
    _ZNSt8ios_base4InitC1Ev _ZNSt8ios_base4InitD1Ev _ZSt3cin _ZSt4cout _ZSt4cerr _ZSt4clog)
  target_link_options(chartrender_archives INTERFACE "-Wl,--wrap=${name}")
endforeach()

# CHARTRENDER_STATIC_SOURCES: what cli/static_*.cc of the parts of an archive's own names, where the archive has them all.
# Elsewhere the archive's own stay.
include(CheckCXXSourceCompiles)
set(CHARTRENDER_STATIC_SOURCES "")
foreach(name IN ITEMS algorithms passwords)
  get_target_property(CMAKE_REQUIRED_LIBRARIES chartrender_archives INTERFACE_LINK_LIBRARIES)
  set(CMAKE_REQUIRED_LINK_OPTIONS -static)
  check_cxx_source_compiles("#include \"${PROJECT_SOURCE_DIR}/cli/static_${name}.cc\"\nint main() {}"
    CHARTRENDER_HAS_NAMES_OF_${name})
  unset(CMAKE_REQUIRED_LIBRARIES)
  unset(CMAKE_REQUIRED_LINK_OPTIONS)
  if(CHARTRENDER_HAS_NAMES_OF_${name})
    list(APPEND CHARTRENDER_STATIC_SOURCES static_${name}.cc)
  endif()
endforeach()

# CHARTRENDER_LINKER_SCRIPT: the linker's own script with the functions of hot_functions.ld ahead of all others, and the
# constants and variables of the other hot_*.ld. They then lie on few pages, and a page that is touched brings no strangers into memory.
# Empty when the linker has no such script.
execute_process(COMMAND ${CMAKE_LINKER} -static -z noseparate-code --verbose OUTPUT_VARIABLE script ERROR_QUIET)
string(REGEX REPLACE ".*======\n(.*)\n======.*" "\\1" script "${script}")
set(before_functions "*(.text.unlikely")
set(before_constants "  .init ")
set(before_tables "*(.data.rel.ro.local*")
set(before_variables "*(.data .data.*")
set(before_zeros "*(.dynbss)")
# No exception passes through these: their unwind tables, 0.6 MB, are left out. The C library's functions that call back
# keep theirs.
set(no_unwind "")
foreach(name IN ITEMS crypto ssl z crypt)
  string(APPEND no_unwind "*lib${name}.a:*(.eh_frame) ")
endforeach()
set(calls_back "")
foreach(name IN ITEMS pthread_once pthread_create clone clone3 qsort msort bsearch tsearch exit cxa_thread_atexit_impl)
  string(APPEND calls_back " *libc.a:${name}.o")
endforeach()
string(APPEND no_unwind "EXCLUDE_FILE(${calls_back}) *libc.a:*(.eh_frame) ")
string(REPLACE "  .eh_frame_hdr " "  /DISCARD/ : { ${no_unwind}}\n  .eh_frame_hdr " script "${script}")
set(CHARTRENDER_LINKER_SCRIPT "")
set(kinds functions constants tables variables zeros)
set(has_all TRUE)
foreach(kind IN LISTS kinds)
  string(FIND "${script}" "${before_${kind}}" at)
  if(at LESS 0)
    set(has_all FALSE)
  endif()
endforeach()
if(has_all)
  foreach(kind IN LISTS kinds)
    set(hot_file "${CMAKE_CURRENT_LIST_DIR}/hot_${kind}.ld")
    file(READ "${hot_file}" hot)
    if(kind STREQUAL constants)
      # The linker keeps equal texts of one output section once, in an order of its own.
      set(hot "  .hot_constants : {\n${hot}  }\n")
    endif()
    string(REPLACE "${before_${kind}}" "${hot}    ${before_${kind}}" script "${script}")
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${hot_file}")
  endforeach()
  set(CHARTRENDER_LINKER_SCRIPT "${PROJECT_BINARY_DIR}/render.ld")
  file(CONFIGURE OUTPUT "${CHARTRENDER_LINKER_SCRIPT}" CONTENT "${script}" @ONLY)
endif()

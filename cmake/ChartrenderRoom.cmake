# chartrender_add_room(NAME <room> [SMALL] [DEPS <room>...] [LIBS <target>...])
#
# A room is a folder of lib/ with its own target. It links only the rooms of DEPS, so a room that
# includes a header of a higher rank does not link. Its tests stand in tests/unit/<room>/*_test.cc and
# make one executable, <room>_test. Object libraries keep one archive for the user: chartrender.
# SMALL: no render spends its time here, so that size counts.
include_guard(GLOBAL)

add_library(chartrender_flags INTERFACE)
target_compile_features(chartrender_flags INTERFACE cxx_std_20)
target_compile_options(chartrender_flags INTERFACE -Wall -Wextra -Wconversion -Wshadow
  # GCC 12 reports std::string's operator+ (GCC bug 105329).
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(EMSCRIPTEN)
  # Its headers give the instructions of SSE2 by those of WebAssembly, which Node and all browsers have had since 2023.
  target_compile_options(chartrender_flags INTERFACE -msimd128 -msse2)
endif()
if(CHARTRENDER_WERROR)
  target_compile_options(chartrender_flags INTERFACE -Werror)
endif()
if(CHARTRENDER_SANITIZE)
  target_compile_options(chartrender_flags INTERFACE -fsanitize=${CHARTRENDER_SANITIZE}
    -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(chartrender_flags INTERFACE -fsanitize=${CHARTRENDER_SANITIZE})
endif()
if(CHARTRENDER_FUZZ)
  # Coverage for libFuzzer; its own main is replaced (tests/fuzz/libfuzzer/main.cc).
  target_compile_options(chartrender_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

include(CheckCXXCompilerFlag)
set_property(GLOBAL PROPERTY CHARTRENDER_ROOMS "")
set(CHARTRENDER_PIC ON)
if(EMSCRIPTEN)
  set(CHARTRENDER_PIC OFF)
endif()

# Options of what only has to be small. gcc's shortest way to copy a text (rep movsb) is slow for short ones, and the linker
# takes these copies of std::string's functions for those of the whole program.
set(CHARTRENDER_SMALL "$<$<CONFIG:Release>:-Os>")
check_cxx_compiler_flag(-mstringop-strategy=libcall CHARTRENDER_CAN_CALL_MEMCPY)
if(CHARTRENDER_CAN_CALL_MEMCPY)
  list(APPEND CHARTRENDER_SMALL -mstringop-strategy=libcall)
endif()
# Options of what has to be fast: gcc would zero and copy more than some forty bytes by instructions that take longer to
# begin than that (rep stosq, rep movsq).
set(CHARTRENDER_FAST "")
set(strategy "vector_loop:512:noalign,libcall:-1:noalign")
check_cxx_compiler_flag("-mmemset-strategy=${strategy}" CHARTRENDER_CAN_LOOP_OVER_VECTORS)
if(CHARTRENDER_CAN_LOOP_OVER_VECTORS)
  set(CHARTRENDER_FAST "$<$<CONFIG:Release>:-mmemset-strategy=${strategy};-mmemcpy-strategy=${strategy}>")
endif()
# gcc gives a file that uses a function of std::string in a particular way a version of its own, of which the linker cannot
# take one for all: 150 KB of them.
check_cxx_compiler_flag(-fno-ipa-sra CHARTRENDER_CAN_SHARE_VERSIONS)
if(CHARTRENDER_CAN_SHARE_VERSIONS)
  target_compile_options(chartrender_flags INTERFACE $<$<CONFIG:Release>:-fno-ipa-sra>)
endif()
function(chartrender_make_small target)
  target_compile_options(${target} PRIVATE ${CHARTRENDER_SMALL})
endfunction()

function(chartrender_add_room)
  cmake_parse_arguments(ROOM "SMALL" "NAME" "DEPS;LIBS" ${ARGN})
  set(target chartrender_${ROOM_NAME})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  list(FILTER sources EXCLUDE REGEX "${CHARTRENDER_LEFT_OUT}")
  if(NOT sources)
    message(FATAL_ERROR "room ${ROOM_NAME} has no sources")
  endif()
  add_library(${target} OBJECT ${sources})
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE ${CHARTRENDER_PIC}
    CXX_EXTENSIONS OFF CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  if(ROOM_SMALL)
    chartrender_make_small(${target})
  else()
    target_compile_options(${target} PRIVATE "${CHARTRENDER_FAST}")
  endif()
  target_include_directories(${target} PUBLIC
    "${PROJECT_SOURCE_DIR}/lib" "${PROJECT_SOURCE_DIR}/lib/include")
  target_link_libraries(${target} PUBLIC chartrender_flags ${ROOM_LIBS})
  foreach(dep IN LISTS ROOM_DEPS)
    if(dep IN_LIST CHARTRENDER_ROOM_NAMES)
      target_link_libraries(${target} PUBLIC chartrender_${dep})
    endif()
  endforeach()
  set_property(GLOBAL APPEND PROPERTY CHARTRENDER_ROOMS ${target})
  set_property(TARGET ${target} PROPERTY CHARTRENDER_ROOM_DEPS "${ROOM_DEPS}")
  if(CHARTRENDER_TESTS)
    chartrender_add_room_test(${ROOM_NAME})
  endif()
endfunction()

# The rooms that a room needs, itself included, in no particular order.
function(chartrender_room_closure room result)
  set(found ${room})
  get_target_property(deps chartrender_${room} CHARTRENDER_ROOM_DEPS)
  foreach(dep IN LISTS deps)
    if(dep)
      chartrender_room_closure(${dep} more)
      list(APPEND found ${more})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES found)
  set(${result} ${found} PARENT_SCOPE)
endfunction()

function(chartrender_add_room_test room)
  file(GLOB_RECURSE tests CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/unit/${room}/*_test.cc")
  if(NOT tests)
    return()
  endif()
  add_executable(${room}_test ${tests} "${PROJECT_SOURCE_DIR}/tests/unit/main.cc")
  chartrender_room_closure(${room} rooms)
  foreach(dep IN LISTS rooms)
    target_link_libraries(${room}_test PRIVATE chartrender_${dep})
  endforeach()
  target_link_libraries(${room}_test PRIVATE doctest::doctest)
  target_compile_definitions(${room}_test PRIVATE
    CHARTRENDER_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
  add_test(NAME unit.${room} COMMAND ${room}_test)
endfunction()

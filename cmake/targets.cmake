# One target a component, sources by name.

# A framework or grader library: llmsys_library(tensor SOURCES a.cpp DEPENDS llmsys::memory)  ->  llmsys::tensor
#   OPTIMIZE  level; default LLMSYS_OPTIMIZE: framework code is the system     STATIC archive unless there are no sources
function(llmsys_library name)
  cmake_parse_arguments(ARG "" "OPTIMIZE" "SOURCES;DEPENDS;PRIVATE" ${ARGN})
  if(NOT ARG_OPTIMIZE)
    set(ARG_OPTIMIZE ${LLMSYS_OPTIMIZE})
  endif()
  if(ARG_SOURCES)
    llmsys_prebuilt_sources(sources llmsys_${name} "${ARG_SOURCES}" "${ARG_DEPENDS}")
    add_library(llmsys_${name} STATIC ${sources})
    set_target_properties(llmsys_${name} PROPERTIES LINKER_LANGUAGE CXX)  # it may be of objects only
    target_link_libraries(llmsys_${name} PUBLIC llmsys_flags ${ARG_DEPENDS} PRIVATE llmsys_strict ${ARG_PRIVATE})
    target_compile_options(llmsys_${name} PRIVATE ${ARG_OPTIMIZE} -g1)
    llmsys_sanitize(llmsys_${name})
  else()
    add_library(llmsys_${name} INTERFACE)
    target_link_libraries(llmsys_${name} INTERFACE llmsys_flags ${ARG_DEPENDS})
  endif()
  add_library(llmsys::${name} ALIAS llmsys_${name})
endfunction()

# Sets `result` to a library that is there in two kinds: `with`, which serves Device::cuda, or `without`. The program that is
# linked in the end decides: one with the property LLMSYS_HOST_ONLY has no emulator, and can be built before it.
function(llmsys_with_cuda result with without)
  set(${result} $<IF:$<BOOL:$<TARGET_PROPERTY:LLMSYS_HOST_ONLY>>,${without},${with}> PARENT_SCOPE)
endfunction()

# Instruments one target in the sanitizer presets; the framework and the solutions are, tests and tools are only linked.
function(llmsys_sanitize target)
  if(LLMSYS_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${LLMSYS_SANITIZE} -fno-omit-frame-pointer
      -fno-sanitize-recover=all)
  endif()
endfunction()

# A Catch2 executable whose last line is "N passed, N failed, N skipped":
#   llmsys_test(tensor_test THREADS SOURCES shape_test.cpp DEPENDS llmsys::tensor)
# THREADS: what it tests runs on several threads, so preset tsan runs it too; without, that preset leaves it out.
# PLAIN: no sanitizer has anything to find in it, so their presets leave it out.
# CUDA: it uses Device::cuda, so in preset cuda all of it is skipped where there is no GPU.
function(llmsys_test name)
  cmake_parse_arguments(ARG "THREADS;PLAIN;CUDA" "" "SOURCES;DEPENDS" ${ARGN})
  llmsys_are_here(here "${ARG_SOURCES}")
  if(NOT here)  # a release
    llmsys_absent(${name})
    return()
  endif()
  if(ARG_CUDA AND LLMSYS_CUDA)
    list(APPEND ARG_SOURCES ${PROJECT_SOURCE_DIR}/framework/testing/needs_gpu.cpp)
  endif()
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE llmsys_strict llmsys::testing_main ${ARG_DEPENDS})
  target_compile_options(${name} PRIVATE -O0 -g1)
  target_precompile_headers(${name} REUSE_FROM llmsys_testing_main)
  if(LLMSYS_SANITIZE STREQUAL "thread")  # races hide in templates of ours that a test instantiates
    llmsys_sanitize(${name})
  endif()
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  if(NOT LLMSYS_SANITIZE OR (NOT ARG_PLAIN AND (ARG_THREADS OR NOT LLMSYS_SANITIZE STREQUAL "thread")))
    set_property(GLOBAL APPEND PROPERTY LLMSYS_TESTS ${name})
  endif()
endfunction()

# A Google Benchmark executable; made only where the library is installed.
function(llmsys_benchmark name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  llmsys_are_here(here "${ARG_SOURCES}")
  if(NOT benchmark_FOUND OR NOT here)
    return()
  endif()
  add_executable(${name} EXCLUDE_FROM_ALL ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE llmsys_strict benchmark::benchmark_main ${ARG_DEPENDS})
  target_compile_options(${name} PRIVATE -O2 -g1)
  set_property(GLOBAL APPEND PROPERTY LLMSYS_BENCHMARKS ${name})
endfunction()

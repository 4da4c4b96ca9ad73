# Kernel files (.cu): one source, compiled by g++ for the emulator, plain and traced, and by nvcc where it is.
#
#   llmsys_kernels(tensor_kernels SOURCES add.cu copy.cu DEPENDS llmsys::device)
#
# makes llmsys::tensor_kernels (plain) and llmsys::tensor_kernels_traced: loads and stores call the tracer, which a program
# then has to link (llmsys::simt_trace). DESIGN of the flags: framework/simt/trace/README.md.
#
#   llmsys_kernel_sources(sources launch.cu stream.cu)
#   llmsys_library(device SOURCES device.cpp ${sources})
#
# does the same for files that need no traced variant. In preset cuda both take what nvcc made of the files instead, and
# there is no traced variant. See nvcc.cmake.

# g++ instruments memory accesses as for ThreadSanitizer; the callbacks are ours and its runtime is not linked. Passes that
# merge or split accesses, or give two of them one address, are off. A call at a function's end stays a call, not a jump: what
# is called tells by its return address where in the kernel it happened. Code stays in the source's order, in one copy: where
# lanes come together again behind a branch or loop is found by that.
set(LLMSYS_SIMT_TRACED_FLAGS -fsanitize=thread --param=tsan-instrument-func-entry-exit=0
  --param=tsan-distinguish-volatile=1 -fno-crossjumping -fno-ipa-icf -fno-reorder-blocks
  -fno-reorder-blocks-and-partition --param=max-jump-thread-duplication-stmts=0 -Wno-tsan -g -DLLMSYS_SIMT_TRACED=1)
set(LLMSYS_SIMT_FLAGS -Wno-unknown-pragmas -fno-optimize-sibling-calls)
# Untraced, rows of threads become vector instructions: `if (i < n)` has to be split off the loop, which -O2 does not. Of
# `if (x < w && y < h)` both have to stay conditions of their own for that: joined, they would mask each store.
set(LLMSYS_SIMT_PLAIN_FLAGS -O3 -g1 --param=logical-op-non-short-circuit=0)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
  # A row is short: 512 bits were measured to be slower. So were gather instructions than one load after another, by 2 to 3.
  list(APPEND LLMSYS_SIMT_PLAIN_FLAGS -mprefer-vector-width=256
    -mtune-ctrl=^use_gather,^use_gather_2parts,^use_gather_4parts)
endif()

# Has g++ compile these .cu files as C++.
function(llmsys_emulated sources)
  set_source_files_properties(${sources} PROPERTIES LANGUAGE CXX)
endfunction()

# Sets `result` to what a library takes for these .cu files: them, for the emulator, or nvcc's objects.
function(llmsys_kernel_sources result)
  if(LLMSYS_CUDA)
    llmsys_nvcc_objects(objects "${ARGN}")
    set(${result} ${objects} PARENT_SCOPE)
  else()
    llmsys_for_nvcc(SOURCES ${ARGN})
    llmsys_emulated("${ARGN}")
    set(${result} ${ARGN} PARENT_SCOPE)
  endif()
endfunction()

function(llmsys_kernels name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  llmsys_kernel_sources(sources ${ARG_SOURCES})
  set(variants plain traced)
  if(LLMSYS_CUDA)
    set(variants plain)
  endif()
  foreach(variant IN LISTS variants)
    set(target llmsys_${name})
    if(variant STREQUAL traced)
      set(target llmsys_${name}_traced)
    endif()
    add_library(${target} STATIC ${sources})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${target} PUBLIC llmsys_flags ${ARG_DEPENDS} PRIVATE llmsys_strict)
    target_compile_options(${target} PRIVATE ${LLMSYS_SIMT_FLAGS})
    if(variant STREQUAL traced)
      set_target_properties(${target} PROPERTIES EXCLUDE_FROM_ALL ON)
      target_compile_options(${target} PRIVATE -O2 ${LLMSYS_SIMT_TRACED_FLAGS})
    else()
      target_compile_options(${target} PRIVATE ${LLMSYS_SIMT_PLAIN_FLAGS})
    endif()
    string(REGEX REPLACE "^llmsys_" "llmsys::" alias ${target})
    add_library(${alias} ALIAS ${target})
  endforeach()
endfunction()

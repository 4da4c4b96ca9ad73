# What a user may choose, and the flags every target of ours is compiled with.

set(LLMSYS_SANITIZE "" CACHE STRING "Sanitizers for the framework and solutions: empty, 'address,undefined' or 'thread'")
set(LLMSYS_PARALLEL "openmp" CACHE STRING "What runs parallel_for: openmp or threads")
set(LLMSYS_BLAS "auto" CACHE STRING "Who computes large matrix products: auto, onednn, openblas or own")
option(LLMSYS_CUDA "Compile device code with nvcc" OFF)
set(native ON)
if(EXISTS ${PROJECT_SOURCE_DIR}/prebuilt)  # a release: its objects and what is compiled here are for the same CPU
  set(native OFF)
endif()
option(LLMSYS_NATIVE "Compile for the CPU of this machine (-march=native), else for x86-64-v3" ${native})
set_property(CACHE LLMSYS_PARALLEL PROPERTY STRINGS openmp threads)
set_property(CACHE LLMSYS_BLAS PROPERTY STRINGS auto onednn openblas own)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS ON)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)
set(CMAKE_OPTIMIZE_DEPENDENCIES ON)  # an archive does not wait for those that programs link beside it
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "" CACHE STRING "" FORCE)  # each target says its own level: see targets.cmake

# Flags for all code, students' included. Contraction is off so that a sum has the same bits on every CPU; the matrix
# kernels of framework/blas, where fused multiply-add is the point, turn it on again for themselves.
add_library(llmsys_flags INTERFACE)
target_compile_options(llmsys_flags INTERFACE -Wall -Wextra -ffp-contract=off -fno-math-errno -fno-trapping-math
  -fdiagnostics-color=auto)
target_include_directories(llmsys_flags INTERFACE ${PROJECT_SOURCE_DIR})
if(LLMSYS_NATIVE)
  target_compile_options(llmsys_flags INTERFACE -march=native)
elseif(CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
  target_compile_options(llmsys_flags INTERFACE -march=x86-64-v3)
endif()
if(LLMSYS_SANITIZE)
  target_link_options(llmsys_flags INTERFACE -fsanitize=${LLMSYS_SANITIZE})
endif()

# Levels of optimisation: of the system, of loops that must vectorise, of what faces outside (options, files).
# Less in sanitizer presets, whose checks make the compiler take two to four times as long.
set(LLMSYS_OPTIMIZE -O2)
set(LLMSYS_OPTIMIZE_LOOPS -O3)
set(LLMSYS_OPTIMIZE_OUTSIDE -O2)
if(LLMSYS_SANITIZE)
  set(LLMSYS_OPTIMIZE -O1)
  set(LLMSYS_OPTIMIZE_LOOPS -O1)
  set(LLMSYS_OPTIMIZE_OUTSIDE -O0)
endif()

# Flags for our own code: warnings are errors there, and only there.
add_library(llmsys_strict INTERFACE)
target_link_libraries(llmsys_strict INTERFACE llmsys_flags)
target_compile_options(llmsys_strict INTERFACE -Werror -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wundef
  -Wimplicit-fallthrough -Wextra-semi)

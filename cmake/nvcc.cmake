# Kernel files compiled by nvcc, for GPUs: extra targets of every build tree where nvcc is. `./lab test cuda` builds them.
#
#   llmsys_for_nvcc(SOURCES a.cu ... [STUB])   notes kernel files; llmsys_kernels() and llmsys_add_lab() do it for theirs
#   llmsys_nvcc_targets()                      at the end: cuda_objects, and what links and reads them
#
# Each file becomes, in one run of nvcc for all architectures,
#   nvcc/FILE.o      the object
#   nvcc/FILE.log    what ptxas says of registers, shared memory and spills
#   nvcc/FILE.ptx    the PTX of each architecture, one after another

set(LLMSYS_CUDA_ARCHITECTURES 75 80 90)
find_program(LLMSYS_NVCC nvcc PATHS /usr/local/cuda/bin)
set(LLMSYS_NVCC_FLAGS -std=c++20 -O2 -lineinfo --expt-relaxed-constexpr -Werror all-warnings -Xptxas -v
  -Xcompiler -Wall,-Wextra)
foreach(architecture IN LISTS LLMSYS_CUDA_ARCHITECTURES)
  list(APPEND LLMSYS_NVCC_FLAGS -gencode arch=compute_${architecture},code=sm_${architecture})
endforeach()
# A stub has code behind what ends it, and does not use what it gets.
set(LLMSYS_NVCC_STUB_FLAGS -diag-suppress 111,128,177,550 -Xcompiler -Wno-unused-parameter,-Wno-unused-variable)

function(llmsys_for_nvcc)
  cmake_parse_arguments(ARG "STUB" "" "SOURCES" ${ARGN})
  foreach(source IN LISTS ARG_SOURCES)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    set_property(GLOBAL APPEND PROPERTY LLMSYS_KERNEL_FILES ${source})
    if(ARG_STUB)
      set_property(GLOBAL APPEND PROPERTY LLMSYS_KERNEL_STUBS ${source})
    endif()
  endforeach()
endfunction()

# The command that makes nvcc/FILE.o of a source; `object` of the caller is its path.  launcher: runs nvcc, or nothing
function(llmsys_nvcc_object object source name flags launcher)
  set(path ${CMAKE_BINARY_DIR}/nvcc/${name})
  add_custom_command(OUTPUT ${path}.o ${path}.log ${path}.ptx
    COMMAND bash ${PROJECT_SOURCE_DIR}/cmake/nvcc.sh ${path}
      ${launcher} ${LLMSYS_NVCC} ${LLMSYS_NVCC_FLAGS} ${flags} -I ${PROJECT_SOURCE_DIR} -MD -MF ${path}.d -o ${path}.o -c ${source}
    DEPENDS ${source} ${PROJECT_SOURCE_DIR}/cmake/nvcc.sh
    DEPFILE ${path}.d
    COMMENT "Building CUDA object nvcc/${name}.o"
    VERBATIM)
  set(${object} ${path}.o PARENT_SCOPE)
endfunction()

function(llmsys_nvcc_targets)
  if(NOT LLMSYS_NVCC OR LLMSYS_SANITIZE)
    return()
  endif()
  get_property(files GLOBAL PROPERTY LLMSYS_KERNEL_FILES)
  get_property(stubs GLOBAL PROPERTY LLMSYS_KERNEL_STUBS)
  list(REMOVE_DUPLICATES files)
  set(objects "")
  set(linked "")
  foreach(source IN LISTS files)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${source})
    set(flags "")
    if(source IN_LIST stubs)
      set(flags ${LLMSYS_NVCC_STUB_FLAGS})
    endif()
    llmsys_nvcc_object(object ${source} ${name} "${flags}" "")
    list(APPEND objects ${object})
    if(NOT source IN_LIST stubs)
      list(APPEND linked ${object})
    endif()
  endforeach()
  add_custom_target(cuda_objects DEPENDS ${objects})
  llmsys_cuda_budgets("${linked}")
  llmsys_cuda_link("${linked}")
endfunction()

# cuda_budgets: reads the logs of `objects`.
function(llmsys_cuda_budgets objects)
  list(TRANSFORM objects REPLACE "^${CMAKE_BINARY_DIR}/nvcc/(.*)[.]o$" "\\1" OUTPUT_VARIABLE names)
  list(JOIN names "\n" lines)
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/nvcc/kernel_files.txt CONTENT "${lines}\n")
  add_executable(cuda_budgets EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/autograder/cuda/budgets_main.cpp)
  target_link_libraries(cuda_budgets PRIVATE llmsys_strict llmsys::cuda_budgets)
  target_compile_options(cuda_budgets PRIVATE -O0 -g1)
  target_compile_definitions(cuda_budgets PRIVATE LLMSYS_KERNEL_LIST="${CMAKE_BINARY_DIR}/nvcc/kernel_files.txt"
    LLMSYS_NVCC_FOLDER="${CMAKE_BINARY_DIR}/nvcc" LLMSYS_BUDGETS="${PROJECT_SOURCE_DIR}/autograder/cuda/budgets.json")
  add_dependencies(cuda_budgets cuda_objects)
  llmsys_cuda_test(cuda_budgets)
endfunction()

# Adds a program to what `./lab test cuda` builds and runs; it ends with `N passed, N failed, N skipped`.
function(llmsys_cuda_test name)
  set_property(GLOBAL APPEND PROPERTY LLMSYS_CUDA_TESTS ${name})
endfunction()

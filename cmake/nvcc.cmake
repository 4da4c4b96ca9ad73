# Kernel files compiled by nvcc, for GPUs: extra targets of every build tree where nvcc is. `./lab test cuda` builds them.
#
#   llmsys_for_nvcc(SOURCES a.cu ... [STUB])   notes kernel files; llmsys_kernel_sources() and llmsys_add_lab() do it for theirs.
#                                              Stubs and tests (*_test.cu) are only seen to compile: no budget, no link
#   llmsys_nvcc_targets()                      at the end: cuda_objects, and what links and reads them
#
# Each file becomes, in one run of nvcc for all architectures,
#   nvcc/FILE.o      the object
#   nvcc/FILE.log    what ptxas says of registers, shared memory and spills
#   nvcc/FILE.ptx    the PTX of each architecture, one after another
#
# In preset cuda the objects are part of the libraries: llmsys_nvcc_objects().

set(LLMSYS_CUDA_ARCHITECTURES 75 80 90)
find_program(LLMSYS_NVCC nvcc PATHS /usr/local/cuda/bin)
if(LLMSYS_CUDA AND NOT LLMSYS_NVCC)
  message(FATAL_ERROR "preset cuda needs nvcc from the CUDA Toolkit 13: put its bin/ folder on PATH, or use preset cpu")
endif()
set(LLMSYS_NVCC_FLAGS -std=c++20 -O2 -lineinfo --expt-relaxed-constexpr -Xcompiler -Wall,-Wextra
  -diag-suppress 186,1675)  # a comparison that a template parameter makes pointless; the pragmas of g++
foreach(architecture IN LISTS LLMSYS_CUDA_ARCHITECTURES)
  list(APPEND LLMSYS_NVCC_ALL -gencode arch=compute_${architecture},code=sm_${architecture})
endforeach()
set(LLMSYS_NVCC_STRICT -Werror all-warnings -Xptxas -v)  # for our own code
# A stub has code behind what ends it, and does not use what it gets.
set(LLMSYS_NVCC_STUB_FLAGS -diag-suppress 111,128,177,550 -Xcompiler -Wno-unused-parameter,-Wno-unused-variable)

function(llmsys_for_nvcc)
  cmake_parse_arguments(ARG "STUB" "" "SOURCES" ${ARGN})
  foreach(source IN LISTS ARG_SOURCES)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    set_property(GLOBAL APPEND PROPERTY LLMSYS_KERNEL_FILES ${source})
    if(ARG_STUB OR source MATCHES "_test[.]cu$")
      set_property(GLOBAL APPEND PROPERTY LLMSYS_KERNEL_STUBS ${source})
    endif()
  endforeach()
endfunction()

# The command that makes nvcc/NAME.o of a source; sets `object` to its path.  launcher: what runs nvcc; may be nothing
function(llmsys_nvcc_object object source name flags launcher)
  set(path ${CMAKE_BINARY_DIR}/nvcc/${name})
  add_custom_command(OUTPUT ${path}.o ${path}.log ${path}.ptx
    COMMAND bash ${PROJECT_SOURCE_DIR}/cmake/nvcc.sh ${path} ${launcher} ${LLMSYS_NVCC} ${LLMSYS_NVCC_FLAGS} ${flags}
      -I ${PROJECT_SOURCE_DIR} -MD -MF ${path}.d -o ${path}.o -c ${source}
    DEPENDS ${source} ${PROJECT_SOURCE_DIR}/cmake/nvcc.sh
    DEPFILE ${path}.d
    COMMENT "Building CUDA object nvcc/${name}.o"
    VERBATIM)
  set_source_files_properties(${path}.o PROPERTIES EXTERNAL_OBJECT TRUE GENERATED TRUE)
  set(${object} ${path}.o PARENT_SCOPE)
endfunction()

# Objects of the repository's own kernel files, named from the current folder, for a target of this folder.
function(llmsys_nvcc_objects result sources)
  set(objects "")
  get_property(stubs GLOBAL PROPERTY LLMSYS_KERNEL_STUBS)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${source})
    set(flags ${LLMSYS_NVCC_STRICT} ${LLMSYS_NVCC_ALL})
    if(source IN_LIST stubs)  # is only seen to compile: one architecture will do
      set(flags ${LLMSYS_NVCC_STRICT} ${LLMSYS_NVCC_STUB_FLAGS} -arch sm_75)
    endif()
    llmsys_nvcc_object(object ${source} ${name} "${flags}" "")
    list(APPEND objects ${object})
  endforeach()
  set(${result} ${objects} PARENT_SCOPE)
endfunction()

# Adds a program to what `./lab test cuda` builds and runs; it ends with `N passed, N failed, N skipped`.
function(llmsys_cuda_test name)
  set_property(GLOBAL APPEND PROPERTY LLMSYS_CUDA_TESTS ${name})
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

# cuda_objects, and the programs of `./lab test cuda`; cuda_tests.txt lists those as unit_tests.txt does, and is empty where
# nvcc is not.
function(llmsys_nvcc_targets)
  add_custom_target(cuda_tests)
  if(LLMSYS_NVCC AND NOT LLMSYS_SANITIZE AND NOT LLMSYS_CUDA)
    get_property(files GLOBAL PROPERTY LLMSYS_KERNEL_FILES)
    get_property(stubs GLOBAL PROPERTY LLMSYS_KERNEL_STUBS)
    list(REMOVE_DUPLICATES files)
    llmsys_nvcc_objects(objects "${files}")
    add_custom_target(cuda_objects DEPENDS ${objects})
    if(stubs)
      list(REMOVE_ITEM files ${stubs})
    endif()
    list(TRANSFORM files REPLACE "^${PROJECT_SOURCE_DIR}/(.*)$" "${CMAKE_BINARY_DIR}/nvcc/\\1.o")
    llmsys_cuda_budgets("${files}")
    llmsys_cuda_link("${files}")
    get_property(tests GLOBAL PROPERTY LLMSYS_CUDA_TESTS)
    get_property(checks GLOBAL PROPERTY LLMSYS_CUDA_CHECKS)  # raw_cuda.cmake
    add_dependencies(cuda_tests cuda_objects ${tests} ${checks})
  endif()
  set(list "")
  foreach(test IN LISTS tests)
    string(APPEND list "${test}\t$<TARGET_FILE:${test}>\n")
  endforeach()
  file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/cuda_tests.txt CONTENT "${list}")
endfunction()

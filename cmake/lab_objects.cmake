# Objects of a lab's files, in three kinds:
#   worker  for grading: checked access; a kernel file is traced, and optimised as its counts are defined (-O2)
#   debug   for AddressSanitizer; kernel files have none
#   timed   for programs and benchmarks: the plain variant, without checks

set(LLMSYS_CHECKED_FLAGS -g -D_GLIBCXX_ASSERTIONS -DLLMSYS_CHECKED_ACCESS=1)
set(LLMSYS_STUDENT_FLAGS -O1 ${LLMSYS_CHECKED_FLAGS})
set(LLMSYS_STUB_WARNINGS -Wno-unused-parameter -Wno-unused-variable)  # a stub does not use what it gets
set(LLMSYS_DEBUG_FLAGS ${LLMSYS_STUDENT_FLAGS} -fsanitize=address,undefined -fno-omit-frame-pointer)

set(LLMSYS_LAB_FLAGS_worker ${LLMSYS_STUDENT_FLAGS})
set(LLMSYS_LAB_FLAGS_debug ${LLMSYS_DEBUG_FLAGS})
set(LLMSYS_LAB_FLAGS_timed -O3 -g1)
set(LLMSYS_KERNEL_FLAGS_worker -O2 ${LLMSYS_CHECKED_FLAGS} ${LLMSYS_SIMT_FLAGS} ${LLMSYS_SIMT_TRACED_FLAGS})
set(LLMSYS_KERNEL_FLAGS_debug ${LLMSYS_KERNEL_FLAGS_worker})
set(LLMSYS_KERNEL_FLAGS_timed -O2 -g1 ${LLMSYS_SIMT_FLAGS})

# Whether one of `sources` is a kernel file.
function(llmsys_holds_kernels result sources)
  list(FILTER sources INCLUDE REGEX "[.]cu$")
  list(LENGTH sources count)
  if(count EQUAL 0)
    set(${result} OFF PARENT_SCOPE)
  else()
    set(${result} ON PARENT_SCOPE)
  endif()
endfunction()

# One object library for files of a lab that are all C++, or all kernels.
function(llmsys_lab_object name sources kind depends)
  add_library(${name} OBJECT EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(${name} PRIVATE llmsys_flags ${depends})
  llmsys_holds_kernels(kernels "${sources}")
  if(kernels)
    llmsys_emulated("${sources}")
    target_compile_options(${name} PRIVATE ${LLMSYS_KERNEL_FLAGS_${kind}})
  else()
    target_compile_options(${name} PRIVATE ${LLMSYS_LAB_FLAGS_${kind}})
  endif()
endfunction()

# The object of a student's file: if it does not compile, the stub's object and a log beside the source.
function(llmsys_student_object name slot lab file kind depends)
  set(source ${CMAKE_BINARY_DIR}/overlay/${slot}/${lab}/${file})
  set_source_files_properties(${source} PROPERTIES GENERATED TRUE)
  llmsys_lab_object(${name} ${source} ${kind} "${depends}")
  target_compile_options(${name} PRIVATE ${LLMSYS_STUB_WARNINGS}
    "-ffile-prefix-map=${CMAKE_BINARY_DIR}/overlay/${slot}=${PROJECT_SOURCE_DIR}/labs")
  set_target_properties(${name} PROPERTIES CXX_COMPILER_LAUNCHER
    "bash;${PROJECT_SOURCE_DIR}/cmake/compile_or_stub.sh;${source};${CMAKE_BINARY_DIR}/stubs/${lab}/${file};labs/${lab}/${file};--")
endfunction()

# llmsys::NAME, a lab's headers and what is given of its sources.  variant: of its kernel files, plain or traced
function(llmsys_lab_api name variant given depends)
  set(sources ${given})
  set(kernels ${given})
  list(FILTER sources EXCLUDE REGEX "[.]cu$")
  list(FILTER kernels INCLUDE REGEX "[.]cu$")
  if(kernels)
    set(kind_plain timed)
    set(kind_traced worker)
    llmsys_lab_object(${name}_kernels "${kernels}" ${kind_${variant}} "llmsys_strict;${depends}")
    list(APPEND sources $<TARGET_OBJECTS:${name}_kernels>)
  endif()
  llmsys_library(${name} SOURCES ${sources} DEPENDS ${depends})
  if(sources)
    set_target_properties(llmsys_${name} PROPERTIES LINKER_LANGUAGE CXX)
  endif()
endfunction()

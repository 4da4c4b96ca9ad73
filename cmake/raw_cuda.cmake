# Raw CUDA programs, which launch with <<<>>>.
#
#   llmsys_raw_cuda(name program.cu)   an executable for the emulator: simt_rewrite makes C++ of it
#   llmsys_profiled_cuda(name program.cu)  likewise, with the tracer and the recorder of `./lab profile`
#   llmsys_nvcc_check(program.cu)      nvcc compiles it for sm_80, as part of cuda_tests

# Sets `result` to the C++ of a program.
function(llmsys_rewritten result name source)
  cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set(rewritten ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  add_custom_command(OUTPUT ${rewritten} COMMAND simt_rewrite ${source} ${rewritten} DEPENDS simt_rewrite ${source}
    COMMENT "Rewriting ${name}.cu" VERBATIM)
  set(${result} ${rewritten} PARENT_SCOPE)
endfunction()

function(llmsys_raw_cuda name source)
  llmsys_rewritten(rewritten ${name} ${source})
  add_executable(${name} ${rewritten})
  target_include_directories(${name} BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/framework/simt/include)
  target_link_libraries(${name} PRIVATE llmsys_flags llmsys::simt)
  target_compile_options(${name} PRIVATE ${LLMSYS_SIMT_PLAIN_FLAGS} ${LLMSYS_SIMT_FLAGS})
endfunction()

# A rewritten program, traced.  addr2line of binutils 2.40 takes file 1 of DWARF 5 for file 0: hence DWARF 4
function(llmsys_profiled_program name rewritten)
  add_executable(${name} EXCLUDE_FROM_ALL ${rewritten} $<TARGET_OBJECTS:llmsys_profile_recorder>)
  target_include_directories(${name} BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/framework/simt/include)
  target_link_libraries(${name} PRIVATE llmsys_flags llmsys::profile llmsys::io)
  target_compile_options(${name} PRIVATE -O2 ${LLMSYS_SIMT_FLAGS} ${LLMSYS_SIMT_TRACED_FLAGS} -w -gdwarf-4)
endfunction()

function(llmsys_profiled_cuda name source)
  llmsys_rewritten(rewritten ${name} ${source})
  llmsys_profiled_program(${name} ${rewritten})
endfunction()

function(llmsys_nvcc_check source)
  if(NOT LLMSYS_NVCC OR LLMSYS_CUDA)
    return()
  endif()
  cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/${source}.o)
  cmake_path(GET object PARENT_PATH folder)
  file(MAKE_DIRECTORY ${folder})
  file(RELATIVE_PATH name ${PROJECT_SOURCE_DIR} ${path})
  string(MAKE_C_IDENTIFIER nvcc_check_${name} name)
  add_custom_command(OUTPUT ${object}
    COMMAND ${LLMSYS_NVCC} -std=c++20 -arch=sm_80 -Xcompiler -Wall -I ${PROJECT_SOURCE_DIR} -c -o ${object} ${path}
    DEPENDS ${path} COMMENT "Compiling ${source} with nvcc" VERBATIM)
  add_custom_target(${name} DEPENDS ${object})
  set_property(GLOBAL APPEND PROPERTY LLMSYS_CUDA_CHECKS ${name})
endfunction()

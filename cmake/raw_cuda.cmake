# Raw CUDA programs, which launch with <<<>>>.
#
#   llmsys_raw_cuda(name program.cu)   an executable for the emulator: simt_rewrite makes C++ of it
#   llmsys_nvcc_check(program.cu)      nvcc compiles it for sm_80, as part of cuda_tests

function(llmsys_raw_cuda name source)
  cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR})
  set(rewritten ${CMAKE_CURRENT_BINARY_DIR}/${name}.cpp)
  add_custom_command(OUTPUT ${rewritten} COMMAND simt_rewrite ${source} ${rewritten} DEPENDS simt_rewrite ${source}
    COMMENT "Rewriting ${name}.cu" VERBATIM)
  add_executable(${name} ${rewritten})
  target_include_directories(${name} BEFORE PRIVATE ${PROJECT_SOURCE_DIR}/framework/simt/include)
  target_link_libraries(${name} PRIVATE llmsys_flags llmsys::simt)
  target_compile_options(${name} PRIVATE ${LLMSYS_SIMT_PLAIN_FLAGS} ${LLMSYS_SIMT_FLAGS})
endfunction()

function(llmsys_nvcc_check source)
  if(NOT LLMSYS_NVCC OR LLMSYS_CUDA)
    return()
  endif()
  cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} OUTPUT_VARIABLE path)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/${source}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${LLMSYS_NVCC} -std=c++20 -arch=sm_80 -Xcompiler -Wall -I ${PROJECT_SOURCE_DIR} -c -o ${object} ${path}
    DEPENDS ${path} COMMENT "Compiling ${source} with nvcc" VERBATIM)
  cmake_path(GET source STEM stem)
  add_custom_target(nvcc_check_${stem} DEPENDS ${object})
  set_property(GLOBAL APPEND PROPERTY LLMSYS_CUDA_CHECKS nvcc_check_${stem})
endfunction()

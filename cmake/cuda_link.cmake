# Programs linked from nvcc's objects.

if(LLMSYS_NVCC)
  cmake_path(GET LLMSYS_NVCC PARENT_PATH LLMSYS_CUDA_FOLDER)
  cmake_path(GET LLMSYS_CUDA_FOLDER PARENT_PATH LLMSYS_CUDA_FOLDER)
  find_library(LLMSYS_CUDART cudart PATHS ${LLMSYS_CUDA_FOLDER}/lib64 ${LLMSYS_CUDA_FOLDER}/targets/x86_64-linux/lib)
  find_library(LLMSYS_CUBLAS cublas PATHS ${LLMSYS_CUDA_FOLDER}/lib64 ${LLMSYS_CUDA_FOLDER}/targets/x86_64-linux/lib)
endif()

# cuda_link_test: all objects, the framework without the emulator, CUDA's runtime and cuBLAS, in one program. That it links is
# the test. Objects come before archives: the archives' own kernel files, compiled for the emulator, are then not wanted.
function(llmsys_cuda_link objects)
  set(targets "")
  set(archives "")
  foreach(component tensor tensor_cuda_kernels memory device_cuda blas blas_kernels base)
    get_target_property(target llmsys::${component} ALIASED_TARGET)
    list(APPEND targets ${target})
    list(APPEND archives $<TARGET_FILE:${target}>)
  endforeach()
  add_executable(cuda_link_test EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/autograder/cuda/link_main.cpp ${objects})
  target_link_libraries(cuda_link_test PRIVATE llmsys_strict -Wl,--start-group ${archives} -Wl,--end-group
    ${LLMSYS_CUDART} ${LLMSYS_CUBLAS} ${CMAKE_DL_LIBS} Threads::Threads $<TARGET_NAME_IF_EXISTS:OpenMP::OpenMP_CXX>)
  add_dependencies(cuda_link_test ${targets})
  target_compile_options(cuda_link_test PRIVATE -O0 -g1)
  llmsys_cuda_test(cuda_link_test)
endfunction()

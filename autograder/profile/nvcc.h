/// @file
/// What nvcc says of kernels that ran in the emulator: registers, static shared memory, spills.
#pragma once
#include <string>
#include <vector>

#include "autograder/cuda/resources.h"

namespace llmsys {

/// Where nvcc is and how it is called.
struct Nvcc {
  std::string program;  ///< its path; "": there is none
  std::string root;     ///< the repository: `#include "framework/..."` is looked for there
  std::string folder;   ///< for its logs, which serve again as long as the files they were made from stay as they are
};

/// The one on PATH, or of CUDA_HOME, or in /usr/local/cuda; its `program` is "" if it is nowhere.
Nvcc find_nvcc(const std::string& root, const std::string& folder);

/// One file for one architecture.
struct Compiled {
  std::string file;                            ///< the source
  std::vector<cuda::KernelResources> kernels;  ///< those that it defines or instantiates
  std::string problem;                         ///< why there are none: nvcc's first error; else ""
};
/// Compiles a .cu file, or reads what an earlier call left (0.5 to 4 s, or nothing). Safe to call from several threads, for
/// different files.
/// @param architecture  80 for sm_80
Compiled compile_with_nvcc(const Nvcc& nvcc, const std::string& source, int architecture);
/// Several at a time, in order.
std::vector<Compiled> compile_with_nvcc(const Nvcc& nvcc, const std::vector<std::string>& sources, int architecture);

/// The one of that name, as launches tell it ("scale<float>", or "scale" where the compiler deduced the rest): of several
/// instances of a template the one that takes most registers. Null if there is none.
const cuda::KernelResources* find_kernel(const std::vector<Compiled>& files, const std::string& kernel);

}  // namespace llmsys

/// @file
/// What ptxas says a kernel needs of a GPU: registers, shared memory, spills.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace llmsys::cuda {

/// One kernel, compiled for one architecture.
struct KernelResources {
  std::string kernel;    ///< "transpose_kernel<float>", without namespaces and parameters
  int architecture = 0;  ///< 80 for sm_80
  int registers = 0;     ///< of each thread
  int shared_bytes = 0;  ///< static shared memory of a block
  int stack_bytes = 0;   ///< local memory of each thread: arrays with computed indices, spills
  int spill_bytes = 0;   ///< stored and loaded because registers ran out; should be 0
  int barriers = 0;      ///< of a block
};

/// Reads what `nvcc -Xptxas -v` printed.
std::vector<KernelResources> parse_ptxas(std::string_view log);

/// "llmsys::(anonymous namespace)::f<float>" of a mangled name -> "f<float>". What is no mangled name comes back as it is.
std::string kernel_name(const std::string& mangled);

/// "f" of "f<float>": all instances of a template go by it.
std::string base_name(const std::string& kernel);

/// A kernel's PTX for one architecture.
struct KernelPtx {
  std::string kernel;    ///< as above
  int architecture = 0;  ///< of the .target before it
  std::string body;      ///< its instructions
};

/// Reads one or more PTX modules, one after another.
std::vector<KernelPtx> parse_ptx(std::string_view ptx);

}  // namespace llmsys::cuda

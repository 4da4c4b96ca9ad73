/// @file
/// What each kernel may need of a GPU (budgets.json), and what nvcc made of it.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "autograder/cuda/resources.h"

namespace llmsys::cuda {

/// The budget of a kernel: of all instances, where it is a template.
struct Budget {
  std::string file;                             ///< "solutions/02_gpu_kernels/transpose.cu"
  std::string kernel;                           ///< "transpose_kernel"
  std::map<int, int> registers;                 ///< most for each thread, by architecture
  int shared_bytes = 0;                         ///< most static shared memory of a block
  std::map<int, std::vector<std::string>> ptx;  ///< instructions it must hold, by architecture; 0: on all
};

/// Reads budgets.json.  @throws IoError or ValueError that name the file
std::vector<Budget> read_budgets(const std::string& path);

/// As budgets.json holds them, ordered by file and kernel.
std::string budgets_text(std::vector<Budget> budgets);

/// A kernel file as nvcc compiled it.
struct CompiledFile {
  std::string file;                        ///< from the repository's root
  std::vector<KernelResources> resources;  ///< of each kernel and architecture
  std::vector<KernelPtx> ptx;              ///< likewise
};

/// All files of these names, whose logs and PTX lie under `folder` (build/cpu/nvcc).  @throws IoError if one is missing
std::vector<CompiledFile> read_compiled(const std::string& folder, const std::vector<std::string>& files);

/// A sentence for each thing that is not as budgeted: spills, too much, an instruction that is missing, a kernel without a
/// budget, a budget without its kernel.
std::vector<std::string> over_budget(const std::vector<CompiledFile>& files, const std::vector<Budget>& budgets);

/// Budgets that `files` fit: registers rounded up to 8, as GPUs give them out. Instructions are kept from `old`.
std::vector<Budget> fitting_budgets(const std::vector<CompiledFile>& files, const std::vector<Budget>& old);

}  // namespace llmsys::cuda

// Holds what nvcc made of every kernel against budgets.json: registers, shared memory, spills, promised instructions.
//
// Usage: cuda_budgets [--write]     --write: makes budgets.json what the kernels need now
// LLMSYS_KERNEL_LIST names the kernel files, a line each; their logs lie in LLMSYS_NVCC_FOLDER.
#include <cstdio>
#include <cstring>
#include <sstream>

#include "autograder/cli/paths.h"
#include "autograder/cuda/budgets.h"

namespace {

using namespace llmsys;

std::vector<std::string> lines_of(const std::string& path) {
  std::istringstream lines(read_text_file(path));
  std::vector<std::string> out;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) out.push_back(line);
  return out;
}

int run(bool write) {
  const std::vector<cuda::CompiledFile> files = cuda::read_compiled(LLMSYS_NVCC_FOLDER, lines_of(LLMSYS_KERNEL_LIST));
  const std::vector<cuda::Budget> budgets = cuda::read_budgets(LLMSYS_BUDGETS);
  if (write) {
    write_if_changed(LLMSYS_BUDGETS, cuda::budgets_text(cuda::fitting_budgets(files, budgets)));
    std::printf("wrote %s\n", LLMSYS_BUDGETS);
    return 0;
  }
  int kernels = 0;
  for (const cuda::CompiledFile& file : files) kernels += static_cast<int>(file.resources.size());
  const std::vector<std::string> problems = cuda::over_budget(files, budgets);
  for (const std::string& problem : problems) std::printf("%s\n", problem.c_str());
  std::printf("%d kernels in %zu files, each for one architecture, were held against budgets.json\n", kernels,
              files.size());
  std::printf("%d passed, %zu failed, 0 skipped\n", problems.empty() ? 1 : 0, problems.size());
  return problems.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc > 1 && std::strcmp(argv[1], "--write") == 0);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "cuda_budgets: %s\n", error.what());
    return 2;
  }
}

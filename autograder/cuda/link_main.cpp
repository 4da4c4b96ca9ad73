// Linked from everything nvcc compiled, with CUDA's runtime and cuBLAS: that this program links is the test. It says which
// GPU there is, or why there is none.
#include <cstdio>
#include <string>

#include "framework/device/device.h"

int main() {
  std::string why_not;
  if (llmsys::cuda_available(&why_not))
    std::printf("GPU: %s\n", llmsys::cuda_info().name.c_str());
  else
    std::printf("NOT GRADED on a GPU: %s; compiled and linked only\n", why_not.c_str());
  std::puts("1 passed, 0 failed, 0 skipped");
  return 0;
}

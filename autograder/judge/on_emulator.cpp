// Kernels run in the emulator.
#include "autograder/judge/gpu_time.h"

namespace llmsys {

bool kernels_run_on_gpu() { return false; }

}  // namespace llmsys

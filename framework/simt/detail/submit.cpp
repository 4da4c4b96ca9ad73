// Until streams exist: a launch runs at once.
#include "framework/simt/execute.h"

namespace llmsys::simt {

void submit(const LaunchShape& shape, const KernelCode& kernel, const void* closure, size_t) {
  run_grid(shape, kernel, closure);
}

}  // namespace llmsys::simt

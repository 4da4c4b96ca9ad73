// Linked into test programs whose Device::cuda is a GPU: without one their tests are skipped, and the reason is said.
#include "framework/device/device.h"
#include "framework/testing/test.h"

namespace {

class NeedsGpu {
 public:
  NeedsGpu() {
    std::string why_not;
    if (!llmsys::cuda_available(&why_not)) llmsys::testing::skip_all("needs a GPU: " + why_not);
  }
};

const NeedsGpu needs_gpu;

}  // namespace

// Programs without Device::cuda, as all in the sanitizer presets, have no tensors there: nothing to serve.
#include "framework/tensor/cuda/cuda_kernels.h"

namespace llmsys::kernels {

void register_cuda_kernels(Registry& /*registry*/) {}

}  // namespace llmsys::kernels

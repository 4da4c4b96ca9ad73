#include "framework/tensor/cuda/cuda_kernels.h"

namespace llmsys::kernels {

void register_cuda_kernels(Registry& registry) {
  cuda::register_moves(registry);
  cuda::register_arithmetic(registry);
  cuda::register_functions(registry);
  cuda::register_comparisons(registry);
  cuda::register_reduce(registry);
  cuda::register_ranking(registry);
  cuda::register_softmax(registry);
  cuda::register_picks(registry);
  cuda::register_scatter(registry);
  cuda::register_matmul(registry);
}

}  // namespace llmsys::kernels

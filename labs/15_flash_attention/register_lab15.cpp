// Given: which kernels serve.
#include "labs/15_flash_attention/flash_attention.h"
#include "labs/15_flash_attention/kernels.h"

namespace llmsys::lab15 {

void register_lab15(Registry& registry) {
  registry.set(lab04::kAttention, Device::cpu, DType::f32, attention_kernel, "lab15");
  registry.set(lab04::kAttentionVjp, Device::cpu, DType::f32, attention_vjp_kernel, "lab15");
}

}  // namespace llmsys::lab15

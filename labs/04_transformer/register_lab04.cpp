// Given: which kernels serve.
#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/kernels/gates.h"
#include "labs/04_transformer/kernels/loss.h"
#include "labs/04_transformer/kernels/norms.h"
#include "labs/04_transformer/kernels/rope.h"

namespace llmsys::lab04 {

void register_lab04(Registry& registry) {
  const auto serve = [&registry](const auto& key, auto* kernel) {
    registry.set(key, Device::cpu, DType::f32, kernel, "lab04");
  };
  serve(kRmsNorm, rms_norm_kernel);
  serve(kRmsNormVjp, rms_norm_vjp_kernel);
  serve(kLayerNorm, layer_norm_kernel);
  serve(kLayerNormVjp, layer_norm_vjp_kernel);
  serve(kGelu, gelu_kernel);
  serve(kGeluVjp, gelu_vjp_kernel);
  serve(kSwiglu, swiglu_kernel);
  serve(kSwigluVjp, swiglu_vjp_kernel);
  serve(kRope, rope_kernel);
  serve(kCrossEntropy, cross_entropy_kernel);
  serve(kCrossEntropyBoth, cross_entropy_both_kernel);
}

}  // namespace llmsys::lab04

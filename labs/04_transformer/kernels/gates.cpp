// GELU and SwiGLU of f32 elements: one pass, one exponential each.
#include "labs/04_transformer/kernels/gates.h"

#include "framework/base/parallel.h"
#include "framework/tensor/kernels/vector_math.h"

namespace llmsys::lab04 {
namespace {

using kernels::sigmoid_f32;

constexpr int64_t kGrain = 4096;
constexpr float kTwoRootOfTwoOverPi = 1.5957691216F, kCubic = 0.044715F;

// 0.5 (1 + tanh(u)) = sigmoid(2 u), u = sqrt(2/pi) (x + 0.044715 x^3).
constexpr float doubled_u(float x) { return kTwoRootOfTwoOverPi * x * (1 + kCubic * x * x); }

}  // namespace

void gelu_kernel(Tensor& out, const Tensor& x) {
  parallel_for(x.numel(), kGrain, [to = out.data<float>(), from = x.data<float>()](int64_t begin, int64_t end) {
#pragma GCC ivdep
    for (int64_t i = begin; i < end; ++i) to[i] = from[i] * sigmoid_f32(doubled_u(from[i]));
  });
}

void gelu_vjp_kernel(Tensor& out, const Tensor& dy, const Tensor& x) {
  parallel_for(
      x.numel(), kGrain,
      [to = out.data<float>(), gradient = dy.data<float>(), from = x.data<float>()](int64_t begin, int64_t end) {
#pragma GCC ivdep
        for (int64_t i = begin; i < end; ++i) {
          const float v = from[i], s = sigmoid_f32(doubled_u(v));
          const float slope = kTwoRootOfTwoOverPi * (1 + 3 * kCubic * v * v);
          to[i] = gradient[i] * (s + v * s * (1 - s) * slope);
        }
      });
}

void swiglu_kernel(Tensor& out, const Tensor& gate, const Tensor& up) {
  parallel_for(gate.numel(), kGrain,
               [to = out.data<float>(), g = gate.data<float>(), u = up.data<float>()](int64_t begin, int64_t end) {
#pragma GCC ivdep
                 for (int64_t i = begin; i < end; ++i) to[i] = g[i] * sigmoid_f32(g[i]) * u[i];
               });
}

void swiglu_vjp_kernel(Tensor& dgate, Tensor& dup, const Tensor& dy, const Tensor& gate, const Tensor& up) {
  parallel_for(gate.numel(), kGrain,
               [to_gate = dgate.data<float>(), to_up = dup.data<float>(), d = dy.data<float>(), g = gate.data<float>(),
                u = up.data<float>()](int64_t begin, int64_t end) {
#pragma GCC ivdep
                 for (int64_t i = begin; i < end; ++i) {
                   const float s = sigmoid_f32(g[i]);
                   to_gate[i] = d[i] * u[i] * s * (1 + g[i] * (1 - s));
                   to_up[i] = d[i] * g[i] * s;
                 }
               });
}

}  // namespace llmsys::lab04

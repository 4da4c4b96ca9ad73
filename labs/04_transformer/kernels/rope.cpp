// Rotary positions of f32 heads: reads each number once, wherever split_heads() left it, and writes it once.
#include "labs/04_transformer/kernels/rope.h"

#include "framework/base/parallel.h"

namespace llmsys::lab04 {

void rope_kernel(Tensor& y, const Tensor& x, const Tensor& cos, const Tensor& sin, double sign) {
  const int64_t H = x.size(1), T = x.size(2), half = x.size(3) / 2;
  const Strides strides = x.strides();
  parallel_for(x.size(0) * H * T, std::max<int64_t>(1, 4096 / std::max<int64_t>(half, 1)),
               [=, to = y.data<float>(), from = x.data<float>(), cosines = cos.data<float>(), sines = sin.data<float>(),
                turn = static_cast<float>(sign)](int64_t begin, int64_t end) {
                 for (int64_t row = begin; row < end; ++row) {
                   const int64_t t = row % T, h = row / T % H, b = row / T / H;
                   const float* const in = from + b * strides[0] + h * strides[1] + t * strides[2];
                   const float *const c = cosines + t * half, *const s = sines + t * half;
                   float* const out = to + row * 2 * half;
#pragma GCC ivdep
                   for (int64_t i = 0; i < half; ++i) {
                     const float left = in[i], right = in[half + i], sine = turn * s[i];
                     out[i] = left * c[i] - right * sine;
                     out[half + i] = right * c[i] + left * sine;
                   }
                 }
               });
}

}  // namespace llmsys::lab04

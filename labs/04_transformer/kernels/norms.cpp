// RMSNorm and LayerNorm of f32 rows: a row stays in the cache for all that is done with it.
#include <cmath>

#include "labs/04_transformer/kernels.h"
#include "labs/04_transformer/kernels/norms.h"
#include "labs/04_transformer/kernels/rows.h"

namespace llmsys::lab04 {

void rms_norm_kernel(Tensor& y, Tensor& rrms, const Tensor& x, const Tensor& w, double eps) {
  const int64_t C = x.size(-1);
  each_row(rows_of(x), C,
           [=, to = y.data<float>(), scale = rrms.data<float>(), from = x.data<float>(),
            weight = w.data<float>()](int64_t row) {
             const float* in = from + row * C;
             const float square = sum_of(C, [=](int64_t i) { return in[i] * in[i]; });
             const float r = 1 / std::sqrt(square / static_cast<float>(C) + static_cast<float>(eps));
             scale[row] = r;
             float* const out = to + row * C;
#pragma GCC ivdep
             for (int64_t i = 0; i < C; ++i) out[i] = in[i] * r * weight[i];
           });
}

void rms_norm_vjp_kernel(Tensor& dx, Tensor& dw, const Tensor& dy, const Tensor& x, const Tensor& w,
                         const Tensor& rrms) {
  const int64_t C = x.size(-1);
  sum_over_rows(rows_of(x), C, dw.data<float>(),
                [=, to = dx.data<float>(), from = x.data<float>(), gradient = dy.data<float>(),
                 weight = w.data<float>(), scale = rrms.data<float>()](int64_t row, float* sums) {
                  const float *in = from + row * C, *g = gradient + row * C;
                  const float r = scale[row];
                  const float along = sum_of(C, [=](int64_t i) { return g[i] * weight[i] * in[i]; }) * r * r * r /
                                      static_cast<float>(C);
                  float* const out = to + row * C;
#pragma GCC ivdep
                  for (int64_t i = 0; i < C; ++i) {
                    out[i] = r * (g[i] * weight[i]) - along * in[i];
                    sums[i] += g[i] * (in[i] * r);
                  }
                });
}

void layer_norm_kernel(Tensor& y, Tensor& mean, Tensor& rstd, const Tensor& x, const Tensor& w, const Tensor& b,
                       double eps) {
  const int64_t C = x.size(-1);
  each_row(rows_of(x), C,
           [=, to = y.data<float>(), means = mean.data<float>(), scale = rstd.data<float>(), from = x.data<float>(),
            weight = w.data<float>(), bias = b.data<float>()](int64_t row) {
             const float* in = from + row * C;
             const float centre = sum_of(C, [=](int64_t i) { return in[i]; }) / static_cast<float>(C);
             const float square = sum_of(C, [=](int64_t i) { return (in[i] - centre) * (in[i] - centre); });
             const float r = 1 / std::sqrt(square / static_cast<float>(C) + static_cast<float>(eps));
             means[row] = centre;
             scale[row] = r;
             float* const out = to + row * C;
#pragma GCC ivdep
             for (int64_t i = 0; i < C; ++i) out[i] = (in[i] - centre) * r * weight[i] + bias[i];
           });
}

void layer_norm_vjp_kernel(Tensor& dx, Tensor& dw, Tensor& db, const Tensor& dy, const Tensor& x, const Tensor& w,
                           const Tensor& mean, const Tensor& rstd) {
  const int64_t C = x.size(-1);
  std::vector<float> both(static_cast<size_t>(2 * C));  // dw, then db
  sum_over_rows(
      rows_of(x), 2 * C, both.data(),
      [=, to = dx.data<float>(), from = x.data<float>(), gradient = dy.data<float>(), weight = w.data<float>(),
       means = mean.data<float>(), scale = rstd.data<float>()](int64_t row, float* sums) {
        const float *in = from + row * C, *g = gradient + row * C;
        const float centre = means[row], r = scale[row], share = 1 / static_cast<float>(C);
        const float level = sum_of(C, [=](int64_t i) { return g[i] * weight[i]; }) * share;
        const float along = sum_of(C, [=](int64_t i) { return g[i] * weight[i] * (in[i] - centre); }) * r * r * share;
        float* const out = to + row * C;
        float* const dbias = sums + C;
#pragma GCC ivdep
        for (int64_t i = 0; i < C; ++i) {
          const float centred = in[i] - centre;
          out[i] = r * (g[i] * weight[i] - level - centred * along);
          sums[i] += g[i] * (centred * r);
          dbias[i] += g[i];
        }
      });
  std::copy_n(both.data(), C, dw.data<float>());
  std::copy_n(both.data() + C, C, db.data<float>());
}

}  // namespace llmsys::lab04

// Attention backward: the probabilities of a tile come back from q, k and the saved lse; five products a tile.
#include <algorithm>
#include <vector>

#include "framework/base/parallel.h"
#include "framework/blas/gemm.h"
#include "framework/tensor/kernels/vector_math.h"
#include "labs/15_flash_attention/kernels.h"
#include "labs/15_flash_attention/tiles.h"

namespace llmsys::lab15 {
namespace {

using blas::Transpose;
using kernels::exp_f32;

constexpr Transpose kNo = Transpose::no, kYes = Transpose::yes;

// One query head: what belongs to it, and to the keys and values that it sees.
struct Pair {
  Head<float> dq, dk, dv;
  Head<const float> dout, out, q, k, v;
  const float* lse;  // (T)
};

// Row i of dout times row i of out: the sum of p dp over a row's keys, whatever the tile (Dao et al., section B.2).
void row_products(const Sizes& n, const Pair& at, float* delta) {
  for (int64_t i = 0; i < n.T; ++i) {
    const float *const a = at.dout.row(i), *const b = at.out.row(i);
    float sum = 0;
    for (int64_t d = 0; d < n.D; ++d) sum += a[d] * b[d];
    delta[i] = sum;
  }
}

// scores become p = e^(score - lse), products become ds = p (dp - delta) scale; both 0 where the mask is.
void rows_of_tile(const Sizes& n, const Pair& at, const float* delta, float* scores, float* products, int64_t query,
                  int64_t rows, int64_t key, int64_t columns, float scale) {
  for (int64_t i = 0; i < rows; ++i) {
    float *const p = scores + i * kKeyTile, *const ds = products + i * kKeyTile;
    const int64_t seen = std::clamp<int64_t>(n.seen(query + i) - key, 0, columns);
    const float level = at.lse[query + i], mean = delta[query + i];
#pragma GCC ivdep
    for (int64_t j = 0; j < seen; ++j) {
      p[j] = exp_f32(p[j] - level);
      ds[j] = p[j] * (ds[j] - mean) * scale;
    }
    std::fill(p + seen, p + columns, 0.0F);
    std::fill(ds + seen, ds + columns, 0.0F);
  }
}

// All tiles of one query head, added to dq, dk and dv.
void attend_vjp(const Sizes& n, const Pair& at, float scale) {
  alignas(64) thread_local float scores[kQueryTile * kKeyTile], products[kQueryTile * kKeyTile];
  std::vector<float> delta(static_cast<size_t>(n.T));
  row_products(n, at, delta.data());
  for (int64_t query = 0; query < n.T; query += kQueryTile) {
    const int64_t rows = std::min(kQueryTile, n.T - query), all_seen = n.seen(query + rows - 1);
    const Pair& a = at;
    for (int64_t key = 0; key < all_seen; key += kKeyTile) {
      const int64_t columns = std::min(kKeyTile, all_seen - key);
      blas::gemm(kNo, kYes, rows, columns, n.D, scale, a.q.row(query), a.q.step, a.k.row(key), a.k.step, 0.0F, scores,
                 kKeyTile);
      blas::gemm(kNo, kYes, rows, columns, n.D, 1.0F, a.dout.row(query), a.dout.step, a.v.row(key), a.v.step, 0.0F,
                 products, kKeyTile);
      rows_of_tile(n, at, delta.data(), scores, products, query, rows, key, columns, scale);
      blas::gemm(kYes, kNo, columns, n.D, rows, 1.0F, scores, kKeyTile, a.dout.row(query), a.dout.step, 1.0F,
                 a.dv.row(key), a.dv.step);
      blas::gemm(kYes, kNo, columns, n.D, rows, 1.0F, products, kKeyTile, a.q.row(query), a.q.step, 1.0F, a.dk.row(key),
                 a.dk.step);
      blas::gemm(kNo, kNo, rows, n.D, columns, 1.0F, products, kKeyTile, a.k.row(key), a.k.step, 1.0F, a.dq.row(query),
                 a.dq.step);
    }
  }
}

}  // namespace

void attention_vjp_kernel(Tensor& dq, Tensor& dk, Tensor& dv, const Tensor& dout, const Tensor& out, const Tensor& lse,
                          const Tensor& q, const Tensor& k, const Tensor& v, double scale) {
  const Sizes n = sizes_of(q, k);
  const int64_t group =
      n.H / n.G;  // query heads that share keys: one after another, for they add to the same dk and dv
  parallel_for(n.B * n.G, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      const int64_t b = i / n.G, g = i % n.G;
      for (int64_t h = g * group; h < (g + 1) * group; ++h)
        attend_vjp(n,
                   {head_of(dq, b, h), head_of(dk, b, g), head_of(dv, b, g), head_of(dout, b, h), head_of(out, b, h),
                    head_of(q, b, h), head_of(k, b, g), head_of(v, b, g), lse.data<float>() + (b * n.H + h) * n.T},
                   static_cast<float>(scale));
    }
  });
}

}  // namespace llmsys::lab15

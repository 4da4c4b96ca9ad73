// Attention forward: for a tile of queries, keys and values go by tile after tile, and the softmax is put right each time
// a larger score turns up.
#include <cmath>
#include <limits>
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

// What is known of a row of scores so far.
struct RowState {
  float highest = -std::numeric_limits<float>::infinity();  // m
  float sum = 0;                                            // l: of e^(score - m)
};

// The scores of one row become e^(score - m), columns from `seen` on 0.  Returns by what earlier results are to be scaled.
float take_in(RowState& state, float* scores, int64_t columns, int64_t seen) {
  float highest = state.highest;
  for (int64_t j = 0; j < seen; ++j) highest = scores[j] > highest ? scores[j] : highest;
  for (int64_t j = 0; j < seen; ++j) scores[j] = exp_f32(scores[j] - highest);
  float sum = 0;
  for (int64_t j = 0; j < seen; ++j) sum += scores[j];
  std::fill(scores + seen, scores + columns, 0.0F);
  const float scale = state.highest == highest ? 1 : exp_f32(state.highest - highest);
  state = {highest, state.sum * scale + sum};
  return scale;
}

// Asks for `rows` rows at once. A single query has too little to do with each for the memory to be busy otherwise.
void fetch(Head<const float> x, int64_t first, int64_t rows, int64_t D) {
  constexpr int64_t kLine = 64 / sizeof(float);
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t d = 0; d < D; d += kLine) __builtin_prefetch(x.row(first + i) + d, 0, 2);  // into the L2 cache
}

// One tile of queries of one head, rows `begin` to `end`.
void attend(const Sizes& n, Head<float> out, float* lse, Head<const float> q, Head<const float> k, Head<const float> v,
            int64_t begin, int64_t end, float scale) {
  alignas(64) thread_local float scores[kQueryTile * kKeyTile];
  RowState states[kQueryTile];
  const int64_t rows = end - begin;
  for (int64_t key = 0; key < n.seen(end - 1); key += kKeyTile) {
    const int64_t columns = std::min(kKeyTile, n.seen(end - 1) - key);
    if (rows == 1) fetch(k, key, columns, n.D), fetch(v, key, columns, n.D);
    blas::gemm(Transpose::no, Transpose::yes, rows, columns, n.D, scale, q.row(begin), q.step, k.row(key), k.step, 0.0F,
               scores, kKeyTile);
    for (int64_t i = 0; i < rows; ++i) {
      const int64_t seen = std::clamp<int64_t>(n.seen(begin + i) - key, 0, columns);
      const float keep = seen == 0 ? 1 : take_in(states[i], scores + i * kKeyTile, columns, seen);
      if (seen == 0) std::fill_n(scores + i * kKeyTile, columns, 0.0F);
      float* const y = out.row(begin + i);
      if (key > 0 && keep != 1)
        for (int64_t d = 0; d < n.D; ++d) y[d] *= keep;
    }
    blas::gemm(Transpose::no, Transpose::no, rows, n.D, columns, 1.0F, scores, kKeyTile, v.row(key), v.step,
               key == 0 ? 0.0F : 1.0F, out.row(begin), out.step);
  }
  for (int64_t i = 0; i < rows; ++i) {
    float* const y = out.row(begin + i);
    for (int64_t d = 0; d < n.D; ++d) y[d] /= states[i].sum;
    lse[begin + i] = states[i].highest + std::log(states[i].sum);
  }
}

}  // namespace

void attention_kernel(Tensor& out, Tensor& lse, const Tensor& q, const Tensor& k, const Tensor& v, double scale) {
  const Sizes n = sizes_of(q, k);
  const int64_t tiles = (n.T + kQueryTile - 1) / kQueryTile;
  parallel_for(n.B * n.H * tiles, 1, [&](int64_t first, int64_t last) {
    for (int64_t i = first; i < last; ++i) {
      const int64_t tile = tiles - 1 - i % tiles;  // those with most keys first: threads then end together
      const int64_t h = i / tiles % n.H, b = i / tiles / n.H, g = h / (n.H / n.G);
      attend(n, head_of(out, b, h), lse.data<float>() + (b * n.H + h) * n.T, head_of(q, b, h), head_of(k, b, g),
             head_of(v, b, g), tile * kQueryTile, std::min(n.T, (tile + 1) * kQueryTile), static_cast<float>(scale));
    }
  });
}

}  // namespace llmsys::lab15

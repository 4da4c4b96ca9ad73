/// @file
/// Causal attention that never holds the matrix of probabilities. Dao et al. 2022, "FlashAttention", arXiv:2205.14135,
/// algorithms 1 and 4; the softmax in pieces: Milakov & Gimelshein 2018, arXiv:1805.02867, algorithm 3.
#pragma once
#include "framework/tensor/registry.h"

namespace llmsys::lab15 {

/// out (B,H,T,D), lse (B,H,T) = attention of q (B,H,T,D) to k and v (B,G,S,D), with scores multiplied by `scale`; query i sees
/// keys j <= i + S - T. The last stride of all is 1, others are free. lse is the log of each row's sum of e^score.
using AttentionKernel = void(Tensor& out, Tensor& lse, const Tensor& q, const Tensor& k, const Tensor& v, double scale);
/// dq, dk, dv of the shapes of q, k, v from dout, out and lse; probabilities are computed again, tile by tile.
using AttentionVjpKernel = void(Tensor& dq, Tensor& dk, Tensor& dv, const Tensor& dout, const Tensor& out,
                                const Tensor& lse, const Tensor& q, const Tensor& k, const Tensor& v, double scale);

/// @name Keys
/// @{
inline constexpr OpKey<AttentionKernel> kAttention{75, "flash_attention", {Work::move}};            ///< forward
inline constexpr OpKey<AttentionVjpKernel> kAttentionVjp{76, "flash_attention_vjp", {Work::move}};  ///< backward
/// @}

/// Makes this lab's kernels serve f32 on Device::cpu.
void register_lab15(Registry& registry);

}  // namespace llmsys::lab15

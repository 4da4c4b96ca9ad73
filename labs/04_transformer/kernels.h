/// @file
/// Operations of this lab that may have a kernel of their own: one pass where the formulas of the students' files take
/// five. register_lab04() puts kernels for f32 on Device::cpu under these keys; ops.cpp asks for them first.
///
/// All tensors are contiguous, of one dtype, and rows are lines of the last dimension, unless said otherwise.
#pragma once
#include "framework/tensor/registry.h"

namespace llmsys::lab04 {

/// y (..,C), rrms (..,1) = RMSNorm of x (..,C) with weight w (C).
using RmsNormKernel = void(Tensor& y, Tensor& rrms, const Tensor& x, const Tensor& w, double eps);
/// dx (..,C), dw (C) from dy, x, w, rrms.
using RmsNormVjpKernel = void(Tensor& dx, Tensor& dw, const Tensor& dy, const Tensor& x, const Tensor& w,
                              const Tensor& rrms);
/// y (..,C), mean (..,1), rstd (..,1) = LayerNorm of x (..,C) with weights w (C) and b (C).
using LayerNormKernel = void(Tensor& y, Tensor& mean, Tensor& rstd, const Tensor& x, const Tensor& w, const Tensor& b,
                             double eps);
/// dx (..,C), dw (C), db (C) from dy, x, w, mean, rstd.
using LayerNormVjpKernel = void(Tensor& dx, Tensor& dw, Tensor& db, const Tensor& dy, const Tensor& x, const Tensor& w,
                                const Tensor& mean, const Tensor& rstd);
/// out = f(a, b), elementwise.
using PairKernel = void(Tensor& out, const Tensor& a, const Tensor& b);
/// out = f(x), elementwise.
using MapKernel = void(Tensor& out, const Tensor& x);
/// dgate, dup from dy, gate, up.
using SwigluVjpKernel = void(Tensor& dgate, Tensor& dup, const Tensor& dy, const Tensor& gate, const Tensor& up);
/// y (B,H,T,D) = x, its pairs turned by the angles of cos and sin (T,D/2); backwards if sign is -1. Of x only the last
/// stride is 1: it may be a view of (B,T,H,D).
using RopeKernel = void(Tensor& y, const Tensor& x, const Tensor& cos, const Tensor& sin, double sign);
/// losses (N), lse (N,1) of logits (N,V) and targets (N): 0 in rows whose target is kIgnore. Checks the targets.
using CrossEntropyKernel = void(Tensor& losses, Tensor& lse, const Tensor& logits, const Tensor& targets);
/// losses (N) as above, and with them dlogits (N,V) = scale (softmax - [target]), 0 in rows whose target is kIgnore. Checks
/// the targets.
using CrossEntropyBothKernel = void(Tensor& dlogits, Tensor& losses, const Tensor& logits, const Tensor& targets,
                                    double scale);

/// out (B,H,T,D), lse (B,H,T) = attention of q (B,H,T,D) to k and v (B,G,S,D), with scores multiplied by `scale`; query i sees
/// keys j <= i + S - T. The last stride of all is 1, others are free. lse is the log of each row's sum of e^score.
using AttentionKernel = void(Tensor& out, Tensor& lse, const Tensor& q, const Tensor& k, const Tensor& v, double scale);
/// dq, dk, dv of the shapes of q, k, v from dout, out and lse; probabilities are computed again, tile by tile.
using AttentionVjpKernel = void(Tensor& dq, Tensor& dk, Tensor& dv, const Tensor& dout, const Tensor& out,
                                const Tensor& lse, const Tensor& q, const Tensor& k, const Tensor& v, double scale);

/// @name Keys
/// FLOPs are counted as for the operations that they replace.
/// @{
inline constexpr OpKey<RmsNormKernel> kRmsNorm{64, "rms_norm", {Work::map, 4}};            ///< rms_norm_forward
inline constexpr OpKey<RmsNormVjpKernel> kRmsNormVjp{65, "rms_norm_vjp", {Work::map, 9}};  ///< rms_norm_vjp
inline constexpr OpKey<LayerNormKernel> kLayerNorm{66, "layer_norm", {Work::map, 7}};      ///< layer_norm_forward
inline constexpr OpKey<LayerNormVjpKernel> kLayerNormVjp{67, "layer_norm_vjp", {Work::map, 13}};  ///< layer_norm_vjp
inline constexpr OpKey<MapKernel> kGelu{68, "gelu", {Work::map, 9}};                              ///< gelu_forward
inline constexpr OpKey<PairKernel> kGeluVjp{69, "gelu_vjp", {Work::map, 16}};                     ///< gelu_vjp
inline constexpr OpKey<PairKernel> kSwiglu{70, "swiglu", {Work::map, 3}};                         ///< swiglu_forward
inline constexpr OpKey<SwigluVjpKernel> kSwigluVjp{71, "swiglu_vjp", {Work::map, 9}};             ///< swiglu_vjp
inline constexpr OpKey<RopeKernel> kRope{72, "rope", {Work::map, 3}};  ///< rope_forward, rope_vjp
inline constexpr OpKey<CrossEntropyKernel> kCrossEntropy{73, "cross_entropy", {Work::move}};  ///< cross_entropy_forward
inline constexpr OpKey<CrossEntropyBothKernel> kCrossEntropyBoth{
    74, "cross_entropy_both", {Work::map, 4}};  ///< the loss, and its gradient as if dloss were 1
inline constexpr OpKey<AttentionKernel> kAttention{75, "flash_attention", {Work::move}};            ///< forward
inline constexpr OpKey<AttentionVjpKernel> kAttentionVjp{76, "flash_attention_vjp", {Work::move}};  ///< backward
/// @}

/// Makes this lab's kernels serve f32 on Device::cpu.
void register_lab04(Registry& registry);

}  // namespace llmsys::lab04

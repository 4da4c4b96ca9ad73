/// @file
/// Recorded operations of transformers. Each calls what students write, unless the Registry has a faster kernel of it
/// (kernels.h): who serves is a matter of speed, never of results beyond rounding.
#pragma once
#include <cstdint>
#include <vector>

#include "framework/tensor/tensor.h"
#include "labs/01_autodiff/ops.h"
#include "labs/04_transformer/cross_entropy.h"
#include "labs/04_transformer/rope.h"

namespace llmsys {

/// lab04::rms_norm_forward, recorded; saves x, w and one number a row.
Tensor rms_norm(const Tensor& x, const Tensor& w, double eps);
/// lab04::layer_norm_forward, recorded; saves x, w and two numbers a row.
Tensor layer_norm(const Tensor& x, const Tensor& w, const Tensor& b, double eps);
/// lab04::gelu_forward, recorded; saves x.
Tensor gelu(const Tensor& x);
/// lab04::rope_forward, recorded; saves the table.
Tensor rope(const Tensor& x, const lab04::RopeTable& table);
/// lab04::swiglu_forward, recorded; saves gate and up.
Tensor swiglu(const Tensor& gate, const Tensor& up);
/// e^x / sum of e^x over the last dimension; saves the result.
Tensor softmax(const Tensor& x);
/// lab04::causal_attention(), or a kernel that does not keep the probabilities.
Tensor causal_attention(const Tensor& q, const Tensor& k, const Tensor& v);
/// lab04::cross_entropy_forward, recorded: the mean loss of logits (..,V) for targets (..) i64. Saves logits, targets and one
/// number a row; or, by a kernel, the gradient, which is made with the loss.
Tensor cross_entropy(const Tensor& logits, const Tensor& targets);
/// x in `parts` equal parts along its last dimension: views, whose gradients come back side by side in one tensor.
std::vector<Tensor> split(const Tensor& x, int64_t parts);
/// y = x w^T (+ b), x (..,C) of two dimensions or more, w (F,C) as PyTorch keeps it; b may be undefined. Saves x and w.
Tensor linear(const Tensor& x, const Tensor& w, const Tensor& b = {});
/// y = x w + b, w (C,F) as GPT-2's checkpoints keep it. Saves x and w.
Tensor affine(const Tensor& x, const Tensor& w, const Tensor& b);

}  // namespace llmsys

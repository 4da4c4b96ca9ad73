/// @file
/// Recorded operations: each computes with raw:: and records the rule that students write. What they save is what their
/// rules need, and no more: a tensor whose gradient nobody asks for is not kept for its sake.
#pragma once
#include <vector>

#include "framework/tensor/raw.h"
#include "labs/01_autodiff/tensor_rules.h"

namespace llmsys {

/// @name Elementwise, broadcasting
/// @{
Tensor add(const Tensor& a, const Tensor& b);  ///< a + b; saves nothing
Tensor sub(const Tensor& a, const Tensor& b);  ///< a - b; saves nothing
Tensor mul(const Tensor& a, const Tensor& b);  ///< a b; saves each factor if the other one's gradient is wanted
Tensor div(const Tensor& a, const Tensor& b);  ///< a / b; saves b, and the result if b's gradient is wanted
Tensor add(const Tensor& a, Scalar b);         ///< a + b; saves nothing
Tensor sub(const Tensor& a, Scalar b);         ///< a - b; saves nothing
Tensor mul(const Tensor& a, Scalar b);         ///< a b; saves nothing
Tensor div(const Tensor& a, Scalar b);         ///< a / b; saves nothing
Tensor neg(const Tensor& x);                   ///< -x; saves nothing
Tensor exp(const Tensor& x);                   ///< e^x; saves the result
Tensor log(const Tensor& x);                   ///< natural logarithm; saves x
Tensor sqrt(const Tensor& x);                  ///< square root; saves the result
Tensor tanh(const Tensor& x);                  ///< hyperbolic tangent; saves the result
Tensor relu(const Tensor& x);                  ///< max(x, 0); saves the result
/// @}

/// @name Products and reductions, as their raw:: namesakes
/// @{
Tensor matmul(const Tensor& a, const Tensor& b);  ///< a b; saves each factor if the other one's gradient is wanted
Tensor sum(const Tensor& x, const Dims& dims = {}, bool keepdim = false);   ///< saves nothing
Tensor mean(const Tensor& x, const Dims& dims = {}, bool keepdim = false);  ///< saves nothing
Tensor max(const Tensor& x, const Dims& dims = {}, bool keepdim = false);   ///< saves x and the result
using lab01::log_softmax;                                                   ///< over the last dimension
/// @}

/// @name Selections and views, as their raw:: namesakes
/// @{
Tensor gather(const Tensor& x, int64_t dim, const Tensor& index);  ///< saves the index
Tensor embedding(const Tensor& table, const Tensor& index);        ///< (V,C), (..) i64 -> (..,C); saves the index
Tensor reshape(const Tensor& x, const IntList& sizes);             ///< saves nothing
Tensor transpose(const Tensor& x, int64_t dim0 = -2, int64_t dim1 = -1);                           ///< saves nothing
Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t stop = kEnd, int64_t step = 1);  ///< saves nothing
Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0);                                   ///< saves nothing
/// @}

}  // namespace llmsys

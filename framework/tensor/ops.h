/// @file
/// The framework's operations as the Registry knows them: a number, a name, and what a kernel's function looks like.
///
/// raw:: functions check arguments, make the output, expand what broadcasts and then call the kernel, so a kernel may
/// rely on: `out` is defined, of the right shape and dtype, and overlaps no input unless it is that very input.
/// Strides are arbitrary (0 where an input was broadcast) unless said otherwise.
#pragma once
#include <cstdint>

#include "framework/tensor/scalar.h"
#include "framework/tensor/tensor.h"

namespace llmsys {

/// Names an operation and the signature of its kernels. `id` is its row in the dispatch table: unique, below kMaxOps.
template <class Signature>
struct OpKey {
  uint16_t id;       ///< row in the table; the framework uses 0 to 63, labs count on from 64
  const char* name;  ///< "add": as messages and traces print it
};

/// Rows of the dispatch table.
inline constexpr int kMaxOps = 128;

/// out = f(x), elementwise; same shape.
using UnaryKernel = void(Tensor& out, const Tensor& x);
/// out = f(a, b), elementwise; a and b are already expanded to out's shape and have its dtype.
using BinaryKernel = void(Tensor& out, const Tensor& a, const Tensor& b);
/// All elements of out become `value`.
using FillKernel = void(Tensor& out, Scalar value);
/// out has x's rank, with size 1 in the dimensions to reduce and x's size in the others.
using ReduceKernel = void(Tensor& out, const Tensor& x);
/// out (..,M,N) contiguous = a (..,M,K) times b (..,K,N), the leading dimensions expanded to out's. Of the last two
/// strides of a and b one is 1 and the other at least the length it steps over (any, in a dimension of size 1); M, N, K
/// may be 0.
using MatmulKernel = void(Tensor& out, const Tensor& a, const Tensor& b);
/// out[..,i,..] = x[..,index[..,i,..],..] along `dim`; index is i64 and has out's shape. Checks the indices.
using GatherKernel = void(Tensor& out, const Tensor& x, int64_t dim, const Tensor& index);

/// @name Data movement
/// @{
inline constexpr OpKey<FillKernel> kFill{0, "fill"};        ///< out = value
inline constexpr OpKey<UnaryKernel> kCopy{1, "copy"};       ///< looked up by out's dtype; x may have any other
inline constexpr OpKey<GatherKernel> kGather{2, "gather"};  ///< raw::gather
/// @}

/// @name Elementwise
/// @{
inline constexpr OpKey<BinaryKernel> kAdd{3, "add"};          ///< a + b
inline constexpr OpKey<BinaryKernel> kSub{4, "sub"};          ///< a - b
inline constexpr OpKey<BinaryKernel> kMul{5, "mul"};          ///< a * b
inline constexpr OpKey<BinaryKernel> kDiv{6, "div"};          ///< a / b
inline constexpr OpKey<BinaryKernel> kMaximum{7, "maximum"};  ///< the larger one
inline constexpr OpKey<BinaryKernel> kMinimum{8, "minimum"};  ///< the smaller one
inline constexpr OpKey<UnaryKernel> kNeg{9, "neg"};           ///< -x
inline constexpr OpKey<UnaryKernel> kExp{10, "exp"};          ///< e^x
inline constexpr OpKey<UnaryKernel> kLog{11, "log"};          ///< natural logarithm
inline constexpr OpKey<UnaryKernel> kSqrt{12, "sqrt"};        ///< square root
inline constexpr OpKey<UnaryKernel> kTanh{13, "tanh"};        ///< hyperbolic tangent
inline constexpr OpKey<UnaryKernel> kAbs{14, "abs"};          ///< |x|
/// @}

/// @name Reductions and products
/// @{
inline constexpr OpKey<ReduceKernel> kSum{15, "sum"};        ///< sum over dimensions
inline constexpr OpKey<ReduceKernel> kMax{16, "max"};        ///< largest over dimensions
inline constexpr OpKey<ReduceKernel> kMin{17, "min"};        ///< smallest over dimensions
inline constexpr OpKey<MatmulKernel> kMatmul{18, "matmul"};  ///< a b
/// @}

}  // namespace llmsys

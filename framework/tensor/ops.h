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

/// How the work of an operation is counted from its operands: see framework/tensor/observe.h.
struct Work {
  /// What a kernel does with elements.
  enum Kind : uint8_t {
    move,        ///< copies or fills: 0 FLOPs
    pick,        ///< reads its first input only where an index points: 0 FLOPs
    put,         ///< writes its last input to places of the output: 0 FLOPs
    accumulate,  ///< adds its last input to places of the output: `each` FLOPs per element of that input
    map,         ///< `each` FLOPs per element of the output
    reduce,      ///< `each` FLOPs per element of the first input
    product      ///< 2 FLOPs per element of the output and of the first input's last dimension
  };
  Kind kind = move;  ///< what it does
  uint8_t each = 1;  ///< FLOPs per element, where the kind has some
};

/// Names an operation and the signature of its kernels. `id` is its row in the dispatch table: unique, below kMaxOps.
template <class Signature>
struct OpKey {
  uint16_t id;       ///< row in the table; the framework uses 0 to 63, labs count on from 64
  const char* name;  ///< "add": as messages and traces print it
  Work work = {};    ///< how an observer counts it
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
inline constexpr OpKey<FillKernel> kFill{0, "fill", {Work::move}};   ///< out = value
inline constexpr OpKey<UnaryKernel> kCopy{1, "copy", {Work::move}};  ///< looked up by out's dtype; x may have any other
inline constexpr OpKey<GatherKernel> kGather{2, "gather", {Work::pick}};  ///< raw::gather
/// @}

/// @name Elementwise
/// @{
inline constexpr OpKey<BinaryKernel> kAdd{3, "add", {Work::map}};          ///< a + b
inline constexpr OpKey<BinaryKernel> kSub{4, "sub", {Work::map}};          ///< a - b
inline constexpr OpKey<BinaryKernel> kMul{5, "mul", {Work::map}};          ///< a * b
inline constexpr OpKey<BinaryKernel> kDiv{6, "div", {Work::map}};          ///< a / b
inline constexpr OpKey<BinaryKernel> kMaximum{7, "maximum", {Work::map}};  ///< the larger one
inline constexpr OpKey<BinaryKernel> kMinimum{8, "minimum", {Work::map}};  ///< the smaller one
inline constexpr OpKey<UnaryKernel> kNeg{9, "neg", {Work::map}};           ///< -x
inline constexpr OpKey<UnaryKernel> kExp{10, "exp", {Work::map}};          ///< e^x
inline constexpr OpKey<UnaryKernel> kLog{11, "log", {Work::map}};          ///< natural logarithm
inline constexpr OpKey<UnaryKernel> kSqrt{12, "sqrt", {Work::map}};        ///< square root
inline constexpr OpKey<UnaryKernel> kTanh{13, "tanh", {Work::map}};        ///< hyperbolic tangent
inline constexpr OpKey<UnaryKernel> kAbs{14, "abs", {Work::map}};          ///< |x|
/// @}

/// @name Reductions and products
/// @{
inline constexpr OpKey<ReduceKernel> kSum{15, "sum", {Work::reduce}};         ///< sum over dimensions
inline constexpr OpKey<ReduceKernel> kMax{16, "max", {Work::reduce}};         ///< largest over dimensions
inline constexpr OpKey<ReduceKernel> kMin{17, "min", {Work::reduce}};         ///< smallest over dimensions
inline constexpr OpKey<MatmulKernel> kMatmul{18, "matmul", {Work::product}};  ///< a b
/// @}

}  // namespace llmsys

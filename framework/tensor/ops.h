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
/// out[..,index[..,i,..],..] = src[..,i,..] along `dim`, or += ; index is i64 and has src's shape, which is no larger
/// than out's in the other dimensions. Where several go to one place they do so in row-major order. Checks the indices
/// before it writes.
using ScatterKernel = void(Tensor& out, int64_t dim, const Tensor& index, const Tensor& src);
/// out (N,C) = rows of x (S,C), picked by index (N), i64; rows of both have stride 1. Checks the indices.
using IndexSelectKernel = void(Tensor& out, const Tensor& x, const Tensor& index);
/// Adds rows of src (N,C) to the rows of out (S,C) that index (N) names, in the order of N; rows of both have stride 1.
/// Checks the indices before it writes.
using IndexAddKernel = void(Tensor& out, const Tensor& index, const Tensor& src);
/// out = condition ? a : b, elementwise; all have out's shape, condition is boolean.
using WhereKernel = void(Tensor& out, const Tensor& condition, const Tensor& a, const Tensor& b);
/// out += alpha x, elementwise; same shape.
using AddScaledKernel = void(Tensor& out, const Tensor& x, Scalar alpha);
/// Works on rows: lines of x along its last dimension, which has stride 1. out has x's shape, or size 1 in the last.
using RowKernel = void(Tensor& out, const Tensor& x);
/// values and indices (..,K), contiguous: the K largest or smallest of each row of x (..,S), which has stride 1, in that
/// order; of equal ones the first.
using TopKKernel = void(Tensor& values, const Tensor& x, Tensor& indices, bool largest);

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

/// @name Comparisons and logic: out is boolean, kernels are looked up by the operands' dtype
/// @{
inline constexpr OpKey<BinaryKernel> kEqual{19, "equal", {Work::map}};                 ///< a == b
inline constexpr OpKey<BinaryKernel> kNotEqual{20, "not_equal", {Work::map}};          ///< a != b
inline constexpr OpKey<BinaryKernel> kLess{21, "less", {Work::map}};                   ///< a < b
inline constexpr OpKey<BinaryKernel> kLessEqual{22, "less_equal", {Work::map}};        ///< a <= b
inline constexpr OpKey<BinaryKernel> kGreater{23, "greater", {Work::map}};             ///< a > b
inline constexpr OpKey<BinaryKernel> kGreaterEqual{24, "greater_equal", {Work::map}};  ///< a >= b
inline constexpr OpKey<BinaryKernel> kLogicalAnd{25, "logical_and", {Work::map}};      ///< a and b
inline constexpr OpKey<BinaryKernel> kLogicalOr{26, "logical_or", {Work::map}};        ///< a or b
inline constexpr OpKey<UnaryKernel> kLogicalNot{27, "logical_not", {Work::map}};       ///< not x
inline constexpr OpKey<UnaryKernel> kIsNan{28, "is_nan", {Work::map}};                 ///< whether x is NaN
inline constexpr OpKey<UnaryKernel> kIsFinite{29, "is_finite", {Work::map}};           ///< neither NaN nor infinite
inline constexpr OpKey<ReduceKernel> kAllFinite{
    30, "all_finite", {Work::reduce}};  ///< whether all elements of x are finite; out is 0-d
/// @}

/// @name Choosing and placing
/// @{
inline constexpr OpKey<WhereKernel> kWhere{31, "where", {Work::move}};                     ///< condition ? a : b
inline constexpr OpKey<ScatterKernel> kScatter{32, "scatter", {Work::put}};                ///< puts src
inline constexpr OpKey<ScatterKernel> kScatterAdd{33, "scatter_add", {Work::accumulate}};  ///< adds src
inline constexpr OpKey<IndexSelectKernel> kIndexSelect{34, "index_select", {Work::pick}};  ///< rows of x
inline constexpr OpKey<IndexAddKernel> kIndexAdd{35, "index_add", {Work::accumulate}};     ///< adds rows
/// @}

/// @name Rows
/// @{
inline constexpr OpKey<RowKernel> kArgMax{36, "argmax", {Work::reduce}};  ///< where x is largest; out is i64 (..,1)
inline constexpr OpKey<RowKernel> kArgMin{37, "argmin", {Work::reduce}};  ///< where x is smallest; out is i64 (..,1)
inline constexpr OpKey<TopKKernel> kTopK{38, "topk", {Work::reduce}};     ///< first K in order
inline constexpr OpKey<RowKernel> kLogSumExp{
    39, "logsumexp", {Work::reduce, 4}};                                       ///< log of the sum of e^x; out is (..,1)
inline constexpr OpKey<RowKernel> kSoftmax{40, "softmax", {Work::reduce, 5}};  ///< e^x / sum of e^x
inline constexpr OpKey<RowKernel> kLogSoftmax{41, "log_softmax", {Work::reduce, 5}};  ///< x - logsumexp(x)
/// @}

/// @name More elementwise
/// @{
inline constexpr OpKey<UnaryKernel> kSin{42, "sin", {Work::map}};                      ///< sine
inline constexpr OpKey<UnaryKernel> kCos{43, "cos", {Work::map}};                      ///< cosine
inline constexpr OpKey<UnaryKernel> kRsqrt{44, "rsqrt", {Work::map}};                  ///< 1 / square root
inline constexpr OpKey<UnaryKernel> kSigmoid{45, "sigmoid", {Work::map}};              ///< 1 / (1 + e^-x)
inline constexpr OpKey<UnaryKernel> kErf{46, "erf", {Work::map}};                      ///< error function
inline constexpr OpKey<BinaryKernel> kPow{47, "pow", {Work::map}};                     ///< a^b
inline constexpr OpKey<AddScaledKernel> kAddScaled{48, "add_scaled", {Work::map, 2}};  ///< out += alpha x
/// @}

}  // namespace llmsys

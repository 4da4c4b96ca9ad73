/// @file
/// The framework's own CPU kernels, a file each; framework_registry() collects them.
#pragma once

namespace llmsys {
class Registry;
}

namespace llmsys::kernels {

/// The name under which these kernels serve.
inline constexpr const char* kWho = "framework";

/// kFill, all dtypes.
void register_fill(Registry& registry);
/// kCopy, from every dtype to every dtype, but that u4x2 goes with itself only.
void register_copy(Registry& registry);
/// kGather, all dtypes.
void register_gather(Registry& registry);
/// kAdd, kSub, kMul, kMaximum, kMinimum for f32, f64, i64, f16, bf16; kDiv for the floats among them.
void register_binary(Registry& registry);
/// kNeg, kAbs for f32, f64, i64, f16, bf16; kExp, kLog, kSqrt, kTanh for the floats among them.
void register_unary(Registry& registry);
/// kSum, kMax, kMin for f32, f64, i64, f16, bf16.
void register_reduce(Registry& registry);
/// kEqual, kNotEqual, kLess, kLessEqual, kGreater, kGreaterEqual, all dtypes but u4x2; kLogicalAnd, kLogicalOr,
/// kLogicalNot for boolean; kIsNan, kIsFinite, kAllFinite for f32, f64, f16, bf16.
void register_comparisons(Registry& registry);
/// kWhere, all dtypes.
void register_where(Registry& registry);
/// kScatter, all dtypes; kScatterAdd for f32, f64, i64, f16, bf16.
void register_scatter(Registry& registry);
/// kIndexSelect, all dtypes; kIndexAdd for f32, f64, i64, f16, bf16.
void register_index_rows(Registry& registry);
/// kArgMax, kArgMin, kTopK, all dtypes but u4x2.
void register_ranking(Registry& registry);
/// kSoftmax, kLogSoftmax, kLogSumExp for f32, f64, f16, bf16.
void register_softmax(Registry& registry);
/// kSin, kCos, kRsqrt, kSigmoid, kErf, kPow for f32, f64, f16, bf16.
void register_functions(Registry& registry);
/// kAddScaled for f32, f64, i64, f16, bf16.
void register_add_scaled(Registry& registry);
/// kMatmul: f32 and f64 through framework/blas, f16 and bf16 as f32, i64 by a plain loop.
void register_matmul(Registry& registry);

}  // namespace llmsys::kernels

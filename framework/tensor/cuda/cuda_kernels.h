/// @file
/// The framework's kernels for Device::cuda, a file each: plain ones, one thread for an element or a row. They are what labs
/// measure theirs against, and what serves until those are registered.
///
/// All of them run on the default stream and give the same bits in every run: no sum depends on the order in which threads
/// come. Dtypes are those of the CPU's kernels (framework/tensor/kernels/kernels.h). Tensors of any rank up to kMaxRank and
/// of any strides go to a kernel by value, as a DeviceLoop.
///
/// Those that take indices check them first, all in one kernel, and wait for its answer: an index out of range is an error
/// on the host, with the words of the CPU's kernels, and nothing is written then.
#pragma once

namespace llmsys {
class Registry;
}

namespace llmsys::kernels {

/// All of them; in builds without Device::cuda none (no_cuda_kernels.cpp).
void register_cuda_kernels(Registry& registry);

namespace cuda {

/// kFill, kCopy, kWhere.
void register_moves(Registry& registry);
/// The elementwise arithmetic of binary.cpp, unary.cpp, add_scaled.cpp.
void register_arithmetic(Registry& registry);
/// The elementwise functions of functions.cpp, and kExp, kLog, kSqrt, kTanh.
void register_functions(Registry& registry);
/// Comparisons, logic, kIsNan, kIsFinite, kAllFinite.
void register_comparisons(Registry& registry);
/// kSum, kMax, kMin.
void register_reduce(Registry& registry);
/// kArgMax, kArgMin, kTopK.
void register_ranking(Registry& registry);
/// kSoftmax, kLogSoftmax, kLogSumExp.
void register_softmax(Registry& registry);
/// kGather, kIndexSelect.
void register_picks(Registry& registry);
/// kScatter, kScatterAdd, kIndexAdd.
void register_scatter(Registry& registry);
/// kMatmul.
void register_matmul(Registry& registry);

}  // namespace cuda
}  // namespace llmsys::kernels

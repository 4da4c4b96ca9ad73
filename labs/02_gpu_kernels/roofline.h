/// @file
/// Task 2.6: how fast a kernel can possibly be. Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785, section 3.
#pragma once
#include <cstdint>

namespace llmsys::lab02 {

/// What a kernel does at least. A multiplication and an addition are two FLOPs.
struct Work {
  double flops = 0;  ///< floating point operations
  double bytes = 0;  ///< that must cross between memory and processor: each input read once, each output written once
};

/// What a processor does at most.
struct Processor {
  double flops_per_second = 0;  ///< at most
  double bytes_per_second = 0;  ///< of its memory, at most
};

/// What a kernel waits for.
enum class Bound {
  memory,  ///< bytes
  compute  ///< FLOPs
};

/// Of y (C,R) = x (R,C) transposed, `size` bytes an element.
Work transpose_work(int64_t R, int64_t C, int64_t size);
/// Of y (R) = sums of the rows of x (R,C), `size` bytes an element. A sum of C numbers takes C - 1 additions, C >= 1.
Work row_sums_work(int64_t R, int64_t C, int64_t size);
/// Of C (M,N) = A (M,K) B (K,N), `size` bytes an element, if each element crosses once.
Work matmul_work(int64_t M, int64_t N, int64_t K, int64_t size);
/// The same for the kernel of task 2.4 with tiles of side T and without a cache: what is loaded counts as often as it is
/// loaded. M, N and K are multiples of T.
Work tiled_matmul_work(int64_t M, int64_t N, int64_t K, int64_t T, int64_t size);

/// FLOPs a byte.
double intensity(const Work& work);
/// The intensity from which on a kernel is bound by computing: where the roof's slope meets its flat part.
double ridge(const Processor& processor);
/// What `work` waits for; at the ridge: compute.
Bound bound(const Work& work, const Processor& processor);
/// FLOPs a second that `work` can reach: the roof above its intensity.
double attainable(const Work& work, const Processor& processor);
/// Seconds that `work` takes at least; work without FLOPs takes time, too.
double least_seconds(const Work& work, const Processor& processor);
/// The smallest T with which tiled_matmul_work is bound by computing, for M = N = K so large that storing C does not
/// count. It need not be a power of two.
int64_t least_tile(const Processor& processor, int64_t size);

}  // namespace llmsys::lab02

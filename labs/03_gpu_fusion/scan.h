/// @file
/// Challenge 3.6: prefix sums.
#pragma once
#include "framework/device/stream.h"

namespace llmsys::lab03 {

/// y[i] = x[0] + .. + x[i], in three kernels: each block scans its piece, one block scans the pieces' sums, and the sums are
/// added to what follows.  Blelloch 1990, "Prefix sums and their applications", section 1.
/// @param y,x      (n), device memory; y may be x
/// @param scratch  (scan_scratch(n)) elements   @param n  any, also 0, at most kScanPiece^2
void inclusive_scan(float* y, float* scratch, const float* x, int n, Stream stream);

/// Elements of scratch for n.
int scan_scratch(int n);

/// Elements that a block scans.
inline constexpr int kScanPiece = 1024;

}  // namespace llmsys::lab03

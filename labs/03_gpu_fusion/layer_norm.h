/// @file
/// Tasks 3.4 and 3.5: layer normalisation of rows, forward and backward.
#pragma once
#include "framework/device/stream.h"
#include "labs/03_gpu_fusion/half.h"

namespace llmsys::lab03 {

/// y = (x - mean) * rstd * w + b for each row; rstd = 1 / sqrt(variance + eps), the variance over columns (not columns - 1).
/// Ba et al. 2016, arXiv:1607.06450, section 3. The variance is that of x - mean, not E[x^2] - mean^2.
/// @param y     (rows, columns), device memory   @param mean,rstd  (rows) float32: what the backward pass reads
/// @param x     (rows, columns)                  @param w,b  (columns)
/// @param eps   added to the variance, > 0       @param rows,columns  any, also 0
template <class T>
void layer_norm_forward(T* y, float* mean, float* rstd, const T* x, const T* w, const T* b, float eps, int rows,
                        int columns, Stream stream);

/// With xhat = (x - mean) rstd and g = dy w, over each row: dx = rstd (g - mean(g) - xhat mean(g xhat)); over all rows:
/// dw = sum of dy xhat, db = sum of dy, always added in the same order.
/// @param dx       (rows, columns)               @param dw,db  (columns) float32
/// @param scratch  (layer_norm_scratch(rows, columns)) float32
template <class T>
void layer_norm_backward(T* dx, float* dw, float* db, float* scratch, const T* dy, const T* x, const float* mean,
                         const float* rstd, const T* w, int rows, int columns, Stream stream);

/// Floats of scratch that layer_norm_backward takes: partial sums of dw and db for each group of rows.
int layer_norm_scratch(int rows, int columns);

}  // namespace llmsys::lab03

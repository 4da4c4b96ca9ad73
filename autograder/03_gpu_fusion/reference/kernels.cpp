#include "autograder/03_gpu_fusion/reference/kernels.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "framework/tensor/raw.h"

namespace llmsys::lab03::reference {
namespace {

std::vector<double> elements(const Tensor& x) { return to_vector<double>(raw::to(x, DType::f64)); }

// One row of (rows, columns).
std::vector<double> row_of(const std::vector<double>& x, int64_t row, int64_t columns) {
  const auto begin = x.begin() + row * columns;
  return {begin, begin + columns};
}

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  const auto M = static_cast<size_t>(a.size(0)), K = static_cast<size_t>(a.size(1)), N = static_cast<size_t>(b.size(1));
  const std::vector<double> left = elements(a), right = elements(b);
  std::vector<double> c(M * N, 0.0);
  for (size_t i = 0; i < M; ++i)
    for (size_t k = 0; k < K; ++k)
      for (size_t j = 0; j < N; ++j) c[i * N + j] += left[i * K + k] * right[k * N + j];
  return from_vector(c, {a.size(0), b.size(1)});
}

Tensor softmax(const Tensor& x) {
  const std::vector<double> all = elements(x);
  std::vector<double> out;
  for (int64_t i = 0; i < x.size(0); ++i) {
    std::vector<double> row = row_of(all, i, x.size(1));
    const double largest = *std::max_element(row.begin(), row.end());
    for (double& value : row) value = std::exp(value - largest);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    for (const double value : row) out.push_back(value / sum);
  }
  return from_vector(out, x.shape());
}

Tensor softmax_backward(const Tensor& dy, const Tensor& y) {
  const std::vector<double> g = elements(dy), p = elements(y);
  const int64_t columns = y.size(1);
  std::vector<double> out;
  for (int64_t i = 0; i < y.size(0); ++i) {
    const std::vector<double> gi = row_of(g, i, columns), pi = row_of(p, i, columns);
    const double dot = std::inner_product(gi.begin(), gi.end(), pi.begin(), 0.0);
    for (size_t j = 0; j < gi.size(); ++j) out.push_back(pi[j] * (gi[j] - dot));
  }
  return from_vector(out, y.shape());
}

LayerNorm layer_norm(const Tensor& x, const Tensor& w, const Tensor& b, double eps) {
  const std::vector<double> all = elements(x), weight = elements(w), bias = elements(b);
  std::vector<double> y, means, rstds;
  for (int64_t i = 0; i < x.size(0); ++i) {
    std::vector<double> row = row_of(all, i, x.size(1));
    const double mean = mean_of(row);
    for (double& value : row) value -= mean;
    const double variance =
        std::inner_product(row.begin(), row.end(), row.begin(), 0.0) / static_cast<double>(row.size());
    means.push_back(mean);
    rstds.push_back(1 / std::sqrt(variance + eps));
    for (size_t j = 0; j < row.size(); ++j) y.push_back(row[j] * rstds.back() * weight[j] + bias[j]);
  }
  return {from_vector(y, x.shape()), from_vector(means), from_vector(rstds)};
}

LayerNormGradients layer_norm_backward(const Tensor& dy, const Tensor& x, const Tensor& mean, const Tensor& rstd,
                                       const Tensor& w) {
  const std::vector<double> g = elements(dy), all = elements(x), m = elements(mean), r = elements(rstd);
  const std::vector<double> weight = elements(w);
  const auto rows = static_cast<size_t>(x.size(0)), columns = static_cast<size_t>(x.size(1));
  std::vector<double> dx(rows * columns), dw(columns, 0.0), db(columns, 0.0);
  for (size_t i = 0; i < rows; ++i) {
    std::vector<double> gw(columns), xhat(columns), product(columns);
    for (size_t j = 0; j < columns; ++j) {
      const double gradient = g[i * columns + j];
      xhat[j] = (all[i * columns + j] - m[i]) * r[i];
      gw[j] = gradient * weight[j];
      product[j] = gw[j] * xhat[j];
      dw[j] += gradient * xhat[j];
      db[j] += gradient;
    }
    const double mean_g = mean_of(gw), mean_product = mean_of(product);
    for (size_t j = 0; j < columns; ++j) dx[i * columns + j] = r[i] * (gw[j] - mean_g - xhat[j] * mean_product);
  }
  return {from_vector(dx, x.shape()), from_vector(dw), from_vector(db)};
}

Tensor scan(const Tensor& x) {
  std::vector<double> sums = elements(x);
  std::partial_sum(sums.begin(), sums.end(), sums.begin());
  return from_vector(sums);
}

}  // namespace llmsys::lab03::reference

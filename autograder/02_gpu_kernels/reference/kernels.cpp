#include "autograder/02_gpu_kernels/reference/kernels.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <set>

#include "framework/base/error.h"
#include "framework/tensor/raw.h"

namespace llmsys::lab02::reference {

std::vector<double> elements(const Tensor& x) { return to_vector<double>(raw::to(x, DType::f64)); }

Tensor rounded(const std::vector<double>& values, const Shape& shape, DType dtype) {
  return raw::to(from_vector(values, shape), dtype);
}

Tensor matrix(int64_t rows, int64_t columns, DType dtype, const std::function<double(int64_t i, int64_t j)>& f) {
  std::vector<double> values;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < columns; ++j) values.push_back(f(i, j));
  return rounded(values, {rows, columns}, dtype);
}

Tensor transpose(const Tensor& x) {
  const std::vector<double> from = elements(x);
  return matrix(x.size(1), x.size(0), x.dtype(),
                [&](int64_t i, int64_t j) { return from[static_cast<size_t>(j * x.size(1) + i)]; });
}

Tensor group_sums(const Tensor& x, int64_t group) {
  std::vector<double> values = elements(x);
  for (auto at = values.begin(); at != values.end(); at += group)
    std::fill(at, at + group, std::accumulate(at, at + group, 0.0));
  return rounded(values, x.shape(), x.dtype());
}

Tensor row_sums(const Tensor& x) {
  const std::vector<double> from = elements(x);
  std::vector<double> sums;
  for (int64_t row = 0; row < x.size(0); ++row) {
    const auto begin = from.begin() + row * x.size(1);
    sums.push_back(std::accumulate(begin, begin + x.size(1), 0.0));
  }
  return rounded(sums, {x.size(0)}, x.dtype());
}

Tensor sum(const Tensor& x) {
  const std::vector<double> from = elements(x);
  return rounded({std::accumulate(from.begin(), from.end(), 0.0)}, {1}, x.dtype());
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  const int64_t M = a.size(0), K = a.size(1), N = b.size(1);
  LLMSYS_CHECK(ShapeError, b.size(0) == K, "(M,K) times (K,N), got ", a.shape(), " times ", b.shape());
  const std::vector<double> left = elements(a), right = elements(b);
  std::vector<double> c(static_cast<size_t>(M * N), 0.0);
  for (int64_t i = 0; i < M; ++i)
    for (int64_t k = 0; k < K; ++k)
      for (int64_t j = 0; j < N; ++j)
        c[static_cast<size_t>(i * N + j)] +=
            left[static_cast<size_t>(i * K + k)] * right[static_cast<size_t>(k * N + j)];
  return rounded(c, {M, N}, a.dtype());
}

std::vector<double> positive(const Tensor& x) {
  std::vector<double> out;
  for (const double value : elements(x))
    if (value > 0) out.push_back(value);
  return out;
}

Tensor histogram(const Tensor& x) {
  std::vector<int64_t> counts(256, 0);
  for (const uint8_t value : to_vector<uint8_t>(x)) ++counts[value];
  return from_vector(counts);
}

int64_t sectors(int64_t stride) {
  std::set<int64_t> touched;
  for (int64_t lane = 0; lane < 32; ++lane) touched.insert(lane * stride * 4 / 32);
  return static_cast<int64_t>(touched.size());
}

int64_t wavefronts(int64_t width) {
  std::array<int64_t, 32> words{};
  for (int64_t lane = 0; lane < 32; ++lane) ++words[static_cast<size_t>(lane * width % 32)];
  return *std::max_element(words.begin(), words.end());
}

}  // namespace llmsys::lab02::reference

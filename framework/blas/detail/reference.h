/// @file
/// For the tests of this folder: a product with a known answer, in matrices with padding that must not be touched.
#pragma once
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "framework/base/rng.h"
#include "framework/blas/detail/problem.h"

namespace llmsys::blas::detail {

/// A stored matrix; its padding holds NaN, and nothing lies behind its last element, so that ASan sees a read beyond.
template <class T>
struct Matrix {
  int64_t rows, columns, ld;
  std::vector<T> values;

  /// Whole numbers in [-4, 4]: their products and sums are exact in float, whatever the order.
  Matrix(int64_t rows_, int64_t columns_, int64_t padding, Rng& rng)
      : rows(rows_), columns(columns_), ld(columns_ + padding) {
    if (rows * columns > 0) values.assign(static_cast<size_t>((rows - 1) * ld + columns), nan());
    for (int64_t i = 0; i < rows; ++i)
      for (int64_t j = 0; j < columns; ++j) at(i, j) = static_cast<T>(static_cast<int>(rng.below(9)) - 4);
  }

  static T nan() { return std::numeric_limits<T>::quiet_NaN(); }
  T& at(int64_t i, int64_t j) { return values[static_cast<size_t>(i * ld + j)]; }
};

/// One product: sizes and scalars, operands, and C before it.
template <class T>
struct Case {
  Transpose ta, tb;
  int64_t m, n, k;
  T alpha, beta;
  Matrix<T> a, b, c;

  /// Random operands; C is NaN where beta == 0 promises that it is not read.
  Case(Transpose ta_, Transpose tb_, int64_t m_, int64_t n_, int64_t k_, T alpha_, T beta_, Rng& rng)
      : ta(ta_),
        tb(tb_),
        m(m_),
        n(n_),
        k(k_),
        alpha(alpha_),
        beta(beta_),
        a(stored(ta, m, k, rng)),
        b(stored(tb, k, n, rng)),
        c(stored(Transpose::no, m, n, rng)) {
    if (beta != T{0}) return;
    for (int64_t i = 0; i < m; ++i)
      for (int64_t j = 0; j < n; ++j) c.at(i, j) = Matrix<T>::nan();
  }

  /// C afterwards, in double, by the definition.
  double expected(int64_t i, int64_t j) {
    const int64_t a_step = ta == Transpose::no ? 1 : a.ld, b_step = tb == Transpose::no ? b.ld : 1;
    const T* x = a.values.data() + i * (ta == Transpose::no ? a.ld : 1);
    const T* y = b.values.data() + j * (tb == Transpose::no ? 1 : b.ld);
    double sum = 0;
    for (int64_t p = 0; p < k && alpha != T{0}; ++p, x += a_step, y += b_step) sum += double{*x} * double{*y};
    const double scaled = double{alpha} * sum;
    return beta == T{0} ? scaled : scaled + double{beta} * double{c.at(i, j)};
  }

  /// Elements of `result` that are wrong, padding that changed included; NaN equals NaN here and nothing else.
  int64_t wrong(Matrix<T> result) {
    int64_t count = 0;
    for (int64_t i = 0; i < m; ++i)
      for (int64_t j = 0; j < n; ++j) {
        count += !same(double{result.at(i, j)}, expected(i, j));
        result.at(i, j) = Matrix<T>::nan();
      }
    for (const T value : result.values) count += std::isnan(value) ? 0 : 1;  // all that is left is padding
    return count;
  }

  /// The arguments of a call that writes to `result`.
  Gemm<T> into(Matrix<T>& result) {
    return {ta,       tb, m, n, k, alpha, a.values.data(), a.ld, b.values.data(), b.ld, beta, result.values.data(),
            result.ld};
  }

 private:
  static bool same(double x, double y) { return x == y || (x != x && y != y); }

  static Matrix<T> stored(Transpose t, int64_t rows, int64_t columns, Rng& rng) {
    const auto padding = static_cast<int64_t>(rng.below(6));
    return t == Transpose::no ? Matrix<T>(rows, columns, padding, rng) : Matrix<T>(columns, rows, padding, rng);
  }
};

}  // namespace llmsys::blas::detail

/// @file
/// Lab 00, task 0.6: a small matrix that can count the cache lines a loop touches.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

namespace llmsys::lab00 {

/// Counts cache lines under the simplest model of a cache: of each matrix it holds the line that was used last.
class LineCounter {
 public:
  /// float32 values in a line of 64 bytes.
  static constexpr int64_t kLineFloats = 16;
  /// Element number `element` (row-major) is used; loads its line unless it is the one held.
  void touch(int64_t element) {
    const int64_t line = element / kLineFloats;
    if (line != held_) ++loads_;
    held_ = line;
  }
  /// Lines loaded so far.
  [[nodiscard]] int64_t loads() const { return loads_; }

 private:
  int64_t held_ = -1;
  int64_t loads_ = 0;
};

/// A row-major matrix of float32. m(i, j) is element (i, j), to read or to write.
class Matrix {
 public:
  /// All zero.
  Matrix(int64_t rows, int64_t cols) : rows_(rows), cols_(cols), values_(static_cast<size_t>(rows * cols)) {}
  /// Number of rows.
  [[nodiscard]] int64_t rows() const { return rows_; }
  /// Number of columns.
  [[nodiscard]] int64_t cols() const { return cols_; }
  /// The elements in row-major order.
  [[nodiscard]] std::vector<float>& values() { return values_; }
  /// The elements in row-major order.
  [[nodiscard]] const std::vector<float>& values() const { return values_; }
  /// Lines loaded through operator() so far. Zero in timed builds, where nothing is counted.
  [[nodiscard]] int64_t line_loads() const { return counter_.loads(); }

  /// Element (i, j).
  float& operator()(int64_t i, int64_t j) { return values_[element(i, j)]; }
  /// Element (i, j), to read.
  float operator()(int64_t i, int64_t j) const { return values_[element(i, j)]; }

 private:
#ifdef LLMSYS_CHECKED_ACCESS
  // Checks the range and counts; defined in matrix.cpp. Timed builds leave both out.
  [[nodiscard]] size_t element(int64_t i, int64_t j) const;
#else
  [[nodiscard]] size_t element(int64_t i, int64_t j) const { return static_cast<size_t>(i * cols_ + j); }
#endif

  int64_t rows_, cols_;
  std::vector<float> values_;
  mutable LineCounter counter_;
};

}  // namespace llmsys::lab00

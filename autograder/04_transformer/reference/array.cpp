#include "autograder/04_transformer/reference/array.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "framework/tensor/raw.h"

namespace llmsys::lab04::reference {

Array::Array(Sizes sizes) : shape(std::move(sizes)), v(static_cast<size_t>(Shape(shape).numel()), 0.0) {}

Array::Array(const Tensor& x)
    : shape(x.shape().begin(), x.shape().end()), v(to_vector<double>(raw::to(x, DType::f64))) {}

int64_t Array::size(int64_t dim) const {
  return shape[static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(shape.size()) : dim)];
}

int64_t Array::rows() const { return size(-1) == 0 ? 0 : static_cast<int64_t>(v.size()) / size(-1); }

Tensor Array::tensor(DType dtype) const { return raw::to(from_vector(v, Shape(shape)), dtype); }

Array map(const Array& a, const Array& b, const std::function<double(double, double)>& f) {
  Array out(a.shape);
  for (size_t i = 0; i < out.v.size(); ++i) out.v[i] = f(a.v[i], b.v.at(i));
  return out;
}

Array sum(const Array& a, const Array& b) {
  return map(a, b, [](double x, double y) { return x + y; });
}

Array linear(const Array& x, const Array& w) {
  Sizes shape = x.shape;
  shape.back() = w.size(0);
  Array y(shape);
  for (int64_t i = 0; i < x.rows(); ++i)
    for (int64_t f = 0; f < w.size(0); ++f)
      for (int64_t c = 0; c < w.size(1); ++c) y.at(i, f) += x.at(i, c) * w.at(f, c);
  return y;
}

Array affine(const Array& x, const Array& w, const Array& b) {
  Sizes shape = x.shape;
  shape.back() = w.size(1);
  Array y(shape);
  for (int64_t i = 0; i < x.rows(); ++i)
    for (int64_t f = 0; f < w.size(1); ++f) {
      y.at(i, f) = b.v[static_cast<size_t>(f)];
      for (int64_t c = 0; c < w.size(0); ++c) y.at(i, f) += x.at(i, c) * w.at(c, f);
    }
  return y;
}

Array slopes(const std::function<double(const Array&)>& f, const Array& x) {
  Array gradient(x.shape), moved = x;
  for (size_t i = 0; i < x.v.size(); ++i) {
    const double step = 6e-6 * std::max(1.0, std::abs(x.v[i])), above = x.v[i] + step, below = x.v[i] - step;
    moved.v[i] = above;
    const double high = f(moved);
    moved.v[i] = below;
    const double low = f(moved);
    moved.v[i] = x.v[i];
    gradient.v[i] = (high - low) / (above - below);
  }
  return gradient;
}

double dot(const Array& a, const Array& b) {
  double out = 0;
  for (size_t i = 0; i < a.v.size(); ++i) out += a.v[i] * b.v.at(i);
  return out;
}

}  // namespace llmsys::lab04::reference

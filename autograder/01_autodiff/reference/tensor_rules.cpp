// Lab 01, task 1.5: references. Nothing here is quick.
#include "autograder/01_autodiff/reference/tensor_rules.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "framework/tensor/raw.h"

namespace llmsys::lab01::reference {
namespace {

Index shape_of(const Tensor& x) { return {x.shape().begin(), x.shape().end()}; }

size_t count(const Index& shape) {
  size_t product = 1;
  for (const int64_t size : shape) product *= static_cast<size_t>(size);
  return product;
}

// `index` with another number at `dim`, which may count from the end.
Index moved(Index index, int64_t dim, int64_t to) {
  index[static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(index.size()) : dim)] = to;
  return index;
}

// A gradient of `shape` that `fill` writes into.
Tensor gradient(const Index& shape, DType dtype, const std::function<void(std::vector<double>& values)>& fill) {
  std::vector<double> values(count(shape), 0.0);
  fill(values);
  return tensor_of(values, shape, dtype);
}

}  // namespace

void each_index(const Index& shape, const std::function<void(const Index& index)>& f) {
  Index index(shape.size(), 0);
  for (size_t left = count(shape); left > 0; --left) {
    f(index);
    for (size_t d = shape.size(); d-- > 0;) {
      if (++index[d] < shape[d]) break;
      index[d] = 0;
    }
  }
}

size_t position(const Index& index, const Index& shape) {
  const size_t added = index.size() - shape.size();
  int64_t at = 0;
  for (size_t d = 0; d < shape.size(); ++d) at = at * shape[d] + (shape[d] == 1 ? 0 : index[d + added]);
  return static_cast<size_t>(at);
}

std::vector<double> numbers(const Tensor& x) { return to_vector<double>(raw::to(x, DType::f64)); }

Tensor tensor_of(const std::vector<double>& values, const Index& shape, DType dtype) {
  return raw::to(from_vector(values, Shape(shape)), dtype);
}

Index kept_shape(const Index& shape, const Index& dims) {
  Index kept = shape;
  for (const int64_t dim : dims) kept = moved(kept, dim, 1);
  return kept;
}

Tensor matmul_vjp_a(const Tensor& dy, const Tensor& b, const Index& a_shape) {
  const std::vector<double> dys = numbers(dy), bs = numbers(b);
  const Index b_shape = shape_of(b);
  return gradient(a_shape, dy.dtype(), [&](std::vector<double>& da) {
    size_t next = 0;
    each_index(shape_of(dy), [&](const Index& mn) {
      const double slope = dys[next++];
      for (int64_t k = 0; k < a_shape.back(); ++k)
        da[position(moved(mn, -1, k), a_shape)] += slope * bs[position(moved(mn, -2, k), b_shape)];
    });
  });
}

Tensor matmul_vjp_b(const Tensor& dy, const Tensor& a, const Index& b_shape) {
  const std::vector<double> dys = numbers(dy), as = numbers(a);
  const Index a_shape = shape_of(a);
  return gradient(b_shape, dy.dtype(), [&](std::vector<double>& db) {
    size_t next = 0;
    each_index(shape_of(dy), [&](const Index& mn) {
      const double slope = dys[next++];
      for (int64_t k = 0; k < a_shape.back(); ++k)
        db[position(moved(mn, -2, k), b_shape)] += slope * as[position(moved(mn, -1, k), a_shape)];
    });
  });
}

Tensor sum_vjp(const Tensor& dy, const Index& x_shape, const Index& kept, double divided_by) {
  const std::vector<double> dys = numbers(dy);
  return gradient(x_shape, dy.dtype(), [&](std::vector<double>& dx) {
    size_t next = 0;
    each_index(x_shape, [&](const Index& index) { dx[next++] = dys[position(index, kept)] / divided_by; });
  });
}

Tensor max_vjp(const Tensor& dy, const Tensor& x, const Index& kept, Ties ties) {
  const std::vector<double> dys = numbers(dy), xs = numbers(x);
  std::vector<double> largest(dys.size(), -std::numeric_limits<double>::infinity());
  std::vector<double> reached(dys.size(), 0), given(dys.size(), 0);
  const auto each = [&](const auto& f) {
    size_t next = 0;
    each_index(shape_of(x), [&](const Index& index) {
      f(next, position(index, kept));
      ++next;
    });
  };
  each([&](size_t i, size_t group) { largest[group] = std::max(largest[group], xs[i]); });
  each([&](size_t i, size_t group) { reached[group] += xs[i] == largest[group] ? 1 : 0; });
  return gradient(shape_of(x), dy.dtype(), [&](std::vector<double>& dx) {
    each([&](size_t i, size_t group) {
      if (xs[i] != largest[group]) return;
      const bool first = given[group]++ == 0;
      if (ties == Ties::share) dx[i] = dys[group] / reached[group];
      if (ties == Ties::all || (ties == Ties::first && first)) dx[i] = dys[group];
    });
  });
}

Tensor log_softmax(const Tensor& x) {
  const std::vector<double> xs = numbers(x);
  const auto V = static_cast<size_t>(x.size(-1));
  return gradient(shape_of(x), x.dtype(), [&](std::vector<double>& y) {
    for (size_t row = 0; row < xs.size(); row += V) {
      double largest = xs[row], sum = 0;
      for (size_t i = row; i < row + V; ++i) largest = std::max(largest, xs[i]);
      for (size_t i = row; i < row + V; ++i) sum += std::exp(xs[i] - largest);
      for (size_t i = row; i < row + V; ++i) y[i] = xs[i] - largest - std::log(sum);
    }
  });
}

Tensor log_softmax_vjp(const Tensor& dy, const Tensor& x) {
  const std::vector<double> dys = numbers(dy), ys = numbers(log_softmax(raw::to(x, DType::f64)));
  const auto V = static_cast<size_t>(x.size(-1));
  return gradient(shape_of(x), x.dtype(), [&](std::vector<double>& dx) {
    for (size_t row = 0; row < ys.size(); row += V) {
      double sum = 0;
      for (size_t i = row; i < row + V; ++i) sum += dys[i];
      for (size_t i = row; i < row + V; ++i) dx[i] = dys[i] - std::exp(ys[i]) * sum;
    }
  });
}

Tensor gather_vjp(const Tensor& dy, const Index& x_shape, int64_t dim, const Tensor& index, bool added) {
  const std::vector<double> dys = numbers(dy);
  const std::vector<int64_t> picked = to_vector<int64_t>(index);
  return gradient(x_shape, dy.dtype(), [&](std::vector<double>& dx) {
    size_t next = 0;
    each_index(shape_of(dy), [&](const Index& at) {
      double& slot = dx[position(moved(at, dim, picked[next]), x_shape)];
      slot = (added ? slot : 0) + dys[next];
      ++next;
    });
  });
}

Tensor embedding_vjp(const Tensor& dy, const Index& table_shape, const Tensor& index, bool added) {
  const std::vector<double> dys = numbers(dy);
  const std::vector<int64_t> rows = to_vector<int64_t>(index);
  const size_t width = rows.empty() ? 0 : dys.size() / rows.size();
  return gradient(table_shape, dy.dtype(), [&](std::vector<double>& table) {
    for (size_t i = 0; i < dys.size(); ++i) {
      double& slot = table[static_cast<size_t>(rows[i / width]) * width + i % width];
      slot = (added ? slot : 0) + dys[i];
    }
  });
}

Tensor slice_vjp(const Tensor& dy, const Index& x_shape, int64_t dim, int64_t start, int64_t step) {
  const std::vector<double> dys = numbers(dy);
  const auto d = static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(x_shape.size()) : dim);
  const int64_t first = start < 0 ? start + x_shape[d] : start;
  return gradient(x_shape, dy.dtype(), [&](std::vector<double>& dx) {
    size_t next = 0;
    each_index(shape_of(dy),
               [&](const Index& at) { dx[position(moved(at, dim, first + step * at[d]), x_shape)] = dys[next++]; });
  });
}

Tensor part_of(const Tensor& dy, int64_t dim, int64_t start, int64_t size) {
  const std::vector<double> dys = numbers(dy);
  const Index shape = moved(shape_of(dy), dim, size);
  const auto d = static_cast<size_t>(dim < 0 ? dim + dy.rank() : dim);
  return gradient(shape, dy.dtype(), [&](std::vector<double>& part) {
    size_t next = 0;
    each_index(shape,
               [&](const Index& at) { part[next++] = dys[position(moved(at, dim, start + at[d]), shape_of(dy))]; });
  });
}

Tensor transpose_vjp(const Tensor& dy, int64_t dim0, int64_t dim1) {
  const std::vector<double> dys = numbers(dy);
  const auto exchanged = [&](Index index) {
    const auto at = [&](int64_t dim) -> int64_t& {
      return index[static_cast<size_t>(dim < 0 ? dim + static_cast<int64_t>(index.size()) : dim)];
    };
    std::swap(at(dim0), at(dim1));
    return index;
  };
  const Index shape = exchanged(shape_of(dy));
  return gradient(shape, dy.dtype(), [&](std::vector<double>& dx) {
    size_t next = 0;
    each_index(shape_of(dy), [&](const Index& at) { dx[position(exchanged(at), shape)] = dys[next++]; });
  });
}

}  // namespace llmsys::lab01::reference

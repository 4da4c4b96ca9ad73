#include "framework/tensor/compare.h"

#include <cmath>
#include <limits>

#include "framework/tensor/copy.h"
#include "framework/tensor/pack.h"

namespace llmsys {
namespace {

std::string mismatch(const Tensor& got, const Tensor& want) {
  if (!got.defined() || !want.defined())
    return text("got ", got.defined() ? "a tensor" : "an undefined tensor", ", want ",
                want.defined() ? "a tensor" : "an undefined tensor");
  if (got.shape() != want.shape()) return text("shape: got ", got.shape(), ", want ", want.shape());
  if (got.dtype() != want.dtype()) return text("dtype: got ", got.dtype(), ", want ", want.dtype());
  return "";
}

/// How far outside the tolerance: 0 or less is inside, infinity for NaN and for infinities that differ.
template <class T>
double excess(T got, T want, const Tolerance& tolerance) {
  if (got == want) return 0;
  const auto g = static_cast<double>(got), w = static_cast<double>(want);
  if (std::isnan(g) && std::isnan(w) && tolerance.equal_nan) return 0;
  const double over = std::abs(g - w) - (tolerance.atol + tolerance.rtol * std::abs(w));
  if (!std::isfinite(over)) return std::numeric_limits<double>::infinity();
  if (over <= 0 && (tolerance.atol > 0 || tolerance.rtol > 0)) return 0;
  return std::max(over,
                  std::numeric_limits<double>::min());  // integers beyond 2^53 may differ by less than a double shows
}

Tensor on_host(const Tensor& x) { return raw::contiguous(raw::to(x, Device::cpu)); }

IntList index_of(int64_t position, const Shape& shape) {
  IntList index = IntList::filled(shape.size(), 0);
  for (int64_t d = shape.size() - 1; d >= 0; --d) {
    index[d] = position % shape[d];
    position /= shape[d];
  }
  return index;
}

template <class T>
void compare_values(Comparison& found, const Tensor& got, const Tensor& want) {
  const T* g = got.data<T>();
  const T* w = want.data<T>();
  double worst = 0;
  for (int64_t i = 0; i < found.elements; ++i) {
    found.nan += g[i] != g[i] ? 1 : 0;
    const double over = excess(g[i], w[i], found.tolerance);
    if (over <= 0) continue;
    ++found.differing;
    if (over <= worst) continue;
    worst = over;
    found.worst = index_of(i, got.shape());
    found.got = static_cast<double>(g[i]);
    found.want = static_cast<double>(w[i]);
  }
}

}  // namespace

Comparison compare(const Tensor& got, const Tensor& want, const Tolerance& tolerance) {
  Comparison found;
  found.tolerance = tolerance;
  found.mismatch = mismatch(got, want);
  if (!found.mismatch.empty()) return found;
  if (got.dtype() == DType::u4x2) return compare(raw::unpack_u4(got), raw::unpack_u4(want), tolerance);
  found.elements = got.numel();
  dispatch_all(got.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, U4x2>) compare_values<T>(found, on_host(got), on_host(want));
  });
  return found;
}

std::string to_text(const Comparison& c) {
  if (!c.mismatch.empty()) return c.mismatch;
  if (c.ok()) return text("all ", c.elements, " values agree");
  return text(c.differing, " of ", c.elements, " values differ, ", c.nan, " NaN; worst at ", c.worst, ": got ", c.got,
              ", want ", c.want, " (atol ", c.tolerance.atol, ", rtol ", c.tolerance.rtol, ")");
}

}  // namespace llmsys

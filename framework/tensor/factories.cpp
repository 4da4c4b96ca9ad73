#include "framework/tensor/factories.h"

#include <algorithm>
#include <limits>

#include "framework/tensor/copy.h"
#include "framework/tensor/detail/prepare.h"
#include "framework/tensor/kernels/convert.h"

namespace llmsys {
namespace {

/// Calls next(TypeTag<T>) once an element, in row-major order, and rounds to the dtype.
template <class Next>
Tensor random_floats(const char* op, const Shape& shape, DType dtype, Device device, const Next& next) {
  LLMSYS_CHECK(DTypeError, is_floating(dtype), "[", op, "] makes floats, not ", dtype);
  Tensor out = empty(shape, dtype, Device::cpu);
  dispatch_floating(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    std::generate_n(out.data<T>(), out.numel(), [&] { return static_cast<T>(next(tag)); });
  });
  return raw::to(out, device);
}

/// Bits of T's significand, the leading 1 included.
template <class T>
constexpr int significant_bits() {
  if constexpr (is_small_float<T>)
    return T::kMantissaBits + 1;
  else
    return std::numeric_limits<T>::digits;
}

template <class T>
bool holds(int64_t value) {
  return kernels::convert<int64_t>(kernels::convert<T>(value)) == value;
}

template <class T>
void count_up(Tensor& out, int64_t n) {
  // Of two neighbours one is odd: if a float holds both, it holds all numbers below.
  LLMSYS_CHECK(ValueError, n == 0 || (holds<T>(n - 1) && holds<T>(std::max<int64_t>(n - 2, 0))), "[arange] ",
               out.dtype(), " does not hold all of 0 to ", n - 1);
  T* data = out.data<T>();
  for (int64_t i = 0; i < n; ++i) data[i] = kernels::convert<T>(i);
}

}  // namespace

Tensor empty(const Shape& shape, DType dtype, Device device) {
  int64_t bytes = 0;
  LLMSYS_CHECK(OutOfMemory, !__builtin_mul_overflow(shape.numel(), item_size(dtype), &bytes), "[empty] shape ", shape,
               " of ", dtype, " takes more than 2^63 bytes");
  return {StoragePtr(new Storage(static_cast<size_t>(bytes), current_memory(device))), shape, contiguous_strides(shape),
          0, dtype};
}

Tensor zeros(const Shape& shape, DType dtype, Device device) { return full(shape, 0, dtype, device); }

Tensor ones(const Shape& shape, DType dtype, Device device) { return full(shape, 1, dtype, device); }

Tensor full(const Shape& shape, Scalar value, DType dtype, Device device) {
  Tensor out = empty(shape, dtype, device);
  detail::kernel_for(kFill, out)(out, value);
  return out;
}

Tensor scalar(Scalar value, DType dtype, Device device) { return full({}, value, dtype, device); }

Tensor empty_like(const Tensor& like) { return empty(like.shape(), like.dtype(), like.device()); }

Tensor zeros_like(const Tensor& like) { return zeros(like.shape(), like.dtype(), like.device()); }

Tensor arange(int64_t n, DType dtype, Device device) {
  LLMSYS_CHECK(ValueError, n >= 0, "[arange] n must not be negative, got ", n);
  LLMSYS_CHECK(DTypeError, dtype != DType::u4x2, "[arange] u4x2 holds two numbers an element: use raw::pack_u4(x)");
  Tensor out = empty({n}, dtype, Device::cpu);
  dispatch_all(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, U4x2>) count_up<T>(out, n);
  });
  return raw::to(out, device);
}

Tensor from_values(std::initializer_list<double> values, const Shape& shape, DType dtype, Device device) {
  LLMSYS_CHECK(ShapeError, static_cast<int64_t>(values.size()) == shape.numel(), "[from_values] shape ", shape,
               " takes ", shape.numel(), " values, got ", values.size());
  Tensor out = empty(shape, dtype, Device::cpu);
  dispatch_all(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    std::transform(values.begin(), values.end(), out.data<T>(),
                   [](double value) { return Scalar(value).as<T>("from_values"); });
  });
  return raw::to(out, device);
}

template <class T>
Tensor from_vector(const std::vector<T>& values, const Shape& shape, Device device) {
  LLMSYS_CHECK(ShapeError, static_cast<int64_t>(values.size()) == shape.numel(), "[from_vector] shape ", shape,
               " takes ", shape.numel(), " values, got ", values.size());
  Tensor out = empty(shape, dtype_of<T>, Device::cpu);
  std::copy(values.begin(), values.end(), out.data<T>());
  return raw::to(out, device);
}

template <class T>
std::vector<T> to_vector(const Tensor& x) {
  const Tensor rows = raw::contiguous(raw::to(x, Device::cpu));
  const T* data = rows.data<T>();
  return std::vector<T>(data, data + rows.numel());  // braces would make a list of two
}

template Tensor from_vector(const std::vector<float>&, const Shape&, Device);
template Tensor from_vector(const std::vector<double>&, const Shape&, Device);
template Tensor from_vector(const std::vector<int64_t>&, const Shape&, Device);
template Tensor from_vector(const std::vector<int32_t>&, const Shape&, Device);
template Tensor from_vector(const std::vector<int8_t>&, const Shape&, Device);
template Tensor from_vector(const std::vector<uint8_t>&, const Shape&, Device);
template Tensor from_vector(const std::vector<bool>&, const Shape&, Device);
template Tensor from_vector(const std::vector<Half>&, const Shape&, Device);
template Tensor from_vector(const std::vector<BFloat16>&, const Shape&, Device);
template Tensor from_vector(const std::vector<Float8E4M3>&, const Shape&, Device);
template Tensor from_vector(const std::vector<Float8E5M2>&, const Shape&, Device);
template Tensor from_vector(const std::vector<U4x2>&, const Shape&, Device);
template std::vector<float> to_vector(const Tensor&);
template std::vector<double> to_vector(const Tensor&);
template std::vector<int64_t> to_vector(const Tensor&);
template std::vector<int32_t> to_vector(const Tensor&);
template std::vector<int8_t> to_vector(const Tensor&);
template std::vector<uint8_t> to_vector(const Tensor&);
template std::vector<bool> to_vector(const Tensor&);
template std::vector<Half> to_vector(const Tensor&);
template std::vector<BFloat16> to_vector(const Tensor&);
template std::vector<Float8E4M3> to_vector(const Tensor&);
template std::vector<Float8E5M2> to_vector(const Tensor&);
template std::vector<U4x2> to_vector(const Tensor&);

Tensor rand(const Shape& shape, Rng& rng, DType dtype, Device device) {
  return random_floats("rand", shape, dtype, device, [&](auto tag) {
    constexpr int kBits = significant_bits<typename decltype(tag)::type>();
    return std::min(rng.uniform(), 1 - 1.0 / (int64_t{1} << kBits));  // the largest number below 1
  });
}

Tensor randn(const Shape& shape, Rng& rng, DType dtype, Device device) {
  return random_floats("randn", shape, dtype, device, [&](auto /*tag*/) { return rng.normal(); });
}

}  // namespace llmsys

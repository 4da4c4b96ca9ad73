// out = f(x) for the functions that activations and position encodings are made of; out = a^b.
#include <cmath>

#include "framework/tensor/kernels/each_dtype.h"
#include "framework/tensor/kernels/kernels.h"
#include "framework/tensor/kernels/map.h"
#include "framework/tensor/kernels/vector_math.h"
#include "framework/tensor/registry.h"

namespace llmsys::kernels {
namespace {

struct Sin {
  template <class T>
  static T apply(T x) {
    return std::sin(x);
  }
};
struct Cos {
  template <class T>
  static T apply(T x) {
    return std::cos(x);
  }
};
struct Rsqrt {
  template <class T>
  static T apply(T x) {
    return 1 / std::sqrt(x);
  }
};
struct Sigmoid {
  template <class T>
  static T apply(T x) {
    if constexpr (std::is_same_v<T, float>)
      return sigmoid_f32(x);
    else
      return 1 / (1 + std::exp(-x));  // e^-x overflows to inf for x << 0: 1/inf is the 0 it should be
  }
};
struct Erf {
  template <class T>
  static T apply(T x) {
    return std::erf(x);
  }
};
struct Pow {
  template <class T>
  static T apply(T a, T b) {
    return std::pow(a, b);
  }
};

}  // namespace

void register_functions(Registry& registry) {
  for_each_floating_dtype([&](auto tag) {
    using T = typename decltype(tag)::type;
    registry.set(kRsqrt, Device::cpu, dtype_of<T>, map_unary<Rsqrt, T, T>, kWho);
    registry.set(kSin, Device::cpu, dtype_of<T>, map_unary<Sin, T, T, kFunctionGrain>, kWho);
    registry.set(kCos, Device::cpu, dtype_of<T>, map_unary<Cos, T, T, kFunctionGrain>, kWho);
    registry.set(kSigmoid, Device::cpu, dtype_of<T>, map_unary<Sigmoid, T, T, kFunctionGrain>, kWho);
    registry.set(kErf, Device::cpu, dtype_of<T>, map_unary<Erf, T, T, kFunctionGrain>, kWho);
    registry.set(kPow, Device::cpu, dtype_of<T>, map_binary<Pow, T, T, kFunctionGrain>, kWho);
  });
}

}  // namespace llmsys::kernels

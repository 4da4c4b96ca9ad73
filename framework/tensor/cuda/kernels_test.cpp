// The kernels of Device::cuda against those of the CPU, at sizes around a block's.
#include "framework/tensor/cuda/cuda_kernels.h"

#include <functional>

#include "framework/tensor/detail/test_support.h"
#include "framework/tensor/raw.h"
#include "framework/tensor/registry.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::require_close;

namespace {

constexpr int64_t kSizes[] = {0, 1, 31, 33, 1000};
constexpr DType kFloats[] = {DType::f32, DType::f64, DType::f16, DType::bf16};

/// An operation on x (5,n) of some dtype, all values between -8 and 8.
using Operation = std::function<Tensor(const Tensor& x)>;

/// What agrees between devices: a few roundings of the dtype, and of the sums.
Tolerance tolerance(DType dtype) {
  switch (dtype) {
    case DType::f64: return {.atol = 1e-12, .rtol = 1e-12};
    case DType::f16: return {.atol = 1e-3, .rtol = 2e-3};
    case DType::bf16: return {.atol = 8e-3, .rtol = 1e-2};
    default: return {.atol = 2e-6, .rtol = 2e-6};
  }
}

void check_on_both(const char* name, const Operation& operation, DType dtype) {
  Rng rng(5);
  for (const int64_t n : kSizes) {
    CAPTURE(name, dtype, n);
    const Tensor x = raw::to(raw::sub(raw::mul(rand({n, 5}, rng, DType::f64), 16), 8), dtype);
    const Tensor view = raw::transpose(x), there = raw::transpose(raw::to(x, Device::cuda));  // (5,n), columns apart
    const Tensor dense = raw::to(raw::contiguous(view), Device::cuda);
    const Tensor want = operation(view);
    require_close(raw::to(operation(there), Device::cpu), want, tolerance(dtype));
    require_close(raw::to(operation(dense), Device::cpu), want, tolerance(dtype));
  }
}

/// An index (n) into `size` places, on x's device.
Tensor some_index(const Tensor& x, int64_t n, int64_t size) {
  std::vector<int64_t> places;
  for (int64_t i = 0; i < n; ++i) places.push_back(i * 7 % size);
  return from_vector(places, {n}, x.device());
}

const std::vector<std::pair<const char*, Operation>>& operations_of_floats() {
  static const std::vector<std::pair<const char*, Operation>> all = {
      {"div", [](const Tensor& x) { return raw::div(x, 3); }},
      {"exp", raw::exp},
      {"log", [](const Tensor& x) { return raw::log(raw::add(raw::abs(x), 0.5)); }},
      {"sqrt", [](const Tensor& x) { return raw::sqrt(raw::abs(x)); }},
      {"tanh", raw::tanh},
      {"sin", raw::sin},
      {"cos", raw::cos},
      {"rsqrt", [](const Tensor& x) { return raw::rsqrt(raw::add(raw::abs(x), 0.5)); }},
      {"sigmoid", raw::sigmoid},
      {"erf", raw::erf},
      {"pow", [](const Tensor& x) { return raw::pow(raw::abs(x), 1.5); }},
      {"is_nan", [](const Tensor& x) { return raw::is_nan(raw::sqrt(x)); }},
      {"is_finite", [](const Tensor& x) { return raw::is_finite(raw::log(x)); }},
      {"all_finite",
       [](const Tensor& x) { return full({1}, raw::all_finite(raw::log(x)), DType::boolean, x.device()); }},
      {"softmax", [](const Tensor& x) { return raw::softmax(x, 0); }},
      {"softmax of rows", [](const Tensor& x) { return raw::softmax(x, 1); }},
      {"log_softmax", [](const Tensor& x) { return raw::log_softmax(x, 1); }},
      {"logsumexp", [](const Tensor& x) { return raw::logsumexp(x, 1); }}};
  return all;
}

const std::vector<std::pair<const char*, Operation>>& operations_of_numbers() {
  static const std::vector<std::pair<const char*, Operation>> all = {
      {"add", [](const Tensor& x) { return raw::add(x, raw::slice(x, 0, 1, 2)); }},
      {"sub", [](const Tensor& x) { return raw::sub(x, raw::slice(x, 1, 0, x.size(1) == 0 ? 0 : 1)); }},
      {"mul", [](const Tensor& x) { return raw::mul(x, x); }},
      {"maximum", [](const Tensor& x) { return raw::maximum(x, 2); }},
      {"minimum", [](const Tensor& x) { return raw::minimum(x, raw::neg(x)); }},
      {"abs", raw::abs},
      {"sum", [](const Tensor& x) { return raw::sum(raw::mul(x, x)); }},
      {"sum of columns", [](const Tensor& x) { return raw::sum(raw::mul(x, x), 0); }},
      {"sum of rows", [](const Tensor& x) { return raw::sum(raw::mul(x, x), 1, true); }},
      {"max", [](const Tensor& x) { return raw::max(x, 0); }},
      {"min", [](const Tensor& x) { return raw::min(x, 0); }},
      {"matmul", [](const Tensor& x) { return raw::matmul(x, raw::transpose(raw::slice(x, 0, 1, 4))); }},
      {"matmul of columns",
       [](const Tensor& x) { return raw::matmul(raw::transpose(raw::slice(x, 0, 0, 2)), raw::slice(x, 0, 3, 5)); }},
      {"scatter_add",
       [](const Tensor& x) {
         return raw::scatter_add(zeros({5, 7}, x.dtype(), x.device()), 1,
                                 raw::expand(some_index(x, x.size(1), 7), x.shape()), x);
       }},
      {"index_add",
       [](const Tensor& x) {
         Tensor out = ones({x.size(1), 3}, x.dtype(), x.device());
         if (x.size(1) > 0) raw::index_add_(out, 0, some_index(x, 40, x.size(1)), ones({40, 3}, x.dtype(), x.device()));
         return out;
       }},
      {"add_scaled", [](const Tensor& x) {
         Tensor out = raw::clone(x);
         raw::add_(out, x, 3);
         return out;
       }}};
  return all;
}

const std::vector<std::pair<const char*, Operation>>& operations_of_all() {
  static const std::vector<std::pair<const char*, Operation>> all = {
      {"copy", raw::clone},
      {"fill",
       [](const Tensor& x) {
         Tensor out = raw::clone(x);
         raw::fill_(raw::slice(out, 1, 0, x.size(1), 3), 1);
         return out;
       }},
      {"equal", [](const Tensor& x) { return raw::equal(x, raw::slice(x, 0, 2, 3)); }},
      {"less", [](const Tensor& x) { return raw::less(x, raw::slice(x, 0, 2, 3)); }},
      {"where",
       [](const Tensor& x) { return raw::where(raw::greater(x, raw::slice(x, 0, 1, 2)), x, raw::slice(x, 0, 4, 5)); }},
      {"gather",
       [](const Tensor& x) {
         return raw::gather(x, 0, raw::expand(some_index(x, x.size(1), 5), {3, x.size(1)}));
       }},
      {"index_select", [](const Tensor& x) { return raw::index_select(raw::contiguous(x), 0, some_index(x, 9, 5)); }},
      {"scatter",
       [](const Tensor& x) {
         return raw::scatter(x, 0, raw::expand(some_index(x, x.size(1), 5), {3, x.size(1)}), raw::slice(x, 0, 2, 5));
       }},
      {"argmax", [](const Tensor& x) { return raw::argmax(x, 0); }},
      {"argmin", [](const Tensor& x) { return raw::argmin(x, 0, true); }},
      {"topk", [](const Tensor& x) { return raw::topk(x, 3, 0).values; }},
      {"topk of rows",
       [](const Tensor& x) { return raw::topk(x, std::min<int64_t>(x.size(1), 40), 1, false).indices; }}};
  return all;
}

}  // namespace

TEST_CASE("cuda serves every operation and dtype that the CPU serves") {
  const Registry& table = framework_registry();
  for (uint16_t id = 0; id < 64; ++id)
    for (int i = 0; i < kDTypes; ++i) {
      const OpKey<FillKernel> key{id, ""};
      const auto dtype = static_cast<DType>(i);
      CAPTURE(id, dtype);
      CHECK(table.who(key, Device::cuda, dtype) == table.who(key, Device::cpu, dtype));
    }
}

TEST_CASE("functions of floats agree with the CPU's") {
  for (const DType dtype : kFloats)
    for (const auto& [name, operation] : operations_of_floats()) check_on_both(name, operation, dtype);
}

TEST_CASE("arithmetic agrees with the CPU's") {
  for (const DType dtype : {DType::f32, DType::f64, DType::i64, DType::f16, DType::bf16})
    for (const auto& [name, operation] : operations_of_numbers()) check_on_both(name, operation, dtype);
}

TEST_CASE("moves, comparisons and orders agree with the CPU's") {
  for (int i = 0; i < kDTypes; ++i)
    if (const auto dtype = static_cast<DType>(i); dtype != DType::u4x2)
      for (const auto& [name, operation] : operations_of_all()) check_on_both(name, operation, dtype);
}

TEST_CASE("every conversion agrees with the CPU's") {
  for (int from = 0; from < kDTypes; ++from)
    for (int to = 0; to < kDTypes; ++to) {
      const auto source = static_cast<DType>(from), target = static_cast<DType>(to);
      if (source == DType::u4x2 || target == DType::u4x2) continue;
      const auto convert = [target](const Tensor& x) { return raw::to(raw::to(x, target), DType::f64); };
      check_on_both("convert", convert, source);
    }
}

TEST_CASE("a large sum is shared out among a block, the same each time") {
  Rng rng(3);
  const Tensor x = randn({3, 100'000}, rng);
  const Tensor there = raw::to(x, Device::cuda), first = raw::sum(there, 1);
  require_close(raw::to(first, Device::cpu), raw::sum(x, 1), {.atol = 1e-4, .rtol = 1e-6});
  testing::require_equal(raw::to(raw::sum(there, 1), Device::cpu), raw::to(first, Device::cpu));
  require_close(raw::to(raw::max(there, 1), Device::cpu), raw::max(x, 1), {});
}

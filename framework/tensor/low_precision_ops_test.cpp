#include <functional>

#include "framework/tensor/detail/test_support.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"

using namespace llmsys;
using testing::require_equal;

namespace {

using Function = std::function<Tensor(const Tensor&, const Tensor&)>;

/// x with `change` made to a copy of it.
Tensor changed(const Tensor& x, const std::function<void(Tensor)>& change) {
  Tensor out = raw::clone(x);
  change(out);
  return out;
}

/// Operations that round once in f16 and bf16; every index occurs once.
const std::vector<Function>& functions() {
  static const Tensor index = from_values({2, 0, 4, 1, 3}, {5}, DType::i64);
  static const std::vector<Function> all = {
      [](auto& x, auto& y) { return raw::add(x, y); },
      [](auto& x, auto& y) { return raw::div(x, y); },
      [](auto& x, auto& y) { return raw::maximum(x, y); },
      [](auto& x, auto&) { return raw::neg(x); },
      [](auto& x, auto&) { return raw::exp(x); },
      [](auto& x, auto&) { return raw::tanh(x); },
      [](auto& x, auto&) { return raw::sigmoid(x); },
      [](auto& x, auto&) { return raw::erf(x); },
      [](auto& x, auto&) { return raw::softmax(x, 0); },
      [](auto& x, auto&) { return raw::log_softmax(x); },
      [](auto& x, auto&) { return raw::logsumexp(x); },
      [](auto& x, auto&) { return raw::max(x, 1); },
      [](auto& x, auto&) { return raw::mean(x, 0); },
      [](auto& x, auto& y) { return raw::matmul(x, raw::transpose(y)); },
      [](auto& x, auto& y) { return raw::where(raw::less(x, y), x, y); },
      [](auto& x, auto&) { return raw::index_select(x, 0, index); },
      [](auto& x, auto& y) { return changed(x, [&](auto z) { raw::add_(z, y, 0.5); }); },
      [](auto& x, auto& y) { return changed(x, [&](auto z) { raw::index_add_(z, 0, index, y); }); },
      [](auto& x, auto& y) {
        return raw::scatter_add(x, 0, raw::expand(raw::unsqueeze(index, 1), {5, 7}), y);
      }};
  return all;
}

}  // namespace

TEST_CASE("in f16 and bf16 an operation is the one in f32, rounded") {
  const DType dtype = GENERATE(DType::f16, DType::bf16);
  Rng rng(171);
  const Tensor x = testing::random_view({5, 7}, rng, dtype), y = testing::random_view({5, 7}, rng, dtype);
  for (size_t i = 0; i < functions().size(); ++i) {
    CAPTURE(i, dtype);
    const Tensor wide = functions()[i](raw::to(x, DType::f32), raw::to(y, DType::f32));
    require_equal(functions()[i](x, y), raw::to(wide, dtype));
  }
}

TEST_CASE("f16 and bf16 answer questions as their values do in f32") {
  const DType dtype = GENERATE(DType::f16, DType::bf16);
  const Tensor x = from_values({1, NAN, INFINITY, -2, 3}, {5}, dtype), wide = raw::to(x, DType::f32);
  require_equal(raw::is_nan(x), raw::is_nan(wide));
  require_equal(raw::is_finite(x), raw::is_finite(wide));
  require_equal(raw::less(x, 2), raw::less(wide, 2));
  require_equal(raw::argmax(x, 0), raw::argmax(wide, 0));
  CHECK_FALSE(raw::all_finite(x));
  CHECK(raw::all_finite(ones({3}, dtype)));
}
